"""Licence lists: columns by their headings or content, every row a component, the guess told."""

import io
import zipfile

import pytest

from app.licences.resources import load_resource
from core.errors import InputError
from licensing.model import Weight
from licensing.sbom.columns import guess_columns
from licensing.sbom.reading import read_sboms
from licensing.sbom.wording import finding_sentence
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
        ('Name,License,LicenseText\nteil,MIT,"Permission, hereby;\n\ngranted, free; of\ncharge"\n', ["teil"], ["MIT"]),
        ("# Teile\n\n| Teil, Modul | Lizenz |\n|---|:--|\n| `teil` | [MIT](https://e.org) |\n", ["teil"], ["MIT"]),
        ("MODULE | LICENCE\n-------+--------\nteil   | MIT\n", ["teil"], ["MIT"]),
        ("licenseUrl,module name,license\nhttps://e.org/LICENSE,teil,MIT\n", ["teil"], ["MIT"]),
        ("Open Source Komponente;Version;Open Source Lizenz\nteil;2.0;MIT\n", ["teil"], ["MIT"]),
        ("Open-Source-Software;Version;Lizenz\nteil;2.0;MIT\n", ["teil"], ["MIT"]),
        ("Bibliothek (Open Source);Lizenztyp\nteil;MIT\n", ["teil"], ["MIT"]),
        ("License Source;OpenSource-Paket;Lizenz\nNOTICE;teil;MIT\n", ["teil"], ["MIT"]),
    ],
    ids=[
        "German",
        "English",
        "quotes",
        "no headings",
        "aligned",
        "tabs",
        "texts",
        "Markdown",
        "drawn",
        "address first",
        "open source",
        "open source with hyphens",
        "open source in parentheses",
        "source of a licence",
    ],
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
    found = read("Komponente;Lizenz\n„Prüfgröße“;MIT\n".encode("cp1252"))

    assert (found.charset, found.sbom.components[0].name) == ("windows-1252", "„Prüfgröße“")
    assert ("charset", "WINDOWS-1252") in {(one.type, one.properties.get("charset")) for one in found.sbom.findings}


@pytest.mark.parametrize("damaged", ["prüfen".encode() + b"\xff", b"pr\xc3", b"\x81"], ids=["mixed", "cut", "no sign"])
def test_damaged_bytes_are_not_taken_for_another_character_set(damaged: bytes) -> None:
    found = read(b"Komponente;Lizenz\nteil;MIT\nrest;" + damaged)

    assert found.charset == "utf-8"
    assert "text_damaged" in {one.type for one in found.sbom.findings}


def test_a_guess_says_in_words_what_a_column_is() -> None:
    guesses = [finding_sentence(one) for one in read(GERMAN.encode()).sbom.findings if one.type == "column_guessed"]
    assert "Die Spalte „Lizenz“ ist gelesen als: Lizenz. Bitte bestätigen." in guesses
    assert "Die Spalte „Komponente“ ist gelesen als: Name. Bitte bestätigen." in guesses


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Nr.;Softwarebestandteil;Release-Stand;Lizenzmodell", {"name": 1, "version": 2, "licence": 3}),
        (
            "License(s);Ver.;Copyright holder;Third-party component",
            {"licence": 0, "version": 1, "supplier": 2, "name": 3},
        ),
        (
            "Component id;Version id;Component name;Component version name;License ids;License names",
            {"name": 2, "version": 3, "licence": 5},
        ),
        ("SPDX-ID;Lizenz laut Angebot;Komponente", {"licence": 0, "name": 2}),
        ("Package Name;SPDX Identifier;License Declared", {"name": 0, "licence": 2}),
        ("PackageId;License ID", {"name": 0, "licence": 1}),
        ("Name;License;VendorUrl;VendorName", {"name": 0, "licence": 1, "supplier": 3, "address": 2}),
        ("Name;Lizenz (z. B. MIT, GPL);Kommerziell", {"name": 0, "licence": 1}),
    ],
)
def test_headings_are_told_apart(headings: str, fields: dict[str, int]) -> None:
    columns = guess_columns([headings.split(";"), ["", "", "", ""]])
    assert columns is not None
    assert (columns.header, columns.by_field) == (0, fields)


@pytest.mark.parametrize(
    "entry",
    ["Log4j;2.17;Apache Software Foundation;Apache License 2.0", "Spring Modulith;;;MIT License"],
)
def test_an_entry_with_words_of_headings_is_no_heading(entry: str) -> None:
    sbom = read(f"{entry}\nlodash;4.17.21;;MIT\nreact;18.2.0;;MIT\n".encode()).sbom
    assert [one.name for one in sbom.components] == [entry.partition(";")[0], "lodash", "react"]


@pytest.mark.parametrize(
    "document",
    [
        {"name": "produkt", "license": ["MIT"], "dependencies": {"teil": {"version": "2.0", "license": ["MIT"]}}},
        {"teil@2.0": {"licenses": "MIT", "repository": "https://example.org"}},
        [{"Name": "teil", "Version": "2.0", "License": "MIT"}],
        [{"name": "teil", "installedVersion": "2.0", "license": ["MIT"]}],
        {
            "dependencies": [
                {"moduleName": "teil", "moduleVersion": "2.0", "moduleLicenses": [{"moduleLicense": "MIT"}]}
            ]
        },
        {"name": "x", "dependencies": {"teil": {"version": "2.0", "license": ["MIT"]}}},
        {"MIT": [{"name": "teil", "version": "2.0"}]},
        {"type": "table", "data": {"head": ["Name", "Version", "License"], "body": [["teil", "2.0", "MIT"]]}},
    ],
    ids=["Composer with the product", "npm", "pip", "other", "Gradle", "Composer", "pnpm", "Yarn"],
)
def test_what_package_tools_print_is_read(document: object) -> None:
    sbom = read(as_json(document)).sbom
    [one] = sbom.components

    assert (one.name, one.version, one.declared) == ("teil", "2.0", ("MIT",))
    assert one.place.endswith("/0")


def test_a_heading_above_objects_is_no_licence_where_one_names_its_own() -> None:
    listed = [{"moduleName": "teil", "moduleVersion": "2.0", "moduleLicense": "MIT"}, {"moduleName": "rest"}]
    components = read(as_json({"dependencies": listed})).sbom.components
    assert [(one.name, one.declared) for one in components] == [("teil", ("MIT",)), ("rest", ())]


MAVEN = """Lists of 2 third-party dependencies.
     (MIT License) (EPL (v 2.0)) Teil (Kern) (org.example:teil:1.0 - https://example.org)
     (Apache License, Version 2.0) Rest (org.example:rest:2.0-SNAPSHOT)
"""
GROUPED = """Apache License, Version 2.0:

    * Teil (org.example:teil:1.0 - https://example.org)
  MIT:
    * Rest (org.example:rest:2.0-SNAPSHOT)
"""
GRADLE = """**1** **Group:** `org.example` **Name:** `teil` **Version:** `1.0`
> - **POM License**: MIT License - [https://example.org](https://example.org)
> - **Manifest License**: EPL (Not Packaged)

2. **Group:** org.example **Name:** rest **Version:** 2.0-SNAPSHOT
     * **POM License: Apache License, Version 2.0** - [a](https://example.org)
"""


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        (MAVEN, [("MIT License", "EPL (v 2.0)"), ("Apache License, Version 2.0",)]),
        (GROUPED, [("Apache License, Version 2.0",), ("MIT",)]),
        (GRADLE, [("MIT License", "EPL"), ("Apache License, Version 2.0",)]),
    ],
    ids=["Maven", "Maven by licence", "Gradle"],
)
def test_what_build_tools_write_for_people_is_read(text: str, licences: list[tuple[str, ...]]) -> None:
    found = read(text.encode()).sbom.components

    assert [(one.name, one.version) for one in found] == [
        ("org.example:teil", "1.0"),
        ("org.example:rest", "2.0-SNAPSHOT"),
    ]
    assert [one.declared for one in found] == licences


NPM = """├─ @beispiel/teil@1.0.0
│  ├─ licenses: (MIT OR CC0-1.0)
│  ├─ repository: https://example.org/teil
│  └─ path: /teil
├─ still@2.0.0
│  └─ path: /still
└─ rest@3.0.0-rc.1
   └─ licenses: MIT*
"""


def test_a_tree_of_the_licence_checker_is_read() -> None:
    found = read(NPM.encode()).sbom.components

    assert [(one.name, one.version, one.declared, one.place) for one in found] == [
        ("@beispiel/teil", "1.0.0", ("(MIT OR CC0-1.0)",), "Zeile 1"),
        ("still", "2.0.0", (), "Zeile 5"),
        ("rest", "3.0.0-rc.1", ("MIT*",), "Zeile 7"),
    ]


def test_a_first_row_that_heads_only_the_licences_is_no_component() -> None:
    [one] = read_sboms(b"Teil;Verwendete Lizenz\nOpenSSL;Apache-2.0\nAlt;Eigenes\nX;MIT\n", load_resource)

    assert [component.name for component in one.sbom.components] == ["OpenSSL", "Alt", "X"]
    assert one.sbom.columns is not None
    assert one.sbom.columns["titles"] == ["Teil", "Verwendete Lizenz"]


def test_confirmed_columns_are_used_and_those_that_are_not_there_refused() -> None:
    text = b"Teil;Quelle;Bedingungen\nteil;MIT;EUPL-1.2\nrest;MIT;ISC\n"
    [one] = read_sboms(text, load_resource, {"": {"name": 0, "licence": 2}})

    assert [component.declared for component in one.sbom.components] == [("EUPL-1.2",), ("ISC",)]
    titles = ["Teil", "Quelle", "Bedingungen"]
    rows = [["teil", "MIT", "EUPL-1.2"], ["rest", "MIT", "ISC"]]
    assert one.sbom.columns == {
        "fields": {"name": 0, "licence": 2},
        "titles": titles,
        "rows": rows,
        "confirmed": True,
    }
    for chosen in ({"name": 0, "licence": 3}, {"name": -1, "licence": 2}, {"farbe": 0, "licence": 2}, {"name": 0}):
        with pytest.raises(InputError):
            read_sboms(text, load_resource, {"": chosen})


def test_an_archive_tells_what_beside_its_bills_is_not_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in (
            ("liste.csv", b"Name;Lizenz\nteil;MIT\n"),
            ("bild.png", b"\x89PNG\0\0"),
            ("leer.txt", b""),
        ):
            archive.writestr(name, content)
    [one] = read_sboms(packed.getvalue(), load_resource)

    skipped = [finding.place for finding in one.sbom.findings if finding.type == "member_skipped"]
    assert (len(one.sbom.components), skipped) == (1, ["bild.png", "leer.txt"])


def test_an_empty_first_cell_of_a_drawn_table_stays_empty() -> None:
    [teil, rest] = read(b"|Name|Version|Lizenz|\n|---|---|---|\n|teil|1.0|MIT|\n||2.0|ISC|\n").sbom.components

    assert (teil.name, rest.name, rest.version, rest.declared) == ("teil", "", "2.0", ("ISC",))


def test_rows_that_say_nothing_are_told_not_dropped() -> None:
    sbom = read(b"Name;Lizenz;Bemerkung\nteil;MIT;\n;;Summe 1\n").sbom

    assert len(sbom.components) == 1
    assert [(one.type, one.place) for one in sbom.findings][-1] == ("row_without_component", "Zeile 3")


PROSE = b"""License
"License" shall mean the terms and conditions for use,
reproduction, and distribution of this work, under the Apache License, and
nothing else, as it is written here, for everybody, without any exception
--------------------------------------------------------------------
or warranty, be it express, implied, or otherwise, under the MIT License, too
"""


@pytest.mark.parametrize("data", [as_json({"a": 1}), as_json([1, 2]), b"a;b\nc;d\n", PROSE, b"---\n" + PROSE[8:]])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)
