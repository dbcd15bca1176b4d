"""Reusable criteria on pages: found, opened, imported with a preview, compared, made into a matrix."""

import io
import json

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.spreadsheet.reading import read_workbook
from scoring.intake import read_evaluation
from tests.clients import TestClient
from tests.databases import LOADED
from tests.documents import as_bytes, catalogue
from tests.factories import house_rules
from tests.fakes import StoppedClock
from tests.people import OFFICER, cookies
from tests.web.conftest import walking
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
MATRIX = "/kriterien/bewertungsmatrix"
NEW = "/kriterien/neu"
HOSTILE = "</td><script>alert(1)</script>=1+1"


@pytest.fixture(scope="session", autouse=True)
def imported(house: House) -> None:
    """Import a small catalogue in two versions and one full of markup."""
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue()))
    second = catalogue(version=2, word="Zwei")
    second["entries"] = second["entries"][:-1]
    house.criteria.import_catalogue(OFFICER, as_bytes(second))
    house.criteria.import_catalogue(OFFICER, as_bytes(catalogue("markup", word=HOSTILE)))


def opened(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return parse(answer.text)


def sent(client: Client, address: str, form: dict[str, object], status: int = 200) -> Node:
    answer = client.post(address, data=form)
    assert answer.status_code == status, answer.text[:800]
    return parse(answer.text)


def test_the_list_holds_the_newest_versions(client: Client) -> None:
    page = opened(client, "/kriterien?suche=erwartet+wird+eine+freie")
    rows = page.one("table").rows()
    versions = {row[3] for row in rows[1:]}

    assert {"probe, Fassung 2", "markup, Fassung 1"} <= versions
    assert "probe, Fassung 1" not in versions
    assert ["O1 Freie Lizenz Zwei", "Bewertung (B)", "Open Source", "probe, Fassung 2"] in rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("suche=freie+zwei", {"O1 Freie Lizenz Zwei"}),
        ("suche=LIZENZ+zwei", {"O1 Freie Lizenz Zwei"}),
        ("suche=zwei&art=A", {"A1 Standort in der EU"}),
        ("suche=referenzen&art=I", {"I1 Referenzen"}),
        ("suche=gurke", set()),
        ("suche=100%25", set()),
    ],
)
def test_words_and_kind_narrow_the_list(client: Client, query: str, found: set[str]) -> None:
    page = opened(client, f"/kriterien?{query}")
    names = {row[0] for table in page.all("table") for row in table.rows()[1:]}

    assert names == found


def test_pages_of_the_list_lead_on(client: Client) -> None:
    page = opened(client, "/kriterien?art=B&seite=2")

    assert "Seite 2 von " in page.text
    assert "/kriterien?art=B" in {link.attrs["href"] for link in page.all("a", rel="prev")}


def test_a_criterion_shows_degrees_clauses_and_how_far_sources_were_checked(client: Client) -> None:
    page = opened(client, "/kriterien/kataloge/probe/fassungen/2/kriterien/O1")

    assert page.one("table").rows()[1:] == [["0", "keine", "–"], ["10", "frei", "–"]]
    assert "Die Lizenz ist frei. Zwei" in page.text
    assert "noch nicht geprüft" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/kriterien/kataloge/gurke",
        "/kriterien/kataloge/probe/fassungen/3",
        "/kriterien/kataloge/probe/fassungen/99999999999",
        "/kriterien/kataloge/probe/fassungen/1/kriterien/GURKE",
        "/kriterien/kataloge/probe/vergleich?von=1&bis=7",
        "/kriterien/kataloge/..%252F/fassungen/1",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_versions_are_listed_and_compared(client: Client) -> None:
    assert opened(client, "/kriterien/kataloge/probe").one("table").rows()[1][0] == "Fassung 2"
    page = opened(client, "/kriterien/kataloge/probe/vergleich")

    assert "Änderungen von Fassung 1 zu Fassung 2" in page.text
    assert "entfallen Kriterium I1: Referenzen" in page.text
    assert "Freie Lizenz Wort wird zu Freie Lizenz Zwei" in page.text


def test_a_version_goes_to_another_city_and_back_unchanged(client: Client) -> None:
    answer = client.get("/kriterien/kataloge/probe/fassungen/1/dateien/katalog.json")

    assert answer.headers["content-disposition"] == 'attachment; filename="kriterienkatalog-probe-fassung-1.json"'
    assert "Diese Fassung ist schon gespeichert" in sent(client, NEW, {"inhalt": answer.text}).text


def test_an_import_shows_what_changes_and_then_stores(client: Client, house: House) -> None:
    document = json.dumps(catalogue("neu-hier", word="Vorschau"))
    page = sent(client, NEW, {"inhalt": document})
    assert "Noch nichts gespeichert" in page.text
    assert client.get("/kriterien/kataloge/neu-hier").status_code == 404

    answer = client.post(
        NEW, data={"katalog": page.one("input", name="katalog").attrs["value"]}, follow_redirects=False
    )
    assert answer.headers["location"] == "/kriterien/kataloge/neu-hier/fassungen/1"
    assert house.criteria.open(OFFICER, "neu-hier").catalogue.title == "Katalog Vorschau"


def test_a_stored_version_never_changes(client: Client) -> None:
    changed = json.dumps(catalogue(version=2, word="Drei"))

    assert "lässt sich nicht übernehmen" in sent(client, NEW, {"inhalt": changed}).text
    assert "höhere Nummer als 2" in sent(client, NEW, {"katalog": changed}, 422).text


def test_faults_name_their_place_and_the_text_stays(client: Client) -> None:
    broken = catalogue("kaputt")
    broken["entries"][0]["group"] = "Z"
    broken["entries"][1]["gurke"] = 1
    page = sent(client, NEW, {"inhalt": json.dumps(broken)}, 422)

    assert "/entries/1/gurke" in page.one("div", id="fehler").text
    assert json.loads(page.one("textarea", id="eingabe").text) == broken


def test_the_shipped_catalogue_is_previewed(client: Client) -> None:
    assert "Kriterien für kommunale Software, Fassung 1" in sent(client, NEW, {"mitgeliefert": "ja"}).text


@pytest.mark.parametrize(("account", "status"), [("wertung", 403), ("revision", 403), ("fachamt", 403)])
def test_only_the_vergabestelle_imports(client: Client, house: House, account: str, status: int) -> None:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))

    assert client.post(NEW, data={"inhalt": json.dumps(catalogue("fremd"))}).status_code == status
    assert client.get("/kriterien").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/kriterien?suche=alert",
        "/kriterien/kataloge/markup/fassungen/1",
        "/kriterien/kataloge/markup/fassungen/1/kriterien/O1",
    ],
)
def test_markup_stays_text(client: Client, address: str) -> None:
    page = opened(client, address)

    assert HOSTILE in page.text
    assert not [script for script in page.all("script") if "src" not in script.attrs]


WEIGHED = {
    "katalog": "probe",
    "fassung": "2",
    "k": ["0", "1", "2", "3"],
    "methode": "richtwert_einfach",
    "aktenzeichen": "VG-2027-001",
    "titel": "Fachverfahren <b>neu</b>",
    "gruppe-0": "10",
    "gruppe-1": "90",
    "gewicht-0": "100",
    "gewicht-1": "50",
    "gewicht-2": "50",
}


def weighed(**changed: object) -> dict[str, object]:
    return {**WEIGHED, "schritt": "pruefen", **changed}


def test_the_choice_offers_every_criterion(client: Client) -> None:
    page = opened(client, f"{MATRIX}?katalog=probe&fassung=1")

    assert len(page.all("input", type="checkbox")) == 5
    assert len(opened(client, MATRIX).all("input", type="checkbox")) >= 5


def test_weights_are_proposed_with_the_share_for_open_source(client: Client) -> None:
    chosen = {"katalog": "probe", "fassung": "2", "k": ["0", "1", "2"], "methode": "preis_quotient"}
    page = sent(client, MATRIX, {**chosen, "schritt": "gewichte"})
    proposed = {one.attrs["name"]: one.attrs["value"] for one in page.all("input", type="text")}

    assert (proposed["gruppe-0"], proposed["gruppe-1"], proposed["preisgewicht"]) == ("10", "50", "40")
    assert (proposed["gewicht-0"], proposed["gewicht-1"], proposed["gewicht-2"]) == ("100", "50", "50")


def test_the_matrix_is_probed_and_taken_away(client: Client) -> None:
    page = sent(client, MATRIX, weighed())
    assert "Die Bewertungsmatrix geht auf" in page.text
    assert "Kann die Reihenfolge kippen?" in page.text
    assert "Die Lizenz ist frei. Zwei" in page.text

    answer = client.post(MATRIX, data=weighed(schritt="json"))
    document = json.loads(answer.content)
    assert [node["id"] for node in document["matrix"]["criteria"]] == ["A1", "O", "S"]
    assert document["matrix"]["criteria"][1]["role"] == "open_source"
    assert answer.headers["content-disposition"] == 'attachment; filename="bewertungsmatrix-vg-2027-001.json"'


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_workbook_is_ready_for_bids(client: Client, kind: str) -> None:
    answer = client.post(MATRIX, data=weighed(schritt=kind))
    sheets = {sheet.name for sheet in read_workbook(io.BytesIO(answer.content).getvalue()).sheets}

    assert {"Kriterien", "Angebote"} <= sheets
    assert "VG-2027-001" in opened_probe(client, answer.content, kind).text


def opened_probe(client: Client, data: bytes, kind: str) -> Node:
    return parse(client.post("/probe", files={"datei": (f"matrix.{kind}", data)}).text)


def test_what_comes_out_is_a_valid_document(client: Client) -> None:
    document = client.post(MATRIX, data=weighed(schritt="json")).content

    assert read_evaluation(document, house_rules(), bids_required=False).procedure.title == "Fachverfahren <b>neu</b>"


@pytest.mark.parametrize(
    ("changed", "field", "fault"),
    [
        ({"gruppe-1": "80"}, "", "100"),
        ({"gewicht-2": "40"}, "gruppe-1", "100"),
        ({"gewicht-2": "viel"}, "gewicht-2", "Zahl"),
        ({"gewicht-2": "150"}, "gewicht-2", ""),
        ({"aktenzeichen": " "}, "aktenzeichen", "ausfüllen"),
        ({"methode": "richtwert_erweitert", "schwankungsbereich": "x"}, "schwankungsbereich", "Zahl"),
    ],
)
def test_faults_stand_at_their_field_and_nothing_typed_is_lost(
    client: Client, changed: dict[str, str], field: str, fault: str
) -> None:
    form = weighed(**changed)
    page = sent(client, MATRIX, form, 422)
    shown = {one.attrs["name"]: one.attrs["value"] for one in page.all("input", type="text")}

    assert {name: shown[name] for name in WEIGHED if name in shown} == {
        name: form[name] for name in WEIGHED if name in shown
    }
    assert fault in page.one("div", id="fehler").text
    assert not field or page.one("p", id=f"{field}-fehler").text


def test_without_a_scored_criterion_the_choice_comes_back(client: Client) -> None:
    page = sent(client, MATRIX, weighed(k=["3"]), 422)

    assert [one.attrs["value"] for one in page.all("input", type="checkbox") if "checked" in one.attrs] == ["3"]
    assert page.one("input", name="aktenzeichen").attrs["value"] == "VG-2027-001"


@pytest.mark.parametrize("wrong", [{"katalog": "gurke"}, {"fassung": "x"}, {"fassung": "9" * 30}, {"fassung": "7"}])
def test_an_unknown_version_is_not_found(client: Client, wrong: dict[str, str]) -> None:
    assert client.post(MATRIX, data=weighed(**wrong)).status_code == 404


def test_without_a_catalogue_the_way_leads_to_where_one_comes_from(demo_file: Database) -> None:
    """A new city has none: the link on the page of a lot must not end at nothing."""
    house = build_house(demo_file, clock=StoppedClock(LOADED))
    with walking(house, "vergabestelle") as client:
        answer = client.get(f"{MATRIX}?verfahren=vg-2026-047&los=1")
        assert (answer.status_code, answer.url.path) == (200, "/kriterien")
        assert "Noch gibt es keinen Kriterienkatalog" in parse(answer.text).one("main").text
