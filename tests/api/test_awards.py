"""The award, letters and objections of a procedure over the interface."""

from collections.abc import Mapping
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from procurement.rules.procedure.stages import Step
from tests.api.conftest import client_of, demo_city
from tests.awards import checked
from tests.clients import TestClient
from tests.results import RELEASER, fixed, take_result

Client = TestClient[ASGIApp]


@pytest.fixture
def house(database: Database) -> House:
    return demo_city(database)


def send(client: Client, method: str, address: str, body: Mapping[str, Any], **headers: str) -> Any:  # noqa: ANN401 - an answer
    return client.request(method, address, json=body, headers={"Sec-Fetch-Site": "same-origin", **headers})


def test_fields_are_saved_one_by_one(house: House) -> None:
    officer, slug = client_of(house), fixed(house).slug
    root = f"/api/v1/procedures/{slug}"
    field = f"{root}/award/begruendung"
    assert send(officer, "PATCH", field, {"value": "Höchste Punktzahl."}).status_code == 428
    assert send(officer, "PATCH", field, {"value": "Höchste Punktzahl."}, **{"If-Match": '"0"'}).json()["version"] == 1
    assert send(officer, "PATCH", field, {"value": "anders"}, **{"If-Match": '"0"'}).status_code == 412
    note = f"{root}/vergabevermerk/vermerk-1"
    assert send(officer, "PATCH", note, {"value": "Musterstadt"}, **{"If-None-Match": "*"}).status_code == 200

    shown = officer.get(f"{root}/award").json()
    assert (shown["stage"], shown["signed_by"]) == ("result-fixed", "magistrat")
    assert [one["closed"] for one in shown["gates"]] == [False] * 7
    assert shown["missing"] == [5, 11]


def test_what_is_decided_on_is_frozen_and_letters_tell_nothing_of_rivals(house: House) -> None:
    officer, slug = client_of(house), fixed(house).slug
    root = f"/api/v1/procedures/{slug}"
    checked(house, slug)
    take_result(house, slug, Step.REQUEST_AWARD)
    frozen = send(officer, "PATCH", f"{root}/award/begruendung", {"value": "spät"}, **{"If-Match": '"2"'})
    assert (frozen.status_code, frozen.json()["type"]) == (409, "/errors/procurement/procedure-frozen")
    take_result(house, slug, Step.DECIDE_AWARD, RELEASER)

    letter = f"{root}/bids/1-1-1-2/letter/gruende"
    rival = officer.get(f"{root}/letters").json()["letters"][1]["tenderer"]
    assert send(officer, "PATCH", letter, {"value": f"wie {rival}"}, **{"If-Match": '"0"'}).status_code == 200
    day = house.transactions.clock.now().date().isoformat()
    wish = {"kind": "before-award", "sent_on": day, "electronic": True}
    refused = send(officer, "POST", f"{root}/letters", wish)
    assert (refused.status_code, refused.json()["faults"][0]["type"]) == (422, "letter_leak_name")
    assert send(officer, "PATCH", letter, {"value": "Rang 2"}, **{"If-Match": '"1"'}).status_code == 200
    key = {"Idempotency-Key": "k1"}
    sent = send(officer, "POST", f"{root}/letters", wish, **key)
    assert send(officer, "POST", f"{root}/letters", wish, **key).json() == sent.json()
    assert [one["bid"] for one in sent.json()["letters"]] == ["1-1-1-2", "1-1-1-3", "1-1-1-4", "1-1-1-5"]
    assert officer.get(f"{root}/award").json()["standstill_ends"] == "2026-12-01"


def test_objections_over_the_interface(house: House) -> None:
    officer, slug = client_of(house), fixed(house).slug
    log = f"/api/v1/procedures/{slug}/objections"
    given = {"kind": "ruege", "tenderer": "Nord", "subject": "Wertung", "text": "Punkte", "received_on": "2026-11-20"}
    made = send(officer, "POST", log, given)
    assert (made.status_code, made.headers["etag"]) == (200, '"1"')
    answer = {"outcome": "refused", "answer": "Geprüft", "answered_on": "2026-11-20"}
    assert send(officer, "POST", f"{log}/1/answer", answer).status_code == 428
    assert send(officer, "POST", f"{log}/1/answer", answer, **{"If-Match": '"1"'}).json()["outcome"] == "refused"
    (one,) = officer.get(log).json()["objections"]
    assert (one["due_on"], one["review_until"]) == (None, "2026-12-07")
    assert send(officer, "POST", f"{log}/9/answer", answer, **{"If-Match": '"1"'}).status_code == 404
