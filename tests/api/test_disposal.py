"""The end of a file over the interface: held, offered, deleted by two, and its proof."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from procurement.services.awarding.fields import CONTRACT_END
from tests.api.conftest import client_of
from tests.awards import NOW, awarded, edit, with_awards
from tests.bids import at
from tests.clients import TestClient
from tests.fakes import StoppedClock
from tests.people import OFFICER
from tests.templates import Templates

Client = TestClient[ASGIApp]
SLUG = "vg-9"
OVER = datetime(2031, 1, 7, 9, tzinfo=UTC)
NOTE: Mapping[str, str] = {"note": "Akte Blatt 40"}
ON_THE_DAY = {**NOTE, "day": "2031-01-07"}


@pytest.fixture
def house(empty_database: Database, templates: Templates) -> House:
    templates.copy("awards", with_awards, empty_database)
    return build_house(empty_database, clock=StoppedClock(NOW))


def send(client: Client, address: str, body: Mapping[str, Any] | None = None, seen: int | None = None) -> Any:  # noqa: ANN401 - an answer
    headers = {"Sec-Fetch-Site": "same-origin"} | ({} if seen is None else {"If-Match": f'"{seen}"'})
    return client.post(address, json=body, headers=headers) if body else client.post(address, headers=headers)


def over(house: House) -> tuple[House, str]:
    """Return services on a day on which the file of an award may go, and its name."""
    awarded(house, SLUG).award.award_desk.note(OFFICER, SLUG, [edit(CONTRACT_END, "31.12.2030")])
    return at(house, OVER), SLUG


def offered(officer: Client, root: str) -> int:
    """Offer a file that nobody has touched to the archive, which declines; return the version after it."""
    send(officer, f"{root}/archive-offer", ON_THE_DAY, seen=0)
    return int(send(officer, f"{root}/archive-reply", {**ON_THE_DAY, "answer": "declined"}, seen=1).json()["version"])


def test_a_hold_keeps_a_file_until_it_is_lifted(house: House) -> None:
    then, slug = over(house)
    officer, root = client_of(then, "vergabestelle"), f"/api/v1/procedures/{slug}"
    held = send(officer, f"{root}/holds", {**NOTE, "reason": "review"})
    assert (held.status_code, held.json()["number"], held.json()["lifted_at"]) == (200, 1, None)
    assert send(officer, f"{root}/deletion-request", seen=1).status_code == 409
    assert send(officer, f"{root}/holds/9/lifting", NOTE).status_code == 404
    assert send(officer, f"{root}/holds/1/lifting", NOTE).json()["lift_note"] == NOTE["note"]

    end = officer.get(f"{root}/disposal").json()
    assert (end["disposition"]["version"], end["kept_until"], len(end["holds"])) == (2, "2030-12-31", 1)
    assert send(officer, f"{root}/archive-offer", ON_THE_DAY).status_code == 428
    assert send(officer, f"{root}/archive-offer", ON_THE_DAY, seen=1).status_code == 412
    kept = send(officer, f"{root}/archive-offer", ON_THE_DAY, seen=2)
    assert (kept.headers["etag"], kept.json()["offered_on"]) == ('"3"', "2031-01-07")
    assert client_of(then, "fachamt").get(f"{root}/disposal").status_code == 403


def test_two_people_delete_a_file_and_its_proof_stays(house: House) -> None:
    then, slug = over(house)
    officer, root = client_of(then, "vergabestelle"), f"/api/v1/procedures/{slug}"
    seen = offered(officer, root)
    assert send(officer, f"{root}/deletion", seen=seen).status_code == 409
    assert send(officer, f"{root}/deletion-request", seen=seen).status_code == 200
    assert send(officer, f"{root}/deletion-return", seen=seen + 1).json()["asked_at"] is None
    assert send(officer, f"{root}/deletion-request", seen=seen + 2).status_code == 200
    assert send(officer, f"{root}/deletion", seen=seen + 3).status_code == 409
    assert send(client_of(then, "revision"), f"{root}/deletion", seen=seen + 3).status_code == 403

    deleted = send(client_of(then, "vergabestelle2"), f"{root}/deletion", seen=seen + 3)

    assert (deleted.status_code, deleted.json()["procedure"]) == (200, slug)
    reader, number = client_of(then, "revision"), deleted.json()["reference"]
    proof = reader.get(f"/api/v1/disposal-proofs/{slug}").json()
    assert (proof["is_genuine"], proof["document"]["reference"]) == (True, number)
    listed = reader.get("/api/v1/disposal-proofs", params={"search": number}).json()
    assert [one["procedure"] for one in listed["items"]] == [slug]
    assert reader.get("/api/v1/disposal-proofs/nichts").status_code == 404
    assert reader.get(f"{root}/disposal").status_code == 404
    kept = then.register.register_desk
    assert slug in {one.source for one in kept.page(OFFICER, kept.query()).page.items}
