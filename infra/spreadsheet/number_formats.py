"""Number formats of XLSX: what kind of value they show, and whether they show the value itself."""

import re
from decimal import Decimal
from functools import lru_cache

from core.cells import Cell, CellKind

GENERAL = "General"
"""Shows every value as it is."""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_HARMLESS = re.compile(r"\[(?:red|blue|black|green|rot|blau|schwarz|\$-[0-9a-f]+)\]|_.|\* ", re.IGNORECASE)
_EURO = r'(?:\s|"\s*(?:€|EUR)?\s*"|\\\s|\\?€|\[\$(?:€|EUR)[^\]]*\]|EUR)*'
_MINUS = r'(?P<minus>\\?-|"-"|\\?\()?'
_NUMBER = re.compile(
    rf"{_EURO}{_MINUS}{_EURO}"
    r"(?:(?P<general>general|standard|@)|(?P<whole>[#0?]+(?:,[#0?]+)*)(?:\.(?P<places>[#0?]*))?)"
    rf"{_EURO}(?P<percent>%)?{_EURO}(?:\\?\))?{_EURO}",
    re.IGNORECASE,
)
_OURS = frozenset({"0.###", "#,##0.00######"})
"""Formats of the locked cells that our workbooks write: they may show less places than a published weight has."""
_TEXT_SECTION = 3
_TEXTS = frozenset({CellKind.TEXT, CellKind.BOOLEAN})
_BUILT_IN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": "#,##0 €;-#,##0 €",
    "6": "#,##0 €;[Red]-#,##0 €",
    "7": "#,##0.00 €;-#,##0.00 €",
    "8": "#,##0.00 €;[Red]-#,##0.00 €",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "37": "#,##0;-#,##0",
    "38": "#,##0;[Red]-#,##0",
    "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;[Red]-#,##0.00",
    "41": '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    "42": '_-* #,##0 €_-;-* #,##0 €_-;_-* "-" €_-;_-@_-',
    "43": '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    "44": '_-* #,##0.00 €_-;-* #,##0.00 €_-;_-* "-"?? €_-;_-@_-',
    "48": "##0.0E+0",
    "49": "@",
}
"""Formats that files name by their number alone; dates are told by ``built_in_kind``."""
_DATE_NUMBERS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


def built_in(number: str) -> str:
    """Return the code of a format that has none in the file; an unknown number shows the value as it is."""
    if number.isdecimal() and int(number) in _DATE_NUMBERS:
        return "yyyy"
    return _BUILT_IN.get(number, GENERAL)


def format_kind(code: str) -> CellKind:
    """Return what a number format shows: a date, a percentage or a plain number."""
    bare = _LITERAL.sub("", code.partition(";")[0]).lower().replace("general", "").replace("standard", "")
    if any(letter in bare for letter in "dmyhs"):
        return CellKind.DATE
    return CellKind.PERCENT if "%" in bare else CellKind.NUMBER


def shows_otherwise(code: str, cell: Cell) -> bool:
    """Tell whether something else can be seen in a cell than what it holds, or nothing.

    Known to show the value itself are the general format and plain decimals with all places of the value, also with
    separators between thousands, as a percentage or with the sign of the euro. Any other format is not trusted.
    """
    if code in _OURS:
        return False
    if isinstance(cell.value, Decimal) and cell.kind is not CellKind.DATE:
        return _shows_another_number(_SECTION.split(code), cell.value)
    return cell.kind in _TEXTS and _shows_another_text(code)


@lru_cache(maxsize=256)
def _shows_another_text(code: str) -> bool:
    """Tell whether a format shows texts otherwise: asked of each cell, and there are few formats."""
    sections = _SECTION.split(code)
    text = sections[_TEXT_SECTION] if len(sections) > _TEXT_SECTION else sections[-1]
    shown = _HARMLESS.sub("", text).strip()
    return shown != "@" if len(sections) > _TEXT_SECTION else "@" in shown and shown != "@"


def _shows_another_number(sections: list[str], value: Decimal) -> bool:
    section = sections[0]
    if not value and len(sections) > 2:  # noqa: PLR2004 - the section of zero
        section = sections[2]
    elif value < 0 and len(sections) > 1:
        section = sections[1]
    match = _NUMBER.fullmatch(_HARMLESS.sub("", section))
    if match is None or bool(match["minus"]) != (value < 0 and len(sections) > 1):
        return True
    if match["general"]:
        return bool(match["percent"])
    places = match["places"] or ""
    shown = value * 100 if match["percent"] else value
    if not shown and "0" not in match["whole"] + places:
        return True
    return shown != shown.quantize(Decimal(1).scaleb(-len(places))) if _has_places(shown) else False


def _has_places(value: Decimal) -> bool:
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0
