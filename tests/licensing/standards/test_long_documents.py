"""Long OpenDocument files: quick whether sound or broken, and judged by the same rules as short ones."""

import random
import re
from typing import Any

import pytest
from lxml import etree

from app.artefacts.child import examine_artefact
from app.licences.resources import load_resource
from licensing.standards.probes.odf_repeated import thinned, with_flat_tables
from tests.artefacts import odt

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROW = "<table:table-row><table:table-cell/></table:table-row>"
_HEADER = f"<table:table-header-rows>{_ROW}</table:table-header-rows>"
_BREAK = "<text:soft-page-break/>"
_LETTERS = {
    "r": _ROW,
    "b": _BREAK,
    "h": _HEADER,
    "t": f"<table:table-rows>{_ROW}</table:table-rows>",
    "g": f"<table:table-row-group>{_ROW}{_HEADER}</table:table-row-group>",
    "c": "<table:table-column/>",
    "H": "<table:table-header-columns><table:table-column/></table:table-header-columns>",
    "T": "<table:table-columns><table:table-column/></table:table-columns>",
    "G": "<table:table-column-group><table:table-column/></table:table-column-group>",
}
_XFORMS = (
    '<office:forms><f:model xmlns:f="http://www.w3.org/2002/xforms"><x:y xmlns:x="urn:x" x:z=""/></f:model>'
    "</office:forms>"
)
_MANY = 4_000
_SOUND = re.compile("[cHTG]+(b?r|h|t|g)+")


def _table(word: str) -> str:
    return f'<table:table xmlns:table="{_TABLE}">{"".join(map(_LETTERS.__getitem__, word))}</table:table>'


def _grammar(version: str, *, flat: bool) -> Any:  # noqa: ANN401 - lxml ships no types
    grammar = etree.fromstring(load_resource("licensing", f"standards/schemas/odf/schema-{version}.rng"))
    return etree.RelaxNG(with_flat_tables(grammar) if flat else grammar)


def _part(body: str, version: str = "1.3") -> Any:  # noqa: ANN401 - lxml ships no types
    office, text = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    )
    return etree.fromstring(
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" office:version="{version}">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4"])
def test_the_flat_grammar_takes_the_tables_that_the_published_one_takes(version: str) -> None:
    plain, flat = _grammar(version, flat=False), _grammar(version, flat=True)
    drawn = random.Random(7)  # noqa: S311 - words to try, no secret
    words = {"cr", "chh", "crhrgrhr", "ccTHcGcHrb", "cbrbr", "cb", "r", "c", "rc"}
    words |= {"".join(drawn.choices("cccHTG", k=drawn.randint(0, 4)) + drawn.choices("rrbhtg", k=6)) for _ in range(60)}
    told = {word: [one.validate(_part(_table(word), version)) for one in (plain, flat)] for word in words}
    assert {word for word, (one, other) in told.items() if one != other} == set()
    assert {word for word, (one, _other) in told.items() if one} == {one for one in words if _SOUND.fullmatch(one)}


@pytest.mark.parametrize(
    ("name", "body", "conformance"),
    [
        ("rows", _table("c" + "r" * _MANY), "conforming"),
        ("columns", _table("c" * _MANY + "r"), "conforming"),
        ("rows on pages", _table("c" + "br" * _MANY), "conforming"),
        (
            "every row wrong",
            _table("c" + "r" * _MANY).replace("<table:table-cell/>", '<table:table-cell text:x=""/>'),
            "invalid",
        ),
        ("the last row wrong", _table("c" + "r" * _MANY + "b"), "invalid"),
        ("one in the middle wrong", _table("c" + "r" * 2_011 + "c" + "r" * 2_000), "invalid"),
        ("paragraphs", "<text:p>a</text:p>" * _MANY, "conforming"),
        (
            "every row extended",
            _table("c" + "r" * _MANY).replace("-cell/>", '-cell xmlns:x="urn:x" x:y=""/>'),
            "extended",
        ),
    ],
)
def test_a_long_document_is_judged_whole(name: str, body: str, conformance: str) -> None:
    told = examine_artefact(odt(body), "a.odt")
    assert (told["conformance"], name) == (conformance, name)
    assert len(told["findings"]) <= 5


def test_a_sample_of_a_long_document_is_short_and_sound() -> None:
    whole = _part(_table("c" + "r" * _MANY + "hgrbr"))
    sample = thinned(whole)
    assert sample is not None
    assert len(sample[0][0][0]) < 300
    assert _grammar("1.3", flat=True).validate(sample)
    assert thinned(_part(_table("cr"))) is None


@pytest.mark.parametrize(
    ("body", "conformance"),
    [
        ('<text:p xmlns:x="urn:x" x:y="">a</text:p>', "extended"),
        ('<text:p>a<x:y xmlns:x="urn:x"><x:z/></x:y> b</text:p>', "extended"),
        ('<x:y xmlns:x="urn:x"/><text:span/>', "invalid"),
        (_XFORMS, "conforming"),
    ],
)
def test_what_is_foreign_extends_a_document_only_where_its_schema_does_not_allow_it(
    body: str, conformance: str
) -> None:
    assert examine_artefact(odt(body), "a.odt")["conformance"] == conformance
