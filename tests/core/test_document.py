"""The document model refuses what could not be read aloud, and says its text in order."""

from datetime import date

import pytest

from core.document import (
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    RowGroup,
    Run,
    Table,
    reading_order,
    runs,
    strong,
    to_text,
)
from core.figure import Box, Figure


def paper(*blocks: Block) -> Document:
    return Document("T", "de-DE", date(2026, 11, 20), blocks)


def test_text_stands_in_reading_order() -> None:
    table = Table(
        "Rang", (Column("Angebot", names_row=True), Column("Wert")), (RowGroup(((runs("A"), runs("1")),), "G"),)
    )
    document = paper(
        Heading(1, "Titel"),
        Paragraph(runs("Ein ", strong("Wort"))),
        ListBlock((runs("eins"), runs("zwei")), numbered=True),
        Definitions((("Los", runs("1")),)),
        Note("Achtung", (Paragraph(runs("Halt")), ListBlock((runs("a"),)))),
        Figure("Ein Balken", 10, 10, (Box(0, 0, 5, 5),)),
        table,
    )

    assert to_text(document) == (
        "Titel\n\nEin Wort\n\n1. | eins\n2. | zwei\n\nLos | 1\n\nAchtung\nHalt\n• | a\n\nEin Balken\n\n"
        "Rang\nAngebot | Wert\nG\nA | 1\n"
    )
    assert list(reading_order(document))[:4] == ["Titel", "Ein Wort", "1.", "eins"]


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,), (1, 2, 3, 4, 5, 6, 7)])
def test_levels_of_headings_are_not_skipped(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="has level"):
        paper(*(Heading(level, "H") for level in levels))


def test_headings_may_go_up_again() -> None:
    assert len(paper(*(Heading(level, "H") for level in (1, 2, 3, 2, 1))).blocks) == 5


def test_ragged_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="another number of cells"):
        Table("T", (Column("A"), Column("B")), (RowGroup(((runs("1"),),)),))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host", "", "../x"]
)
def test_links_only_lead_somewhere(link: str) -> None:
    with pytest.raises(ValueError, match="a link leads to"):
        Run("x", link=link)
