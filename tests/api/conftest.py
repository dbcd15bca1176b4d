"""The whole application with the demo city loaded. The interface stores nothing, so most tests share one of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.demo import load_demo
from app.main import guarded
from app.migrations import upgrade
from app.wiring import House, build_house
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from tests.databases import database, empty_database, empty_postgres
from tests.fakes import StoppedClock
from tests.people import cookies

__all__ = ["client", "client_on_each_database", "database", "empty_database", "empty_postgres", "house", "services"]

Client = TestClient[ASGIApp]


def demo_city(database: Database) -> House:
    house = build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))
    load_demo(house)
    return house


def client_of(house: House, account: str = "vergabestelle") -> Client:
    application = guarded(house, Settings(max_upload_bytes=1024 * 1024))
    session = cookies(house, account)
    return TestClient(application, base_url="http://127.0.0.1:8000", cookies=session, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('api') / 'test.db'}")
    upgrade(database)
    yield demo_city(database)
    database.close()


@pytest.fixture(scope="session")
def services(house: House) -> Services:
    return house.procurement


@pytest.fixture(scope="session")
def client(house: House) -> Iterator[Client]:
    with client_of(house) as client:
        yield client


@pytest.fixture
def client_on_each_database(database: Database) -> Iterator[Client]:
    with client_of(demo_city(database)) as client:
        yield client
