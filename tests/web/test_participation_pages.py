"""The Teilnahmewettbewerb on pages, without a script: from the eligibility matrix to the invitation."""

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.main import guarded
from app.wiring import House, build_house
from infra.database import Database
from infra.settings import Settings
from procurement.model import ProcedureStage
from tests.bids import AUTUMN
from tests.fakes import StoppedClock
from tests.participation import BIDS_DUE, POINTS, drafted, examined, findings, published
from tests.people import cookies
from tests.procedure_facts import NOW
from tests.procedures import ASKER, RELEASER, opened
from tests.web.test_procedure_pages import HOSTILE, LIST, Client, alerts, filled, see, send

ROOT = f"{LIST}/vg-9"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def house(demo_file: Database, clock: StoppedClock) -> House:
    return build_house(demo_file, clock=clock)


@pytest.fixture
def officer(house: House) -> Iterator[Client]:
    with TestClient[ASGIApp](guarded(house, Settings()), base_url="http://127.0.0.1:8000") as client:
        client.cookies.update(cookies(house, "vergabestelle"))
        client.headers["Sec-Fetch-Site"] = "same-origin"
        yield client


def test_the_matrix_is_written_kept_and_shown(house: House, clock: StoppedClock, officer: Client) -> None:
    clock.moment = AUTUMN
    drafted(house)
    assert "Die Eignungsmatrix fehlt" in see(officer, ROOT).text
    address = f"{ROOT}/eignung"
    fields = filled(see(officer, address)) | {
        "mindestzahl": "3",
        "hoechstzahl": "2",
        "art-1": "A",
        "bezeichnung-1": HOSTILE,
        "art-2": "B",
        "bezeichnung-2": "Referenzen",
        "gewicht-2": "viel",
        "grade-2": "ohne Punkte",
    }
    wrong = send(officer, address, fields, 422)
    assert "gewicht-2-fehler" in [node.attrs.get("id") for node in wrong.all("p")]
    assert (filled(wrong)["gewicht-2"], filled(wrong)["bezeichnung-1"]) == ("viel", HOSTILE)
    fields |= {"gewicht-2": "99", "grade-2": "10: sehr viele\n0: keine"}
    assert "Höchstzahl" in alerts(send(officer, address, fields, 422))
    fields["hoechstzahl"] = ""
    assert send(officer, address, fields, 422)
    saved = send(officer, address, fields | {"gewicht-2": "100"})
    assert "Die Eignungsmatrix ist gespeichert." in saved.text
    assert filled(saved)["grade-2"] == "10: sehr viele\n0: keine"
    assert send(officer, address, fields | {"gewicht-2": "100"}, 409)
    assert HOSTILE in see(officer, f"{ROOT}/freigabe").text


def test_requests_are_opened_recorded_and_examined(house: House, officer: Client) -> None:
    slug, own = published(house), f"{ROOT}/teilnahme"
    fields = filled(see(officer, own)) | {"geoeffnet": "12.10.2026 12:05", "person-1": "Erika", "person-2": "erika"}
    assert "zwei verschiedene Personen" in alerts(send(officer, f"{own}/oeffnung", fields, 422))
    send(officer, f"{own}/oeffnung", fields | {"person-2": "Max"})
    asked = filled(see(officer, own)) | {"bewerber": HOSTILE, "eingang": "gestern"}
    assert filled(send(officer, f"{own}/antraege", asked, 422))["bewerber"] == HOSTILE
    listed = send(officer, f"{own}/antraege", asked | {"eingang": "12.10.2026 12:00"})
    assert HOSTILE in listed.text
    page = see(officer, f"{own}/1")
    points = list(findings(house, slug, None))
    sent = filled(page) | {f"befund-{at}": "met" for at in range(1, len(points) + 1)}
    sent |= {f"punkte-{len(points) + 1}": "7", f"notiz-{len(points) + 1}": "Anlage 3", "entscheidung": "admitted"}
    wrong = send(officer, f"{own}/1", sent, 422)
    assert "Eignungskriterien ohne Punkte: 1" in alerts(wrong)
    assert filled(wrong)[f"notiz-{len(points) + 1}"] == "Anlage 3"
    sent |= {f"punkte-{len(points) + 2}": "8", f"notiz-{len(points) + 2}": "Anlage 4"}
    assert "geeignet" in send(officer, f"{own}/1", sent).text
    stale = send(officer, f"{own}/1", sent, 409)
    assert "Jemand anderes" in alerts(stale)


def test_a_choice_is_asked_for_and_confirmed_with_its_deadline(house: House, officer: Client) -> None:
    slug, own = examined(house), f"{ROOT}/teilnahme"
    names = [row[1] for row in see(officer, own).one("table").rows()][1:]
    assert names == list(POINTS)
    assert "Bitte genau so viele" in alerts(send(officer, f"{own}/los", {"ziehung": "Zettel"}, 409))
    send(officer, f"{own}/los", {"ziehung": "Zettel", "gezogen": "3"})
    release = see(officer, f"{ROOT}/freigabe")
    (form,) = (one for one in release.all("form") if one.attrs.get("action", "").endswith("auswahl-erbitten"))
    hidden = {one.attrs["name"]: one.attrs["value"] for one in form.all("input") if one.attrs["type"] == "hidden"}
    early = send(
        officer, f"{ROOT}/freigabe/auswahl-erbitten", hidden | {"frist-tag": "30.11.2026", "frist-uhrzeit": "x"}, 422
    )
    assert "Uhrzeit" in alerts(early)
    short = {"frist-tag": "30.11.2026", "frist-uhrzeit": "12:00"}
    assert "zu kurz" in alerts(send(officer, f"{ROOT}/freigabe/auswahl-erbitten", hidden | short, 422))
    ends = {"frist-tag": "21.12.2026", "frist-uhrzeit": "12:00"}
    send(officer, f"{ROOT}/freigabe/auswahl-erbitten", hidden | ends)
    assert opened(house, slug).procedure.round_deadline == BIDS_DUE
    officer.cookies.update(cookies(house, "vergabestelle2"))
    page = see(officer, f"{ROOT}/freigabe")
    (form,) = (one for one in page.all("form") if one.attrs.get("action", "").endswith("/auffordern"))
    hidden = {one.attrs["name"]: one.attrs["value"] for one in form.all("input") if one.attrs["type"] == "hidden"}
    send(officer, f"{ROOT}/freigabe/auffordern", hidden)
    assert opened(house, slug, RELEASER).procedure.stage is ProcedureStage.INVITED
    assert "das Los entschied" in see(officer, own).text
    assert house.qualifying.open(ASKER, slug).one(4).outcome_reason
