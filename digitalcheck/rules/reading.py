"""What the fields of a check mean: answers as the catalogue takes them, and what of it cannot be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.german import german_date, german_number, read_day, read_number
from digitalcheck.model import CapacityState, CheckStatus
from digitalcheck.rules.answers import FORMAT, DigitalCheck, fault_of, parse_check
from digitalcheck.rules.catalogue.form import FieldKind, QuestionCatalogue
from digitalcheck.rules.prefill import RawAnswers
from digitalcheck.rules.slots import (
    COMMITTEES,
    DEZERNAT,
    KIND,
    NEGATIVE_REASON,
    REFERENCE,
    ROW_FIELDS,
    STATEMENT,
    TITLE,
    Slot,
    slot_name,
    slots_of,
)

SHORTEST_REASON = 20
_MOST_COMMITTEES = 6
_LONGEST_COMMITTEE = 200
_UNNAMED = "–"
_QUARTER = re.compile(r"20\d\d-Q[1-4]", re.ASCII)


class Unreadable(StrEnum):
    """Why a field cannot be read."""

    MISSING = "missing"
    DAY = "day"
    NUMBER = "number"
    CODE = "code"
    RANGE = "range"
    SHORT = "short"
    COMMITTEES = "committees"


@dataclass(frozen=True, slots=True)
class SlotFault:
    """A field that says something nobody can use, or nothing where something is needed.

    Args:
        slot: Name of the field.
        kind: Why.
    """

    slot: str
    kind: Unreadable


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What the fields mean.

    Args:
        head: The head as a check has it, without office.
        answers: Answers as a file has them.
        statement: Statement of ADIT.
        negative_reason: Why there is no digital relation; None where it was not said.
        faults: Fields that are left out of all this.
    """

    head: Mapping[str, Any]
    answers: RawAnswers
    statement: str
    negative_reason: str | None
    faults: tuple[SlotFault, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What a check gets from elsewhere and nobody types.

    Args:
        office: Name of the proposing office.
        status: Its state.
        capacity: What the queue says.
        since: Day of the capacity request.
        until: Last day of the promised capacity.
    """

    office: str
    status: CheckStatus
    capacity: CapacityState = CapacityState.KEINE
    since: date | None = None
    until: date | None = None


def fill_in(values: Mapping[str, str], catalogue: QuestionCatalogue) -> FilledIn:
    """Return what the fields of a check mean.

    Args:
        values: What stands in the fields, by name; those that are not named are empty.
        catalogue: The catalogue of the check.
    """
    texts = {name: text.strip() for name, text in values.items() if text.strip()}
    faults: list[SlotFault] = []
    head = _head(texts, catalogue, faults)
    answers: dict[str, dict[str, Any]] = {}
    for slot in slots_of(catalogue).values():
        if slot.field is not None and slot.name in texts:
            _answer(slot, texts[slot.name], catalogue, answers, faults)
    for question, rows in _rows(texts, catalogue).items():
        if efforts := [raw for row, cells in rows.items() if (raw := _effort(question, row, cells, catalogue, faults))]:
            answers.setdefault(question, {})["value"] = efforts
    return FilledIn(head, answers, texts.get(STATEMENT, ""), _negative_reason(texts, faults), tuple(faults))


def check_of(filled: FilledIn, catalogue: QuestionCatalogue, around: Around) -> DigitalCheck:
    """Return the check as it is judged."""
    return parse_check(
        {
            "format": FORMAT,
            "catalogue": catalogue.name,
            "status": around.status.value,
            "head": {**filled.head, "amt": around.office},
            "capacity_state": around.capacity.value,
            "capacity_since": around.since and around.since.isoformat(),
            "capacity_until": around.until and around.until.isoformat(),
            "negative_reason": filled.negative_reason,
            "statement": filled.statement,
            "answers": {id_: dict(answer) for id_, answer in filled.answers.items()},
        }
    )


def texts_of(answers: RawAnswers, catalogue: QuestionCatalogue) -> dict[str, str]:
    """Return answers of a file as they would be typed, by the name of their field; rows are left out."""
    slots = slots_of(catalogue)
    return {
        name: _shown(slots[name], value)
        for id_, answer in answers.items()
        for field, value in answer.items()
        if (name := slot_name(id_, field)) in slots and value not in (None, "", [])
    }


def _shown(slot: Slot, value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    kind = slot.field.kind if slot.field else None
    if kind is FieldKind.DATE and (day := read_day(str(value))):
        return german_date(day)
    if kind is FieldKind.AMOUNT and isinstance(value, str | int | Decimal):
        return german_number(str(value))
    return str(value)


def _head(texts: Mapping[str, str], catalogue: QuestionCatalogue, faults: list[SlotFault]) -> dict[str, Any]:
    faults += [SlotFault(name, Unreadable.MISSING) for name in (TITLE, DEZERNAT) if name not in texts]
    kind = texts.get(KIND)
    if kind is not None and kind not in {one.id for one in catalogue.exclusions}:
        faults.append(SlotFault(KIND, Unreadable.CODE))
        kind = None
    return {
        "vorlagen_nr": texts.get(REFERENCE),
        "titel": texts.get(TITLE, _UNNAMED),
        "dezernat": texts.get(DEZERNAT, _UNNAMED),
        "art": kind,
        "gremienlauf": _committees(texts.get(COMMITTEES, ""), faults),
    }


def _committees(text: str, faults: list[SlotFault]) -> list[dict[str, Any]]:
    """Read one committee a line, with its day behind a semicolon."""
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, typed = (part.strip() for part in line.partition(";"))
        day = read_day(typed) if typed else None
        if not name or len(name) > _LONGEST_COMMITTEE or (typed and day is None) or len(found) == _MOST_COMMITTEES:
            faults.append(SlotFault(COMMITTEES, Unreadable.COMMITTEES))
            return found
        found.append({"gremium": name, "datum": day and day.isoformat()})
    return found


def _negative_reason(texts: Mapping[str, str], faults: list[SlotFault]) -> str | None:
    reason = texts.get(NEGATIVE_REASON)
    if reason is None or len(reason) >= SHORTEST_REASON:
        return reason
    faults.append(SlotFault(NEGATIVE_REASON, Unreadable.SHORT))
    return None


def _answer(
    slot: Slot,
    text: str,
    catalogue: QuestionCatalogue,
    answers: dict[str, dict[str, Any]],
    faults: list[SlotFault],
) -> None:
    if slot.field is None:
        raise AssertionError("only fields of answers are read here")
    raw, kind = _raw(slot.field.kind, text)
    if raw is None or fault_of(catalogue, slot.question, slot.field.name, raw):
        faults.append(SlotFault(slot.name, kind))
    else:
        answers.setdefault(slot.question, {})[slot.field.name] = raw


def _raw(kind: FieldKind, text: str) -> tuple[Any, Unreadable]:
    match kind:
        case FieldKind.CHOICES:
            return text.split(), Unreadable.CODE
        case FieldKind.DATE:
            day = read_day(text)
            return day and day.isoformat(), Unreadable.DAY
        case FieldKind.AMOUNT:
            return read_number(text), Unreadable.NUMBER
    return text, Unreadable.CODE


def _rows(texts: Mapping[str, str], catalogue: QuestionCatalogue) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for slot in slots_of(catalogue).values():
        if slot.row and slot.name in texts:
            found.setdefault(slot.question, {}).setdefault(slot.row, {})[slot.column] = texts[slot.name]
    return found


def _effort(
    question: str, row: str, cells: Mapping[str, str], catalogue: QuestionCatalogue, faults: list[SlotFault]
) -> dict[str, str] | None:
    """Return a row of person-days; None where it is not whole, with what is wrong."""
    wrong = dict(_wrong_cells(cells, catalogue))
    if not wrong:
        high = Decimal(read_number(cells["days_to"]) or 0)
        low = Decimal(read_number(cells.get("days_from", cells["days_to"])) or 0)
        if low <= high:
            return {
                "role": cells["role"],
                "quarter": cells["quarter"],
                "days_from": format(low, "f"),
                "days_to": format(high, "f"),
            }
        wrong["days_from"] = Unreadable.RANGE
    faults += [SlotFault(f"{question}.{row}.{column}", wrong[column]) for column in ROW_FIELDS if column in wrong]
    return None


def _wrong_cells(cells: Mapping[str, str], catalogue: QuestionCatalogue) -> Iterator[tuple[str, Unreadable]]:
    for column in ("role", "quarter", "days_to"):
        if column not in cells:
            yield column, Unreadable.MISSING
    if "role" in cells and cells["role"] not in {one.code for one in catalogue.roles}:
        yield "role", Unreadable.CODE
    if "quarter" in cells and not _QUARTER.fullmatch(cells["quarter"]):
        yield "quarter", Unreadable.CODE
    for column in ("days_from", "days_to"):
        if column in cells and not _is_count(cells[column]):
            yield column, Unreadable.NUMBER


def _is_count(text: str) -> bool:
    number = read_number(text)
    return number is not None and not number.startswith("-")
