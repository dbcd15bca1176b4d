"""The Teilnahmewettbewerb on pages, without a script: from the eligibility matrix to the invitation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from procurement.model import ProcedureStage
from procurement.rules.procedure.stages import Step
from tests.applications import guarded
from tests.bids import AUTUMN
from tests.clients import TestClient
from tests.fakes import StoppedClock
from tests.participation import (
    BIDS_DUE,
    POINTS,
    REQUESTS_DUE,
    drafted,
    eligibility,
    examined,
    findings,
    open_requests,
    published,
)
from tests.people import cookies
from tests.procedure_facts import NOW
from tests.procedures import ASKER, RELEASER, opened, take
from tests.web.test_procedure_pages import HOSTILE, LIST, Client, alerts, filled, see, send

ROOT = f"{LIST}/vg-9"
CODED = [{**one, **({"code": "slc-stand-ins"} if one["id"] == "E1" else {})} for one in eligibility()["criteria"]]


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


def test_files_of_a_request_are_kept_and_sent_to_be_saved(house: House, officer: Client) -> None:
    slug, own = published(house), f"{ROOT}/teilnahme"
    open_requests(house, slug)
    form = filled(see(officer, own)) | {"bewerber": "Alpha", "eingang": "12.10.2026 11:00"}
    many = [("dateien", (f"{number}.pdf", b"%PDF")) for number in range(201)]
    refused = officer.post(f"{own}/antraege", data=form, files=many, follow_redirects=False)
    assert (refused.status_code, "höchstens 200 Dateien" in refused.text) == (422, True)
    answer = officer.post(
        f"{own}/antraege", data=form, files={"dateien": ("=1+1<b>&ä.pdf", b"%PDF")}, follow_redirects=False
    )
    assert answer.status_code == 303
    (link,) = (one for one in see(officer, f"{own}/1").all("a") if "/dateien/" in one.attrs.get("href", ""))
    loaded = officer.get(link.attrs["href"])
    assert (loaded.content, loaded.headers["x-content-type-options"]) == (b"%PDF", "nosniff")
    assert loaded.headers["content-disposition"].startswith("attachment")
    assert officer.get(f"{own}/1/dateien/fehlt.pdf").status_code == 404
    (file,) = officer.get(f"/api/v1/procedures/{slug}/participation").json()["files"]
    address = f"/api/v1/procedures/{slug}/participation-requests/1/files/{quote(file['name'], safe='')}"
    assert officer.get(address).content == b"%PDF"


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


def test_a_published_deadline_for_bids_that_is_over_leads_to_the_requests(
    house: House, clock: StoppedClock, officer: Client
) -> None:
    clock.moment = AUTUMN
    found = drafted(house)
    planned = replace(found.plan, bid_deadline=REQUESTS_DUE + timedelta(days=35))
    found = house.drafting.save_plan(ASKER, found.slug, opened(house, found.slug).procedure.version, planned)
    house.drafting.save_eligibility(ASKER, found.slug, found.version, eligibility(criteria=CODED))
    take(house, found.slug, Step.REQUEST_RELEASE)
    take(house, found.slug, Step.RELEASE, RELEASER)
    clock.moment = NOW
    notice = see(officer, f"{ROOT}/bekanntmachung").text
    assert "Teilnahmewettbewerb: Eignung und Auswahl der Bewerber" in notice
    assert '<cbc:TendererRequirementTypeCode listName="selection-criterion">slc-stand-ins<' in notice
    assert "Eignungskriterien ohne eForms-Kategorie" in notice

    bids = see(officer, f"{ROOT}/angebote")
    assert "Öffnung der Angebote festhalten" not in bids.text
    assert "Erst kommt der Teilnahmewettbewerb" in bids.text
    page = see(officer, f"{ROOT}/angebote/oeffnung")
    assert not [one for one in page.all("form") if one.attrs.get("action", "").endswith("/oeffnung")]
    assert f"{ROOT}/teilnahme" in [one.attrs.get("href") for one in page.one("main").all("a")]
    assert "Die veröffentlichte Angebotsfrist ist abgelaufen" in see(officer, f"{ROOT}/teilnahme").text
