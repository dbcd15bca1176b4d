from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.main import guarded
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings

TOKEN = "musterstadt." + "x" * 43


def test_all_is_well(client: TestClient[ASGIApp]) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_without_its_database_the_service_says_so_and_asks_for_patience() -> None:
    house = build_house(Database("postgresql://nobody:geheim@127.0.0.1:9/x"))
    with TestClient(guarded(house, Settings()), base_url="http://127.0.0.1", cookies={"pruefstand": TOKEN}) as client:
        for path in ("/health", "/api/v1/procedures", "/api/v1/procedures/x/result"):
            response = client.get(path)
            assert response.status_code == 503
            assert response.json()["type"] == "/errors/infra/database-unavailable"
            assert int(response.headers["retry-after"]) > 0
            assert "geheim" not in response.text
            assert "nobody" not in response.text
