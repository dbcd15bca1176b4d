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


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('guard') / 'test.db'}")
    upgrade(database)
    application = guarded(build_house(database), Settings(host="10.1.2.3"))
    with TestClient(application, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/health/live", "/api/v1/evaluations", "/api/v1/nix", "/nix", "/static/nix", "/static/../x", "//"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_every_answer_carries_the_headers(client: Client, path: str, method: str) -> None:
    headers = client.request(method, path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in {"no-referrer", "same-origin"}
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "permissions-policy" in headers
    assert headers["cache-control"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]", "10.1.2.3"])
def test_known_hosts_are_answered(client: Client, host: str) -> None:
    assert client.get("/health/live", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "evil.example:localhost", "[::2]", "[", "@", "ä"]
)
def test_other_hosts_are_refused(client: Client, host: str) -> None:
    response = client.get("/health/live", headers={b"host": host.encode()})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/errors/http/bad-request"
    assert "content-security-policy" in response.headers


def test_two_host_headers_are_refused(client: Client) -> None:
    response = client.get("/health/live", headers=[("host", "localhost"), ("host", "evil.example")])
    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/api", "/api/nix", "/api/v1/nix", "/health", "/health/nix"])
def test_programs_get_a_problem_where_nothing_is(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["type"] == "/errors/http/not-found"


@pytest.mark.parametrize("path", ["/nix", "/vergaben/nix/nix", "/static/nix", "/apis", "/%2e%2e/etc/passwd"])
def test_people_get_a_page_where_nothing_is(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")


def test_a_wrong_method_on_an_address_for_programs_is_a_problem(client: Client) -> None:
    for path in ("/health/live", "/api/v1/scoring", "/api/v1/evaluations"):
        response = client.put(path)
        assert response.status_code == 405
        assert response.json()["type"] == "/errors/http/method-not-allowed"
