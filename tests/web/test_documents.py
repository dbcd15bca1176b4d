"""Methods, rules and the handbook as pages."""

from pathlib import Path

import pytest

from scoring.methods import METHODS
from tests.web.conftest import Open
from tests.web.page import parse
from web.markdown import HANDBOOK, documents, render_document

TEXT = """# Titel mit `Code`

Ein Absatz mit [Verweis](probe.md#teil), [Handbuch](../handbuch/wertung-lesen.md), [außen](https://example.org/a)
und <b onclick="x">rohem HTML</b>.

## Zweite Ebene

| A | B |
|---|--:|
| 1 | 2 |

1. eins
"""


def test_markdown_becomes_a_page_without_foreign_code() -> None:
    document = render_document("x", TEXT, "rules")
    tree = parse(str(document.body))

    assert document.title == "Titel mit Code"
    assert [link.attrs["href"] for link in tree.all("a")] == [
        "/methoden/probe#teil",
        "/hilfe/wertung-lesen",
        "https://example.org/a",
    ]
    assert not tree.all("b")
    assert '<b onclick="x">rohem HTML</b>' in tree.text
    assert tree.one("h2").classes == {"kern-heading-medium"}
    assert [header.attrs["scope"] for header in tree.all("th")] == ["col", "col"]
    assert tree.one("div", role="region", aria_label="Tabelle 1").attrs["tabindex"] == "0"
    assert not [node for node in tree if "style" in node.attrs]


def test_a_script_address_is_no_link() -> None:
    assert not parse(str(render_document("x", "[a](javascript:alert(1))", "rules").body)).all("a")


def test_a_page_without_a_heading_is_named_by_its_file() -> None:
    assert render_document("datei", "Text", "rules").title == "datei"


def test_only_plain_file_names_become_pages(tmp_path: Path) -> None:
    (tmp_path / "gut.md").write_text("# Gut", encoding="utf-8")
    (tmp_path / "Nicht gut.md").write_text("# Nicht", encoding="utf-8")

    assert documents(tmp_path).keys() == {"gut"}


@pytest.mark.parametrize("name", sorted(documents(HANDBOOK)))
def test_the_handbook_is_there(page: Open, name: str) -> None:
    tree = page("/hilfe" if name == "index" else f"/hilfe/{name}")

    assert tree.one("h1").text == documents(HANDBOOK)[name].title


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_page(page: Open, name: str) -> None:
    tree, method = page(f"/methoden/{name}"), METHODS[name]

    assert tree.one("h1").text == method.title
    assert method.formula in tree.text
    assert method.source.citation in tree.text
    facts = {node.text for node in tree.all("dd")}
    assert ("Nein." in facts) is not method.can_flip


def test_the_list_offers_four_first_and_names_what_is_refused(page: Open) -> None:
    tree = page("/methoden")

    first = tree.one("section", aria_labelledby="zuerst")
    assert [link.attrs["href"] for link in first.all("a")] == [
        "/methoden/richtwert_einfach",
        "/methoden/richtwert_erweitert",
        "/methoden/preis_quotient",
        "/methoden/festpreis",
    ]
    assert len(tree.one("section", aria_labelledby="weitere").all("a")) == len(METHODS) - 4
    refused = tree.one("section", aria_labelledby="unzulaessig")
    assert "OLG Düsseldorf, 29.05.2024, Verg 35/23" in refused.text
    assert "wird abgelehnt" in refused.text
    assert "Diese Methode ist unzulässig" in page("/methoden/min_max").text


def test_the_accessibility_statement_is_honest(page: Open) -> None:
    text = page("/barrierefreiheit").text

    assert "Ein unabhängiger BITV-Test hat noch nicht stattgefunden" in text
    assert "Selbstbewertung" in text
