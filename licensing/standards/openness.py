"""Derive from the facts about a standard whether it is open, restricted or a vendor's, by dated criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.legal import LegalSource
from core.parameters import legal_source
from licensing.standards.model import FactName, FactValue, Standard, StandardsCatalogue

_VENDOR = (FactName.PROCESS_OPEN, FactName.BODY_NONPROFIT)


class Openness(StrEnum):
    """What follows from the facts.

    ``OPEN``: every definition is met. ``RESTRICTED``: one is not. ``VENDOR``: nobody else can take part, and the body
    works for profit. ``UNDECIDED``: a fact that decides was not read anywhere.
    """

    OPEN = "open"
    RESTRICTED = "restricted"
    VENDOR = "vendor"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class OpennessRequirement:
    """One requirement of a definition.

    Args:
        id: Its name inside the definition.
        title: What it asks, in German, with its place in the definition.
        any_of: Sets of facts; it is met where all facts of one set are ``yes``. Empty: every standard that this one
            depends on has to meet the definition.
    """

    id: str
    title: str
    any_of: tuple[tuple[FactName, ...], ...]


@dataclass(frozen=True, slots=True)
class OpennessDefinition:
    """A definition of an open standard in one version.

    Args:
        id: Name of all its versions.
        title: What people call it.
        valid_from: First day on which it counts here.
        valid_to: Last day; None while it counts.
        source: Where its wording was read.
        requirements: What it asks.
    """

    id: str
    title: str
    valid_from: date
    valid_to: date | None
    source: LegalSource
    requirements: tuple[OpennessRequirement, ...]


@dataclass(frozen=True, slots=True)
class OpennessReason:
    """How one requirement came out.

    Args:
        definition: The definition.
        requirement: Its requirement.
        met: ``yes``, ``no``, or ``unknown`` where a fact is missing.
        facts: Facts that decided, or that are missing.
        standards: Standards it depends on that decided; empty for requirements on facts.
    """

    definition: OpennessDefinition
    requirement: OpennessRequirement
    met: FactValue
    facts: tuple[FactName, ...]
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpennessVerdict:
    """What follows for one standard.

    Args:
        openness: The class.
        reasons: Every requirement with its outcome, in the order of the definitions.
        missing: Facts without which nothing can be decided; empty unless undecided.
    """

    openness: Openness
    reasons: tuple[OpennessReason, ...]
    missing: tuple[FactName, ...]


def definitions_on(mapping: Mapping[str, Any], day: date) -> list[OpennessDefinition]:
    """Return the version of each definition that counts on a day, from the parsed file ``criteria.yaml``.

    Raises:
        KeyError: A required key is missing.
        ValueError: A fact or a status of a source is unknown.
    """
    every = [_definition(name, body["title"], raw) for name, body in mapping.items() for raw in body["entries"]]
    return [one for one in every if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]


def openness_of(
    standard: Standard, catalogue: StandardsCatalogue, definitions: list[OpennessDefinition]
) -> OpennessVerdict:
    """Derive the class of a standard.

    Args:
        standard: The standard.
        catalogue: Where the standards it depends on stand.
        definitions: Definitions that count; all have to be met.
    """
    reasons = tuple(
        _held(standard, catalogue, definition, requirement)
        for definition in definitions
        for requirement in definition.requirements
    )
    process, body = standard.answer(FactName.PROCESS_OPEN), standard.answer(FactName.BODY_NONPROFIT)
    if process is FactValue.NO and body is FactValue.NO:
        return OpennessVerdict(Openness.VENDOR, reasons, ())
    if any(one.met is FactValue.NO for one in reasons):
        if FactValue.YES in {process, body}:
            return OpennessVerdict(Openness.RESTRICTED, reasons, ())
        open_questions = [name for name in _VENDOR if standard.answer(name) is FactValue.UNKNOWN]
        return OpennessVerdict(Openness.UNDECIDED, reasons, tuple(open_questions))
    missing = {name for one in reasons if one.met is FactValue.UNKNOWN for name in one.facts}
    if any(one.met is FactValue.UNKNOWN for one in reasons):
        return OpennessVerdict(Openness.UNDECIDED, reasons, tuple(name for name in FactName if name in missing))
    return OpennessVerdict(Openness.OPEN, reasons, ())


def is_fully_sourced(verdict: OpennessVerdict) -> bool:
    """Tell whether every requirement was decided by a fact that was read."""
    return all(one.met is not FactValue.UNKNOWN for one in verdict.reasons)


def _definition(name: str, title: str, raw: Mapping[str, Any]) -> OpennessDefinition:
    requirements = tuple(
        OpennessRequirement(
            one["id"], one["title"], tuple(tuple(FactName(fact) for fact in facts) for facts in one["any_of"])
        )
        for one in raw["requirements"]
    )
    return OpennessDefinition(
        name, title, raw["valid_from"], raw.get("valid_to"), legal_source(raw["source"]), requirements
    )


def _held(
    standard: Standard,
    catalogue: StandardsCatalogue,
    definition: OpennessDefinition,
    requirement: OpennessRequirement,
) -> OpennessReason:
    if not requirement.any_of:
        return _dependencies(standard, catalogue, definition, requirement)
    for facts in requirement.any_of:
        if all(standard.answer(name) is FactValue.YES for name in facts):
            return OpennessReason(definition, requirement, FactValue.YES, facts)
    still = [facts for facts in requirement.any_of if all(standard.answer(one) is not FactValue.NO for one in facts)]
    if still:
        missing = {one for facts in still for one in facts if standard.answer(one) is FactValue.UNKNOWN}
        return OpennessReason(
            definition, requirement, FactValue.UNKNOWN, tuple(name for name in FactName if name in missing)
        )
    against = {one for facts in requirement.any_of for one in facts if standard.answer(one) is FactValue.NO}
    return OpennessReason(definition, requirement, FactValue.NO, tuple(name for name in FactName if name in against))


def _dependencies(
    standard: Standard,
    catalogue: StandardsCatalogue,
    definition: OpennessDefinition,
    requirement: OpennessRequirement,
) -> OpennessReason:
    """Hold the definition against every standard that this one needs; the worst decides."""
    outcomes: dict[FactValue, list[str]] = {}
    missing: set[FactName] = set()
    for name in standard.depends_on:
        held = [_held(catalogue.standards[name], catalogue, definition, one) for one in definition.requirements]
        met = {one.met for one in held}
        worst = next(value for value in (FactValue.NO, FactValue.UNKNOWN, FactValue.YES) if value in met)
        outcomes.setdefault(worst, []).append(name)
        missing |= {fact for one in held if one.met is FactValue.UNKNOWN for fact in one.facts}
    for value in (FactValue.NO, FactValue.UNKNOWN):
        if value in outcomes:
            facts = tuple(name for name in FactName if name in missing) if value is FactValue.UNKNOWN else ()
            return OpennessReason(definition, requirement, value, facts, tuple(outcomes[value]))
    return OpennessReason(definition, requirement, FactValue.YES, (), standard.depends_on)
