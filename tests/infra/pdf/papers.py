"""A paper that uses everything the document model has."""

from datetime import date

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Table,
    runs,
    strong,
)
from core.figure import Anchor, Box, Figure, Label, Pattern, Stroke


def document(*blocks: Block, title: str = "Ein Papier") -> Document:
    """Return a paper of some blocks."""
    return Document(title, "de-DE", date(2026, 11, 20), (Heading(1, title), *blocks), header=title, footer="Fußzeile")


def long_table(groups: int = 3, rows: int = 25) -> Table:
    """Return a table of several pages."""
    columns = (
        Column("Rang", Align.RIGHT),
        Column("Angebot", names_row=True),
        Column("Begründung"),
        Column("Punkte", Align.RIGHT),
    )

    def row(number: int) -> Row:
        reason = "Das Konzept nennt § 58\u00a0VgV und " + "sehr viele Einzelheiten, " * (number % 6)
        return (runs(str(number)), runs(f"A{number}"), runs(reason), runs("1.234,5"))

    return Table(
        "Eine lange Tabelle",
        columns,
        tuple(RowGroup(tuple(row(number) for number in range(rows)), f"Gruppe {group}") for group in range(groups)),
    )


def patterns() -> Figure:
    """Return a figure with every filling."""
    boxes = [Box(10 + 55 * index, 10, 50, 40, pattern) for index, pattern in enumerate(Pattern)]
    labels = [Label(35 + 55 * index, 34, pattern, Anchor.MIDDLE, boxed=True) for index, pattern in enumerate(Pattern)]
    return Figure("Alle Füllungen nebeneinander", 470, 70, (*boxes, *labels, Stroke(10, 60, 460, 60)))


def everything() -> Document:
    """Return a paper with every kind of block, several pages long."""
    link = Run("die Seite der Stadt", link="https://example.org/weg?x=1&y=(zwei)")
    return document(
        Paragraph(runs("Ein Absatz mit ", strong("fettem Text"), ", ", link, " und einem Ende. " + "Mehr Text. " * 60)),
        Note("Vorläufig", (Paragraph(runs("Ein Hinweis.")), ListBlock((runs("eins"), runs("zwei"))))),
        Heading(2, "Angaben"),
        Definitions((("Bieter", runs("Meier <Firma GmbH> & Co")), ("Prüfsumme", runs("sha256:" + "ab" * 32)))),
        Heading(3, "Bild"),
        patterns(),
        Heading(2, "Tabellen"),
        long_table(),
        Table("Ohne Gruppen", (Column("Name", names_row=True), Column("Wert")), (RowGroup(((runs("a"), runs("b")),)),)),
        ListBlock(tuple(runs(f"Punkt {number}") for number in range(12)), numbered=True),
    )
