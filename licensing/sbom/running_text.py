"""Running text behind the table in a text: the licences in full, more often than not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.sbom.rows import Placed, Row

_LONG = 20
"""So many rows are a text and not a few remarks, which are told one by one."""
_TABLE, _TEXT = 0.9, 0.2
"""Share of rows as wide as the table: at least so many in it, at most so many behind it."""
_NARROWEST = 2
_SEVERAL = 2
_APART, _SENTENCES = 16, 0.4
"""How far lines that run on stand apart within a text, and the least share of its rows that are part of a sentence."""
_FEW = 5
"""So many rows beside a text can be its headings or its end; more are entries of their own."""
_NO_NAME = re.compile(r".*\s.*|.*[.:]|\W*|\w+://.*", re.DOTALL)
"""Beside a text: a heading of several words, a line that is drawn, an address, or the end of a sentence."""
_SMALL = (
    "the of and or to in a an is are be any for this that by with not as on you your it its we our if may shall from "
    "under such der die das den dem des und oder ist sind zu von für mit nicht im auf ein eine einer copyright (c) ©"
)
_SMALL_WORDS = frozenset(_SMALL.split())
"""Words that every sentence has; one that has none of them in English or German is not taken for text."""
_SAYS_WHICH = re.compile(r"(?!(?:19|20)\d\d$)v?\d[\w.+-]*|[a-z]+://\S+|pkg:\S+", re.IGNORECASE)
"""A version or an address, and no year, which notices of copyright list."""
_FRAME = " *#/|-"
"""What is drawn around texts."""
_WORDS_OF_A_NAME = 9
"""Names have no more words, and half as many where all letters are large, as in disclaimers and headings."""
_NOTICE = ("copyright", "©", "(c)")


def without_running_text(rows: Sequence[Placed], notes: Notes) -> Sequence[Placed]:
    """Return the rows without the running text behind a table: each stretch of it is told, and each line beside it.

    Rows that are only shorter or wider than the table stay: somebody left out a licence, or did not quote a comma.

    Args:
        rows: Place and cells of each row.
        notes: Takes what is noticed.
    """
    end = _end_of_table([len(cells) for _, cells in rows])
    behind, cells = rows[end:], [cells for _, cells in rows[end:]]
    texts = [*_texts(cells)]
    beside = {*_beside(cells, texts)}
    left_out = beside.union(*texts)
    if len(left_out) < _LONG:
        return rows
    for text in texts:
        notes.warn("text_behind", behind[text.start][0], count=str(len(text)))
    for at in sorted(beside):
        notes.warn("text_beside", behind[at][0], written=" | ".join(filter(None, map(str.strip, cells[at])))[:80])
    return [*rows[:end], *(row for at, row in enumerate(behind) if at not in left_out)]


def _end_of_table(widths: Sequence[int]) -> int:
    """Return the number of rows before those of other widths; all of them where none follow."""
    width = _width_of_table(widths)
    if width < _NARROWEST:
        return len(widths)
    fits = [one == width for one in widths]
    before = [0, *accumulate(fits)]
    first, total = fits.index(True), before[-1]
    for end in range(first + 1, len(fits) - _LONG + 1):
        if fits[end]:
            continue
        behind, inside = len(fits) - end, end - first
        is_other = not any(fits[end : end + _LONG // 4]) and total - before[end] <= behind * _TEXT
        if is_other and before[end] >= inside * _TABLE:
            return end
    return len(fits)


def _width_of_table(widths: Sequence[int]) -> int:
    """Return how wide most rows are that have more than one field; 0 where there are none."""
    found = Counter(one for one in widths if one >= _NARROWEST).most_common(1)
    return found[0][0] if found else 0


def _texts(rows: Sequence[Row]) -> Iterator[range]:
    """Yield the stretches from a line that runs on to the last such line, with no entry between."""
    entries = [0, *accumulate(map(_is_entry, rows))]
    lines = [at for at, row in enumerate(rows) if _runs_on(row) and entries[at] == entries[at + 1]]
    ends = [
        n for n, (at, later) in enumerate(pairwise(lines), 1) if later - at > _APART or entries[at] < entries[later]
    ]
    for start, end in pairwise([0, *ends, len(lines)]):
        text = range(lines[start], lines[end - 1] + 1) if start < end else range(0)
        if sum(_is_part_of_sentence(rows[at][0]) for at in text) >= max(1, len(text) * _SENTENCES):
            yield text


def _beside(rows: Sequence[Row], texts: Sequence[range]) -> Iterator[int]:
    """Yield the few rows before, between and behind the stretches that are neither text nor an entry."""
    taken = [False] * len(rows)
    for text in texts:
        taken[text.start : text.stop] = [True] * len(text)
    for text in texts:
        for beside in (range(text.start - 1, -1, -1), range(text.stop, len(rows))):
            found = [*takewhile(lambda at: not taken[at] and not _is_entry(rows[at]), beside[: _FEW + 1])]
            is_end = found[-1:] == [len(rows) - 1]
            if len(found) <= _FEW:
                yield from (at for at in found if is_end or _NO_NAME.fullmatch(rows[at][0].strip()))


def _is_entry(row: Row) -> bool:
    """Tell whether a row says which version (or address) and licence something has, or one of them in no sentence."""
    first, *further = row
    which = any(_SAYS_WHICH.fullmatch(cell.strip()) for cell in further)
    licence = any(map(_is_licence, further))
    if which and licence:
        return True
    return (which or licence) and not _is_notice(first) and not any(map(_is_part_of_sentence, further))


def _is_licence(cell: str) -> bool:
    return looks_like_licence(cell) and not _is_part_of_sentence(cell)


def _runs_on(row: Row) -> bool:
    """Tell whether a row is a line of a text and no name, however long that is."""
    if not _is_part_of_sentence(row[0]):
        return False
    first, whole = row[0].strip(_FRAME), " ".join(row).strip(_FRAME)
    words = 2 * len(whole.split()) if whole.isupper() else len(first.split())
    return first[:1].islower() or whole[-1:] in ".,;:" or words > _WORDS_OF_A_NAME or _is_notice(first)


def _is_notice(cell: str) -> bool:
    return cell.strip().casefold().startswith(_NOTICE)


def runs_on(line: str) -> bool:
    """Tell whether a line cannot be headings: it has several of the words that every sentence has."""
    return sum(word.strip('.,;:()"') in _SMALL_WORDS for word in line.casefold().split()) >= _SEVERAL


def _is_part_of_sentence(cell: str) -> bool:
    words = cell.casefold().split()
    return len(words) > 1 and any(word in _SMALL_WORDS or word.strip('.,;:()"') in _SMALL_WORDS for word in words)
