"""QR codes: the address that a telephone reads, beside words that say it, and nothing that is read aloud twice."""

import re
from datetime import date

import pytest

from core.document import Document, Heading, Paragraph, Run, Scannable, reading_order, runs
from infra.pdf import render
from infra.pdf.qr import MODULE, modules
from tests.pdf_reader import Reader

ADDRESS = "https://pruefstand.example.org/pruefcode/musterstadt/7K3M-QW9X-2F04"
WORDS = Paragraph((Run("Prüfen unter: "), Run(ADDRESS, link=ADDRESS)))
RECTANGLE = re.compile(r"([\d.]+) ([\d.]+) ([\d.]+) 1\.35 re")


def drawn(content: str) -> list[list[bool]]:
    """Return the dark modules of the code on a page, read back from its rectangles."""
    found = [tuple(map(float, one)) for one in RECTANGLE.findall(content)]
    left, top = min(x for x, _, _ in found), max(y for _, y, _ in found)
    side = round(max(x + width - left for x, _, width in found) / MODULE)
    rows = [[False] * side for _ in range(side)]
    for x, y, width in found:
        start = round((x - left) / MODULE)
        for column in range(start, start + round(width / MODULE)):
            rows[round((top - y) / MODULE)][column] = True
    return rows


def test_the_code_on_the_page_is_the_one_of_its_address() -> None:
    paper = Document("Übersicht", "de-DE", date(2026, 11, 23), (Heading(1, "Übersicht"), Scannable((WORDS,), ADDRESS)))
    reader = Reader(render(paper))

    assert drawn(reader.pdf.pages[0].Contents.read_bytes().decode("latin-1")) == modules(ADDRESS)
    assert reader.texts() == list(reading_order(paper))
    assert reader.unreachable() == []


def test_the_code_changes_with_its_address() -> None:
    assert modules(ADDRESS) != modules(ADDRESS[:-1] + "5")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.org/anders"])
def test_a_code_says_nothing_but_the_words_beside_it(address: str) -> None:
    with pytest.raises(ValueError, match="a code leads"):
        Scannable((WORDS, Paragraph(runs("javascript:alert(1)"))), address)
