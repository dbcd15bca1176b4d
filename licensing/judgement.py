"""What a judgement on licences says: expressions, counts, compatibility, findings, and by which lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.catalogue.facts import Answer, Facts, Strength
from licensing.catalogue.obligations import Obligation, Scenario
from licensing.compatibility.answer import CompatibilityAnswer
from licensing.compatibility.cells import Use
from licensing.expression.reading import Reading
from licensing.expression.term import Term
from licensing.policy.rules_file import Role
from licensing.policy.ruling import RulingGiven


class FindingSeverity(StrEnum):
    """How much a finding asks for: an error in the document, something to ask the bidder, or only to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Stated:
    """What components state about their licences.

    Args:
        licences: Expressions or free texts that all apply together; empty where nothing is stated.
        components: How many components state exactly this.
        core: How many of them are the offered product itself; the others are its parts.
        component: Name of the first of them, for findings.
    """

    licences: tuple[str, ...]
    components: int = 1
    core: int = 0
    component: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the judgement is about.

    Args:
        outbound: Licence of the offered product as an expression; None where it is not known.
        use: How the parts are used in the product.
        scenario: What is done with the product.
    """

    outbound: str | None = None
    use: Use = Use.LINK
    scenario: Scenario = Scenario.DISTRIBUTION


@dataclass(frozen=True, slots=True)
class LicenceFinding:
    """Something that people should look at.

    Args:
        type: Slug of the kind.
        severity: How much it asks for.
        expression: Place of the expression in ``Judgement.expressions``; None for the product's own licence.
        component: Name of the first component that carries it; empty for the product's own licence.
        text: German sentence.
    """

    type: str
    severity: FindingSeverity
    expression: int | None
    component: str
    text: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the ways in which an expression with ``OR`` can be fulfilled.

    Args:
        licences: The licences that then apply, all of them.
        obligations: Their duties in the scenario asked for.
    """

    licences: tuple[Term, ...]
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class JudgedExpression:
    """A distinct expression with everything that is known of it.

    Args:
        reading: How it was read.
        facts: OSI, FSF, strength.
        stated: What was stated, and by how many components.
        chosen: The licences that remain when of each ``OR`` the better branch is taken.
        obligations: Duties in the scenario asked for, of the branch that the licensee would choose.
        compatibility: Answer about the product's licence; None without one, or where only the product carries it.
        rulings: What the house says, for the roles in which it occurs.
        branches: Every way to choose at each ``OR``, at most 20; empty without one.
    """

    reading: Reading
    facts: Facts
    stated: Stated
    chosen: tuple[Term, ...]
    obligations: tuple[Obligation, ...]
    compatibility: CompatibilityAnswer | None
    rulings: Mapping[Role, RulingGiven]
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenceCounts:
    """How many components are what; ``osi`` and ``fsf_free`` beside the others, which add up to all components.

    A work in the public domain counts as permissive; a licence with forbidden uses as unknown, for it is neither free
    nor sold.
    """

    osi: int = 0
    fsf_free: int = 0
    copyleft: int = 0
    weak_copyleft: int = 0
    permissive: int = 0
    source_available: int = 0
    proprietary: int = 0
    unknown: int = 0


COUNTED_AS: Mapping[Strength, str] = {
    Strength.PUBLIC_DOMAIN: "permissive",
    Strength.PERMISSIVE: "permissive",
    Strength.WEAK_COPYLEFT: "weak_copyleft",
    Strength.COPYLEFT: "copyleft",
    Strength.UNKNOWN: "unknown",
    Strength.RESTRICTED: "unknown",
    Strength.SOURCE_AVAILABLE: "source_available",
    Strength.PROPRIETARY: "proprietary",
}


def counts_of(facts: list[tuple[Facts, int]]) -> LicenceCounts:
    """Return the counts of components from the facts of each expression and how many carry it."""
    counted = dict.fromkeys(LicenceCounts.__slots__, 0)
    for known, components in facts:
        counted[COUNTED_AS[known.strength]] += components
        counted["osi"] += components * (known.osi is Answer.YES)
        counted["fsf_free"] += components * (known.fsf is Answer.YES)
    return LicenceCounts(**counted)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole judgement.

    Args:
        outbound: The product's licence as it was read; None where it is not known.
        question: What was asked.
        expressions: Distinct expressions in the order in which they first came.
        counts: How many components are what.
        findings: What people should look at.
        versions: Name and version of every list, dated file and policy.
    """

    outbound: Reading | None
    question: Question
    expressions: tuple[JudgedExpression, ...]
    counts: LicenceCounts
    findings: tuple[LicenceFinding, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
