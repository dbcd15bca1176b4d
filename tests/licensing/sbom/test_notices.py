"""Lists made of headings with whole licences below: every heading is a component, every text is held to the word."""

import json
import textwrap
from pathlib import Path

import pytest

from app.licences.gate import judge_file
from core.errors import InputError
from licensing.model import Sbom, Weight
from licensing.sbom.wording import finding_sentence
from tests.sboms import read

_APACHE = Path("LICENSES/Apache-2.0.txt").read_text(encoding="utf-8")
_EUPL = Path("LICENSES/EUPL-1.2.txt").read_text(encoding="utf-8")
_MIT = """\
Copyright (c) 2020 Beispiel

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
_ISC = """\
Copyright (c) Beispiel

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
"""
_FOR_GOOD = _MIT.replace("in all copies", "in all copies and the Software shall be used for peace, in all copies", 1)
_OWN = "Dieses Paket darf nur nach Rücksprache mit dem Hersteller verwendet werden.\n"
_RULE = "-" * 60

_YARN = f"""\
THE FOLLOWING SETS FORTH ATTRIBUTION NOTICES FOR THIRD PARTY SOFTWARE THAT MAY BE CONTAINED IN PORTIONS OF THE PRODUCT.

-----

The following software may be included in this product: teil, @rest/kern. A copy of the source code may be downloaded \
from https://example.org/teil (teil), https://example.org/rest (@rest/kern). This software contains the following \
license and notice below:

MIT License

{_MIT}
-----

The following software may be included in this product: mehr. This software contains the following license and notice \
below:

{_APACHE}
-----

The following software may be included in this product: eigenes. This software contains the following license and \
notice below:

{_OWN}
"""
_BEGINS = f"""\
THIRD-PARTY SOFTWARE NOTICES AND INFORMATION

1. teil version 1.0.4 (https://example.org/teil), used in the core
2. rest (https://example.org/rest)
3. fort (https://example.org/fort)

%% teil NOTICES AND INFORMATION BEGIN HERE
=========================================
The MIT License (MIT)
{_MIT}
=========================================
END OF teil NOTICES AND INFORMATION

%% rest NOTICES, INFORMATION, AND LICENSE BEGIN HERE
=========================================
{_ISC}
=========================================
END OF rest NOTICES AND INFORMATION
"""
_STATED = f"""\
1. teil (https://example.org/teil) - MIT
2. rest (https://example.org/rest) - (MIT OR EUPL-1.2)

{_RULE}
    Start license for teil
{_RULE}
{_MIT}
{_RULE}
    End license for teil
{_RULE}
    Start license for rest
{_RULE}
{_OWN}
"""
_STARS = f"""\
** teil; version 1.0 -- https://example.org/teil
** rest; version 2.0.1 -- https://example.org/rest
{_APACHE}
------

** mehr; version 3.1
{_MIT}
"""
_FIELDS = f"""\
{_RULE}
Package: @teil/kern
License: "MIT"

{_MIT}
{_RULE}
Package: rest
License: "Apache-2.0"

{_RULE}
"""
_RULES = f"""\
NOTICES

This product has parts of others.

{_RULE}

teil 1.0.4 - MIT
https://example.org/teil

{_MIT}
{_RULE}

rest 2.0.0-beta.1 - BSD-2-Clause
https://example.org/rest

{_RULE}

Dank an alle, die mitgewirkt haben
"""
_STARS_BETWEEN = f"""\
@teil/kern
3.2.0 <Beispiel>

{_APACHE}
******************************

rest
1.4 <>
{_MIT}
"""
_FRAMED = f"{_RULE}\nTeil.Kern\n{_RULE}\n\n{_MIT}\n{_RULE}\nRest (https://example.org/rest)\n{_RULE}\n\n{_ISC}\n"
_MARKDOWN = f"# Hinweise\n\n## teil@1.0\n\n* Version: 1.0\n* License: MIT\n\n{_MIT}\n## rest\n\n```\n{_ISC}```\n"
_PAIRS = f"@teil/kern@5.2.11\nMIT\nMIT\n\nrest\nMIT\n{_MIT}\n\nmehr@2.0.0\nApache-2.0\n{_APACHE}"

_KINDS = {
    "yarn": (
        _YARN,
        [("teil", "", ("MIT",)), ("@rest/kern", "", ("MIT",)), ("mehr", "", ("Apache-2.0",)), ("eigenes", "", ())],
    ),
    "begins here": (_BEGINS, [("teil", "", ("MIT",)), ("rest", "", ("ISC",))]),
    "stated above": (_STATED, [("teil", "", ("MIT",)), ("rest", "", ("(MIT OR EUPL-1.2)",))]),
    "stars": (
        _STARS,
        [("teil", "1.0", ("Apache-2.0",)), ("rest", "2.0.1", ("Apache-2.0",)), ("mehr", "3.1", ("MIT",))],
    ),
    "fields": (_FIELDS, [("@teil/kern", "", ("MIT",)), ("rest", "", ("Apache-2.0",))]),
    "rules": (_RULES, [("teil", "1.0.4", ("MIT",)), ("rest", "2.0.0-beta.1", ("BSD-2-Clause",))]),
    "stars between": (_STARS_BETWEEN, [("@teil/kern", "3.2.0", ("Apache-2.0",)), ("rest", "1.4", ("MIT",))]),
    "framed": (_FRAMED, [("Teil.Kern", "", ("MIT",)), ("Rest", "", ("ISC",))]),
    "markdown": (_MARKDOWN, [("teil", "1.0", ("MIT",)), ("rest", "", ("ISC",))]),
    "pairs": (_PAIRS, [("@teil/kern", "5.2.11", ("MIT",)), ("rest", "", ("MIT",)), ("mehr", "2.0.0", ("Apache-2.0",))]),
}


def _told(sbom: Sbom, kind: str) -> list[tuple[str, str]]:
    return [(one.place, finding_sentence(one)) for one in sbom.findings if one.type == kind]


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_heading_is_a_component_with_the_licence_below(kind: str, ending: str) -> None:
    text, wanted = _KINDS[kind]
    sbom = read(text.replace("\n", ending).encode()).sbom
    assert (sbom.format, sbom.encoding) == ("list", "text")
    assert [(one.name, one.version, one.declared) for one in sbom.components] == wanted


def test_where_a_heading_stands_is_told() -> None:
    lines = _STARS.splitlines()
    for one in read(_STARS.encode()).sbom.components:
        assert one.name in lines[int(one.place.removeprefix("Zeile ")) - 1]


def test_an_edited_text_is_no_licence_and_told() -> None:
    sbom = read(_BEGINS.replace(_MIT, _FOR_GOOD).encode()).sbom
    assert [one.declared for one in sbom.components] == [(), ("ISC",)]
    [(place, sentence)] = _told(sbom, "notice_edited")
    assert place == "Zeile 7"
    assert "fast der von MIT, aber verändert" in sentence


def test_a_text_on_no_list_is_told() -> None:
    [found] = [one for one in read(_YARN.encode()).sbom.findings if one.type == "notice_unread"]
    assert (found.component, found.weight) == ("eigenes", Weight.WARNING)


def test_two_licences_below_one_heading_both_hold() -> None:
    sbom = read(_BEGINS.replace(_ISC, _ISC + "\n" + _APACHE).encode()).sbom
    assert sbom.components[1].declared == ("ISC", "Apache-2.0")


def test_what_is_only_in_the_list_of_contents_is_told() -> None:
    [(place, sentence)] = _told(read(_BEGINS.encode()).sbom, "notice_absent")
    assert place == "Zeile 5"
    assert "fort (https://example.org/fort)" in sentence


def test_what_is_no_package_between_rules_is_told() -> None:
    told = [sentence for _, sentence in _told(read(_RULES.encode()).sbom, "line_beside")]
    assert told == [
        "Die Zeile nennt keine Komponente und ist nicht gezählt: NOTICES",
        "Die Zeile nennt keine Komponente und ist nicht gezählt: Dank an alle, die mitgewirkt haben",
    ]


def test_makers_join_lists_of_several_tools() -> None:
    sbom = read((_RULES + "\n" + _BEGINS).encode()).sbom
    assert [one.name for one in sbom.components] == ["teil", "rest", "teil", "rest"]


def test_a_thousand_sections_are_counted_and_take_no_time() -> None:
    texts = (_MIT, _ISC, _APACHE)
    text = "".join(f"** teil{n}; version 1.{n}\n{texts[n % 3]}\n" for n in range(1_200))
    sbom = read(text.encode()).sbom
    assert len(sbom.components) == 1_200
    assert {one.declared for one in sbom.components} == {("MIT",), ("ISC",), ("Apache-2.0",)}


def test_a_graph_of_another_vocabulary_is_no_bill() -> None:
    other = {"@context": {"spdx": "http://spdx.org/rdf/terms#"}, "@graph": [{"@type": "dcat:Dataset", "license": "x"}]}
    with pytest.raises(InputError):
        read(json.dumps(other).encode())


_NO_LISTS = {
    "a licence": _APACHE,
    "another licence": _EUPL,
    "a wrapped licence": "\n".join(textwrap.wrap(_MIT, 72)),
    "a justified licence": _MIT.replace("copies of the", "copies  of  the").replace("to use, copy", "to  use,  copy"),
    "a page about licences": "# Hilfe\n\n## Lizenz\n\nUnter MIT.\n\n## Bedienung\n\nStarten.\n\n## Fragen\n\nKeine.\n",
    "what a tool can do": "# Go\n\n| Datei | SBOM | License |\n|---|:-:|:-:|\n| go.mod | ✓ | - |\n| go.sum | ✓ | ✓ |\n",
}


@pytest.mark.parametrize("kind", _NO_LISTS)
def test_other_texts_about_licences_are_no_lists(kind: str) -> None:
    with pytest.raises(InputError):
        read(_NO_LISTS[kind].encode())


def test_of_several_drawn_tables_those_with_licences_are_read_and_the_others_told() -> None:
    other = "| Option | Wirkung |\n|---|---|\n| -v | mehr Ausgaben |\n"
    wanted = "| Paket | Version | Lizenz |\n|---|---|---|\n| teil | 1.0 | MIT |\n| rest | 2.0 | Hauslizenz |\n"
    sbom = read(f"# Hinweise\n\n{other}\nVerwendet werden:\n\n{wanted}\nIm Browser:\n\n{wanted}".encode()).sbom
    assert [one.name for one in sbom.components] == ["teil", "rest"] * 2
    assert [place for place, _ in _told(sbom, "table_skipped")] == ["Zeile 3"]


_HOSTILE = {
    "strokes in one line": (("-----\n\n" + "a - " * 4000 + ":\n") * 20, 0),
    "blanks in one line": (("start license for" + " " * 15000 + "x\n") * 20, 0),
    "versions in one line": (("-----\n\n" + "a " + "1." * 9000 + "\nlicense: MIT\n") * 20, 20),
    "headings without a text": ("** a; version 1\n" * 20_000, 20_000),
}


@pytest.mark.parametrize("kind", _HOSTILE)
def test_long_lines_and_many_headings_are_read_within_the_limits_of_the_gate(kind: str) -> None:
    text, wanted = _HOSTILE[kind]
    assert _counted(text) == wanted


def _counted(text: str) -> int:
    """Return how many components are read; none where the text is no list. Any other refusal is a fault."""
    try:
        [verdict] = judge_file(text.encode(), {"day": "2026-11-23", "outbound": "", "use": "link"})
    except InputError as error:
        if error.faults[0].type != "sbom_no_list":
            raise
        return 0
    return int(verdict["components"])
