"""The Teilnahmewettbewerb over the interface."""

from typing import Any

from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.bids import AUTUMN, at
from tests.clients import TestClient
from tests.participation import OPENED, add, drafted, eligibility, examine, open_requests, published

Client = TestClient[ASGIApp]


def send(client: Client, method: str, address: str, body: Any = None, tag: str = "", **more: str) -> Any:  # noqa: ANN401 - JSON and answers
    headers = {"Sec-Fetch-Site": "same-origin", **more} | ({"If-Match": tag} if tag else {})
    return client.request(method, address, json=body, headers=headers)


def test_candidates_are_examined_and_chosen(database: Database) -> None:
    house = demo_city(database)
    slug = published(house)
    root, officer = f"/api/v1/procedures/{slug}", client_of(house)

    def tag() -> str:
        return str(officer.get(root).headers["etag"])

    record = {"opened_at": OPENED.opened_at.isoformat(), "first_person": "Erika", "second_person": "Max"}
    assert send(officer, "POST", f"{root}/participation-opening", record).status_code == 428
    opened = send(officer, "POST", f"{root}/participation-opening", record, tag())
    assert (opened.status_code, opened.json()["stage"]) == (200, "participation")
    given = {"candidate": "Alpha GmbH", "received_at": "2026-10-12T12:00:00+02:00"}
    key = {"Idempotency-Key": "einmal"}
    seen = tag()
    first, again = (send(officer, "POST", f"{root}/participation-requests", given, seen, **key) for _ in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    shown = officer.get(f"{root}/participation").json()
    assert (shown["eligibility"]["most"], len(shown["requests"])) == (3, 1)
    met = [{"item": one["item"], "answer": "met"} for one in shown["points"]]
    scored = [{"item": item, "points": "7", "note": "Anlage 3"} for item in ("E2", "E3")]
    address = f"{root}/participation-requests/1"
    refused = send(officer, "PUT", address, {"findings": met, "decision": "admitted"}, '"1"')
    assert (refused.status_code, [one["type"] for one in refused.json()["faults"]]) == (409, ["eligibility-unscored"])
    body = {"findings": [*met, *scored], "decision": "admitted"}
    done = send(officer, "PUT", address, body, '"1"')
    assert (done.status_code, done.headers["etag"]) == (200, '"2"')
    assert send(officer, "PUT", address, body, '"1"').status_code == 412
    assert send(officer, "PUT", f"{root}/participation-requests/9", body, '"1"').status_code == 404


def test_a_choice_is_asked_for_and_confirmed(database: Database) -> None:
    house = demo_city(database)
    slug = published(house)
    open_requests(house, slug)
    examine(house, slug, add(house, slug, "Alpha GmbH"), ("7", "7"))
    root, officer = f"/api/v1/procedures/{slug}", client_of(house)

    def tag() -> str:
        return str(officer.get(root).headers["etag"])

    draw = {"drawn": [1], "drawing": "Zettel"}
    assert send(officer, "POST", f"{root}/participation-draw", draw).status_code == 409
    (place,) = officer.get(f"{root}/participation").json()["ranking"]
    assert place == {"number": 1, "rank": 1, "points": "700/1", "is_invited": True, "is_tied": False}
    procedure = officer.get(root).json()
    wish = {"seal": procedure["selection_seal"], "bid_deadline": "2027-01-20T12:00:00+01:00"}
    asked = send(officer, "POST", f"{root}/selection-request", wish, tag())
    assert asked.json()["stage"] == "selection-requested"
    other = client_of(house, "vergabestelle2")
    invited = send(other, "POST", f"{root}/invitation", {"seal": wish["seal"]}, tag())
    assert (invited.status_code, invited.json()["stage"]) == (200, "invited")
    assert officer.get(root).json()["round_deadline"] == "2027-01-20T11:00:00Z"


def test_an_eligibility_matrix_is_saved(database: Database) -> None:
    house: House = demo_city(database)
    slug = drafted(at(house, AUTUMN)).slug
    root, officer = f"/api/v1/procedures/{slug}", client_of(house)
    tag = officer.get(root).headers["etag"]

    assert send(officer, "PUT", f"{root}/eligibility", eligibility(most=2), tag).status_code == 422
    assert send(officer, "PUT", f"{root}/eligibility", eligibility() | {"price": "1"}, tag).status_code in {400, 422}
    assert send(officer, "PUT", f"{root}/eligibility", eligibility(), tag).status_code == 200
    assert officer.get(root).json()["eligibility"] == eligibility() | {
        "scale": {"minimum": "0", "maximum": "10", "step": "1"},
        "criteria": officer.get(root).json()["eligibility"]["criteria"],
    }
