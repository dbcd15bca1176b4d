"""``/session``, ``/people`` and ``/offices``."""

from typing import Any

import pyotp
import pytest
from httpx import Response
from litestar.types import ASGIApp

from infra.identity.demo import DEMO_CITY, demo_person
from tests.clients import TestClient
from tests.infra.identity.conftest import PASSWORD, World
from tests.web.test_signin import COOKIE, client, world

__all__ = ["client", "world"]

Client = TestClient[ASGIApp]
WERTUNG = f"/api/v1/people/{demo_person('wertung')}"


def as_account(client: Client, world: World, account: str) -> None:
    client.cookies.set(COOKIE, world.house.sessions.open(DEMO_CITY, demo_person(account)))


def seen_in(answer: Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


def test_signing_in_and_out(client: Client) -> None:
    assert client.get("/api/v1/session").json()["person"] is None
    answer = client.post("/api/v1/session", json={"account": "vergabestelle", "password": PASSWORD})
    assert answer.status_code == 201
    assert answer.json() == client.get("/api/v1/session").json()
    assert answer.json()["roles"] == ["procurement-officer"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert client.delete("/api/v1/session").status_code == 204
    assert client.get("/api/v1/session").json()["person"] is None
    assert client.delete("/api/v1/session").status_code == 401


def test_refusals_and_patience(client: Client) -> None:
    for _ in range(5):
        answer = client.post("/api/v1/session", json={"account": "vergabestelle", "password": "falsch"})
        assert (answer.status_code, answer.json()["type"]) == (422, "/errors/identity/sign-in-refused")
    answer = client.post("/api/v1/session", json={"account": "vergabestelle", "password": PASSWORD})
    assert (answer.status_code, answer.json()["type"]) == (429, "/errors/identity/too-many-attempts")
    assert int(answer.headers["retry-after"]) > 800


def test_an_invalid_sign_in_does_not_echo_the_password(client: Client) -> None:
    answer = client.post("/api/v1/session", json={"account": 1, "password": "geheim-geheim", "extra": "x"})

    assert answer.status_code == 400
    assert "geheim-geheim" not in answer.text


def test_another_password(client: Client, world: World) -> None:
    as_account(client, world, "vergabestelle")
    old = client.cookies[COOKIE]
    answer = client.put("/api/v1/account/password", json={"old": PASSWORD, "new": "kurz"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["pointer"] == "/new"
    new = {"old": PASSWORD, "new": "ein ganz neues kennwort"}
    assert client.put("/api/v1/account/password", json=new).status_code == 204
    assert not world.house.sessions.actor(old).is_known
    assert client.get("/api/v1/session").json()["person"]


def test_a_second_factor_comes_and_goes(client: Client, world: World) -> None:
    as_account(client, world, "vergabestelle")
    offer = client.post("/api/v1/account/second-factor/offer").json()
    assert offer["drawing"].startswith("data:image/svg+xml")
    app = pyotp.TOTP(offer["secret"].replace(" ", ""))
    sent = {"sealed": offer["sealed"], "password": PASSWORD, "code": ""}
    answer = client.put("/api/v1/account/second-factor", json=sent)
    assert (answer.status_code, answer.json()["faults"][0]["pointer"]) == (422, "/code")
    sent["code"] = app.at(world.clock.moment)
    assert client.put("/api/v1/account/second-factor", json=sent).status_code == 204
    assert client.get("/api/v1/account").json()["person"]["has_second_factor"] is True
    answer = client.post("/api/v1/account/second-factor/offer")
    assert (answer.status_code, answer.json()["type"]) == (409, "/errors/identity/second-factor-in-use")

    world.later(seconds=30)
    proof = {"password": "falsch", "code": app.at(world.clock.moment)}
    answer = client.post("/api/v1/account/second-factor/removal", json=proof)
    assert (answer.status_code, answer.json()["faults"][0]["pointer"]) == (422, "/password")
    assert client.post("/api/v1/account/second-factor/removal", json=proof | {"password": PASSWORD}).status_code == 204
    assert client.get("/api/v1/account").json()["person"]["has_second_factor"] is False
    events = [line["event"] for line in world.lines()]
    assert [one for one in events if "factor" in one] == ["second-factor-added", "second-factor-removed"]
    assert events.count("sign-in-refused") == 2


def test_tries_at_the_second_factor_end(client: Client, world: World) -> None:
    as_account(client, world, "vergabestelle")
    proof = {"password": "falsch", "code": "123456"}
    answers = [client.post("/api/v1/account/second-factor/removal", json=proof).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_an_offer_that_is_none_is_a_conflict(client: Client, world: World) -> None:
    as_account(client, world, "vergabestelle")
    sent = {"sealed": "x", "password": PASSWORD, "code": "123456"}
    answer = client.put("/api/v1/account/second-factor", json=sent)
    assert (answer.status_code, answer.json()["type"]) == (409, "/errors/identity/second-factor-offer")


def test_other_sessions_end(client: Client, world: World) -> None:
    as_account(client, world, "vergabestelle")
    as_account(client, world, "vergabestelle")
    assert client.get("/api/v1/account").json()["sessions"] == 2
    assert client.delete("/api/v1/account/other-sessions").status_code == 204
    assert client.get("/api/v1/account").json()["sessions"] == 1


def test_a_password_that_is_due_comes_first(client: Client, world: World) -> None:
    access = world.house.people.recover(world.signed_in("verwaltung"), demo_person("vergabestelle"))
    sent = {"account": "vergabestelle", "password": access.one_time_password}
    assert client.post("/api/v1/session", json=sent).json()["password_due"] is True
    answer = client.get("/api/v1/evaluations")
    assert (answer.status_code, answer.json()["type"]) == (403, "/errors/identity/password-due")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"content-type": "application/x-www-form-urlencoded"}, 403),
        ({"content-type": "text/plain; charset=utf-8"}, 403),
        ({"content-type": "multipart/form-data; boundary=x"}, 403),
        ({"origin": "https://boese.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"}, 403),
        ({"sec-fetch-site": "same-origin"}, 201),
        ({"origin": "http://127.0.0.1:8000"}, 201),
    ],
)
def test_forged_requests_are_refused(client: Client, world: World, headers: dict[str, str], status: int) -> None:
    as_account(client, world, "verwaltung")
    del client.headers["Origin"]
    sent = {"content-type": "application/json", **headers}
    answer = client.post("/api/v1/offices", content=b'{"name": "Neues Amt"}', headers=sent)

    assert answer.status_code == status


def test_people_from_adding_to_recovery(client: Client, world: World) -> None:
    as_account(client, world, "verwaltung")
    answer = client.post("/api/v1/people", json={"account": "neu", "name": "Neu", "roles": ["adit"]})
    assert answer.status_code == 201
    person, password = answer.json()["person"], answer.json()["one_time_password"]
    assert world.attempt("neu", password)
    address = f"/api/v1/people/{person['id']}"
    seen = client.get(address)
    assert (answer.headers["location"], answer.headers["etag"]) == (address, seen.headers["etag"])
    assert seen.json() == person
    answer = client.patch(address, json={"roles": ["magistrat"]}, headers=seen_in(seen))
    changed = answer.json()
    assert (changed["name"], changed["roles"], changed["version"]) == ("Neu", ["magistrat"], 2)
    answer = client.post(f"{address}/lock", headers=seen_in(answer))
    assert answer.json()["is_locked"] is True
    assert client.post(f"{address}/unlock", headers=seen_in(answer)).json()["is_locked"] is False
    assert client.post(f"{address}/recovery").json()["one_time_password"] != password
    found = client.get("/api/v1/people", params={"search": "neu", "limit": 1}).json()
    assert ([one["id"] for one in found["items"]], found["next"]) == ([person["id"]], None)
    answer = client.post("/api/v1/people", json={"account": "neu", "name": ""})
    assert (answer.status_code, answer.json()["faults"][0]["pointer"]) == (422, "/name")
    last = f"/api/v1/people/{demo_person('verwaltung')}"
    assert (
        client.post(f"{last}/lock", headers=seen_in(client.get(last))).json()["type"]
        == "/errors/identity/last-administrator"
    )
    assert client.get("/api/v1/people/nix").status_code == 404


def test_offices(client: Client, world: World) -> None:
    as_account(client, world, "verwaltung")
    added = client.post("/api/v1/offices", json={"name": "Grünflächenamt"})
    office, address = added.json(), added.headers["location"]
    assert added.status_code == 201
    changed = client.patch(address, json={"is_dezernat": True}, headers=seen_in(added))
    assert changed.json() == {**office, "is_dezernat": True, "version": 2}
    assert client.get(address, headers={"If-None-Match": changed.headers["etag"]}).status_code == 304
    assert client.get(address).json()["name"] == "Grünflächenamt"
    assert "Grünflächenamt" in [one["name"] for one in client.get("/api/v1/offices").json()["items"]]
    assert client.post("/api/v1/offices", json={"name": "Grünflächenamt"}).status_code == 422
    assert client.get("/api/v1/offices/nix").status_code == 404


HIDDEN = {
    "id": "x",
    "city_id": "neustadt",
    "password_hash": "x",
    "must_change_password": False,
    "password_expires_at": None,
    "totp_secret": "x",
    "totp_last_step": 0,
    "is_locked": False,
    "version": 7,
    "added_at": "2020-01-01T00:00:00Z",
    "search_text": "x",
}


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/api/v1/people", {"account": "neu", "name": "Neu"}),
        ("PATCH", WERTUNG, {"name": "Neu"}),
        ("POST", "/api/v1/offices", {"name": "Neu"}),
        ("POST", "/api/v1/session", {"account": "wertung", "password": PASSWORD}),
        ("PUT", "/api/v1/account/password", {"old": PASSWORD, "new": "ein ganz neues kennwort"}),
        ("PUT", "/api/v1/account/second-factor", {"sealed": "x", "password": PASSWORD, "code": "123456"}),
        ("POST", "/api/v1/account/second-factor/removal", {"password": PASSWORD, "code": "123456"}),
    ],
)
def test_a_field_that_is_not_asked_for_is_refused(
    client: Client, world: World, method: str, address: str, body: dict[str, Any]
) -> None:
    for field, value in HIDDEN.items():
        as_account(client, world, "verwaltung")
        before = world.house.people.page(world.signed_in("verwaltung"), page=1, size=50)
        answer = client.request(method, address, json={**body, field: value}, headers={"If-Match": '"1"'})

        assert answer.status_code == 400, field
        assert world.house.people.page(world.signed_in("verwaltung"), page=1, size=50) == before, field


def test_no_answer_holds_a_hash_or_a_secret(client: Client, world: World) -> None:
    as_account(client, world, "verwaltung")
    for address in ("/api/v1/people", WERTUNG, "/api/v1/session", "/api/v1/account"):
        text = client.get(address).text
        assert "argon2" not in text
        assert "hash" not in text
        assert "totp" not in text


@pytest.mark.parametrize("name", ["actor", "request", "data", "sign_in"])
def test_a_field_named_like_something_handed_to_the_route_is_the_senders_mistake(client: Client, name: str) -> None:
    sent = {"account": "vergabestelle", "password": PASSWORD, name: "x"}
    answer = client.post("/api/v1/session", json=sent)

    assert answer.status_code == 400, answer.text
    assert [one["pointer"] for one in answer.json()["faults"]] == [f"/{name}"]


def test_roles_that_do_not_go_together_are_refused(client: Client, world: World) -> None:
    as_account(client, world, "verwaltung")
    me = f"/api/v1/people/{demo_person('verwaltung')}"
    for address, roles, kind in (
        (WERTUNG, ["administrator", "auditor"], "roles-incompatible"),
        (me, ["procurement-officer"], "own-roles"),
    ):
        answer = client.patch(address, json={"roles": roles}, headers=seen_in(client.get(address)))
        assert answer.status_code == 422
        assert [(one["pointer"], one["type"]) for one in answer.json()["faults"]] == [("/roles", kind)]
