"""Pages of openness: rubrics by form and file, a lot's choice, signals of a bid, decisions, comparison and files."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.services.score_fields import POINTS
from tests.bids import ASKER, EVALUATOR
from tests.clients import TestClient
from tests.openness import BIDS, CRITERION, OFFER, answered_inquiry, state_licence, with_open_bids, with_rubric
from tests.people import cookies
from tests.procedures import prepared
from tests.results import exclude
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
NEW = "/bewertungsschluessel/neu"


@pytest.fixture(scope="session")
def slug(house: House) -> str:
    return with_open_bids(house, EVALUATOR, reference="VG-OFFEN").slug


def enter(house: House, client: Client, account: str) -> Client:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))
    return client


def send(client: Client, address: str, data: dict[str, Any], **more: Any) -> Any:  # noqa: ANN401 - httpx' answer
    return client.post(address, data=data, follow_redirects=False, **more)


def main_of(answer: Any, status: int = 200) -> Node:  # noqa: ANN401 - httpx' answer
    assert answer.status_code == status, parse(answer.text).one("main").text
    return parse(answer.text).one("main")


def typed_in(main: Node) -> dict[str, str]:
    form = next(one for one in main.all("form") if one.all("input", name="fassung"))
    return {one.attrs["name"]: one.attrs["value"] for one in form.all("input")}


def test_a_new_version_by_form_keeps_what_was_typed_until_it_is_right(house: House, running: Client) -> None:
    client = enter(house, running, "vergabestelle")
    with_rubric(house)
    typed = typed_in(main_of(client.get(f"{NEW}?von=1"))) | {"fassung": "2027", "gewicht-S1": "30,5"}
    refused = main_of(send(client, NEW, typed), 422)
    assert "zusammen genau 100" in refused.text
    assert typed_in(refused)["gewicht-S1"] == "30,5"
    done = send(client, NEW, typed | {"gewicht-S2": "24,5"})
    assert done.status_code == 303, parse(done.text).one("main").text
    shown = main_of(client.get(done.headers["location"]))
    assert "S1: Gewicht 30,5 %" in shown.text
    again = main_of(send(client, NEW, typed | {"gewicht-S1": "35", "gewicht-S2": "20"}), 422)
    assert "gibt es schon" in again.text


def test_a_file_is_taken_over_and_given_away(house: House, running: Client) -> None:
    client = enter(house, running, "vergabestelle")
    with_rubric(house)
    document = client.get("/bewertungsschluessel/1/datei").json()
    data = json.dumps(document | {"version": "aus-datei"}).encode()
    done = send(client, NEW, {}, files={"datei": ("s.json", data)})
    assert done.status_code == 303, parse(done.text).one("main").text
    assert "aus-datei" in main_of(client.get("/bewertungsschluessel")).text
    assert main_of(client.get(NEW)).all("button")[0].attrs["value"] == "mitgeliefert"
    assert "kein" in main_of(send(client, NEW, {}, files={"datei": ("s.json", b"{")}), 422).text.lower()
    assert enter(house, running, "wertung").get(NEW).status_code == 403


def test_a_lot_takes_a_rubric(house: House, running: Client) -> None:
    client, found = enter(house, running, "vergabestelle"), prepared(house, "VG-SCHLUESSEL")
    number = with_rubric(house).number
    own = f"/vergabeverfahren/{found.slug}/lose/1"
    assert CRITERION in main_of(client.get(f"{own}/bewertungsschluessel")).one("select").all("option")[0].attrs["value"]
    wish = {"kriterium": "U1", "schluessel": str(number), "version": str(found.version)}
    assert "kein gewertetes Kriterium" in main_of(send(client, f"{own}/bewertungsschluessel", wish), 422).text
    done = send(client, f"{own}/bewertungsschluessel", wish | {"kriterium": CRITERION})
    assert done.status_code == 303
    assert "S1: Gewicht 35 %" in main_of(client.get(own)).text


def test_what_is_open_becomes_a_draft_that_the_officer_changes_and_asks(house: House, running: Client) -> None:
    own_slug = with_open_bids(house, EVALUATOR, reference="VG-FRAGEN").slug
    state_licence(house, own_slug)
    client = enter(house, running, "vergabestelle")
    page = main_of(client.get(f"/vergabeverfahren/{own_slug}/angebote/{BIDS[0]}/offenheit"))
    assert "S1 Lizenz des angebotenen Produkts (nur erklärt): Ihr Angebot erklärt das." in page.text
    links = [one.attrs["href"] for one in page.all("a") if "signal=" in one.attrs.get("href", "")]
    assert [one.rpartition("=")[2] for one in links] == ["S1", "S2", "S3", "S4", "S6", "alle"]
    one = main_of(client.get(links[1]))
    assert one.one("input", id="betreff").attrs["value"] == "Quelltext der angebotenen Fassung"
    assert one.one("input", name="angebot", value=BIDS[0]).attrs["checked"] == ""
    form = main_of(client.get(links[-1]))
    text = form.one("textarea", id="text").text.strip()
    assert text.startswith("Bitte erläutern Sie Ihr Angebot. Es zählt, was das Angebot bis zur Angebotsfrist enthielt")
    assert text.count("?") == 5
    wish = {"art": "aufklaerung", "angebot": BIDS[0], "betreff": "Offenheit", "text": text + " Danke!"}
    due = {"frist-tag": "01.12.2030", "frist-uhrzeit": "12:00"}
    assert send(client, f"/vergabeverfahren/{own_slug}/anfragen", wish | due).status_code == 303
    assert house.inquiring.open(ASKER, own_slug).inquiries[0].text.endswith("? Danke!")
    assert (
        client.get(f"/vergabeverfahren/{own_slug}/anfragen?art=aufklaerung&angebot={BIDS[0]}&signal=S9").status_code
        == 404
    )
    reader = enter(house, running, "wertung")
    seen = main_of(reader.get(f"/vergabeverfahren/{own_slug}/angebote/{BIDS[0]}/offenheit"))
    assert "Was sich fragen lässt" in seen.text
    assert not [one for one in seen.all("a") if "signal=" in one.attrs.get("href", "")]


def test_about_an_excluded_bid_nothing_is_asked_and_no_form_offers_it(house: House, running: Client) -> None:
    procedure = with_open_bids(house, EVALUATOR, reference="VG-AUSGESCHLOSSEN")
    exclude(house, procedure, BIDS[0], "late")
    client = enter(house, running, "vergabestelle")
    asked = f"/vergabeverfahren/{procedure.slug}/anfragen?art=aufklaerung&angebot={BIDS[0]}"
    page = main_of(client.get(f"/vergabeverfahren/{procedure.slug}/angebote/{BIDS[0]}/offenheit"))
    form = main_of(client.get(asked))

    assert "Das Angebot nimmt nicht mehr teil. Zu ihm wird nichts mehr gefragt." in page.text
    assert not [one for one in page.all("a") if "signal=" in one.attrs.get("href", "")]
    assert [one.attrs["value"] for one in form.all("input", name="angebot")] == [BIDS[1]]
    beside = main_of(client.get(f"/vergabeverfahren/{procedure.slug}/lose/1/offenheit"))
    assert "Beta AG" in beside.text
    assert "Alpha GmbH" not in beside.text


def test_a_bid_shows_its_signals_and_takes_a_statement(house: House, running: Client, slug: str) -> None:
    client = enter(house, running, "vergabestelle")
    own = f"/vergabeverfahren/{slug}/angebote/{BIDS[1]}/offenheit"
    assert "0 bis 10" in main_of(client.get(own)).text
    assert own in [one.attrs["href"] for one in main_of(client.get(own.removesuffix("/offenheit"))).all("a")]
    form = main_of(client.get(f"{own}/S1"))
    assert OFFER in form.text
    assert "preise.pdf" not in form.text
    refused = main_of(send(client, f"{own}/S1", {"datei-name": OFFER, "lizenz": "MIT"}), 422)
    assert refused.one("input", name="lizenz").attrs["value"] == "MIT"
    done = send(client, f"{own}/S1", {"datei-name": OFFER, "lizenz": "MIT", "stelle": "S. 3"})
    assert done.status_code == 303
    shown = main_of(client.get(own)).text
    assert "nur erklärt" in shown
    assert "S1: Lizenz MIT; angebot.pdf, S. 3" in shown
    links = [one.attrs["href"] for one in main_of(client.get(own)).all("a")]
    assert f"{own.removesuffix('offenheit')}repositorien" in links
    counted = {"datei-name": OFFER, "stelle": "S. 5", "offen": "x"}
    assert "zwischen 0 und" in main_of(send(client, f"{own}/S3", counted), 422).text
    assert client.get(f"{own}/S9").status_code == 404


def test_an_answer_is_noted_only_where_it_takes_points(house: House, running: Client, slug: str) -> None:
    client = enter(house, running, "vergabestelle")
    state_licence(house, slug)
    number = answered_inquiry(house, slug)
    bid = f"/vergabeverfahren/{slug}/angebote/{BIDS[0]}"
    wish = {"anfrage": str(number), "signal": "S1", "stand": "proven", "stufe": "osi"}
    assert "steigen keine Punkte" in main_of(send(client, f"{bid}/aufklaerung", wish), 409).text
    done = send(client, f"{bid}/aufklaerung", wish | {"stand": "absent"})
    assert done.status_code == 303
    assert f"Wirkung der Anfrage {number} auf S1: nicht gegeben" in main_of(client.get(f"{bid}/offenheit")).text


def test_an_evaluator_decides_beside_the_own_points(house: House, running: Client, slug: str) -> None:
    state_licence(house, slug, expression="BUSL-1.1")
    client = enter(house, running, "wertung")
    own = f"/vergabeverfahren/{slug}/wertung/1"
    desk = main_of(client.get(f"{own}/{CRITERION}"))
    address = f"{own}/vorschlag/{BIDS[0]}"
    assert address in [one.attrs["href"] for one in desk.all("a")]
    assert "Punktevorschlag aus den Nachweisen" not in main_of(client.get(f"{own}/O2")).text
    page = main_of(client.get(address))
    seal = page.all("input", name="vorschlag")[0].attrs["value"]
    wish = {"vorschlag": seal, "punkte": "10", "grund": ""}
    refused = main_of(send(client, address, wish), 422)
    assert "schreibt bitte den Grund" in refused.text
    done = send(client, address, wish | {"grund": "Siehe Teststellung."})
    assert done.status_code == 303
    assert house.sheets.open(EVALUATOR, slug, 1).cells[BIDS[0], CRITERION].text(POINTS) == "10"
    assert "anders entschieden (Siehe Teststellung.)" in main_of(client.get(f"{own}/{CRITERION}")).text
    assert "inzwischen geändert" in main_of(send(client, address, wish | {"vorschlag": "sha256:alt"}), 409).text
    assert "anders entschieden" not in officers_view(house, running, slug)


def officers_view(house: House, client: Client, slug: str) -> str:
    return main_of(enter(house, client, "vergabestelle").get(f"/vergabeverfahren/{slug}/lose/1/offenheit")).text


def test_the_comparison_goes_out_as_files(house: House, running: Client, slug: str) -> None:
    client = enter(house, running, "vergabestelle")
    own = f"/vergabeverfahren/{slug}/lose/1/offenheit"
    assert len(main_of(client.get(own)).one("tbody").all("tr")) == len(house.rubrics.shipped["signals"]) + 3
    report = client.get(f"{own}/dateien/json").json()
    assert (report["format"], [one["id"] for one in report["bids"]]) == ("pruefstand/openness/1", list(BIDS))
    assert client.get(f"{own}/dateien/xlsx").content.startswith(b"PK")
    assert client.get(f"{own}/dateien/pdf").content.startswith(b"%PDF-")
    assert client.get("/vergabeverfahren/vg-2026-048/lose/1/offenheit").status_code == 404


def test_the_published_rubric_stands_in_versions_and_notice(house: House, running: Client, slug: str) -> None:
    client = enter(house, running, "vergabestelle")
    assert "Bewertungsschlüssel Open Source" in main_of(client.get(f"/vergabeverfahren/{slug}/fassungen")).text
    notice = client.get(f"/vergabeverfahren/{slug}/bekanntmachung?{urlencode({'los': 1})}").text
    assert "S1: 35 %" in notice
    assert house.openness_desk.beside(ASKER, slug, 1, CRITERION) is not None
