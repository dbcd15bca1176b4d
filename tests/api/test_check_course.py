"""The course of Digital-Checks over the interface: every step, refusals with their reasons, sheets, verification."""

import base64
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.released_checks import ADIT as ADIT_ACTOR
from tests.released_checks import ANSWERS, ESTIMATE, begun, fill, released, signed

Client = TestClient[ASGIApp]
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def taken(client: Client, number: int, step: str, body: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - JSON and answers
    seen = version or client.get(f"/api/v1/digital-checks/{number}/course").json()["version"]
    headers = {"If-Match": f'"{seen}"'} | SAME
    return client.post(f"/api/v1/digital-checks/{number}/{step}", json=body, headers=headers)


def test_the_whole_way_over_the_interface(house: House) -> None:
    head, adit, dezernat = (client_of(house, one) for one in ("amtsleitung", "adit", "dezernat"))
    number = begun(house).number
    refused = taken(head, number, "signature")
    assert (refused.status_code, refused.json()["type"]) == (409, "/errors/digitalcheck/step-refused")
    assert [one["type"] for one in refused.json()["faults"]] == ["relation-unclear", "answers-missing"]
    fill(house, number, ANSWERS)
    assert taken(head, number, "signature").json()["status"] == "gezeichnet"
    assert taken(adit, number, "query", {"reason": "  "}).json()["faults"][0]["type"] == "reason-missing"
    assert taken(adit, number, "query", {"reason": "Wer betreut das?"}).json()["status"] == "rueckfrage"
    taken(head, number, "signature")
    fill(house, number, ESTIMATE, ADIT_ACTOR)
    assert taken(adit, number, "cosignature").json()["status"] == "mitgezeichnet"
    early = adit.get(f"/api/v1/digital-checks/{number}/released")
    assert (early.status_code, early.json()["type"]) == (409, "/errors/digitalcheck/not-released")
    assert taken(dezernat, number, "release").json()["status"] == "freigegeben"
    course = adit.get(f"/api/v1/digital-checks/{number}/course").json()
    assert [one["reason"] for one in course["steps"] if one["reason"]] == ["Wer betreut das?"]
    assert {one["responder"] for one in course["times"]} == {"adit", "department", "dezernat"}


def test_everybody_gets_a_sheet_once_the_committee_office_gave_it(house: House) -> None:
    number = released(house)
    adit, committee = client_of(house, "adit"), client_of(house, "gremien")
    release = adit.get(f"/api/v1/digital-checks/{number}/released").json()
    public = next(one for one in release["sheets"] if one["version"] == "public")
    assert adit.get(f"/api/v1/digital-checks/{number}/paragraph").json()["text"] == release["paragraph"]
    address = f"/api/v1/cities/{DEMO_CITY}/sheets/{public['code']}"
    assert committee.get(f"{address}/public.pdf").status_code == 404
    shown = committee.post(f"/api/v1/digital-checks/{number}/publication", headers=SAME)
    assert (shown.status_code, shown.json()["published_at"] is None) == (200, False)
    assert committee.post(f"/api/v1/digital-checks/{number}/publication", headers=SAME).status_code == 409
    nobody = client_of(house)
    nobody.cookies.clear()
    file = nobody.get(f"{address}/public.pdf")
    assert (file.status_code, file.content[:5], file.headers["content-type"]) == (200, b"%PDF-", "application/pdf")
    assert file.content == adit.get(f"/api/v1/digital-checks/{number}/sheets/public.pdf").content
    assert nobody.get(address).json()["reference"] == "2026/0417"
    body = {"content": base64.b64encode(file.content).decode()}
    found = nobody.post(f"/api/v1/cities/{DEMO_CITY}/sheet-verification", json=body, headers=SAME)
    assert (found.status_code, found.json()["authenticity"], found.json()["code"]) == (200, "genuine", public["code"])
    meeting = client_of(house, "magistrat").get("/api/v1/magistrat-meeting?day=2026-12-09").json()
    assert [one["check"] for one in meeting["releases"]] == [number]


def test_a_step_wants_the_version_that_was_seen_and_the_right_office(house: House) -> None:
    number = signed(house)
    assert taken(client_of(house, "adit"), number, "cosignature", version=1).status_code == 412
    head = client_of(house, "amtsleitung")
    assert taken(head, number, "cosignature").status_code == 403
    assert head.post(f"/api/v1/digital-checks/{number}/signature", headers=SAME).status_code == 428


def test_a_replaced_check_names_its_successor(house: House) -> None:
    old, new, dezernat = released(house), released(house, "2026/0418"), client_of(house, "dezernat")
    assert taken(dezernat, old, "replacement", {"successor": new}).json()["status"] == "ersetzt"
    assert dezernat.get(f"/api/v1/digital-checks/{old}/released").json()["successor"] == new


@pytest.mark.parametrize("name", ["public", "public.exe", "secret.pdf", ".", "public.pdf.pdf"])
def test_only_sheets_are_handed_out(house: House, name: str) -> None:
    number = released(house)
    assert client_of(house, "adit").get(f"/api/v1/digital-checks/{number}/sheets/{name}").status_code == 404


def test_what_is_no_pdf_is_told(house: House) -> None:
    body = {"content": base64.b64encode(b"PK\x03\x04").decode()}
    answer = client_of(house).post(f"/api/v1/cities/{DEMO_CITY}/sheet-verification", json=body, headers=SAME)
    assert (answer.status_code, answer.json()["faults"][0]["type"]) == (422, "file_kind")
