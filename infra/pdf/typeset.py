"""Breaks text into lines: between words and behind hyphens, inside a word only where it is wider than the line.

Every character typed is drawn, spaces at line ends too, so that the text of the file is the text that went in. Nothing
is hyphenated. Time grows with the length of the text, not with its square.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from core.document import Run, Runs
from infra.pdf.fonts import BOLD, REGULAR, font_runs, visible, widths
from infra.pdf.script import RIGHT_TO_LEFT, as_drawn

_SPACES = " \t\n\u2028\u2029\u200b"
_LONGEST_REMEMBERED = 40
"""Characters of the longest text whose width is kept: words return, sentences seldom do."""
_ENDS = frozenset(_SPACES + "-/")
_UNITS = ("%", "€")
_FORCED = ("\n", "\u2028", "\u2029")
_WORD = re.compile(
    rf"[^{_SPACES}]*?(?:[-/](?=[^\W\d_])(?<=[^\W\d_]{{2}}.)|[ \t\u200b]{{1,8}}|[\n\u2028\u2029]|\Z)", re.DOTALL
)
# Drawn as a space, read as themselves; reportlab itself would turn a no-break space into a space.
_BLANK = re.compile("([\t\n\u00a0\u2028\u2029])")


class Style(NamedTuple):
    """How a block is set: font size and line height in points, and its font."""

    size: float
    leading: float
    font: str = REGULAR


class Piece(NamedTuple):
    """Text drawn in one go.

    Args:
        drawn: Stretches of one font, in the order drawn.
        width: Width in points.
        actual: What is read, where that differs from what is drawn.
        run: The run it comes from.
    """

    drawn: list[tuple[str, str]]
    width: float
    actual: str | None
    run: Run


@dataclass(slots=True)
class TextLine:
    """A line: its pieces, and its width without the spaces at its end."""

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0


class _Fragment(NamedTuple):
    text: str
    run: Run
    font: str


def text_width(text: str, font: str) -> float:
    """Return the width of visible text in parts of the font size."""
    return _word_width(text, font) if len(text) <= _LONGEST_REMEMBERED else _measured(text, font)


@lru_cache(maxsize=32_768)
def _word_width(text: str, font: str) -> float:
    return _measured(text, font)


def _measured(text: str, font: str) -> float:
    known = widths(font)
    try:
        return sum(map(known.__getitem__, text))
    except KeyError:
        blank = _BLANK.sub(" ", text)
        return sum(widths(name)[char] for name, part in font_runs(blank, font) for char in part)


def font_of(run: Run, style: Style) -> str:
    """Return the font of a run inside a block."""
    return BOLD if run.strong else style.font


def break_lines(content: Runs, style: Style, width: float) -> list[TextLine]:
    """Return the lines of a text in a column; at least one."""
    limit = width / style.size
    lines: list[list[_Fragment]] = [[]]
    used = 0.0
    for word in _words(content, style):
        bare = _bare_width(word)
        if used and used + bare > limit:
            lines.append([])
            used = 0
        parts = _pieces_of_long_word(word, limit) if bare > limit else [word]
        lines[-1] += parts[0]
        lines += parts[1:]
        used = _full_width(parts[-1]) + (used if len(parts) == 1 else 0)
        if word[-1].text.endswith(_FORCED):
            lines.append([])
            used = 0
    return [_set_line(line, style.size) for line in lines]


def longest_word(content: Runs, style: Style) -> float:
    """Return the width of the longest word in points."""
    return max(map(_bare_width, _words(content, style)), default=0) * style.size


def natural_width(content: Runs, style: Style) -> float:
    """Return the width in points that the text takes when only forced breaks end a line."""
    widest = used = 0.0
    for word in _words(content, style):
        widest = max(widest, used + _bare_width(word))
        used = 0 if word[-1].text.endswith(_FORCED) else used + _full_width(word)
    return widest * style.size


def _words(content: Runs, style: Style) -> Iterator[list[_Fragment]]:
    """Yield what must stay on one line; a word may run through several runs."""
    word: list[_Fragment] = []
    for run in content:
        font = font_of(run, style)
        for match in _WORD.finditer(visible(run.text)):
            if match.group():
                word.append(_Fragment(match.group(), run, font))
                if _may_end_line(match):
                    yield word
                    word = []
    if word:
        yield word


def _may_end_line(match: re.Match[str]) -> bool:
    """Tell whether a line may end behind a word: not between a number and its unit, nor behind a paragraph sign."""
    text, end = match.group(), match.end()
    return text[-1] in _ENDS and match.string[end : end + 1] not in _UNITS and not text.endswith("§ ")


def _full_width(word: Iterable[_Fragment]) -> float:
    return sum(text_width(part.text, part.font) for part in word)


def _bare_width(word: list[_Fragment]) -> float:
    """Return the width without the spaces behind the word; of spaces alone their full width."""
    *before, last = word
    bare = last.text.rstrip(_SPACES) if before else last.text.rstrip(_SPACES) or last.text.rstrip("\n\u2028\u2029")
    return _full_width(before) + text_width(bare, last.font)


def _pieces_of_long_word(word: list[_Fragment], limit: float) -> list[list[_Fragment]]:
    lines: list[list[_Fragment]] = [[]]
    used = 0.0
    for part in word:
        start = 0
        for index, char in enumerate(part.text):
            width = text_width(char, part.font)
            if used and used + width > limit and char not in _SPACES and not unicodedata.category(char).startswith("M"):
                lines[-1].append(part._replace(text=part.text[start:index]))
                lines.append([])
                start, used = index, 0
            used += width
        lines[-1].append(part._replace(text=part.text[start:]))
    return lines


def _set_line(fragments: list[_Fragment], size: float) -> TextLine:
    line = TextLine()
    for (run, font), parts in groupby(fragments, key=lambda part: (part.run, part.font)):
        text = "".join(part.text for part in parts)
        line.pieces += _pieces(text, run, font, size)
    line.width = sum(piece.width for piece in line.pieces)
    if fragments:
        last = fragments[-1]
        line.width -= size * (text_width(last.text, last.font) - text_width(last.text.rstrip(_SPACES), last.font))
    return line


def _pieces(text: str, run: Run, font: str, size: float) -> Iterator[Piece]:
    if RIGHT_TO_LEFT.search(text):
        drawn = _in_visual_order(_BLANK.sub(" ", text))
        yield Piece(font_runs(drawn, font), size * text_width(drawn, font), text, run)
        return
    for part in _BLANK.split(text):
        if part:
            blank = len(part) == 1 and _BLANK.match(part)
            drawn = " " if blank else part
            yield Piece(font_runs(drawn, font), size * text_width(drawn, font), part if blank else None, run)


def _in_visual_order(text: str) -> str:
    """Return right-to-left text as drawn; letters stay unjoined where the fonts lack a joined form."""
    joined = as_drawn(text)
    return joined if visible(joined) == joined else visible(as_drawn(text, joined=False))
