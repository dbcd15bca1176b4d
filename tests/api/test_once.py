"""A request that is sent again under the same name is carried out once."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from litestar import Litestar, Request
from litestar.exceptions import ClientException
from litestar.testing import RequestFactory
from litestar.types import ASGIApp, HTTPDisconnectEvent, HTTPScope

from api.contract import complete
from api.once import HEADER, check_form, is_write
from app.demo import demo_person
from app.house import House
from app.main import build
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide
from infra.policy.model import NOBODY, Role
from infra.policy.table import Action
from infra.settings import Settings
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.documents import as_bytes, demo
from tests.every_route import all_routes
from tests.loops import run_apart
from tests.templates import Templates
from tests.two_cities import Cities, can, two_cities
from tests.visitor import Visitor

Client = TestClient[ASGIApp]


@pytest.fixture
def client(client_on_each_database: Client) -> Client:
    return client_on_each_database


def document(reference: str) -> bytes:
    content = demo()
    content["procedure"]["reference"] = reference
    return as_bytes(content)


def store(client: Client, body: bytes, key: str | None = None, **headers: str) -> Any:  # noqa: ANN401 - httpx' answer
    named = {} if key is None else {"Idempotency-Key": key}
    sent = {"content-type": "application/json", **named, **headers}
    return client.post("/api/v1/evaluations", content=body, headers=sent)


def stored(client: Client) -> int:
    return len(client.get("/api/v1/evaluations").json()["items"])


def test_a_new_evaluation_is_stored_and_its_place_named(client: Client) -> None:
    response = store(client, document("NEU-1"))
    assert response.status_code == 201
    found = client.get(response.headers["location"])
    assert found.json() == response.json()
    assert found.headers["etag"] == response.headers["etag"]
    assert "idempotent-replayed" not in response.headers


def test_a_repeated_request_gets_the_first_answer(client: Client) -> None:
    first, second = (store(client, document("NEU-1"), "eins") for _ in range(2))
    assert second.headers.pop("idempotent-replayed") == "true"
    for answer in (first, second):
        del answer.headers["x-request-id"]
    assert (second.status_code, second.content, second.headers) == (201, first.content, first.headers)
    assert stored(client) == 3


def test_a_key_belongs_to_one_request(client: Client) -> None:
    assert store(client, document("NEU-1"), "eins").status_code == 201
    reused = store(client, document("NEU-2"), "eins")
    assert (reused.status_code, reused.json()["type"]) == (422, "/errors/http/key-reused")
    assert stored(client) == 3


def test_a_key_belongs_to_one_person(demo_database: Database) -> None:
    house = demo_city(demo_database)
    with house.transactions.database.write(DEMO_CITY) as session:
        identity, now = IdentityRepository(session), house.transactions.clock.now()
        identity.add_person(demo_person("zweite"), "zweite", "Zweite", [Role.PROCUREMENT_OFFICER], at=now)
    with client_of(house) as officer, client_of(house, "zweite") as other:
        assert store(officer, document("NEU-1"), "eins").status_code == 201
        answer = store(other, document("NEU-2"), "eins")
        assert answer.status_code == 201
        assert answer.json()["reference"] == "NEU-2"


def test_a_refused_request_may_be_corrected_under_its_key(client: Client) -> None:
    assert store(client, b"{}", "eins").status_code == 422
    assert store(client, document("NEU-1"), "eins").status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "a b", "ä", "a\x01"])
def test_what_is_no_key(client: Client, key: str) -> None:
    answer = client.post(
        "/api/v1/evaluations",
        content=document("NEU-1"),
        headers=[(b"content-type", b"application/json"), (b"idempotency-key", key.encode())],
    )
    assert (answer.status_code, answer.json()["type"]) == (400, "/errors/http/broken-key")
    assert stored(client) == 2


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_change_comes_as_json(client: Client, kind: str) -> None:
    answer = store(client, document("NEU-1"), **{"content-type": kind, "sec-fetch-site": "same-origin"})
    assert (answer.status_code, answer.json()["type"]) == (415, "/errors/http/unsupported-media-type")
    assert stored(client) == 2


def test_many_at_once_are_carried_out_once(client: Client) -> None:
    body, answers = document("NEU-1"), list[Any]()
    threads = [threading.Thread(target=lambda: answers.append(store(client, body, "eins"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 8
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 7
    assert len({answer.content for answer in answers}) == 1


@pytest.fixture
def cities(empty_database: Database, templates: Templates) -> Iterator[Cities]:
    with two_cities(empty_database, templates) as both:
        yield both


def test_every_change_through_the_interface_may_be_repeated(cities: Cities) -> None:
    """A route that promises it and calls no ``answer_once`` is found here."""
    promised = promising_routes(cities.house)
    tried = 0
    visitors = {account: Visitor(cities, account) for account in DEMO_PEOPLE}
    for route in Visitor(cities, None).routes:
        if str(route) not in promised:
            continue
        account = next(account for account in DEMO_PEOPLE if can(account, route.action))
        visitor = visitors[account]
        again = next(one for one in visitor.routes if str(one) == str(route))
        names, body = visitor.own_names(again), visitor.body(again) if again.schema else {}
        key = {"Idempotency-Key": f"noch-einmal-{tried}"}
        first = visitor.send(again, names, body, key)
        if first.is_success:
            seen = {"If-Match": first.request.headers["if-match"]}  # the visitor may have had to read it first
            second = visitor.send(again, names, body, key | seen)
            assert second.headers.get("idempotent-replayed") == "true", str(route)
            assert (second.status_code, second.content) == (first.status_code, first.content)
            tried += 1
    assert tried


# Their answers hold a one-time password, the secret of a second factor or the cookie of a session, or their bodies
# hold a password, of which not even a digest may be kept for a repetition.
NOT_REPEATABLE = {
    "POST /api/v1/people",
    "POST /api/v1/people/{person}/recovery",
    "PUT /api/v1/account/password",
    "POST /api/v1/account/second-factor/offer",
    "PUT /api/v1/account/second-factor",
    "POST /api/v1/account/second-factor/removal",
    "DELETE /api/v1/session",
    "POST /api/v1/criteria-matrix",  # computes with what is posted and keeps nothing
    "POST /api/v1/procedures/{procedure}/bid-import-preview",  # shows what is posted and keeps nothing
    "POST /api/v1/queue-subscription/calendar",  # the secret address of a calendar is shown once
    "POST /api/v1/uploads",  # tus tells in headers what is wanted, and asks with HEAD how far it came
    "PATCH /api/v1/uploads/{upload}",
    "DELETE /api/v1/uploads/{upload}",
}


def test_only_answers_with_secrets_cannot_be_asked_for_again(house: House) -> None:
    changing = {
        str(route)
        for route in all_routes()
        if route.template.startswith("/api")
        and is_write(route.method, route.action)
        and decide(NOBODY, route.action) is not None
    }
    assert changing - promising_routes(house) == NOT_REPEATABLE


def promising_routes(house: House) -> set[str]:
    """Return the routes whose description tells of ``Idempotency-Key``."""
    return {
        f"{method.upper()} {path}"
        for path, operations in complete(build(house, Settings()))["paths"].items()
        for method, operation in operations.items()
        if HEADER in [parameter["name"] for parameter in operation.get("parameters", ())]
    }


def test_what_an_address_does_not_take_is_refused(client: Client) -> None:
    """What is ignored would be taken for done."""
    answer = client.request("DELETE", "/api/v1/account/other-sessions", json={"state": "published"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/errors/http/no-body-expected")
    assert client.request("DELETE", "/api/v1/account/other-sessions").is_success


def test_a_line_that_breaks_while_something_arrives_is_no_defect() -> None:
    async def broken() -> HTTPDisconnectEvent:
        return {"type": "http.disconnect"}

    asked = RequestFactory(
        Litestar(logging_config=None), handler_kwargs={"opt": {"action": Action.UPLOAD_FILES}}
    ).patch("/")
    scope = cast("HTTPScope", {**asked.scope, "state": {}})  # nothing has arrived
    with pytest.raises(ClientException):
        run_apart(check_form(Request(scope, receive=broken)))
