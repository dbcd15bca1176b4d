"""Number formats of ODS, told in the codes of XLSX: one place decides whether a format shows the value itself."""

import re
from dataclasses import dataclass, field

from infra.spreadsheet.number_formats import GENERAL
from infra.spreadsheet.parts import Attributes

_UNKNOWN = "\\?"
"""A code that shows no number: what is not understood is not trusted."""
_TEXT_ALONE = ";;;"
"""An ODS text format shows what it says in place of the text; XLSX says so in the section of texts."""
_NUMBER_STYLES = frozenset({"number-style", "percentage-style", "currency-style"})
_OTHER_STYLES = frozenset({"date-style", "time-style", "boolean-style"})
DATA_STYLES = _NUMBER_STYLES | _OTHER_STYLES | {"text-style"}
_LITERALS = frozenset({"text", "currency-symbol", "fill-character"})
PARTS = _LITERALS | {
    *("number", "text-content", "map", "scientific-number", "fraction", "embedded-text", "text-properties"),
}
_PUNCTUATION = frozenset("-()")
_LIGHT = re.compile(r"#(?:[c-f][0-9a-f]){3}", re.IGNORECASE)
_SECTIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    (): ("",),
    ("value()>=0",): ("value()>=0", ""),
    ("value()>0", "value()<0"): ("value()>0", "value()<0", ""),
    ("value()>0", "value()<0", "value()=0"): ("value()>0", "value()<0", "value()=0", ""),
}
"""Which formats stand for positive and negative numbers, zero and text, by the conditions; the empty one is its own."""
_MOST_PLACES = 40
_DEEPEST = 16


@dataclass(slots=True)
class _DataStyle:
    own: str = ""
    of_text: bool = False
    maps: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _CellStyle:
    data: str | None = None
    parent: str | None = None
    maps: list[str] = field(default_factory=list)


class Formats:
    """Formats of cells by the name of their style, from ``styles.xml`` and ``content.xml``."""

    def __init__(self) -> None:
        self._data: dict[str, _DataStyle] = {}
        self._cells: dict[str, _CellStyle] = {}
        self._in_data: _DataStyle | None = None
        self._in_cell: _CellStyle | None = None
        self._literal: list[str] | None = None
        self._known: dict[str, tuple[str, ...]] = {}

    def codes(self, style: str) -> tuple[str, ...]:
        """Return the code of a cell with this style, and those that its conditions may put in its place."""
        known = self._known.get(style)
        if known is None:
            known = self._known[style] = self._codes(style)
        return known

    def _codes(self, style: str) -> tuple[str, ...]:
        found = self._cell(style)
        if found is None:
            return (GENERAL,)
        return (self._code(found), *(self._code(other) for other in map(self._cell, found.maps) if other))

    def has_own(self, style: str) -> bool:
        """Tell whether a style that a condition applies shows values in a format of its own."""
        found = self._cell(style)
        return found is not None and found.data is not None

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take the beginning of an element outside the tables."""
        self._known.clear()
        if tag in DATA_STYLES:
            self._in_data = _DataStyle("yyyy" if tag in _OTHER_STYLES else "", of_text=tag == "text-style")
            self._data[attributes.get("name", "")] = self._in_data
        elif tag == "style" and attributes.get("family") == "table-cell":
            self._in_cell = _CellStyle(attributes.get("data-style-name"), attributes.get("parent-style-name"))
            self._cells[attributes.get("name", "")] = self._in_cell
        elif tag == "map" and self._in_data is not None:
            condition = attributes.get("condition", "").replace(" ", "")
            self._in_data.maps[condition] = attributes.get("apply-style-name", "")
        elif tag == "map" and self._in_cell is not None:
            self._in_cell.maps.append(attributes.get("apply-style-name", ""))
        elif tag in PARTS and self._in_data is not None:
            self._start_part(self._in_data, tag, attributes)

    def text(self, data: str) -> None:
        """Take what a format shows beside the value."""
        if self._literal is not None:
            self._literal.append(data)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._known.clear()
        if tag in DATA_STYLES:
            self._in_data = None
        elif tag == "style":
            self._in_cell = None
        elif tag in _LITERALS and self._literal is not None and self._in_data is not None:
            self._in_data.own += _literal("".join(self._literal))
            self._literal = None

    def _start_part(self, style: _DataStyle, tag: str, attributes: Attributes) -> None:
        if tag in _LITERALS:
            self._literal = []
        elif tag == "number":
            style.own += _number(attributes)
        elif tag == "text-properties":
            style.own += _UNKNOWN if _LIGHT.fullmatch(attributes.get("color", "")) else ""
        else:
            style.own += "@" if tag == "text-content" else _UNKNOWN

    def _cell(self, style: str) -> _CellStyle | None:
        """Return a style of cells with what it has from its parents."""
        found = self._cells.get(style)
        for _ in range(_DEEPEST):
            above = self._cells.get(found.parent or "") if found else None
            if found is None or above is None or found.data is not None:
                break
            found = _CellStyle(above.data, above.parent, [*found.maps, *above.maps])
        return found

    def _code(self, style: _CellStyle) -> str:
        data = self._data.get(style.data or "")
        if data is None:
            return GENERAL
        sections = _SECTIONS.get(tuple(data.maps))
        if sections is None:
            return _UNKNOWN
        code = ";".join(data.own if not one else self._own(data.maps[one]) for one in sections)
        return code if not data.of_text or data.maps or code == "@" else _TEXT_ALONE + code

    def _own(self, name: str) -> str:
        data = self._data.get(name)
        return _UNKNOWN if data is None or data.maps else data.own


def _number(attributes: Attributes) -> str:
    """Return the code of a decimal number; without places it is shown as it is."""
    if attributes.get("display-factor", "1") not in {"1", "1.0"} or attributes.get("decimal-replacement"):
        return _UNKNOWN
    if "decimal-places" not in attributes:
        return GENERAL
    places, least = _count(attributes["decimal-places"]), _count(attributes.get("min-decimal-places", ""))
    whole = "#" if attributes.get("min-integer-digits") == "0" else "0"
    if attributes.get("grouping", "").casefold() == "true":
        whole = f"#,##{whole}"
    least = places if "min-decimal-places" not in attributes else min(least, places)
    return whole + (f".{'0' * least}{'#' * (places - least)}" if places else "")


def _count(text: str) -> int:
    return min(int(text), _MOST_PLACES) if text.isdecimal() and len(text) < len("1000") else 0


def _literal(text: str) -> str:
    """Return a text in a format: the sign of percentages says what the value is, every other one stands in quotes."""
    if text.strip() == "%":
        return "%"
    if text in _PUNCTUATION:
        return f"\\{text}"
    return '"{}"'.format(text.replace('"', "?")) if text else ""
