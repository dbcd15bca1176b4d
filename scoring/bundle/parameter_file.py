"""The dated numbers that a result was computed with, as JSON and back: a bundle brings its own."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from core.legal import LegalSource, VerificationStatus
from core.numbers import decimal_string, parse_measure
from core.parameters import DatedParameter, ParameterSet
from scoring.fields import Format, Text, Title
from scoring.house_rules import HouseRules

FORMAT: Literal["pruefstand/parameters/1"] = "pruefstand/parameters/1"
_CODE = "code"


class SourceEntry(Format):
    """Legal source of a number, and how far it was checked."""

    citation: Title
    status: Title
    note: Text = ""


class ParameterEntry(Format):
    """One dated number or code."""

    name: Title
    value: Title
    unit: Title
    valid_from: date = Field(strict=False)
    valid_to: date | None = Field(default=None, strict=False)
    source: SourceEntry


class ParameterFile(Format):
    """All numbers used, valid on ``day``."""

    format: Literal["pruefstand/parameters/1"]
    day: date = Field(strict=False)
    entries: tuple[ParameterEntry, ...] = Field(strict=False)


def _names() -> list[str]:
    return [name for name in HouseRules.__slots__ if name != "day"]


def parameter_document(rules: HouseRules) -> dict[str, Any]:
    """Return the numbers of one day as a JSON value."""
    return {
        "format": FORMAT,
        "day": rules.day.isoformat(),
        "entries": [_entry(getattr(rules, name)) for name in sorted(_names())],
    }


def _entry(parameter: DatedParameter) -> dict[str, Any]:
    source = parameter.source
    return {
        "name": parameter.name,
        "value": parameter.value if isinstance(parameter.value, str) else decimal_string(parameter.value, 9),
        "unit": parameter.unit,
        "valid_from": parameter.valid_from.isoformat(),
        "valid_to": parameter.valid_to.isoformat() if parameter.valid_to else None,
        "source": {"citation": source.citation, "status": source.status.value, "note": source.note},
    }


def rules_in(document: object, fallback: ParameterSet) -> tuple[HouseRules, list[str]]:
    """Return the numbers of a bundle, and the names of those it does not carry.

    Args:
        document: The JSON value of the file.
        fallback: The program's own entries, for numbers that came into use after the bundle was made.

    Raises:
        ValueError: The file is not of its format.
        ParameterNotValidError: A number is neither in the bundle nor in the program for its day.
    """
    file = ParameterFile.model_validate(document)
    carried = {entry.name: _parameter(entry) for entry in file.entries}
    missing = [name for name in _names() if name not in carried]
    used = {name: carried.get(name) or fallback.on(name, file.day) for name in _names()}
    return HouseRules(day=file.day, **used), missing


def _parameter(entry: ParameterEntry) -> DatedParameter:
    return DatedParameter(
        name=entry.name,
        value=entry.value if entry.unit == _CODE else parse_measure(entry.value),
        unit=entry.unit,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        source=LegalSource(entry.source.citation, VerificationStatus(entry.source.status), entry.source.note),
    )
