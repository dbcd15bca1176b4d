"""The whole application over both databases, with the demo city loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.main import guarded
from app.wiring import build_services
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from tests.databases import database, empty_database
from tests.fakes import StoppedClock

__all__ = ["application", "client", "database", "empty_database", "services"]

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def services(database: Database) -> Services:
    services = build_services(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))
    services.load_demo()
    return services


@pytest.fixture
def application(services: Services) -> ASGIApp:
    return guarded(services, Settings(max_upload_bytes=1024 * 1024))


@pytest.fixture
def client(application: ASGIApp) -> Iterator[TestClient[ASGIApp]]:
    with TestClient(application, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield client
