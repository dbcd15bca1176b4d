"""Number formats of XLSX: what kind of value they show, and whether they show it at all."""

import re
from decimal import Decimal

from core.cells import Cell, CellKind

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_PLACES = frozenset("0#?")
_TEXT_SECTION = 3


def format_kind(code: str) -> CellKind:
    """Return what a number format shows: a date, a percentage or a plain number."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    if any(letter in bare for letter in "dmyhs"):
        return CellKind.DATE
    return CellKind.PERCENT if "%" in bare else CellKind.NUMBER


def shows_nothing(code: str, cell: Cell) -> bool:
    """Tell whether a number or text cannot be seen in its cell: nothing stands there, or fixed words in its place.

    A zero may be shown by a word, as in the usual ``"-"`` of amounts.
    """
    if ";" not in code and '"' not in code:
        return False
    sections = _SECTION.split(code)
    if cell.kind is CellKind.TEXT:
        return len(sections) > _TEXT_SECTION and "@" not in _LITERAL.sub("", sections[_TEXT_SECTION])
    if not isinstance(cell.value, Decimal):
        return False
    if not cell.value:
        return len(sections) > 2 and not sections[2].strip()  # noqa: PLR2004 - the section of zero
    section = sections[1] if cell.value < 0 and len(sections) > 1 else sections[0]
    bare = _LITERAL.sub("", section).lower()
    return not (_PLACES & set(bare) or "general" in bare or "@" in bare)
