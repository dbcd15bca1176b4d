"""Licences that stand side by side with a comma, semicolon or stroke between them, as package lists write them."""

import re
from collections.abc import Callable
from dataclasses import replace

from licensing.expression.reading import ReadAs, Reading, Remark
from licensing.expression.several import together
from licensing.expression.term import Term, TermKind

_LISTS = re.compile(r"[,;\n]")
_CONTINUES = re.compile(
    r"\s*(?:(?:version|ver\.?|v\.?|fassung)\s*\d|\d++(?:\.\d++)*+\+?(?![\w-]|\s*clause))", re.IGNORECASE
)
"""The version of the name in front; "0BSD" and "3-Clause BSD" are names of their own."""
_LONGEST_TEXT, _LONGEST_PIECE, _MOST_PIECES = 8_000, 80, 200
_READ = frozenset({ReadAs.EXACT, ReadAs.NORMALISED, ReadAs.MAPPED})
_NOTHING = frozenset({ReadAs.NONE, ReadAs.NOASSERTION})


def as_enumeration(text: str, read: Callable[[str], Reading], alone: Callable[[Term], Reading]) -> Reading | None:
    """Return a list of licences as if all of them applied, and say so; None where it is none.

    What the sign means is not defined: with "all apply" no duty is overlooked. It is a list where at least half of the
    pieces are licences; of pieces with a stroke between them, all.

    Args:
        text: The text.
        read: Reads one piece.
        alone: Returns one licence as a reading.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    sign = _LISTS.search(text)
    pieces = _pieces(text, sign[0]) if sign else [piece.strip() for piece in text.split("/")]
    if not 1 < len(pieces) <= _MOST_PIECES or any(not 0 < len(piece) <= _LONGEST_PIECE for piece in pieces):
        return None
    readings = [_told(read(piece), alone) for piece in pieces]
    known = sum(one.read_as in _READ for one in readings)
    if known * 2 < len(pieces) or (not sign and known < len(pieces)) or any(one.tree is None for one in readings):
        return None
    whole = together(readings)
    how = ReadAs.MAPPED if known == len(pieces) else ReadAs.UNKNOWN
    remark = Remark("enumeration", {"sign": sign[0].strip() or "Zeilenumbruch" if sign else "/"})
    return replace(whole, text=text, read_as=how, remarks=(remark, *whole.remarks))


def _pieces(text: str, sign: str) -> list[str]:
    """Return the pieces between a sign; "Version 2.0" belongs to the name before it."""
    found: list[str] = []
    for piece in text.split(sign):
        if found and _CONTINUES.match(piece):
            found[-1] += f"{sign}{piece}"
        elif piece.strip():
            found.append(piece)
    return [piece.strip() for piece in found]


def _told(reading: Reading, alone: Callable[[Term], Reading]) -> Reading:
    """Return what a piece says; one that states nothing stays in the list as something unknown."""
    if reading.read_as not in _NOTHING:
        return reading
    return replace(alone(Term(reading.canonical, TermKind.NOTHING)), read_as=ReadAs.UNKNOWN)
