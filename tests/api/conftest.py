"""The whole application with the demo city loaded. The interface stores nothing, so most tests share one of them."""

from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from tests.applications import guarded
from tests.clients import TestClient
from tests.databases import LOADED, database, demo_database, demo_file, empty_database, empty_postgres, with_demo
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.templates import Templates

__all__ = [
    "client",
    "client_on_each_database",
    "database",
    "demo_database",
    "demo_file",
    "empty_database",
    "empty_postgres",
    "house",
    "services",
]

Client = TestClient[ASGIApp]


def demo_city(database: Database) -> House:
    """Return services on a database that holds the demo city."""
    return build_house(database, clock=StoppedClock(LOADED))


def client_of(house: House, account: str = "vergabestelle") -> Client:
    application = guarded(house, Settings(max_upload_bytes=1024 * 1024))
    session = cookies(house, account)
    return TestClient(application, base_url="http://127.0.0.1:8000", cookies=session, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('api') / 'test.db'}")
    templates.copy("demo", with_demo, database)
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
def client_on_each_database(demo_database: Database) -> Iterator[Client]:
    with client_of(demo_city(demo_database)) as client:
        yield client
