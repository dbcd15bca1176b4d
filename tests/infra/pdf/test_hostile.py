"""Whatever a bidder types comes out as it went in."""

import re
import unicodedata

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from core.document import Column, Document, Paragraph, RowGroup, Run, Table, reading_order, runs, strong
from infra.pdf import render
from infra.pdf.fonts import FOLDER, REGULAR
from infra.pdf.script import as_drawn
from tests.infra.pdf.hostile import hostile_strings
from tests.infra.pdf.papers import document
from tests.pdf_reader import Reader


def expected(text: str) -> str:
    """Say from the standard and the font file alone what a paper shows of a text."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(char if shown_as_is(char) else f"⟨U+{ord(char):04X}⟩" for char in normal)


def shown_as_is(char: str) -> bool:
    if char in "\n\t":
        return True
    meaningless = unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} or char == "\ufeff"
    return not meaningless and ord(char) in GLYPHS


GLYPHS = set(TTFontFile(str(FOLDER / f"{REGULAR}.ttf")).charToGlyph)


def paper_of_strings() -> Document:
    """Return a paper with all strings in paragraphs, in bold, and in table cells."""
    strings = hostile_strings()
    paragraphs = [Paragraph(runs(text)) for text in strings[::3]] + [
        Paragraph((strong(text),)) for text in strings[1::3]
    ]
    rows = tuple((Run(f"{number}"),) for number in range(len(strings[2::3])))
    cells = tuple((row, runs(text)) for row, text in zip(rows, strings[2::3], strict=True))
    table = Table("Zellen", (Column("Nummer", names_row=True), Column("Text")), (RowGroup(cells),))
    return document(*paragraphs, table)


def test_two_thousand_strings_come_out_as_they_went_in() -> None:
    paper = paper_of_strings()
    reader = Reader(render(paper))

    assert len(hostile_strings()) == 2_000
    assert reader.texts() == [expected(text) for text in reading_order(paper)]
    assert reader.unreachable() == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Meier <Firma GmbH> & Co", "Meier <Firma GmbH> & Co"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("中", "⟨U+4E2D⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("e\u0301", "é"),
        ("\u202eabc", "\u202eabc"),
        ("a\u00a0b", "a\u00a0b"),
        ("\ufeffa", "⟨U+FEFF⟩a"),
        ("\ue000", "⟨U+E000⟩"),
        ("\U0001fa22A", "⟨U+1FA22⟩A"),
        ("\x01\u0301", "⟨U+0001⟩\u0301"),
        ("A\u4e2d\u0308", "A⟨U+4E2D⟩\u0308"),
        ("😀", "😀"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_a_string_is_shown(typed: str, shown: str) -> None:
    assert Reader(render(document(Paragraph(runs(typed))))).texts()[1] == shown == expected(typed)


def test_no_mark_makes_latin_text_read_backwards() -> None:
    """The letters are drawn in the order typed: what is seen is what is read."""
    reader = Reader(render(document(Paragraph(runs("Firma \u202egnp.exe")))))
    content = reader.pdf.pages[0].Contents.read_bytes()

    assert reader.texts()[1] == "Firma \u202egnp.exe"
    assert b"ActualText" not in content


def test_right_to_left_words_are_drawn_from_the_right() -> None:
    """The first letter typed stands rightmost; software reads the word as typed."""
    assert as_drawn("שלום") == "םולש"
    assert re.fullmatch("[\ufe70-\ufeff]+", as_drawn("مرحبا"))
