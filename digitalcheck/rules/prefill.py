"""Answers filled in beforehand: from an earlier check, or from what is the same in every check of an office.

Dates, amounts and efforts belong to one proposal, and so do the questions a catalogue marks as its own: they are never
taken over, because nobody looks twice at what is already there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from digitalcheck.rules.answers import fault_of
from digitalcheck.rules.catalogue.form import FieldKind, Question, QuestionCatalogue
from digitalcheck.rules.slots import Slot, slots_of

RawAnswers = Mapping[str, Mapping[str, Any]]
"""Answers as they stand in a file."""
_NEVER = frozenset({FieldKind.DATE, FieldKind.AMOUNT, FieldKind.EFFORT})


@dataclass(frozen=True, slots=True)
class Refused:
    """A field that was not taken over because the catalogue of the new check does not know it so.

    Args:
        question: Id of the question.
        field: Name of the field.
        fault: Type of the fault.
    """

    question: str
    field: str
    fault: str


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Answers with what was filled in.

    Args:
        answers: All answers.
        taken: Question and field of each that was filled in, to be shown as such until somebody confirms it.
        refused: What the catalogue does not take.
    """

    answers: dict[str, dict[str, Any]]
    taken: tuple[tuple[str, str], ...]
    refused: tuple[Refused, ...]


def prefilled(given: RawAnswers, source: RawAnswers, catalogue: QuestionCatalogue) -> Prefilled:
    """Return answers, those to questions nobody has answered yet filled in.

    Args:
        given: What was answered already; it stays as it is.
        source: Answers of an earlier check, in any version of the catalogue, or those of an office.
        catalogue: The catalogue of the new check.
    """
    answers = {id_: dict(answer) for id_, answer in given.items()}
    taken: list[tuple[str, str]] = []
    refused: list[Refused] = []
    for id_, answer in source.items():
        if _has_something(answers.get(id_, {})):
            continue
        found = dict(_fields(catalogue.question(id_), answer))
        faults = {name: fault for name, value in found.items() if (fault := fault_of(catalogue, id_, name, value))}
        refused += [Refused(id_, name, fault) for name, fault in faults.items()]
        # Details of a value that the catalogue no longer takes mean nothing.
        kept = {} if "value" in faults else {name: found[name] for name in found if name not in faults}
        if "value" in kept:
            answers[id_] = kept
            taken += [(id_, name) for name in kept]
    return Prefilled(answers, tuple(taken), tuple(refused))


def carried_slots(catalogue: QuestionCatalogue) -> tuple[Slot, ...]:
    """Return the fields that an office can fill in for all its checks and that are taken over into them."""
    own = {one.id for one in catalogue.questions if one.own}
    return tuple(
        one
        for one in slots_of(catalogue).values()
        if one.field is not None
        and one.question not in own
        and one.field.name != "until"
        and one.field.kind not in _NEVER
    )


def _has_something(answer: Mapping[str, Any]) -> bool:
    return any(value not in (None, "", [], ()) for value in answer.values())


def _fields(question: Question | None, answer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what may be taken over; all of an unknown question, so that it is named."""
    if question is not None and question.own:
        return
    for name, value in answer.items():
        field = question.field(name) if question else None
        if name != "until" and (field is None or field.kind not in _NEVER) and value not in (None, "", []):
            yield name, value
