"""Numbers of law and policy as dated data: value, unit, validity, source, how far it was checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import PruefstandError
from core.legal import LegalSource, VerificationStatus
from core.numbers import parse_measure


class ParameterNotValidError(PruefstandError):
    """No dated entry of the parameter covers the day.

    Args:
        name: Name of the parameter.
        day: Day asked for.
    """

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"parameter {name!r} has no entry valid on {day.isoformat()}")
        self.name = name
        self.day = day


@dataclass(frozen=True, slots=True)
class DatedParameter:
    """One entry of a parameter.

    Args:
        name: Name shared by all entries of the parameter, e.g. ``open_source_share``.
        value: A number, or a code where the parameter chooses between rules.
        unit: Unit of the number (``percent``, ``points``, ``count``) or ``code``.
        valid_from: First day of validity.
        valid_to: Last day of validity; None while in force.
        source: Legal source with its verification status.
    """

    name: str
    value: Decimal | str
    unit: str
    valid_from: date
    valid_to: date | None
    source: LegalSource

    def covers(self, day: date) -> bool:
        """Tell whether the entry is valid on ``day`` (both ends included)."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def number(self) -> Decimal:
        """The value as a number.

        Raises:
            TypeError: The parameter is a code.
        """
        if isinstance(self.value, Decimal):
            return self.value
        raise TypeError(f"parameter {self.name!r} is a code, not a number")


class ParameterSet:
    """All dated entries of one package.

    Args:
        entries: Entries in any order; those of one name must not overlap.

    Raises:
        ValueError: Two entries of one name cover the same day.
    """

    def __init__(self, entries: list[DatedParameter]) -> None:
        self.entries = tuple(sorted(entries, key=lambda entry: (entry.name, entry.valid_from)))
        for earlier, later in zip(self.entries, self.entries[1:], strict=False):
            if earlier.name == later.name and earlier.covers(later.valid_from):
                raise ValueError(f"entries of {earlier.name!r} overlap on {later.valid_from.isoformat()}")

    def on(self, name: str, day: date) -> DatedParameter:
        """Return the entry of ``name`` valid on ``day``.

        Raises:
            ParameterNotValidError: No entry covers the day, or the name is unknown.
        """
        for entry in self.entries:
            if entry.name == name and entry.covers(day):
                return entry
        raise ParameterNotValidError(name, day)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "ParameterSet":
        """Build the set from a parsed YAML file: ``{name: {unit, entries: [{value, valid_from, source: …}]}}``.

        Raises:
            KeyError: A required key is missing.
            ValueError: A value, date or status is not of its form, or entries overlap.
        """
        return cls([_entry(name, body["unit"], raw) for name, body in mapping.items() for raw in body["entries"]])


def _entry(name: str, unit: str, raw: Mapping[str, Any]) -> DatedParameter:
    return DatedParameter(
        name=name,
        value=str(raw["value"]) if unit == "code" else parse_measure(raw["value"]),
        unit=unit,
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        source=legal_source(raw["source"]),
    )


def legal_source(raw: Mapping[str, Any]) -> LegalSource:
    """Return the source in a parsed YAML file: ``{citation, status, note?, as_of?}``.

    Raises:
        KeyError: Citation or status is missing.
        ValueError: The status is unknown or the citation is empty.
    """
    return LegalSource(raw["citation"], VerificationStatus(raw["status"]), raw.get("note", ""), raw.get("as_of"))
