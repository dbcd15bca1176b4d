"""The whole application over a SQLite file with the demo city."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from litestar.types import ASGIApp

from app.demo import load_criteria, load_demo
from app.house import House
from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from tests.applications import guarded
from tests.clients import TestClient
from tests.databases import LOADED, demo_file
from tests.factories import Json, as_bytes
from tests.fakes import StoppedClock
from tests.people import OFFICER, cookies
from tests.web.page import Node, parse

ORIGIN = "http://127.0.0.1:8000"
LARGEST_BODY = 2_000_000

__all__ = ["demo_file"]

Open = Callable[..., Node]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("web")
    database = Database(f"sqlite:///{folder / 'test.db'}")
    upgrade(database)
    clock, settings = (
        StoppedClock(datetime(2026, 11, 21, 22, 30, tzinfo=UTC)),
        Settings(checkpoint_folder=folder / "pruefpunkte"),
    )
    built = build_house(database, clock=clock, settings=settings)
    load_demo(built)
    load_criteria(built)
    yield built
    database.close()


@pytest.fixture(scope="session")
def running(house: House) -> Iterator[TestClient[ASGIApp]]:
    application = guarded(house, Settings(max_upload_bytes=LARGEST_BODY))
    with TestClient(application, base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.headers["Origin"] = ORIGIN  # as every browser sends it with a form
        yield client


@pytest.fixture
def untouched(demo_file: Database) -> House:
    """Return services on a demo city in which no other test did anything."""
    built = build_house(demo_file, clock=StoppedClock(LOADED))
    load_criteria(built)
    return built


@contextmanager
def walking(house: House, account: str) -> Iterator[TestClient[ASGIApp]]:
    """Return a client of a house of its own in which somebody has just signed in."""
    application = guarded(house, Settings(max_upload_bytes=LARGEST_BODY))
    with TestClient(application, base_url=ORIGIN, cookies=cookies(house, account)) as client:
        client.headers["Origin"] = ORIGIN
        yield client


@pytest.fixture(scope="session")
def services(house: House) -> Services:
    return house.procurement


@pytest.fixture
def client(house: House, running: TestClient[ASGIApp]) -> TestClient[ASGIApp]:
    """Return a client in which a procurement officer has just signed in."""
    running.cookies.clear()
    running.cookies.update(cookies(house, "vergabestelle"))
    return running


@pytest.fixture
def page(client: TestClient[ASGIApp]) -> Open:
    """Open an address and return its tree."""

    def open_page(address: str, status: int = 200) -> Node:
        answer = client.get(address)
        assert answer.status_code == status, answer.text[:500]
        return parse(answer.text)

    return open_page


@pytest.fixture
def store(services: Services) -> Callable[[Json, str], str]:
    """Store a document under a reference of its own and return the address of its result page."""

    def store_document(document: Json, reference: str) -> str:
        named = {**document, "procedure": {**document["procedure"], "reference": reference}}
        return f"/vergaben/{services.store_evaluation(OFFICER, as_bytes(named)).summary.slug}"

    return store_document
