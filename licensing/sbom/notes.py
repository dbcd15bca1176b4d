"""What a reader notices on its way, and tolerant access to fields that may be anything."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from licensing.model import SbomFinding, Weight

PLACE = "\0place"
"""Key under which readers of other formats than JSON leave the place of an object."""

_LISTED = 1_000
_SHOWN = 120
_MOST_DIGITS = 40


class Notes:
    """Collects findings; of one type so many are listed, further ones counted."""

    def __init__(self) -> None:
        self._found: list[SbomFinding] = []
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, weight: Weight, place: str = "", component: str = "", **properties: str) -> None:
        """Note one thing; texts from the file are cut to a line's length."""
        self._counts[kind] += 1
        if self._counts[kind] <= _LISTED:
            short = {name: shortened(value) for name, value in properties.items()}
            self._found.append(SbomFinding(kind, weight, place, shortened(component), short))

    def error(self, kind: str, place: str = "", component: str = "", **properties: str) -> None:
        """Note something missing or wrong."""
        self.add(kind, Weight.ERROR, place, component, **properties)

    def warn(self, kind: str, place: str = "", component: str = "", **properties: str) -> None:
        """Note something that may be wrong."""
        self.add(kind, Weight.WARNING, place, component, **properties)

    @property
    def findings(self) -> tuple[SbomFinding, ...]:
        """What is listed, in the order it was noticed."""
        return tuple(self._found)

    @property
    def omitted(self) -> dict[str, int]:
        """How many of a type are counted and not listed."""
        return {kind: count - _LISTED for kind, count in self._counts.items() if count > _LISTED}

    def text(self, item: Mapping[str, Any], key: str, place: str) -> str:
        """Return the text of a field, empty where there is none; what is no text is noted."""
        value: str = item.get(key)  # type: ignore[assignment]
        if value.__class__ is str:  # a subclass does not come out of a parser
            return value
        return self._odd_text(item, key, value, place)

    def _odd_text(self, item: Mapping[str, Any], key: str, value: object, place: str) -> str:
        if key not in item:
            return ""
        if isinstance(value, str):
            return str(value)
        if value is None:
            self.warn("field_null", f"{place}/{key}")
            return ""
        self.warn("field_type", f"{place}/{key}", expected="Text")
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return value[0]
        return "" if isinstance(value, dict | list) else _number_text(value)

    def items(self, item: Mapping[str, Any], key: str, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield place and object of each entry of a list; a lone object counts as a list of one."""
        for at, value in self.values(item, key, place):
            if isinstance(value, dict):
                yield value.get(PLACE) or at, value
            else:
                kind = "field_null" if value is None else "field_type"
                self.error(kind, at, expected="Objekt")

    def values(self, item: Mapping[str, Any], key: str, place: str) -> Iterator[tuple[str, Any]]:
        """Yield place and value of each entry of a list."""
        value = item.get(key)
        if isinstance(value, list):
            yield from ((f"{place}/{key}/{index}", entry) for index, entry in enumerate(value))
        elif isinstance(value, dict):
            yield f"{place}/{key}", value
        elif key in item:
            if isinstance(value, str) and value:
                yield f"{place}/{key}", value
            else:
                self.warn("field_null" if value is None else "field_type", f"{place}/{key}", expected="Liste")

    def object(self, item: Mapping[str, Any], key: str, place: str) -> dict[str, Any]:
        """Return the object of a field, empty where there is none."""
        value = item.get(key)
        if isinstance(value, dict):
            return value
        if key in item:
            self.warn("field_null" if value is None else "field_type", f"{place}/{key}", expected="Objekt")
        return {}


def shortened(value: str) -> str:
    """Return a text from the file short enough for a finding."""
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "…"


def _number_text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > _MOST_DIGITS * 4:
        return ""  # writing it out would take longer than reading it
    return str(value)
