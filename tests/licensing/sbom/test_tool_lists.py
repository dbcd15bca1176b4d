"""Licence lists as the tools of each language print them, and as people type them: packages, versions, licences."""

import json

import pytest

from core.errors import InputError
from licensing.model import Weight
from licensing.sbom.wording import finding_sentence
from tests.sboms import as_json, read

CARGO_LICENSE = """(Apache-2.0 OR MIT) AND Unicode-DFS-2016 (1): unicode-ident
Apache-2.0 OR MIT (2): anyhow, cfg-if
N/A (1): eigenes
"""
CARGO_DETAILED = """adler: 1.0.2, "0BSD OR Apache-2.0 OR MIT", by "Jonas <j@example.org>",
eigenes: 0.1.0, "N/A",
"""
CARGO_DENY = """Apache-2.0 (1): anyhow@1.0.75
MIT (2): anyhow@1.0.75, bytes@1.5.0
Unlicensed (1): eigenes@0.1.0
"""
CARGO_DENY_BY_CRATE = """anyhow@1.0.75 (2): Apache-2.0, MIT
bytes@1.5.0 (1): MIT
"""
YARN = """yarn licenses v1.22.19
├─ (MIT OR Apache-2.0)
│  └─ atob@2.1.2
│     ├─ URL: git://example.org/atob.git
│     └─ VendorName: Beispiel
├─ BSD-2-Clause
│  └─ @beispiel/teil@4.0.1
│     └─ URL: https://example.org
└─ Unknown
   └─ rest@1.0.0
Done in 0.38s.
"""
YARN_BERRY = """├─ MIT
│  └─ atob@npm:2.1.2
│     └─ URL: https://example.org
└─ ISC
   └─ @beispiel/teil@npm:4.0.1
"""
PIP_VERTICAL = "Jinja2\n3.1.2\nBSD License\n\ncertifi\n2023.7.22\nMozilla Public License 2.0 (MPL 2.0)\n\n"
PIP_REST = """+--------+---------+-------------+
| Name   | Version | License     |
+========+=========+=============+
| Jinja2 | 3.1.2   | BSD License |
+--------+---------+-------------+
"""
PIP_WIKI = """|| Name   || Version || License     ||
| Jinja2 | 3.1.2   | BSD License |
"""
PIP_PLAIN = """ Name    Version  License
 Jinja2  3.1.2    BSD License
 rest    1.0      UNKNOWN
"""
PIP_PAGE = """<table>
  <thead><tr><th>Name</th><th>Version</th><th>License</th></tr></thead>
  <tbody><tr><td>Jinja2</td><td>3.1.2</td><td>BSD <b>License</b></td></tr></tbody>
</table>
"""
PAGE = """<!DOCTYPE html><html><body><p>Lizenzen</p><table><tr><td>Kontakt<td>Beispiel</table>
<table><tr><th>Komponente<th>Lizenz<tr><td>teil<td>MIT<tr><td>rest &amp; mehr<td>ISC</table></body></html>
"""
TYPED = """Verwendete Open-Source-Komponenten:

- React 18 (MIT)
- Spring Boot 3.2.1 (Apache License 2.0)
* Angular Material – MIT
2. Modul (Kern) 1.0 (EPL (v 2.0))
"""
BELOW_A_LICENCE = """MIT License:
 - React 18.2.0
 - lodash
Apache License 2.0
 - log4j 2.17
"""
WITH_COLONS = "- React: MIT\n- Vue: Apache-2.0\n"
GO = """github.com/spf13/cobra,https://example.org/cobra/LICENSE.txt,Apache-2.0
golang.org/x/sys/unix,https://example.org/sys:LICENSE,BSD-3-Clause
github.com/beispiel/teil,Unknown,Unknown
"""
MAVEN_XML = """<?xml version="1.0"?>
<licenseSummary><dependencies>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.9</version>
    <licenses><license><name>MIT License</name><url>https://example.org</url></license></licenses></dependency>
  <dependency><groupId>org.example</groupId><artifactId>zwei</artifactId><version>2</version>
    <licenses><license><name>EPL 2.0</name></license><license><url>https://www.apache.org/licenses/LICENSE-2.0</url></license></licenses>
  </dependency>
  <dependency><groupId>a</groupId><artifactId>ohne</artifactId><version>1</version><licenses/></dependency>
</dependencies></licenseSummary>
"""
DEBIAN = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: teil
Source: https://example.org/teil

Files: *
Copyright: 1998 Beispiel
License: GPL-2+
 Dieses Programm ist freie Software.
 .
 Mehr Text.

Files: lib/a.c lib/b.c
Copyright: 2010 Rest
License: Expat or Artistic-2.0

Files: doc/*
Copyright: 2011 Rest
License: LGPL-2.1 with Classpath exception

License: Expat
 Permission is hereby granted
"""
APACHE = ("https://www.apache.org/licenses/LICENSE-2.0",)
READ = {
    "cargo license": (
        CARGO_LICENSE,
        [
            ("unicode-ident", "", ("(Apache-2.0 OR MIT) AND Unicode-DFS-2016",)),
            ("anyhow", "", ("Apache-2.0 OR MIT",)),
            ("cfg-if", "", ("Apache-2.0 OR MIT",)),
            ("eigenes", "", ()),
        ],
    ),
    "cargo license -d": (
        CARGO_DETAILED,
        [("adler", "1.0.2", ("0BSD OR Apache-2.0 OR MIT",)), ("eigenes", "0.1.0", ())],
    ),
    "cargo deny list": (
        CARGO_DENY,
        [("anyhow", "1.0.75", ("Apache-2.0", "MIT")), ("bytes", "1.5.0", ("MIT",)), ("eigenes", "0.1.0", ())],
    ),
    "cargo deny list -l crate": (
        CARGO_DENY_BY_CRATE,
        [("anyhow", "1.0.75", ("Apache-2.0", "MIT")), ("bytes", "1.5.0", ("MIT",))],
    ),
    "yarn": (
        YARN,
        [
            ("atob", "2.1.2", ("(MIT OR Apache-2.0)",)),
            ("@beispiel/teil", "4.0.1", ("BSD-2-Clause",)),
            ("rest", "1.0.0", ()),
        ],
    ),
    "yarn 2": (YARN_BERRY, [("atob", "2.1.2", ("MIT",)), ("@beispiel/teil", "4.0.1", ("ISC",))]),
    "pip vertical": (
        PIP_VERTICAL,
        [("Jinja2", "3.1.2", ("BSD License",)), ("certifi", "2023.7.22", ("Mozilla Public License 2.0 (MPL 2.0)",))],
    ),
    "pip rest": (PIP_REST, [("Jinja2", "3.1.2", ("BSD License",))]),
    "pip confluence": (PIP_WIKI, [("Jinja2", "3.1.2", ("BSD License",))]),
    "pip plain": (PIP_PLAIN, [("Jinja2", "3.1.2", ("BSD License",)), ("rest", "1.0", ())]),
    "pip html": (PIP_PAGE, [("Jinja2", "3.1.2", ("BSD License",))]),
    "page": (PAGE, [("teil", "", ("MIT",)), ("rest & mehr", "", ("ISC",))]),
    "typed": (
        TYPED,
        [
            ("React", "18", ("MIT",)),
            ("Spring Boot", "3.2.1", ("Apache License 2.0",)),
            ("Angular Material", "", ("MIT",)),
            ("Modul (Kern)", "1.0", ("EPL (v 2.0)",)),
        ],
    ),
    "below a licence": (
        BELOW_A_LICENCE,
        [
            ("React", "18.2.0", ("MIT License",)),
            ("lodash", "", ("MIT License",)),
            ("log4j", "2.17", ("Apache License 2.0",)),
        ],
    ),
    "typed with colons": (WITH_COLONS, [("React", "", ("MIT",)), ("Vue", "", ("Apache-2.0",))]),
    "go-licenses": (
        GO,
        [
            ("github.com/spf13/cobra", "", ("Apache-2.0",)),
            ("golang.org/x/sys/unix", "", ("BSD-3-Clause",)),
            ("github.com/beispiel/teil", "", ()),
        ],
    ),
    "licenses.xml": (
        MAVEN_XML,
        [
            ("org.slf4j:slf4j-api", "2.0.9", ("MIT License",)),
            ("org.example:zwei", "2", ("EPL 2.0", *APACHE)),
            ("a:ohne", "1", ()),
        ],
    ),
    "Debian": (
        DEBIAN,
        [("teil", "", ("GPL-2.0-or-later", "MIT OR Artistic-2.0", "LGPL-2.1-only WITH Classpath-exception-2.0"))],
    ),
}
CARGO_JSON = {"licenses": [["MIT", ["teil 2.0 registry+https://example.org"]]], "unlicensed": []}
GRADLE = {
    "dependencies": [],
    "importedModules": [
        {"moduleName": "bom", "dependencies": [{"moduleName": "teil", "moduleVersion": "2.0", "moduleLicense": "MIT"}]}
    ],
}
YARN_LINES = (
    {"type": "info", "data": "x"},
    {"type": "table", "data": {"head": ["Name", "Version", "License"], "body": [["teil", "2.0", "MIT"]]}},
)
BERRY_LINES = ({"value": "MIT", "children": {"teil@npm:2.0": {"value": {}}}}, {"value": "ISC", "children": {}})


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_a_list_of_a_tool_is_read(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    sbom = read(text.encode()).sbom

    assert sbom.format == "list"
    assert [(one.name, one.version, one.declared) for one in sbom.components] == expected
    assert all(one.place for one in sbom.components)


@pytest.mark.parametrize(
    "data",
    [
        as_json(CARGO_JSON),
        as_json({"teil 2.0 registry+https://example.org": {"licenses": ["MIT"]}}),
        as_json(GRADLE),
        "\n".join(map(json.dumps, YARN_LINES)).encode(),
        "\n".join(map(json.dumps, BERRY_LINES)).encode(),
    ],
    ids=["cargo deny", "cargo deny by crate", "Gradle with imported modules", "yarn", "yarn 2"],
)
def test_objects_of_a_tool_are_read(data: bytes) -> None:
    [one] = read(data).sbom.components
    assert (one.name, one.version, one.declared) == ("teil", "2.0", ("MIT",))


GRADLE_TEXT = """
Dependency License Report for produkt LATEST

1. Group: org.example  Name: teil  Version: 1.2.12

Manifest Project URL: http://www.example.org

POM License: Eclipse Public License - v 1.0 - http://www.eclipse.org/legal/epl-v10.html

POM License: GNU Lesser General Public License - http://www.gnu.org/licenses/old-licenses/lgpl-2.1.html

--------------------------------------------------------------------------------

2. Name: rest  Version: 2.0

Manifest License: Apache-2.0 (Not Packaged)

Embedded license:

1. DEFINITIONS
"License" shall mean the terms.

3. Group: org.example  Name: ohne  Version: 3

"""


def test_the_report_that_gradle_writes_as_text_is_read() -> None:
    components = read(GRADLE_TEXT.encode()).sbom.components
    assert [(one.name, one.version, one.declared) for one in components] == [
        ("org.example:teil", "1.2.12", ("Eclipse Public License - v 1.0", "GNU Lesser General Public License")),
        ("rest", "2.0", ("Apache-2.0",)),
        ("org.example:ohne", "3", ()),
    ]


_PROSE = "You may copy this, change it, and sell it.\n\nNobody warrants anything\nto you, to us,\n" * 12


@pytest.mark.parametrize("behind", [_PROSE, "\n\n" + _PROSE + "one, two, three, four\n"])
def test_licence_texts_behind_a_table_are_no_components(behind: str) -> None:
    table = '"module name","licenses","repository","parents"\n' + "".join(
        f'"teil{number}@1.{number}","MIT","https://example.org/a,b","produkt"\n' for number in range(60)
    )
    sbom = read((table + behind).encode()).sbom
    assert [one.name for one in sbom.components] == [f"teil{number}" for number in range(60)]
    [told] = [one for one in sbom.findings if one.type == "text_behind"]
    assert told.place in {"Zeile 62", "Zeile 64"}
    assert "fortlaufender Text" in finding_sentence(told)


def test_a_table_of_uneven_rows_is_read_whole() -> None:
    rows = "".join(f"teil{number};1.0;MIT" + ";" * (number % 3) + "\n" for number in range(60))
    assert len(read(("Name;Version;Lizenz\n" + rows).encode()).sbom.components) == 60


def test_what_is_no_package_in_a_typed_list_is_told() -> None:
    told = [finding_sentence(one) for one in read(TYPED.encode()).sbom.findings]
    assert "Die Zeile nennt keine Komponente und ist nicht gezählt: Verwendete Open-Source-Komponenten:" in told


@pytest.mark.parametrize(
    "text",
    [
        "Lizenzen: MIT\n- (c) 2010 Beispiel\n- (c) 2011 Rest\n- (c) 2012\n",
        "# MIT\nausnahme:\n- GPL-2.0\n- LGPL-2.1\n- X\n",
    ],
)
def test_points_that_name_no_licence_are_no_list(text: str) -> None:
    with pytest.raises(InputError):
        read(text.encode())


def test_for_which_files_a_licence_holds_is_told() -> None:
    told = [finding_sentence(one) for one in read(DEBIAN.encode()).sbom.findings if one.type == "files_licence"]
    assert "Für „lib/a.c lib/b.c“ ist als Lizenz genannt: MIT OR Artistic-2.0." in told
    assert len(told) == 3


def test_a_second_table_of_a_page_is_told() -> None:
    assert [one.place for one in read(PAGE.encode()).sbom.findings if one.type == "table_skipped"] == ["Zeile 1"]


BESIDE = """Komponente;Version;Lizenz
React;18.2.0;MIT
Komponente;Version;Lizenz
count;1.0.0;
Zwischensumme;;2
total;0.4.0;MIT
Summe: 5 Komponenten;;
Gesamt;7;
7 Pakete;;
Stand: 12.10.2026;;
"""


def test_totals_headings_and_remarks_are_told_and_no_components() -> None:
    sbom = read(BESIDE.encode()).sbom

    assert [one.name for one in sbom.components] == ["React", "count", "total"]
    beside = [one.place for one in sbom.findings if one.type == "row_beside"]
    assert beside == ["Zeile 3", "Zeile 5", "Zeile 7", "Zeile 8", "Zeile 9", "Zeile 10"]


@pytest.mark.parametrize(
    "written",
    ["N/A", "UNKNOWN", "siehe Anlage", "s. Anlage 3", "-", "–", "k. A.", "unbekannt", "keine Angabe", "(unknown)"],
)
def test_what_says_nothing_is_no_statement(written: str) -> None:
    [one] = read(f"Name;Version;Lizenz\nteil;{written};{written}\n".encode()).sbom.components
    assert (one.version, one.declared) == ("", ())

    findings = read(f"Name;Version;Lizenz\nteil;{written};{written}\n".encode()).sbom.findings
    said = [finding_sentence(one) for one in findings if one.type == "no_statement"]
    assert f"„{written}“ in der Spalte „Lizenz“ ist keine Angabe; das Feld gilt als leer." in said


@pytest.mark.parametrize(
    "version", ["02. Okt", "Okt 10", "2-Oct", "02.10.2026", "Feb 10", "1,5E+10", "2026-10-02 00:00:00"]
)
def test_a_version_that_a_spreadsheet_changed_is_told(version: str) -> None:
    findings = read(f"Name;Version;Lizenz\nteil;{version};MIT\nrest;2.10;MIT\n".encode()).sbom.findings
    told = [(one.type, one.weight, one.component) for one in findings if one.type.startswith("version_")]
    assert told == [("version_changed", Weight.WARNING, "teil")]


@pytest.mark.parametrize("version", ["2023.7.22", "2.10", "1.2.3", "20.10.2", "r1e5", "2026-10-02", "31"])
def test_a_version_that_is_one_is_not_doubted(version: str) -> None:
    findings = read(f"Name;Version;Lizenz\nteil;{version};MIT\n".encode()).sbom.findings
    assert not [one for one in findings if one.type.startswith("version_")]
