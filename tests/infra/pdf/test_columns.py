"""Columns: short texts stay on one line, long ones share, and the table is always exactly full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Align, Column, RowGroup, Table, runs
from infra.pdf.columns import column_widths
from infra.pdf.typeset import Style, longest_word, natural_width

STYLE = Style(9.5, 12.5)


def table(*columns: tuple[str, str]) -> Table:
    heads = tuple(Column(title, Align.LEFT) for title, _ in columns)
    return Table("T", heads, (RowGroup((tuple(runs(text) for _, text in columns),)),))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.text(max_size=300)), min_size=1, max_size=12))
def test_columns_fill_the_table(columns: list[tuple[str, str]]) -> None:
    widths = column_widths(table(*columns), STYLE, 400)

    assert sum(widths) == pytest.approx(400, abs=0.1)
    assert all(width >= 0 for width in widths)


def test_short_texts_are_not_broken_for_a_long_one() -> None:
    widths = column_widths(
        table(("Angebot", "Bieter C"), ("Grund", "Sehr viele Worte " * 40), ("Preis", "1,00 €")), STYLE, 400
    )

    assert widths[0] >= natural_width(runs("Bieter C"), STYLE)
    assert widths[2] >= natural_width(runs("1,00 €"), STYLE)


def test_words_stay_whole_as_long_as_they_fit() -> None:
    widths = column_widths(table(("a", "Barrierefreiheit ist viel Text " * 9), ("b", "x " * 900)), STYLE, 300)

    assert widths[0] >= longest_word(runs("Barrierefreiheit"), STYLE)


def test_numbers_stay_together_where_there_is_room() -> None:
    wide = Table("T", (Column("Name"), Column("Zahl", Align.RIGHT)), (RowGroup(((runs("a"), runs("1")),)),))
    name, number = column_widths(wide, STYLE, 400)

    assert number == pytest.approx(natural_width(runs("Zahl"), Style(9.5, 12.5, "DejaVuSansCondensed-Bold")))
    assert name == pytest.approx(400 - number)


def test_a_wide_column_takes_what_others_do_not_need() -> None:
    texts = ("Informationssicherheit und mehr Wörter", "Ein Satz mit vielen Wörtern. " * 6)
    columns = [Column("Bereich"), Column("Befund", wide=True)]
    wide = Table("T", tuple(columns), (RowGroup((tuple(runs(text) for text in texts),)),))
    area, finding = column_widths(wide, STYLE, 400)

    assert area + finding == pytest.approx(400, abs=0.1)
    assert finding > 280
    assert area >= longest_word(runs("Informationssicherheit"), STYLE)
