"""Ready clauses that ask for a standard or something equivalent, and the criteria catalogue made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licensing.standards.model import Standard, StandardDomain, StandardsCatalogue

EQUIVALENT = "oder gleichwertig"
"""What every reference to a standard has to say (§ 31 Abs. 2 and 6 VgV, § 23 Abs. 5 UVgO)."""

FORMAT = "pruefstand/criteria/1"
CATALOGUE_ID = "offene-standards"
_KINDS = ("A", "B")


class ClauseWithoutEquivalentError(ValueError):
    """A clause or criterion names a standard and does not admit something equivalent.

    Args:
        clause: Id of the clause.
    """

    def __init__(self, clause: str) -> None:
        super().__init__(f"{clause} does not say „{EQUIVALENT}“")
        self.clause = clause


@dataclass(frozen=True, slots=True)
class StandardClause:
    """One clause for a standard or a group of standards.

    Args:
        id: Its name; kept in every catalogue made of it.
        title: What it is about.
        standards: Standards that it names, the first one gives its domain.
        requirement: German sentence of the criterion, for A and B alike.
        text: German text for the contract or the documents.
        valid_from: Day from which it is offered.
    """

    id: str
    title: str
    standards: tuple[str, ...]
    requirement: str
    text: str
    valid_from: str

    def __post_init__(self) -> None:
        """Refuse a clause without „oder gleichwertig“ in criterion or text."""
        if EQUIVALENT not in self.requirement or EQUIVALENT not in self.text:
            raise ClauseWithoutEquivalentError(self.id)


def clauses_of(raw: Mapping[str, Any], catalogue: StandardsCatalogue) -> tuple[StandardClause, ...]:
    """Return the ready clauses from the parsed file ``clauses.yaml``.

    Raises:
        KeyError: A required key is missing.
        ValueError: An id stands twice, or a standard is not in the catalogue.
        ClauseWithoutEquivalentError: A clause does not admit something equivalent.
    """
    found: dict[str, StandardClause] = {}
    for one in raw["clauses"]:
        if one["id"] in found or not one["standards"] or not catalogue.standards.keys() >= set(one["standards"]):
            raise ValueError(f"{one['id']}: twice, or a standard is not there")
        found[one["id"]] = StandardClause(
            one["id"], one["title"], tuple(one["standards"]), one["requirement"], one["text"], one["valid_from"]
        )
    return tuple(found.values())


def clause_for(standard: Standard, day: date) -> StandardClause:
    """Return a clause for one standard alone, made of its name, versions and purpose.

    Args:
        standard: The standard.
        day: Day from which the clause is offered.
    """
    named = f"{standard.name}{_versions(standard.versions)} {EQUIVALENT}"
    return StandardClause(
        id=f"STD-{standard.id.upper()}-ALLEIN",
        title=standard.name,
        standards=(standard.id,),
        requirement=f"Die Software unterstützt {named} (Zweck: {standard.purpose}).",
        text=f"Für den Zweck „{standard.purpose}“ unterstützt die gelieferte Software {named}.",
        valid_from=day.isoformat(),
    )


def _versions(versions: tuple[str, ...]) -> str:
    if not versions:
        return " in der geltenden Fassung"
    return f" in der Fassung {versions[0]}" if len(versions) == 1 else f" in einer der Fassungen {', '.join(versions)}"


def every_clause(
    grouped: tuple[StandardClause, ...], catalogue: StandardsCatalogue, raw: Mapping[str, Any]
) -> tuple[StandardClause, ...]:
    """Return the clauses by group and behind them one for each standard alone.

    Args:
        grouped: The ready clauses.
        catalogue: The standards.
        raw: The parsed file ``clauses.yaml``: the day from which single ones are offered.
    """
    since = date.fromisoformat(raw["alone_from"])
    return (*grouped, *(clause_for(standard, since) for standard in catalogue.standards.values()))


def clauses_naming(clauses: tuple[StandardClause, ...], standard: str) -> tuple[StandardClause, ...]:
    """Return the clauses that name a standard, the one for it alone last."""
    return tuple(one for one in clauses if standard in one.standards)


def entry_id(clause: str, kind: str) -> str:
    """Return the id that a clause has in the criteria catalogue, as a criterion of this kind (A or B)."""
    return f"{clause}-{kind}"


def criteria_document(
    clauses: tuple[StandardClause, ...],
    catalogue: StandardsCatalogue,
    raw: Mapping[str, Any],
    titles: Mapping[StandardDomain, str],
) -> dict[str, Any]:
    """Return the clauses as a criteria catalogue: of each one entry to be met (A) and one to be scored (B).

    Args:
        clauses: Clauses to be offered.
        catalogue: Where their standards stand.
        raw: The parsed file ``clauses.yaml``: degrees, evidence and source that all of them share.
        titles: German titles of the domains, which become the main groups.

    Returns:
        A JSON value in the format ``pruefstand/criteria/1``.
    """
    domains = [domain for domain in StandardDomain if any(_domain(one, catalogue) is domain for one in clauses)]
    return {
        "format": FORMAT,
        "id": CATALOGUE_ID,
        "title": "Offene Standards",
        "version": int(raw["version"]),
        "date": max(one.valid_from for one in clauses),
        "licence": "CC0-1.0",
        "publisher": "Prüfstand",
        "groups": [{"id": domain.value, "title": titles[domain]} for domain in domains],
        "entries": [_entry(one, kind, catalogue, raw) for one in clauses for kind in _KINDS],
        "clauses": [
            {
                "id": one.id,
                "title": one.title,
                "text": one.text,
                "valid_from": one.valid_from,
                "sources": [raw["source"]],
            }
            for one in clauses
        ],
    }


def _domain(clause: StandardClause, catalogue: StandardsCatalogue) -> StandardDomain:
    return catalogue.standards[clause.standards[0]].domain


def _entry(clause: StandardClause, kind: str, catalogue: StandardsCatalogue, raw: Mapping[str, Any]) -> dict[str, Any]:
    entry = {
        "id": entry_id(clause.id, kind),
        "group": _domain(clause, catalogue).value,
        "name": f"{clause.title}: {clause.requirement}",  # of all its texts a matrix keeps the name alone
        "kind": kind,
        "description": clause.requirement,
        "evidence": raw["evidence"],
        "subject_link": raw["subject_link"].format(title=clause.title),
        "clauses": [clause.id],
        "sources": [raw["source"]],
    }
    return {**entry, "degrees": raw["degrees"]} if kind == "B" else entry
