"""People and offices through the interface: who changes them says what was seen, and may ask again."""

from typing import Any

import pytest
from httpx import Response
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.identity.demo import demo_person
from infra.identity.model import PersonDraft
from infra.policy.model import Actor
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.people import actor

Client = TestClient[ASGIApp]

PERSON = f"/api/v1/people/{demo_person('wertung')}"
CHANGES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("PATCH", PERSON, {"name": "Anders"}),
    ("POST", f"{PERSON}/lock", None),
    ("POST", f"{PERSON}/unlock", None),
    ("PATCH", "office", {"name": "Anderes Amt"}),
]
ADMINISTRATOR: Actor = actor("verwaltung")


@pytest.fixture
def house(demo_database: Database) -> House:
    return demo_city(demo_database)


@pytest.fixture
def admin(house: House) -> Any:  # noqa: ANN401 - a client as long as the test
    with client_of(house, "verwaltung") as client:
        yield client


def place(client: Client, address: str) -> str:
    """Return the address; of an office that has just been added where one is asked for."""
    if address != "office":
        return address
    return str(client.post("/api/v1/offices", json={"name": "Ein Amt"}).headers["location"])


def state(client: Client, address: str) -> Response:
    return client.get(address.removesuffix("/lock").removesuffix("/unlock"))


@pytest.mark.parametrize(("method", "address", "body"), CHANGES)
def test_a_change_says_what_was_seen(admin: Client, method: str, address: str, body: dict[str, Any] | None) -> None:
    address = place(admin, address)
    before = state(admin, address)
    for sent, status in (({}, 428), ({"If-Match": "*"}, 428), ({"If-Match": '"7"'}, 412), ({"If-Match": "1"}, 400)):
        answer = admin.request(method, address, json=body, headers=sent)
        assert answer.status_code == status, sent
        assert answer.headers["content-type"].startswith("application/problem+json")
    assert state(admin, address).content == before.content
    assert admin.request(method, address, json=body, headers={"If-Match": before.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(("method", "address", "body"), [CHANGES[0], CHANGES[1], CHANGES[3]])
def test_who_was_too_slow_changes_nothing_and_who_asks_again_gets_the_answer(
    admin: Client, method: str, address: str, body: dict[str, Any] | None
) -> None:
    address = place(admin, address)
    seen = {"If-Match": state(admin, address).headers["etag"]}
    first, again = (
        admin.request(method, address, json=body, headers=seen | {"Idempotency-Key": "1"}) for _ in range(2)
    )
    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert again.headers["idempotent-replayed"] == "true"
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    late = admin.request(method, address, json=body, headers=seen)
    assert (late.status_code, late.headers["etag"]) == (412, '"2"')
    assert state(admin, address).json() == first.json()


def test_what_the_version_does_not_count_changes_the_tag_all_the_same(house: House, admin: Client) -> None:
    office = house.offices.add(ADMINISTRATOR, "Bauamt", is_dezernat=False)
    known = house.people.get(ADMINISTRATOR, demo_person("wertung"))
    draft = PersonDraft(name=known.name, roles=frozenset(known.roles), office=office.id)
    house.people.change(ADMINISTRATOR, known.id, draft)
    tag = admin.get(PERSON).headers["etag"]
    assert admin.get(PERSON, headers={"If-None-Match": tag}).status_code == 304
    house.offices.change(ADMINISTRATOR, office.id, name="Hochbauamt", is_dezernat=False)
    answer = admin.get(PERSON, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["office_name"]) == (200, "Hochbauamt")
    assert admin.patch(PERSON, json={"name": "Anders"}, headers={"If-Match": tag}).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/people", f"{PERSON}/recovery"])
def test_a_one_time_password_is_never_kept(house: House, admin: Client, address: str) -> None:
    body = {"account": "neu", "name": "Neu"} if address.endswith("people") else None
    first, again = (admin.post(address, json=body, headers={"Idempotency-Key": "1"}) for _ in range(2))
    password = first.json()["one_time_password"]
    assert password not in again.text
    assert "idempotent-replayed" not in again.headers
    with house.transactions.database.read(ADMINISTRATOR.city) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM once_answer").scalar_one() == 0


def walked(client: Client, address: str) -> list[dict[str, Any]]:
    """Follow the header ``Link`` to the end."""
    seen = list[dict[str, Any]]()
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        seen += answer.json()["items"]
        address = answer.headers.get("link", "").partition(">")[0].lstrip("<")
    return seen


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_people_are_walked_in_the_order_of_the_page(house: House, admin: Client, limit: int) -> None:
    for number in range(3):
        house.people.add(ADMINISTRATOR, f"zwilling-{number}", PersonDraft(name="Gleicher Name", roles=frozenset()))
    page = house.people.page(ADMINISTRATOR, page=1, size=100).items
    assert [one["id"] for one in walked(admin, f"/api/v1/people?limit={limit}")] == [one.id for one in page]
    found = walked(admin, f"/api/v1/people?limit={limit}&search=gleicher+zwilling")
    assert [one["account"] for one in found] == ["zwilling-0", "zwilling-1", "zwilling-2"]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_offices_are_walked_each_dezernat_first(house: House, admin: Client, limit: int) -> None:
    for name, is_dezernat in (("B", False), ("D", True), ("A", False), ("C", True)):
        house.offices.add(ADMINISTRATOR, name, is_dezernat=is_dezernat)
    everything = [one.id for one in house.offices.all(ADMINISTRATOR)]
    walk = walked(admin, f"/api/v1/offices?limit={limit}")
    assert [one["id"] for one in walk] == everything
    assert [one["name"] for one in walk if len(one["name"]) == 1] == ["C", "D", "A", "B"]


def test_who_is_added_meanwhile_repeats_and_hides_nobody(house: House, admin: Client) -> None:
    before = [one.id for one in house.people.page(ADMINISTRATOR, page=1, size=100).items]
    first = admin.get("/api/v1/people?limit=2").json()
    house.people.add(ADMINISTRATOR, "aaa", PersonDraft(name="Aaa", roles=frozenset()))
    rest = walked(admin, f"/api/v1/people?limit=2&cursor={first['next']}")
    assert [one["id"] for one in [*first["items"], *rest]] == before


@pytest.mark.parametrize("path", ["people", "offices", "jobs", "notices"])
def test_a_cursor_of_another_list_is_none(admin: Client, path: str) -> None:
    elsewhere = admin.get("/api/v1/people?limit=1").json()["next"]
    answer = admin.get(f"/api/v1/{path}", params={"cursor": elsewhere, "search": "x"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/errors/http/broken-cursor")
