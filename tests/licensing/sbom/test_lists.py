"""Licence lists: columns by their headings or content, every row a component, the guess told."""

import pytest

from core.errors import InputError
from licensing.model import Weight
from tests.sboms import as_json, read

GERMAN = (
    "Lizenzliste unseres Produkts;;\n;;\nKomponente;Versionsnummer;Lizenz;Hersteller\nteil;2.0;MIT;Beispiel\nrest;;;\n"
)


@pytest.mark.parametrize(
    ("text", "names", "licences"),
    [
        (GERMAN, ["teil", "rest"], ["MIT", None]),
        ("Package,License\nteil,MIT\n\n", ["teil"], ["MIT"]),
        ('Package,License\n"teil, der große","MIT OR ""X"""\n', ["teil, der große"], ['MIT OR "X"']),
        ("teil;1.0;MIT\nrest;2.1;Apache-2.0\n", ["teil", "rest"], ["MIT", "Apache-2.0"]),
        ("Name        Version  License\nteil        1.0      MIT License\n", ["teil"], ["MIT License"]),
        ("Name\tLizenz\nteil@1.2\tMIT\n", ["teil"], ["MIT"]),
    ],
    ids=["German", "English", "quotes", "no headings", "aligned", "tabs"],
)
def test_a_list_is_read(text: str, names: list[str], licences: list[str | None]) -> None:
    sbom = read(text.encode()).sbom

    assert sbom.format == "list"
    assert [one.name for one in sbom.components] == names
    assert [one.declared[0] if one.declared else None for one in sbom.components] == licences
    guesses = [finding for finding in sbom.findings if finding.type == "column_guessed"]
    assert {"name", "licence"} <= {finding.properties["field"] for finding in guesses}
    assert {finding.weight for finding in guesses} == {Weight.WARNING if text.startswith("teil") else Weight.NOTE}


def test_windows_text_is_read() -> None:
    assert read("Komponente;Lizenz\nprüfen;MIT\n".encode("cp1252")).sbom.components[0].declared == ("MIT",)


@pytest.mark.parametrize(
    "document",
    [
        {"teil@2.0": {"licenses": "MIT", "repository": "https://example.org"}},
        [{"Name": "teil", "Version": "2.0", "License": "MIT"}],
        [{"name": "teil", "installedVersion": "2.0", "license": ["MIT"]}],
    ],
    ids=["npm", "pip", "other"],
)
def test_what_package_tools_print_is_read(document: object) -> None:
    sbom = read(as_json(document)).sbom
    [one] = sbom.components

    assert (one.name, one.version, one.declared) == ("teil", "2.0", ("MIT",))
    assert one.place == "/0"


def test_rows_that_say_nothing_are_told_not_dropped() -> None:
    sbom = read(b"Name;Lizenz;Bemerkung\nteil;MIT;\n;;Summe 1\n").sbom

    assert len(sbom.components) == 1
    assert [(one.type, one.place) for one in sbom.findings][-1] == ("row_without_component", "Zeile 3")


@pytest.mark.parametrize("data", [as_json({"a": 1}), as_json([1, 2]), b"a;b\nc;d\n"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)
