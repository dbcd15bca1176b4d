"""The catalogue of standards as a list: each with what follows from its facts, filtered by what people look for."""

from collections.abc import Sequence
from dataclasses import dataclass

from licensing.standards.model import Standard, StandardDomain, StandardsCatalogue
from licensing.standards.openness import Openness, OpennessDefinition, OpennessVerdict, openness_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardQuery:
    """What somebody looks for.

    Args:
        domain: Only of this domain; None for all.
        openness: Only of this class; None for all.
        body: Only of the body with this id; empty for all.
        text: Words that all stand in name, purpose, body, versions, endings or media types; case does not count.
    """

    domain: StandardDomain | None = None
    openness: Openness | None = None
    body: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class JudgedStandard:
    """A standard with what follows from its facts.

    Args:
        standard: The standard.
        verdict: What follows.
    """

    standard: Standard
    verdict: OpennessVerdict


def judged(catalogue: StandardsCatalogue, definitions: list[OpennessDefinition]) -> tuple[JudgedStandard, ...]:
    """Return every standard with what follows from its facts, by name."""
    every = [JudgedStandard(one, openness_of(one, catalogue, definitions)) for one in catalogue.standards.values()]
    return tuple(sorted(every, key=lambda one: (one.standard.name.casefold(), one.standard.id)))


def matching(standards: Sequence[JudgedStandard], query: StandardQuery) -> tuple[JudgedStandard, ...]:
    """Return the standards that a query asks for, in their order."""
    words = query.text.casefold().split()
    return tuple(
        one
        for one in standards
        if query.domain in {None, one.standard.domain}
        and query.openness in {None, one.verdict.openness}
        and query.body in {"", one.standard.body.id}
        and all(word in _searched(one.standard) for word in words)
    )


def _searched(standard: Standard) -> str:
    told = (standard.id, standard.name, standard.purpose, standard.body.name)
    return " ".join((*told, *standard.versions, *standard.file_types, *standard.media_types)).casefold()
