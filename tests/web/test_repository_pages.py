"""Pages of repositories that a bid names: enter, hand in, fetch, correct, take back, read."""

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.jobs.runner import Runner
from tests.bids import with_bids
from tests.clients import TestClient
from tests.people import cookies
from tests.repositories import ARCHIVE, TAGS, URL, archive, forge, tags
from tests.web.page import parse

Client = TestClient[ASGIApp]
TYPED = {"adresse": URL, "stelle": "Konzept.pdf, Seite 12", "version": "2.4.1", "produkt": "", "lizenz": "MIT"}


@pytest.fixture(scope="session")
def bid(house: House) -> str:
    return f"/vergabeverfahren/{with_bids(house, 'REPO-1').slug}/angebote/1-1-1-1"


@pytest.fixture
def client(house: House, running: Client) -> Client:
    running.cookies.clear()
    running.cookies.update(cookies(house, "vergabestelle"))
    return running


def entered(client: Client, bid: str, **changed: str) -> str:
    answer = client.post(f"{bid}/repositorien", data=TYPED | changed, follow_redirects=False)
    assert answer.status_code == 303, parse(answer.text).one("main").text
    return str(answer.headers["location"])


def main_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return parse(answer.text).one("main").text


def test_a_bid_leads_to_its_repositories(client: Client, bid: str) -> None:
    assert f'href="{bid}/repositorien"' in client.get(bid).text
    assert "noch kein Repositorium eingetragen" in main_of(client, f"{bid[:-1]}2/repositorien")


def test_what_is_missing_stands_at_its_field_and_nothing_typed_is_lost(client: Client, bid: str) -> None:
    answer = client.post(f"{bid}/repositorien", data=TYPED | {"adresse": "http://x", "stelle": ""})
    main = parse(answer.text).one("main")
    assert answer.status_code == 422
    assert "Bitte geben Sie eine Adresse an, die mit https:// beginnt." in main.text
    assert main.one("input", id="version").attrs["value"] == "2.4.1"
    assert main.one("input", id="stelle").attrs["aria-invalid"] == "true"


def test_an_archive_is_handed_in_and_read(client: Client, bid: str) -> None:
    address = entered(client, bid)
    nothing = client.post(f"{address}/archiv", data={"stand": "v2.4.1"}, files={"datei": ("", b"")})
    assert "Bitte wählen Sie ein Archiv." in nothing.text
    wrong = client.post(f"{address}/archiv", data={"stand": "v9"}, files={"datei": ("x.zip", b"kein Archiv")})
    assert (wrong.status_code, "im Format ZIP" in wrong.text, 'value="v9"' in wrong.text) == (422, True, True)
    done = client.post(f"{address}/archiv", data={"stand": "v2.4.1"}, files={"datei": ("x.zip", archive())})
    main = parse(done.text).one("main").text
    for words in ("als Archiv hochgeladen", "ist der Wortlaut", "vollständig", "Befunde zu publiccode.yml"):
        assert words in main, words
    assert "Zählt nicht" not in main
    kept = client.get(f"{address}/archive/1")
    assert (kept.content, kept.headers["content-type"]) == (archive(), "application/zip")
    assert client.get(f"{address}/archive/2").status_code == 404
    assert "Stand gespeichert" in main_of(client, f"{bid}/repositorien")


def test_a_snapshot_is_fetched_in_the_background(client: Client, house: House, bid: str) -> None:
    address = entered(client, bid)
    asked = client.post(f"{address}/abruf")
    assert "Ein Stand wird abgerufen" in asked.text
    again = client.post(f"{address}/abruf")
    assert (again.status_code, "gerade abgerufen" in again.text) == (409, True)
    with forge(house, {TAGS: tags("v2.4.1", day="2026-11-20"), ARCHIVE: archive()}):
        assert Runner(house.jobs).work_once()
    main = main_of(client, address)
    assert "Zählt nicht als Nachweis" in main
    assert "Der Tag ist jünger als die Angebotsfrist." in main
    client.post(f"{address}/abruf")
    with forge(house, {}):
        assert Runner(house.jobs).work_once()
    assert "Unter dieser Adresse gibt es kein öffentliches Repositorium" in main_of(client, address)


def test_a_wrong_entry_is_corrected_and_taken_back(client: Client, bid: str) -> None:
    wrong = entered(client, bid, adresse=f"{URL}-alt")
    missing = client.post(f"{wrong}/berichtigung", data=TYPED | {"grund": ""})
    assert (missing.status_code, "Bitte nennen Sie den Grund." in missing.text) == (422, True)
    right = client.post(f"{wrong}/berichtigung", data=TYPED | {"grund": "Verschrieben"}, follow_redirects=False)
    assert "Grund: Verschrieben" in main_of(client, wrong)
    late = client.post(f"{wrong}/ruecknahme", data={"ruecknahme": "x"})
    assert (late.status_code, "inzwischen zurückgenommen" in late.text) == (409, True)
    address = str(right.headers["location"])
    assert "Berichtigt Eintrag" in main_of(client, address)
    client.post(f"{address}/ruecknahme", data={"ruecknahme": "Steht nicht im Angebot"})
    assert "Grund: Steht nicht im Angebot" in main_of(client, address)
    assert client.get(f"{bid[:-1]}2/repositorien/{address.rpartition('/')[2]}").status_code == 404
