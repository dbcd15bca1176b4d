from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient

Client = TestClient[ASGIApp]
TOKEN = "musterstadt." + "x" * 43


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_all_is_well(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


@pytest.fixture
def without_database() -> Iterator[Client]:
    house = build_house(Database("postgresql://nobody:geheim@127.0.0.1:9/x"))
    with TestClient(guarded(house, Settings()), base_url="http://127.0.0.1") as client:
        yield client


def test_without_its_database_the_service_says_so_and_asks_for_patience(without_database: Client) -> None:
    without_database.cookies.set("pruefstand", TOKEN)
    for path in ("/health/ready", "/api/v1/evaluations", "/api/v1/evaluations/x/result"):
        response = without_database.get(path)
        assert response.status_code == 503
        assert response.json()["type"] == "/errors/infra/database-unavailable"
        assert int(response.headers["retry-after"]) > 0
        assert "geheim" not in response.text
        assert "nobody" not in response.text


def test_it_lives_without_its_database(without_database: Client) -> None:
    assert without_database.get("/health/live").status_code == 200


def test_on_an_old_schema_it_is_not_ready(empty_database: Database) -> None:
    upgrade(empty_database, "0001")
    with TestClient(guarded(build_house(empty_database), Settings()), base_url="http://127.0.0.1") as client:
        response = client.get("/health/ready")
    assert (response.status_code, response.json()["type"]) == (503, "/errors/infra/schema-outdated")
