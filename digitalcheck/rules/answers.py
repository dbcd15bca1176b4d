"""Format ``pruefstand/digitalcheck/1``: the answers of the proposing office, checked against their catalogue."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from core.errors import Fault, InputError, pointer
from core.numbers import parse_measure
from core.validated import MAXIMUM_LISTED_FAULTS, validated
from digitalcheck.model import CapacityState, CheckStatus
from digitalcheck.rules.catalogue.condition import Value
from digitalcheck.rules.catalogue.form import UNSURE, AnswerField, Day, FieldKind, Question, QuestionCatalogue
from scoring.fields import Format, Name

FORMAT = "pruefstand/digitalcheck/1"
LONGEST_REASON, LONGEST_OWNER = 500, 80
_LONGEST_TEXT = 500
_MOST_ROWS = 100
_QUARTER = re.compile(r"20\d\d-Q[1-4]", re.ASCII)
_COMMON = {
    "reason": AnswerField(
        name="reason", label="Begründung", kind=FieldKind.TEXT, maximum=LONGEST_REASON, optional=True
    ),
    "until": AnswerField(name="until", label="Bis wann", kind=FieldKind.DATE, optional=True),
    "owner": AnswerField(name="owner", label="Zuständig", kind=FieldKind.TEXT, maximum=LONGEST_OWNER, optional=True),
}
"""Fields that every answer may have; a rule can ask for them."""


class Consultation(Format):
    """A committee that deals with the proposal."""

    gremium: Name
    datum: Day | None = None


class Head(Format):
    """The Magistratsvorlage that a check belongs to."""

    vorlagen_nr: Annotated[str, StringConstraints(max_length=60)] | None = None
    titel: Annotated[str, StringConstraints(max_length=150, pattern=r"\S")]
    dezernat: Annotated[str, StringConstraints(max_length=80, pattern=r"\S")]
    amt: Annotated[str, StringConstraints(max_length=120, pattern=r"\S")]
    art: Name | None = Field(default=None, description="Kind of proposal: id of an exclusion of the catalogue.")
    gremienlauf: tuple[Consultation, ...] = Field(default=(), strict=False, max_length=6)


class DigitalCheck(Format):
    """A check as it is handed in. Answers are checked against the catalogue they name."""

    format: Literal["pruefstand/digitalcheck/1"]
    catalogue: Annotated[str, StringConstraints(max_length=100)]
    status: Annotated[CheckStatus, Field(strict=False)] = CheckStatus.ENTWURF
    head: Head
    capacity_state: Annotated[CapacityState, Field(strict=False)] = CapacityState.KEINE
    capacity_until: Day | None = Field(default=None, description="Last day of the promised capacity, from the queue.")
    capacity_since: Day | None = Field(default=None, description="Day of the capacity request, from the queue.")
    negative_reason: Annotated[str, StringConstraints(min_length=20, max_length=500)] | None = Field(
        default=None, description="Why there is no digital relation; needed where the Vorprüfung says so."
    )
    statement: Annotated[str, StringConstraints(max_length=300)] = Field(default="", description="Statement of ADIT.")
    answers: dict[str, dict[str, Any]] = Field(description="Answers by the id of the question, as the catalogue says.")


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-days of a role in a quarter, from and to."""

    role: str
    quarter: str
    days_from: Decimal
    days_to: Decimal


Typed = Value | tuple[Effort, ...]
Answers = Mapping[str, Mapping[str, Typed]]
"""Answers by question, then by field, with their values as what they are."""

_CHECK = TypeAdapter(DigitalCheck)


def parse_check(raw: object) -> DigitalCheck:
    """Return the check in a JSON or YAML value; its answers are not yet looked at.

    Raises:
        InputError: Every fault with its JSON pointer.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    return validated(_CHECK, raw)


def read_answers(check: DigitalCheck, catalogue: QuestionCatalogue) -> Answers:
    """Return the answers of a check with their values as what the catalogue says they are.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if check.catalogue != catalogue.name:
        raise InputError([Fault("check_catalogue", "/catalogue", properties={"name": catalogue.name})])
    faults: list[Fault] = []
    if check.head.art is not None and check.head.art not in {one.id for one in catalogue.exclusions}:
        faults.append(
            Fault("check_kind", "/head/art", properties={"known": _known(one.id for one in catalogue.exclusions)})
        )
    found = {id_: _answer(catalogue, id_, given, faults) for id_, given in check.answers.items()}
    if faults:
        raise InputError(faults[:MAXIMUM_LISTED_FAULTS], omitted=max(0, len(faults) - MAXIMUM_LISTED_FAULTS))
    return {
        id_: answer for id_, answer in found.items() if any(value not in {None, "", ()} for value in answer.values())
    }


def fault_of(catalogue: QuestionCatalogue, id_: str, name: str, value: object) -> str | None:
    """Return the type of the fault in one field of an answer; None where a catalogue takes it."""
    question = catalogue.question(id_)
    field = _field(question, name) if question else None
    if field is None:
        return "check_question_unknown" if question is None else "format_extra_forbidden"
    try:
        _typed(field, value, catalogue)
    except _WrongError as error:
        return error.kind
    return None


def _known(names: Iterator[str] | tuple[str, ...]) -> str:
    return ", ".join(f"„{name}“" for name in names)


def _answer(catalogue: QuestionCatalogue, id_: str, given: dict[str, Any], faults: list[Fault]) -> dict[str, Typed]:
    question = catalogue.question(id_)
    if question is None:
        faults.append(Fault("check_question_unknown", pointer("answers", id_), properties={"id": id_}))
        return {}
    answer: dict[str, Typed] = {}
    for name, value in given.items():
        field = _field(question, name)
        if field is None:
            faults.append(Fault("format_extra_forbidden", pointer("answers", id_, name)))
            continue
        try:
            answer[name] = _typed(field, value, catalogue)
        except _WrongError as error:
            place = pointer("answers", id_, name, *error.path)
            faults.append(Fault(error.kind, place, properties=error.properties))
    return answer


def _field(question: Question, name: str) -> AnswerField | None:
    return question.field(name) or _COMMON.get(name)


class _WrongError(Exception):
    def __init__(self, kind: str, *path: str | int, **properties: str) -> None:
        super().__init__(kind)
        self.kind, self.path, self.properties = kind, path, properties


def _typed(field: AnswerField, value: object, catalogue: QuestionCatalogue) -> Typed:
    if value is None:
        return None
    readers: dict[FieldKind, Callable[[], Typed]] = {
        FieldKind.CHOICE: lambda: _code(field, value),
        FieldKind.CHOICES: lambda: _codes(field, value),
        FieldKind.TEXT: lambda: _text(field, value),
        FieldKind.DATE: lambda: _day(value),
        FieldKind.AMOUNT: lambda: _amount(value),
        FieldKind.EFFORT: lambda: tuple(_effort(catalogue, index, row) for index, row in enumerate(_rows(value))),
    }
    return readers[field.kind]()


def _code(field: AnswerField, value: object, *path: str | int) -> str:
    known = [one.code for one in field.options] + ([UNSURE] if field.name == "value" else [])
    if not isinstance(value, str) or value not in known:
        raise _WrongError("check_code", *path, known=_known(tuple(known)))
    return value


def _codes(field: AnswerField, value: object) -> Typed:
    if isinstance(value, str):
        return (_code(field, value),)
    if not isinstance(value, list) or len(value) > _MOST_ROWS:
        raise _WrongError("format_tuple_type")
    codes = tuple(_code(field, one, index) for index, one in enumerate(value))
    if len(set(codes)) != len(codes):
        raise _WrongError("check_twice")
    return codes


def _text(field: AnswerField, value: object) -> str:
    maximum = field.maximum or _LONGEST_TEXT
    if not isinstance(value, str):
        raise _WrongError("format_string_type")
    if len(value) > maximum:
        raise _WrongError("format_string_too_long", max_length=str(maximum))
    return value.strip()


def _day(value: object, *path: str | int) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _WrongError("format_calendar_day", *path)


def _amount(value: object, *path: str | int) -> Decimal:
    try:
        amount = parse_measure(value)
    except ValueError:
        raise _WrongError("format_measure", *path) from None
    if amount < 0:
        raise _WrongError("format_not_negative", *path)
    return amount


def _rows(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > _MOST_ROWS:
        raise _WrongError("check_rows", maximum=str(_MOST_ROWS))
    return value


def _effort(catalogue: QuestionCatalogue, index: int, row: object) -> Effort:
    if not isinstance(row, dict):
        raise _WrongError("format_dict_type", index)
    for name in row.keys() - {"role", "quarter", "days_from", "days_to"}:
        raise _WrongError("format_extra_forbidden", index, str(name))
    for name in ("role", "quarter", "days_to"):
        if name not in row:
            raise _WrongError("format_missing", index, name)
    if row["role"] not in {one.code for one in catalogue.roles}:
        raise _WrongError("check_code", index, "role", known=_known(tuple(one.code for one in catalogue.roles)))
    if not isinstance(row["quarter"], str) or not _QUARTER.fullmatch(row["quarter"]):
        raise _WrongError("check_quarter", index, "quarter")
    high = _amount(row["days_to"], index, "days_to")
    low = _amount(row.get("days_from", row["days_to"]), index, "days_from")
    if low > high:
        raise _WrongError("check_range", index, "days_from")
    return Effort(str(row["role"]), row["quarter"], low, high)
