"""Prices, result, ties and history of a procedure over the interface."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.documents import demo
from tests.procurement.test_price_corrections import STATED, WRONG
from tests.results import answer, ask_about_price, fixed, in_pricing, settle_low

Client = TestClient[ASGIApp]
ROOT = "/api/v1/procedures"
DUE = "2026-11-30T12:00:00+01:00"
QUESTION = {"kind": "price-clarification", "bids": ["1-1-1-2"], "subject": "Preis", "text": "?", "due_at": DUE}
EQUAL = {"A": "200000.00", "B": "200000.00", "C": "238000.00", "D": "199000.00", "E": "198000.00"}
FULL = dict.fromkeys(demo()["bids"][0]["scores"], "10")


@pytest.fixture
def house(database: Database) -> House:
    return demo_city(database)


@pytest.fixture
def officer(house: House) -> Client:
    return client_of(house)


def send(client: Client, method: str, address: str, body: Mapping[str, Any], **headers: str) -> Any:  # noqa: ANN401 - an answer
    return client.request(method, address, json=body, headers={"Sec-Fetch-Site": "same-origin", **headers})


def test_a_low_price_is_asked_about_answered_and_accepted(house: House, officer: Client) -> None:
    address = f"{ROOT}/{in_pricing(house, prices={'B': '100000.00'}).slug}"
    low = next(one for one in officer.get(f"{address}/prices").json()["bids"] if one["must_ask"])
    assert (low["bid"], low["price_gross_eur"], low["accepted"]) == ("1-1-1-2", "100000.00", None)
    decision = f"{address}/prices/1-1-1-2/acceptance"
    early = send(officer, "PUT", decision, {"reason": "Grund"}, **{"If-Match": '"0"'})
    assert (early.status_code, early.json()["type"]) == (409, "/errors/procurement/price-not-asked")
    key = {"Idempotency-Key": "k1"}
    asked = send(officer, "POST", f"{address}/inquiries", QUESTION, **key)
    again = send(officer, "POST", f"{address}/inquiries", QUESTION, **key)
    (one,) = asked.json()
    assert (asked.status_code, one["outcome"], again.json()) == (200, "open", [one])
    reply = {"text": "Technik", "answered_at": house.transactions.clock.now().isoformat()}
    where = f"{address}/inquiries/{one['number']}/answer"
    assert send(officer, "POST", where, reply).status_code == 428
    assert send(officer, "POST", where, reply, **{"If-Match": '"1"'}).json()["outcome"] == "answered"
    assert send(officer, "POST", where, reply, **{"If-Match": '"1"'}).status_code == 412
    done = send(officer, "PUT", decision, {"reason": "Plausibel"}, **{"If-Match": '"0"'})
    assert (done.status_code, done.headers["etag"]) == (200, '"1"')


def test_an_unexplained_price_is_excluded(house: House, officer: Client) -> None:
    address = f"{ROOT}/{in_pricing(house, prices={'B': '100000.00'}).slug}"
    slug = address.rpartition("/")[2]
    due = house.transactions.clock.now() + timedelta(days=1)
    answer(house, slug, ask_about_price(house, slug, "1-1-1-2", due), "–")
    seen = next(one for one in officer.get(f"{address}/prices").json()["bids"] if one["bid"] == "1-1-1-2")
    tag = {"If-Match": f'"{seen["version"]}"'}
    gone = send(officer, "PUT", f"{address}/prices/1-1-1-2/exclusion", {"reason": "Nicht erklärt"}, **tag)
    assert gone.status_code == 204
    (lot,) = officer.get(f"{address}/result").json()["lots"]
    assert "abnormally_low" in [one["code"] for one in lot["result"]["excluded"]]


def test_a_tie_is_planned_and_drawn(house: House, officer: Client) -> None:
    slug = in_pricing(house, prices=EQUAL, scores={"A": FULL, "B": FULL}).slug
    settle_low(house, slug)
    lot, plan = f"{ROOT}/{slug}/lots/1", {"kind": "rule", "procedure": "Der niedrigere Folgepreis entscheidet."}
    outcome = {"order": ["1-1-1-2", "1-1-1-1"], "drawn_at": "2026-11-21T09:30:00Z", "minutes": "B ist günstiger."}
    unplanned = send(officer, "POST", f"{lot}/draw", outcome)
    assert (unplanned.status_code, unplanned.json()["type"]) == (409, "/errors/procurement/draw-not-planned")
    assert send(officer, "POST", f"{lot}/draw-plan", plan).status_code == 200
    assert send(officer, "POST", f"{lot}/draw-plan", plan).status_code == 409
    wrong = send(officer, "POST", f"{lot}/draw", {**outcome, "order": []})
    assert [one["pointer"] for one in wrong.json()["faults"]] == ["/order"]
    assert send(officer, "POST", f"{lot}/draw", outcome).json()["outcome"]["order"] == outcome["order"]
    (shown,) = officer.get(f"{ROOT}/{slug}/result").json()["lots"]
    assert (shown["tied"], shown["proposed"]) == (["1-1-1-1", "1-1-1-2"], "1-1-1-2")


def test_the_proposal_is_saved_field_by_field(house: House, officer: Client) -> None:
    address = f"{ROOT}/{in_pricing(house).slug}"
    field = f"{address}/decision-proposal/entscheidungsvorschlag"
    saved = send(officer, "PATCH", field, {"value": "Zuschlag an B."}, **{"If-None-Match": "*"})
    assert (saved.status_code, saved.headers["etag"]) == (200, '"1"')
    stale = send(officer, "PATCH", field, {"value": "Anders"}, **{"If-None-Match": "*"})
    assert (stale.status_code, stale.json()["current_value"]) == (412, "Zuschlag an B.")
    assert (
        send(officer, "PATCH", f"{address}/decision-proposal/x", {"value": ""}, **{"If-Match": '"1"'}).status_code
        == 404
    )


def test_result_and_history_of_a_fixed_procedure(house: House, officer: Client) -> None:
    slug = fixed(house).slug
    shown = officer.get(f"{ROOT}/{slug}/result").json()
    assert shown["stage"] == "result-fixed"
    assert officer.get(f"/api/v1/evaluations/{shown['lots'][0]['evaluation']}").status_code == 200
    history = officer.get(f"{ROOT}/{slug}/history").json()
    assert all(one["holds"] for one in history["entries"])
    assert officer.get(f"{ROOT}/{slug}/history?before=1").json() == {"entries": [], "following": None}
    evaluator = client_of(house, "wertung")
    assert [evaluator.get(f"{ROOT}/{slug}/{name}").status_code for name in ("prices", "result", "history")] == [403] * 3


def test_a_wrong_price_sheet_is_corrected_by_another_person(house: House, officer: Client) -> None:
    address = f"{ROOT}/{in_pricing(house, prices={'A': STATED}, sheets={'A': WRONG}).slug}/prices"
    shown = next(one for one in officer.get(address).json()["bids"] if one["bid"] == "1-1-1-1")
    assert shown["line_faults"][0]["computed_gross_eur"] == "214200.00"
    where, seen = f"{address}/1-1-1-1/correction", {"If-Match": '"1"'}
    asked = send(officer, "POST", where, {"reason": "Rechenfehler"}, **{"If-Match": '"0"'})
    assert (asked.status_code, asked.json()) == (200, {"bid": "1-1-1-1", "number": 1, "accepted": None})
    own = send(officer, "PUT", where, {"accepted": True}, **seen)
    assert (own.status_code, own.json()["type"]) == (409, "/errors/procurement/same-person-decides")
    other = client_of(house, "vergabestelle2")
    assert send(other, "PUT", where, {"accepted": True}, **seen).json()["accepted"] is True
    (done,) = [one for one in other.get(address).json()["bids"] if one["correction"]]
    assert (done["price_gross_eur"], done["correction"]["stated_gross_eur"]) == ("214200.00", STATED)
