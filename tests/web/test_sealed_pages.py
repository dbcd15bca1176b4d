"""Pages of sealed intakes: from the own key over the bidder's link to the opening by two."""

import re
from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.sealed import DUE, OCTOBER, RELEASER, SETTLED, THIRD, awaiting_sealed_bids, keys_of, with_people

ORIGIN = "http://127.0.0.1:8000"
KEY, SECRET = "/konto/siegelschluessel", "schluessel-geheim"
OFFICER = "vergabestelle"


class Visit:
    """Somebody at the pages, at a moment."""

    def __init__(self, database: Database) -> None:
        self.clock = StoppedClock(OCTOBER)
        self.house = build_house(database, clock=self.clock)
        self.client = TestClient[ASGIApp](guarded(self.house, Settings()), base_url=ORIGIN)
        self.client.headers["Origin"] = ORIGIN

    def get(self, address: str, account: str | None = OFFICER) -> str:
        self._enter(account)
        return self.client.get(address).text

    def post(
        self, address: str, account: str | None = OFFICER, *, status: int = 200, secret: str = "", **data: str
    ) -> str:
        self._enter(account)
        answer = self.client.post(address, data={**data, SECRET: secret})
        assert answer.status_code == status, answer.text
        return answer.text

    def _enter(self, account: str | None) -> None:
        self.client.cookies.clear()
        if account:
            self.client.cookies.update(cookies(self.house, account))


@pytest.fixture
def visit(demo_file: Database) -> Iterator[Visit]:
    visit = Visit(demo_file)
    with visit.client:
        yield visit


def own_key(visit: Visit) -> str:
    """Make and confirm a key on its page and return it."""
    page = visit.post(KEY, wahl="erzeugen")
    (secret,) = re.findall(r"AGE-SECRET-KEY-1[A-Z0-9]{20,}", page)
    assert "nicht Ihr Siegelschlüssel" in visit.post(KEY, status=422, wahl="bestaetigen", secret="AGE")
    assert "Bestätigt" in visit.post(KEY, wahl="bestaetigen", secret=secret)
    assert secret not in visit.get(KEY)
    return str(secret)


def code_of(visit: Visit, link: str) -> str:
    """Use a link up as a bidder does and return the code."""
    assert "Abgabecode anfordern" in visit.get(link, None)
    (code,) = re.findall(r'id="abgabecode">([A-Z2-7-]{39})<', visit.post(link, None))
    assert "schon benutzt" in visit.post(link, None, status=404)
    return str(code)


def hand_in(visit: Visit, code: str, **more: str) -> str:
    visit.client.cookies.clear()
    data = {"code-geheim": code, "los": "1", "bieter": "Alpha GmbH", "preis-geheim": "100.000,00", "wahl": "abgeben"}
    return visit.client.post(
        "/angebotsabgabe/musterstadt", data={**data, **more}, files={"dateien": ("a.pdf", b"a")}
    ).text


def test_from_the_own_key_to_the_opened_bids(visit: Visit) -> None:
    secret = own_key(visit)
    with_people(visit.house)
    keys = keys_of(visit.house, RELEASER, THIRD)
    slug = awaiting_sealed_bids(visit.house).slug
    intake, bids = f"/vergabeverfahren/{slug}/annahme", f"/vergabeverfahren/{slug}/angebote"
    assert "4 bis 50 Plätze" in visit.post(f"{intake}/einrichten", status=422, plaetze="x", groesse="1")
    links = re.findall(
        rf"{ORIGIN}(/angebotsabgabe/musterstadt/[A-Z2-7-]+)",
        visit.post(f"{intake}/einrichten", plaetze="4", groesse="1"),
    )
    assert "nicht geöffnet" in visit.post(f"{intake}/einrichten", status=409, plaetze="4", groesse="1")
    code = code_of(visit, links[0])
    assert "Abgabecode gibt es nicht" in hand_in(visit, "falsch")
    assert "Alpha GmbH" in hand_in(visit, code, **{"preis-geheim": "viel"})  # nothing typed is lost
    assert "Ihr Angebot ist eingegangen" in hand_in(visit, code)
    assert "liegt jetzt kein Angebot" in hand_in(visit, code, wahl="zurueckziehen")
    assert "Ihr Angebot ist eingegangen" in hand_in(visit, code)
    assert "frühestens eine Minute" in visit.post(intake, status=409, secret=secret)
    visit.clock.moment = DUE
    assert "versiegelten Annahme" in visit.get(bids)
    visit.clock.moment = SETTLED
    assert "abgelaufen" in hand_in(visit, code)
    assert "nicht Ihr Siegelschlüssel" in visit.post(intake, status=422, secret=keys[str(THIRD.person)])
    assert "Sie sind anwesend" in visit.post(intake, secret=secret)
    assert "Alpha GmbH" not in visit.get(bids)
    assert "Jonas Keller ist bis" in visit.get(intake, "vergabestelle2")
    assert "Geöffnet" in visit.post(intake, "vergabestelle2", secret=keys[str(RELEASER.person)])
    assert "Alpha GmbH" in visit.get(bids)
