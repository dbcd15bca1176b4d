"""The whole application with the demo city loaded. The interface stores nothing, so most tests share one of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.main import guarded
from app.migrations import upgrade
from app.wiring import build_services
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from tests.databases import database, empty_database
from tests.fakes import StoppedClock

__all__ = ["client", "client_on_each_database", "database", "empty_database", "services"]

Client = TestClient[ASGIApp]


def demo_city(database: Database) -> Services:
    services = build_services(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))
    services.load_demo()
    return services


def client_of(services: Services) -> Client:
    application = guarded(services, Settings(max_upload_bytes=1024 * 1024))
    return TestClient(application, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('api') / 'test.db'}")
    upgrade(database)
    yield demo_city(database)
    database.close()


@pytest.fixture(scope="session")
def client(services: Services) -> Iterator[Client]:
    with client_of(services) as client:
        yield client


@pytest.fixture
def client_on_each_database(database: Database) -> Iterator[Client]:
    with client_of(demo_city(database)) as client:
        yield client
