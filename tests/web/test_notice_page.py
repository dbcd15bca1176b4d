"""The page about the notice: text and block of a matrix, changed and taken away, nothing lost on faults."""

import json
from xml.etree import ElementTree as ET

import pytest
from litestar.types import ASGIApp

from procurement.rules.procedure.notice_words import TIE_RULE_MISSING, TIE_RULE_PROPOSAL
from tests.clients import TestClient
from tests.documents import as_bytes, demo
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
ADDRESS = "/bekanntmachung"


def sent(client: Client, form: dict[str, str], status: int = 200) -> Node:
    answer = client.post(ADDRESS, data=form)
    assert answer.status_code == status, answer.text[:500]
    return parse(answer.text)


def test_nobody_has_to_sign_in_and_the_rule_is_proposed(client: Client) -> None:
    client.cookies.clear()
    page = parse(client.get(ADDRESS).text)

    assert page.one("textarea", id="gleichstand").text == TIE_RULE_PROPOSAL


def test_a_file_becomes_text_and_block(client: Client) -> None:
    page = parse(client.post(ADDRESS, files={"datei": ("matrix.json", as_bytes(demo() | {"bids": []}))}).text)

    assert "- Preis: 40 %" in page.one("textarea", id="text").text
    assert len(ET.fromstring(page.one("textarea", id="xml").text)) == 6  # noqa: S314 - our own
    assert page.one("textarea", id="text").attrs.keys() >= {"readonly"}


def test_a_workbook_will_do(client: Client) -> None:
    workbook = client.get("/vergaben/vorlage?methode=preis_quotient&personen=1&format=xlsx").content
    page = parse(client.post(ADDRESS, files={"datei": ("matrix.xlsx", workbook)}).text)

    assert "Preisquotient" in page.one("textarea", id="text").text


def test_what_is_shown_is_taken_away_and_changed(client: Client) -> None:
    page = sent(
        client, {"inhalt": json.dumps(demo() | {"bids": []}), "gleichstand": "Das Los entscheidet.", "preis": "cost"}
    )
    carried = page.one("input", name="bewertungsmatrix").attrs["value"] or ""
    again = {"bewertungsmatrix": carried, "gleichstand": "Das Los entscheidet.", "preis": "cost"}
    text = client.post(ADDRESS, data={**again, "herunterladen": "text"})
    block = client.post(ADDRESS, data={**again, "herunterladen": "xml"})

    assert text.content.decode().split() == page.one("textarea", id="text").text.split()
    assert "zuschlagskriterien-vg-2026-031.txt" in text.headers["content-disposition"]
    assert block.headers["content-type"].startswith("application/xml")
    assert ">cost<" in block.text
    assert ">400<" in sent(client, {**again, "gewichte": "poi-exa"}).one("textarea", id="xml").text


def test_without_a_rule_for_ties_the_page_says_so(client: Client) -> None:
    page = sent(client, {"inhalt": json.dumps(demo()), "gleichstand": ""})

    assert TIE_RULE_MISSING in page.one("textarea", id="text").text
    assert "Es fehlt noch etwas" in page.text


@pytest.mark.parametrize(
    ("text", "fault"), [("", "Es fehlt eine Datei"), ("{", "JSON"), (json.dumps({"bids": []}), "Stelle")]
)
def test_a_fault_loses_nothing_that_was_typed(client: Client, text: str, fault: str) -> None:
    page = sent(
        client, {"inhalt": text, "gleichstand": "Mein <b>Satz</b>", "preis": "cost", "gewichte": "poi-exa"}, 422
    )

    assert page.one("textarea", id="gleichstand").text == "Mein <b>Satz</b>"
    assert page.one("textarea", id="eingabe").text.strip() == text
    assert {one.attrs["id"] for one in page.all("input", type="radio") if "checked" in one.attrs} == {
        "preis-cost",
        "gewichte-poi-exa",
    }
    assert fault in page.one("div", id="fehler").text


def test_a_forbidden_matrix_is_refused_with_its_source(client: Client) -> None:
    document = demo("richtwert-erweitert") | {"bids": []}
    document["matrix"]["method"]["band_percent"] = "11"
    page = sent(client, {"inhalt": json.dumps(document)}, 422)

    assert "Schwankungsbereich" in page.one("div", id="fehler").text


def test_titles_stay_text(client: Client) -> None:
    document = demo() | {"bids": []}
    document["matrix"]["criteria"][-1]["title"] = "</textarea><script>alert(1)</script>"
    page = sent(client, {"inhalt": json.dumps(document)})

    assert "</textarea><script>" in page.one("textarea", id="text").text
    assert not [script for script in page.all("script") if "src" not in script.attrs]
