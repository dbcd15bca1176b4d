"""Lines hold every character once, in order, and fit their column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Run, Runs, runs, strong
from infra.pdf.fonts import visible
from infra.pdf.typeset import Style, TextLine, break_lines, longest_word, natural_width

STYLE = Style(10, 13)

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from(" \t\n-/§%€\u00a0\u200bשא"), max_size=200)
CONTENTS = st.lists(
    st.builds(lambda text, bold: strong(text) if bold else runs(text)[0], TEXTS, st.booleans()), max_size=4
)


def read(line: TextLine) -> str:
    return "".join(
        piece.actual if piece.actual is not None else "".join(text for _, text in piece.drawn) for piece in line.pieces
    )


def lines_of(content: Runs, width: float) -> list[str]:
    return [read(line) for line in break_lines(content, STYLE, width)]


@given(CONTENTS, st.floats(1, 500))
def test_lines_hold_the_text(content: list[Run], width: float) -> None:
    whole = tuple(content)

    assert "".join(lines_of(whole, width)) == "".join(visible(run.text) for run in whole)


@given(CONTENTS, st.floats(60, 500))
def test_lines_fit(content: list[Run], width: float) -> None:
    whole = tuple(content)
    allowed = max(width, 30)

    assert all(line.width <= allowed + 0.01 for line in break_lines(whole, STYLE, width) if _is_left_to_right(line))


def _is_left_to_right(line: TextLine) -> bool:
    """Joined Arabic letters have other widths than those that were measured alone."""
    return not any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufeff" for char in read(line))


@given(CONTENTS)
def test_a_column_as_wide_as_wanted_breaks_nothing(content: list[Run]) -> None:
    whole = tuple(content)
    text = "".join(visible(run.text) for run in whole)
    forced = sum(text.count(end) for end in "\n\u2028\u2029")

    assert len(break_lines(whole, STYLE, natural_width(whole, STYLE) + 0.01)) <= forced + 1
    assert longest_word(whole, STYLE) <= natural_width(whole, STYLE) + 0.01


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Anbindung an die Terminsoftware", 60, ["Anbindung ", "an die ", "Terminsoftw", "are"]),
        ("Bürgeramts-Terminsoftware", 90, ["Bürgeramts-", "Terminsoftware"]),
        ("nach § 58 VgV", 30, ["nach ", "§ 58 ", "VgV"]),
        ("genau 100 % davon", 55, ["genau ", "100 % ", "davon"]),
        ("C-546/16 und A-Kriterien", 45, ["C-546/16 ", "und ", "A-Kriterie", "n"]),
        ("eins\nzwei", 500, ["eins\n", "zwei"]),
        ("", 100, [""]),
    ],
)
def test_where_lines_end(text: str, width: float, lines: list[str]) -> None:
    assert lines_of(runs(text), width) == lines
