"""A catalogue from a file: its form, then what its parts say of each other, every fault with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

from pydantic import TypeAdapter

from core.errors import Fault, InputError, pointer
from core.validated import MAXIMUM_LISTED_FAULTS, validated
from digitalcheck.rules.catalogue.condition import Condition, operands, walk
from digitalcheck.rules.catalogue.fact_names import FACTS
from digitalcheck.rules.catalogue.form import (
    COMMON,
    PRECHECK_SECTION,
    UNSURE,
    FieldKind,
    Question,
    QuestionCatalogue,
    Rule,
)

_CATALOGUE = TypeAdapter(QuestionCatalogue)
_CHOICES = {FieldKind.CHOICE, FieldKind.CHOICES}


def parse_catalogue(raw: object) -> QuestionCatalogue:
    """Return the catalogue in a JSON or YAML value.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    catalogue = validated(_CATALOGUE, raw)
    faults = [*_id_faults(catalogue), *_question_faults(catalogue), *_notice_faults(catalogue)]
    if faults:
        raise InputError(faults[:MAXIMUM_LISTED_FAULTS], omitted=max(0, len(faults) - MAXIMUM_LISTED_FAULTS))
    return catalogue


def document_of(catalogue: QuestionCatalogue) -> dict[str, Any]:
    """Return a catalogue as the JSON value that ``parse_catalogue`` reads; one catalogue, one value."""
    return catalogue.document


def _twice(ids: Iterable[str], *path: str | int, key: str = "id") -> Iterator[Fault]:
    seen = Counter[str]()
    for index, id_ in enumerate(ids):
        seen[id_] += 1
        if seen[id_] > 1:
            yield Fault("duplicate_id", pointer(*path, index, key), properties={"id": id_})


def _id_faults(catalogue: QuestionCatalogue) -> Iterator[Fault]:
    for name in ("offices", "sources", "sections", "questions", "notices", "exclusions"):
        yield from _twice((one.id for one in getattr(catalogue, name)), name)
    yield from _twice((one.code for one in catalogue.roles), "roles", key="code")
    if PRECHECK_SECTION not in {one.id for one in catalogue.sections}:
        yield Fault("check_section_unknown", pointer("sections"), properties={"id": PRECHECK_SECTION})


def _question_faults(catalogue: QuestionCatalogue) -> Iterator[Fault]:
    sections = {one.id for one in catalogue.sections}
    offices = {one.id for one in catalogue.offices}
    sources = {one.id for one in catalogue.sources}
    for index, question in enumerate(catalogue.questions):
        at = ("questions", index)
        if question.section not in sections:
            yield Fault("check_section_unknown", pointer(*at, "section"), properties={"id": question.section})
        if question.office not in offices:
            yield Fault("check_office_unknown", pointer(*at, "office"), properties={"id": question.office})
        for place, one in enumerate(question.basis):
            if one not in sources:
                yield Fault("check_source_unknown", pointer(*at, "basis", place), properties={"id": one})
        yield from _field_faults(question, at)
        if question.when is not None:
            yield from _condition_faults(catalogue, question.when, (*at, "when"))
        yield from _rule_faults(catalogue, question, at)


def _field_faults(question: Question, at: tuple[str | int, ...]) -> Iterator[Fault]:
    yield from _twice((one.name for one in question.fields), *at, "fields", key="name")
    if question.answered == "here" and question.field("value") is None:
        yield Fault("check_value_missing", pointer(*at, "fields"), properties={"id": question.id})
    for index, field in enumerate(question.fields):
        place = (*at, "fields", index)
        yield from _twice((one.code for one in field.options), *place, "options", key="code")
        if (field.kind in _CHOICES) != bool(field.options):
            yield Fault("check_options", pointer(*place, "options"), properties={"field": field.name})
        if UNSURE in {one.code for one in field.options}:
            yield Fault("check_unsure_listed", pointer(*place, "options"), properties={"field": field.name})


def _rule_faults(catalogue: QuestionCatalogue, question: Question, at: tuple[str | int, ...]) -> Iterator[Fault]:
    named = {"rules": question.rules, "public_rules": question.public_rules or ()}
    for name, rules in named.items():
        yield from _twice((one.id for one in rules), *at, name)
        for index, rule in enumerate(rules):
            place = (*at, name, index)
            if rule.when is not None:
                yield from _condition_faults(catalogue, rule.when, (*place, "when"))
            yield from _sentence_faults(question, rule, place)


def _sentence_faults(question: Question, rule: Rule, at: tuple[str | int, ...]) -> Iterator[Fault]:
    try:
        names = {name for _, name, _, _ in Formatter().parse(rule.sentence) if name is not None}
    except ValueError:
        yield Fault("check_sentence", pointer(*at, "sentence"), properties={"name": rule.sentence})
        return
    for name in sorted(names - {"until", "owner"} - {one.name for one in question.fields}):
        yield Fault("check_sentence", pointer(*at, "sentence"), properties={"name": name})


def _notice_faults(catalogue: QuestionCatalogue) -> Iterator[Fault]:
    known = {one.id for one in catalogue.questions}
    for index, notice in enumerate(catalogue.notices):
        yield from _condition_faults(catalogue, notice.when, ("notices", index, "when"))
        for place, id_ in enumerate(notice.questions):
            if id_ not in known:
                yield Fault("check_operand", pointer("notices", index, "questions", place), properties={"name": id_})


def _condition_faults(catalogue: QuestionCatalogue, condition: Condition, at: tuple[str | int, ...]) -> Iterator[Fault]:
    for path, part in walk(condition):
        joined = [name for name in ("all", "any", "none") if getattr(part, name) is not None]
        if len(joined) + bool(part.of) != 1 or (part.of is None) is bool(part.tests):
            yield Fault("check_condition", pointer(*at, *path))
        elif part.is_in is not None:
            yield from _code_faults(catalogue, part, (*at, *path))
    for path, name in operands(condition):
        if not _is_known(catalogue, name):
            yield Fault("check_operand", pointer(*at, *path), properties={"name": name})


def _code_faults(catalogue: QuestionCatalogue, part: Condition, at: tuple[str | int, ...]) -> Iterator[Fault]:
    """A code that no answer can have would make a rule that never fires."""
    codes = _codes(catalogue, part.of or "")
    for index, code in enumerate(part.is_in or ()):
        if codes is not None and code not in codes:
            yield Fault("check_code_unknown", pointer(*at, "in", index), properties={"id": code, "name": part.of or ""})


def _codes(catalogue: QuestionCatalogue, operand: str) -> set[str] | None:
    if operand.startswith("fact."):
        return set(FACTS.get(operand.removeprefix("fact."), ())) or None
    id_, _, name = operand.lstrip("#").partition(".")
    question = catalogue.question(id_)
    field = question.field(name or "value") if question else None
    if field is None:
        return None
    return {one.code for one in field.options} | ({UNSURE} if field.name == "value" else set())


def _is_known(catalogue: QuestionCatalogue, operand: str) -> bool:
    if operand.startswith("fact."):
        return operand.removeprefix("fact.") in FACTS
    id_, _, name = operand.lstrip("#").partition(".")
    question = catalogue.question(id_)
    return question is not None and ((name or "value") in COMMON or question.field(name) is not None)
