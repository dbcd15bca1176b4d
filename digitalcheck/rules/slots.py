"""The fields of a check as people fill them in: one for each thing that is typed, saved for itself.

A field keeps what was typed, readable or not: nothing typed is lost. ``reading`` tells what it means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digitalcheck.model import Part
from digitalcheck.rules.answers import LONGEST_OWNER, LONGEST_REASON
from digitalcheck.rules.catalogue.form import (
    PRECHECK_SECTION,
    AnswerField,
    FieldKind,
    Question,
    QuestionCatalogue,
)

TITLE, REFERENCE, DEZERNAT, KIND = "titel", "vorlagen_nr", "dezernat", "art"
COMMITTEES, NEGATIVE_REASON, STATEMENT = "gremienlauf", "negative_reason", "stellungnahme"
HEAD: Mapping[str, int] = {
    TITLE: 150,
    REFERENCE: 60,
    DEZERNAT: 80,
    KIND: 64,
    COMMITTEES: 1000,
    NEGATIVE_REASON: 500,
}
"""Fields of the head with the most characters they hold."""
LONGEST_STATEMENT = 300
ROW_FIELDS = ("role", "quarter", "days_from", "days_to")
OWN_ROWS, ADIT_ROWS = 10, 20
"""Rows of person-days that the proposing office can fill in, and those of ADIT."""
ADIT_ROW = "adit-"
SERVICE_KEY = "B1.key"
"""The field that names a Verwaltungsleistung."""
_SHORT, _CODES, _TEXT = 64, 2_000, 500
_OFFICES = {"dsb": Part.DATENSCHUTZ, "isb": Part.SICHERHEIT}
"""Offices of the catalogue that fill in what is theirs to know."""
_COMMON = (
    AnswerField(name="reason", label="Begründung", kind=FieldKind.TEXT, maximum=LONGEST_REASON, optional=True),
    AnswerField(name="until", label="Bis wann", kind=FieldKind.DATE, optional=True),
    AnswerField(name="owner", label="Zuständige Stelle", kind=FieldKind.TEXT, maximum=LONGEST_OWNER, optional=True),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a check.

    Args:
        name: Its name: ``titel``, ``B4``, ``B4.until``, ``K1.1.role``, ``K1.adit-1.role``.
        question: Id of the question; empty for the head and the statement.
        field: What is typed or chosen; None for the head, the statement and cells of rows.
        longest: Most characters it holds.
        parts: Whose it is to fill in.
        row: Name of the row of person-days; empty elsewhere.
        column: Field of that row; empty elsewhere.
    """

    name: str
    question: str
    field: AnswerField | None
    longest: int
    parts: frozenset[Part]
    row: str = ""
    column: str = ""


def slots_of(catalogue: QuestionCatalogue) -> Mapping[str, Slot]:
    """Return the fields of a check by name, in the order of the catalogue."""
    return {one.name: one for one in _slots(catalogue)}


def answer_slots(catalogue: QuestionCatalogue, question: Question) -> tuple[Slot, ...]:
    """Return the fields of a question, those of its reason, date and office last."""
    return tuple(one for one in slots_of(catalogue).values() if one.question == question.id)


def slot_name(question: str, field: str) -> str:
    """Return the name of a field of an answer: the answer itself is called as its question."""
    return question if field == "value" else f"{question}.{field}"


def _slots(catalogue: QuestionCatalogue) -> Iterator[Slot]:
    own = frozenset({Part.FACHAMT})
    for name, longest in HEAD.items():
        yield Slot(name, "", None, longest, own)
    yield Slot(STATEMENT, "", None, LONGEST_STATEMENT, frozenset({Part.ADIT}))
    for question in catalogue.questions:
        if question.answered != "head":  # what the queue answers is explained here all the same
            yield from _answer_slots(question)


def _answer_slots(question: Question) -> Iterator[Slot]:
    office = _OFFICES.get(question.office) if question.section != PRECHECK_SECTION else None
    parts = frozenset({Part.FACHAMT} if office is None else {Part.FACHAMT, office})
    known = {one.name for one in question.fields}
    common = () if question.section == PRECHECK_SECTION else tuple(one for one in _COMMON if one.name not in known)
    for field in (*question.fields, *common):
        if field.kind is FieldKind.EFFORT:
            yield from _row_slots(question.id)
        else:
            yield Slot(slot_name(question.id, field.name), question.id, field, _longest(field), parts)


def _row_slots(question: str) -> Iterator[Slot]:
    rows = [(str(number), Part.FACHAMT) for number in range(1, OWN_ROWS + 1)]
    rows += [(f"{ADIT_ROW}{number}", Part.ADIT) for number in range(1, ADIT_ROWS + 1)]
    for row, part in rows:
        for column in ROW_FIELDS:
            yield Slot(f"{question}.{row}.{column}", question, None, _SHORT, frozenset({part}), row, column)


def _longest(field: AnswerField) -> int:
    if field.kind is FieldKind.TEXT:
        return field.maximum or _TEXT
    return _CODES if field.kind is FieldKind.CHOICES else _SHORT
