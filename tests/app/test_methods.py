"""OPTIONS and HEAD on every route: answered everywhere, to everybody, without a defect, with the rights of GET."""

import re
from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.settings import Settings
from tests.applications import guarded
from tests.audit_lines import lines_of
from tests.clients import TestClient
from tests.every_route import Route, all_addresses, all_routes, common, filled, names_in
from tests.people import cookies
from tests.templates import Templates
from tests.two_cities import two_cities

ACCOUNTS = (None, "vergabestelle", "revision")

Client = TestClient[ASGIApp]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('methods') / 'test.db'}")
    with two_cities(database, templates) as cities:
        yield cities.house
    database.close()


@pytest.fixture(params=ACCOUNTS)
def client(house: House, request: pytest.FixtureRequest) -> Iterator[Client]:
    session = cookies(house, request.param) if request.param else {}
    application = guarded(house, Settings())
    with TestClient(
        application, base_url="http://127.0.0.1:8000", cookies=session, raise_server_exceptions=False
    ) as client:
        client.follow_redirects = False
        yield client


def reading(house: House) -> list[tuple[Route, str]]:
    """Return every route that answers GET, with an address of it."""
    found = []
    for route in all_routes():
        if route.method == "GET":
            names = {
                one: names_in(house.transactions.database, DEMO_CITY, one)[0]
                for one in route.parameters
                if common(route, one) is None
            }
            found.append((route, filled(route, names)))
    return found


def test_options_name_the_methods_of_every_address(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = all_addresses()
    assert len(addresses) > 100
    for template, methods in addresses.items():
        answer = client.options(re.sub(r"\{\w+\}", "1", template))
        assert answer.status_code == 204, template
        allowed = set(answer.headers["allow"].split(", "))
        assert allowed == methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set()), template
        assert answer.content == b""
    assert "defect" not in "".join(capsys.readouterr())


def test_head_is_get_without_a_body(house: House, client: Client) -> None:
    for route, address in reading(house):
        got, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (got.status_code, b""), str(route)
        for name in ("content-type", "etag", "location", "cache-control", "content-security-policy"):
            if name != "etag" or route.template.startswith("/api/v1/evaluations"):
                assert head.headers.get(name) == got.headers.get(name), f"{route}: {name}"


def test_head_asks_for_the_same_right_and_leaves_the_same_line(house: House) -> None:
    def denials() -> int:
        lines = lines_of(house.transactions.database, DEMO_CITY)
        return sum(line["event"] == "access-denied" for line in lines)

    with TestClient(
        guarded(house, Settings()), base_url="http://127.0.0.1:8000", cookies=cookies(house, "wertung")
    ) as to:
        before = denials()
        assert to.head("/api/v1/people").status_code == 403
        assert denials() == before + 1


def test_a_wrong_method_is_told_which_are_right(house: House) -> None:
    with TestClient(guarded(house, Settings()), base_url="http://127.0.0.1:8000") as client:
        answer = client.delete("/api/v1/people")
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
