"""Files to take away: right kinds, safe names, drafts say so, the internal note only where stability may be shown."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from litestar.types import ASGIApp

from infra.spreadsheet.reading import read_workbook
from procurement.services import ExportKind, Services
from scoring.bundle.manifest import OWN_FILES
from scoring.result import digest_of
from scoring.workbook.read import parse_evaluation_workbook
from scoring.workbook.start import START_METHODS
from tests.clients import TestClient
from tests.factories import Json, sample
from tests.pdf_reader import Reader
from tests.people import OFFICER
from tests.web.conftest import Open
from tests.web.page import parse

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "json": "application/json",
}

Client = TestClient[ASGIApp]
Store = Callable[[Json, str], str]


@pytest.mark.parametrize("kind", ExportKind)
def test_every_file_is_an_attachment_of_its_kind(client: Client, kind: ExportKind) -> None:
    answer = client.get(f"{QUOTIENT}/dateien/{kind.value}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[kind.value.rpartition(".")[2]]
    name = f"vg-2026-031-preis-quotient-{kind.value}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) > 500


def test_the_files_say_what_was_stored(client: Client, services: Services) -> None:
    stored = services.get_evaluation(OFFICER, "vg-2026-031-preis-quotient")
    result = client.get(f"{QUOTIENT}/dateien/ergebnis.json").json()
    sheet = Reader(client.get(f"{QUOTIENT}/dateien/wertungsuebersicht.pdf").content)
    note = Reader(client.get(f"{QUOTIENT}/dateien/interner-vermerk.pdf").content)
    workbook = read_workbook(client.get(f"{QUOTIENT}/dateien/arbeitsmappe.ods").content)

    assert result["digest"] == digest_of(result) == stored.summary.result_digest
    assert "robustness" not in result
    assert sheet.texts()[0] == "Wertungsübersicht"
    assert "Stabilität" in note.texts()[0]
    assert parse_evaluation_workbook(workbook).evaluation.procedure.reference == "VG-2026-031"


def test_the_bundle_carries_the_score_sheet(client: Client, services: Services) -> None:
    data = client.get(f"{QUOTIENT}/dateien/pruefpaket.zip").content

    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [*OWN_FILES, "wertungsuebersicht.pdf"]
    assert services.verify_bundle(OFFICER, data).holds


def test_the_result_page_links_every_file_but_the_note(client: Client, page: Open) -> None:
    section = page(QUOTIENT).one("section", aria_labelledby="dateien")
    links = [link.attrs["href"] for link in section.all("a")]

    assert links == [f"{QUOTIENT}/dateien/{kind.value}" for kind in ExportKind if kind is not ExportKind.NOTE]
    note = page(f"{QUOTIENT}/stabilitaet").one("section", aria_labelledby="vermerk").one("a")
    assert note.text == "Interner Vermerk (PDF)"
    assert client.get(note.attrs["href"]).status_code == 200


def test_files_of_a_draft_are_preliminary_and_there_is_no_note(client: Client, page: Open, store: Store) -> None:
    address = store({**sample(), "draft": True}, "DATEI-1")

    assert "alle Dateien tragen den Vermerk „vorläufig“" in page(address).text.replace("Alle", "alle")
    answer = client.get(f"{address}/dateien/wertungsuebersicht.pdf")
    assert 'filename="vorlaeufig-datei-1-richtwert-einfach-wert' in answer.headers["content-disposition"]
    assert "Vorläufig" in Reader(answer.content).texts()
    bundle = zipfile.ZipFile(io.BytesIO(client.get(f"{address}/dateien/pruefpaket.zip").content))
    assert json.loads(bundle.read("manifest.json"))["preliminary"] is True
    withheld = client.get(f"{address}/dateien/interner-vermerk.pdf")
    assert withheld.status_code == 409
    assert parse(withheld.text).one("h1").text == "Der Vermerk wird noch zurückgehalten"
    assert not page(f"{address}/stabilitaet").all("section", aria_labelledby="vermerk")


def test_what_no_workbook_can_hold_is_said(client: Client, store: Store) -> None:
    document = sample()
    document["bids"][0]["scores"]["Q"]["reason"] = "Zeichen \x01"
    answer = client.get(f"{store(document, 'DATEI-2')}/dateien/arbeitsmappe.xlsx")

    assert answer.status_code == 422
    assert "passt nicht in eine Arbeitsmappe" in parse(answer.text).one("main").text


@pytest.mark.parametrize(
    "address",
    [f"{QUOTIENT}/dateien/x.pdf", f"{QUOTIENT}/dateien/..%2Fergebnis.json", "/vergaben/nichts/dateien/ergebnis.json"],
)
def test_other_names_lead_nowhere(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("method", START_METHODS)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_empty_workbook_for_every_method(client: Client, method: str, kind: str) -> None:
    answer = client.get(f"/vergaben/vorlage?methode={method}&personen=3&format={kind}")

    assert answer.headers["content-type"] == MEDIA_TYPES[kind]
    name = f"arbeitsmappe-{method.replace('_', '-')}.{kind}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    workbook = read_workbook(answer.content)
    assert sum(sheet.name.startswith("Einzelwertung") for sheet in workbook.sheets) == 3
    read = parse_evaluation_workbook(workbook, bids_required=False)
    assert read.evaluation.matrix.method.name == method


def test_one_person_has_one_common_sheet(client: Client) -> None:
    workbook = read_workbook(client.get("/vergaben/vorlage?personen=1&format=ods").content)
    names = [sheet.name for sheet in workbook.sheets]

    assert "Wertung" in names
    assert not [name for name in names if name.startswith("Einzelwertung")]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("personen=0&format=xlsx", "von 1 bis 10"),
        ("personen=11&format=xlsx", "von 1 bis 10"),
        ("personen=viele&format=ods", "von 1 bis 10"),
        ("personen=%C2%B2&format=ods", "von 1 bis 10"),
        ("methode=min_max&format=xlsx", "eine der Wertungsmethoden"),
        ("format=exe", "eines der beiden Formate"),
    ],
)
def test_what_is_not_offered_is_refused_at_the_form(client: Client, query: str, text: str) -> None:
    answer = client.get(f"/vergaben/vorlage?{query}")
    tree = parse(answer.text)

    assert answer.status_code == 422
    assert text in tree.one("div", role="alert").text
    assert tree.one("head").one("title").text.startswith("Fehler: ")


def test_the_questions_keep_what_was_typed(client: Client) -> None:
    tree = parse(client.get("/vergaben/vorlage?methode=festpreis&personen=99&format=ods").text)

    field = tree.one("input", id="personen")
    assert (field.attrs["value"], field.attrs["aria-invalid"]) == ("99", "true")
    assert "checked" in tree.one("input", id="methode-festpreis").attrs
