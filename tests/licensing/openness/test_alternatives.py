"""A catalogue of open-source products from three kinds of collections, and what a need finds in it."""

import json

import pytest

from core.errors import InputError
from licensing.alternatives.finding import Need, find
from licensing.alternatives.importing import from_export, from_publiccode, from_table

FORMS = """
publiccodeYmlVersion: "0.7"
name: Formularwerk
url: https://forge.example.org/stadt/formularwerk.git
softwareVersion: "2.0"
releaseDate: "2026-05-01"
platforms: [web]
categories: [workflow-management]
developmentStatus: stable
description:
  en: {shortDescription: Forms, features: [Forms designer]}
  de: {shortDescription: Anträge online ausfüllen, features: [Anträge ausfüllen, Bezahlung]}
legal: {license: EUPL-1.2}
localisation: {localisationReady: true, availableLanguages: [de-DE, en]}
maintenance: {type: community, contacts: [{name: Kim Muster}]}
"""
OLDER = FORMS.replace('"2026-05-01"', '"2020-05-01"').replace("formularwerk.git", "Formularwerk/")
MAPS = {
    "name": "Kartenwerk",
    "url": "https://forge.example.org/stadt/karten",
    "categories": ["geographic-information-systems"],
}


def test_a_collection_of_files() -> None:
    found = from_publiccode(
        [("a.yml", OLDER.encode()), ("b.yml", FORMS.encode()), ("c.yml", b"&x [*x]"), ("d.yml", b"- 1")]
    )

    [product] = found.products
    assert (product.name, product.licence, product.summary) == ("Formularwerk", "EUPL-1.2", "Anträge online ausfüllen")
    assert (product.source, product.version, product.maintenance) == ("b.yml", "2.0", "community")
    assert product.features == ("Forms designer", "Anträge ausfüllen", "Bezahlung")
    assert [(one.source, one.reason) for one in found.left_out] == [
        ("a.yml", "same_repository"),
        ("c.yml", "unreadable"),
        ("d.yml", "no_object"),
    ]


def test_a_table() -> None:
    rows = [
        ["Produkt", "Adresse", "Lizenz", "Kategorien", "Kurzbeschreibung"],
        ["Kartenwerk", MAPS["url"], "MIT", "geographic-information-systems; other", "Karten"],
        ["", "", ""],
        ["Ohne Adresse", "", "MIT"],
    ]
    found = from_table("liste.csv", b"x", rows)  # type: ignore[arg-type]

    [product] = found.products
    assert (product.categories, product.place) == (("geographic-information-systems", "other"), "Zeile 2")
    assert [(one.place, one.reason) for one in found.left_out] == [("Zeile 4", "name_or_address_missing")]
    assert [one.reason for one in from_table("x.csv", b"", [["Name"]]).left_out] == ["columns_missing"]


@pytest.mark.parametrize(
    "wrap", [lambda items: items, lambda items: {"data": items}, lambda items: {"software": items}]
)
def test_an_export(wrap: object) -> None:
    items = [{"id": "1", "publiccodeYml": FORMS}, MAPS, {"publiccode": {"name": "x"}}, 7]
    found = from_export("export.json", json.dumps(wrap(items)).encode())  # type: ignore[operator]

    assert [one.name for one in found.products] == ["Formularwerk", "Kartenwerk"]
    assert [(one.place, one.reason) for one in found.left_out] == [
        ("/2", "name_or_address_missing"),
        ("/3", "no_object"),
    ]


def test_what_is_no_export() -> None:
    assert [one.reason for one in from_export("x.json", b"{}").left_out] == ["no_list"]
    with pytest.raises(InputError):
        from_export("x.json", b"{")


def test_search_by_need() -> None:
    products = from_export("x.json", json.dumps([{"publiccodeYml": FORMS}, MAPS]).encode()).products

    def names(need: Need) -> list[str]:
        return [hit.product.name for hit in find(products, need)]

    [hit] = find(products, Need("Antraege ausfüllen und bezahlen"), {"bezahlen": ("bezahlung",)})
    assert hit.found == {"features": ("antraege", "ausfuellen", "bezahlen"), "summary": ("antraege", "ausfuellen")}
    assert names(Need("werk karten")) == ["Kartenwerk"], "the beginning of a word counts, not its end"
    assert names(Need("")) == ["Formularwerk", "Kartenwerk"]
    assert names(Need("", frozenset({"workflow-management"}))) == ["Formularwerk"]
    assert names(Need("", language="de", statuses=frozenset({"stable"}))) == ["Formularwerk"]
    assert names(Need("", language="fr")) == []
