"""Lists with texts behind them: the texts are no components, and every row of the list is one."""

import textwrap
from pathlib import Path

import pytest

from app.licences.resources import load_resource
from licensing.model import Sbom, Weight
from licensing.sbom.reading import read_sboms
from licensing.sbom.wording import finding_sentence
from tests.sboms import read

_CONFIRMED = {"name": 0, "version": 1, "licence": 2}
_EUPL = Path("LICENSES/EUPL-1.2.txt").read_text(encoding="utf-8")
_APACHE = Path("LICENSES/Apache-2.0.txt").read_text(encoding="utf-8")
_HEADINGS = ("Apache License", "Version 2.0, January 2004", "http://www.apache.org/licenses/")
"""Beside names alone these could be names too."""
_LAYOUTS = {
    "as a tool writes it": (
        '"module name","licenses","repository","parents"\n',
        '"teil{n}@1.{n}","MIT","https://example.org/a,b","produkt"\n',
    ),
    "semicolons": ("Name;Version;Lizenz\n", "teil{n};1.{n};MIT\n"),
}


def _list(count: int, layout: str = "semicolons") -> str:
    head, row = _LAYOUTS[layout]
    return head + "".join(row.format(n=n) for n in range(count))


def _wrapped(text: str) -> str:
    return "\n".join(line for one in text.splitlines() for line in textwrap.wrap(one, 72) or [""])


def _told(sbom: Sbom) -> dict[str, str]:
    kinds = {"text_behind", "text_beside"}
    return {one.place: finding_sentence(one) for one in sbom.findings if one.type in kinds}


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize("text", [_EUPL, _wrapped(_EUPL), _APACHE, _wrapped(_APACHE)])
def test_whole_licences_behind_a_list_are_no_components(layout: str, text: str) -> None:
    behind = "\n" + text + "\n" + _wrapped(_APACHE)
    sbom = read((_list(325, layout) + behind).encode()).sbom
    assert len(sbom.components) == 325

    counts = [int(one.properties["count"]) for one in sbom.findings if one.type == "text_behind"]
    beside = [one for one in sbom.findings if one.type == "text_beside"]
    assert sum(counts) + len(beside) == sum(bool(line.strip(" ,;")) for line in behind.splitlines())
    assert {one.weight for one in sbom.findings if one.type.startswith("text_be")} == {Weight.WARNING}


_SHORTER_OR_WIDER = {
    "without licence": "rest{n};2.{n}\n",
    "without licence, a plain number as version": "rest{n};{n}\n",
    "without licence, names of several words": "Dienst für Adressen {n};{n}\n",
    "only names": "rest{n}\n",
    "only names of several words": "Dienst für Adressen, Teil {n}\n",
    "more than the table has": "rest{n};2.0;MIT;eigene Zeile\n",
    "a licence that is cut in two": "rest{n};2.0;MIT;Apache-2.0\n",
    "a name that is cut in two": "die Teile;und der Rest {n};2.0;MIT\n",
    "a remark in words": "rest{n};2.0;MIT;wird nur für den Aufbau gebraucht, und nicht ausgeliefert.\n",
}


@pytest.mark.parametrize("row", _SHORTER_OR_WIDER.values(), ids=_SHORTER_OR_WIDER)
@pytest.mark.parametrize("confirmed", [None, _CONFIRMED], ids=["guessed", "confirmed"])
@pytest.mark.parametrize("sign", [";", ","])
def test_rows_that_are_shorter_or_wider_than_the_table_are_components(
    row: str, confirmed: dict[str, int] | None, sign: str
) -> None:
    behind = "".join(row.format(n=n) for n in range(25))
    text = (_list(100) + behind).replace(";", sign).encode()
    [found] = read_sboms(text, load_resource, {"": confirmed} if confirmed else {})
    assert len(found.sbom.components) == 125
    assert _told(found.sbom) == {}


@pytest.mark.parametrize("row", _SHORTER_OR_WIDER.values(), ids=_SHORTER_OR_WIDER)
def test_rows_before_and_behind_a_text_are_components(row: str) -> None:
    rows = "".join(row.format(n=n) for n in range(25))
    sbom = read((_list(325) + rows + _wrapped(_APACHE) + "\n" + rows).encode()).sbom
    names = [one.name for one in sbom.components]
    assert names[325:350] == names[-25:] == [line.split(";")[0] for line in rows.splitlines()]
    assert len(names) <= 325 + 25 + len(_HEADINGS) + 25
    assert [one.properties["count"] for one in sbom.findings if one.type == "text_behind"]


def test_what_is_left_out_is_told_with_its_place() -> None:
    told = _told(read((_list(60) + "\n" + _wrapped(_APACHE)).encode()).sbom)
    assert "Zeile 62" in told or "Zeile 63" in told
    assert any("beginnt hier fortlaufender Text; seine" in one for one in told.values())
    assert any(one.endswith("nicht als Komponente gezählt: Apache License") for one in told.values())
