"""Examination, inquiries, teams and declarations over the interface."""

from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from procurement.model import ProcedureStage
from tests.api.conftest import client_of, demo_city
from tests.bids import EVALUATOR, with_bids
from tests.clients import TestClient

Client = TestClient[ASGIApp]
FIRST, SECOND = "1-1-1-1", "1-1-1-2"


@pytest.fixture
def house(database: Database) -> House:
    return demo_city(database)


@pytest.fixture
def root(house: House) -> str:
    return f"/api/v1/procedures/{with_bids(house, stage=ProcedureStage.EXAMINATION).slug}"


def send(client: Client, method: str, address: str, body: Any = None, tag: str | None = None, **more: str) -> Any:  # noqa: ANN401 - JSON and answers
    headers = {"Sec-Fetch-Site": "same-origin", **more} | ({"If-Match": tag} if tag else {})
    return client.request(method, address, json=body, headers=headers)


def test_a_bid_is_examined_and_decided(house: House, root: str) -> None:
    officer = client_of(house)
    found = officer.get(f"{root}/examination").json()
    assert [one["bid"]["bid"] for one in found["bids"]] == [FIRST, SECOND, "1-1-1-3"]
    checks = f"{root}/bids/{FIRST}/checks"
    body = {"item": "in-time", "answer": "not-met", "note": "12:03 Uhr"}
    assert send(officer, "PUT", checks, body).status_code == 428
    noted = send(officer, "PUT", checks, body, '"0"')
    assert (noted.status_code, noted.headers["etag"], noted.json()["version"]) == (200, '"1"', 1)
    other = send(officer, "PUT", checks, body | {"note": "anders"}, '"0"')
    assert (other.status_code, other.headers["etag"]) == (412, '"1"')
    assert send(officer, "PUT", checks, body | {"item": "erfunden"}, '"0"').status_code == 404
    seen = officer.get(f"{root}/bids/{FIRST}/examination")
    assert seen.json()["proposed_code"] == "late"
    refused = send(officer, "POST", f"{root}/bids/{FIRST}/admission", {}, seen.headers["etag"])
    assert (refused.status_code, refused.json()["type"]) == (409, "/errors/procurement/examination-refused")
    assert [one["type"] for one in refused.json()["faults"]] == ["admission-reason-missing"]
    out = {"code": "late", "reason": "12:03 Uhr"}
    key = {"Idempotency-Key": "einmal"}
    first = send(officer, "POST", f"{root}/bids/{FIRST}/exclusion", out, seen.headers["etag"], **key)
    again = send(officer, "POST", f"{root}/bids/{FIRST}/exclusion", out, seen.headers["etag"], **key)
    assert (first.status_code, first.json(), again.json()) == (200, again.json(), first.json())
    assert first.json()["exclusion_reason"] == "12:03 Uhr"


def test_bidders_are_asked_and_answer(house: House, root: str) -> None:
    officer = client_of(house)
    papers = officer.get(f"{root}/inquiries").json()["papers"]
    assert {one["id"] for one in papers if not one["requestable"]} >= {"price-sheet"}
    wish = {
        "kind": "document-request",
        "bids": [FIRST, SECOND],
        "subject": "register",
        "text": "Bitte nachreichen.",
        "due_at": "2026-11-27T12:00:00+01:00",
    }
    award = send(officer, "POST", f"{root}/inquiries", wish | {"subject": "price-sheet"})
    (fault,) = award.json()["faults"]
    assert (award.status_code, fault["type"], fault["legal_source"]) == (409, "award-paper", "§ 56 Abs. 3 VgV")
    asked = send(officer, "POST", f"{root}/inquiries", wish)
    assert [one["number"] for one in asked.json()] == [1, 2]
    reply = {"text": "Anbei.", "answered_at": "2026-11-21T10:30:00+01:00"}
    answered = send(officer, "POST", f"{root}/inquiries/1/answer", reply, '"1"')
    assert (answered.status_code, answered.json()["outcome"]) == (200, "answered")
    early = send(officer, "POST", f"{root}/inquiries/2/closing", tag='"1"')
    assert [one["type"] for one in early.json()["faults"]] == ["due-not-over"]
    assert send(officer, "POST", f"{root}/inquiries/9/closing", tag='"1"').status_code == 404


def test_a_team_is_formed_and_declares(house: House, root: str) -> None:
    officer, evaluator = client_of(house), client_of(house, "wertung")
    member = f"{root}/lots/1/evaluators/{EVALUATOR.person}"
    assert evaluator.get(f"{root}/conflict-declarations").status_code == 403
    assert send(officer, "PUT", member).status_code == 204
    assert send(officer, "PUT", member).status_code == 409
    assert [one["kind"] for one in evaluator.get("/api/v1/tasks").json()] == ["declaration"]
    shown = evaluator.get(f"{root}/conflict-declarations").json()
    assert (shown["undeclared"], shown["lots_with_access"]) == (3, [])
    none = [{"bid": one["bid"], "has_conflict": False} for one in shown["tenderers"]]
    after = send(evaluator, "POST", f"{root}/conflict-declarations", {"declarations": none}).json()
    assert after["lots_with_access"] == [1]
    conflict = {"declarations": [{"bid": FIRST, "has_conflict": True, "text": "Aktien"}]}
    assert send(evaluator, "POST", f"{root}/conflict-declarations", conflict).json()["lots_with_access"] == []
    (line,) = officer.get(f"{root}/evaluators").json()
    assert (line["has_conflict"], line["undeclared"], "text" in line) == (True, 0, False)
    assert send(officer, "DELETE", member).status_code == 204
    assert officer.get("/api/v1/tasks").json() == []
