"""The catalogue of open standards, its criteria and clauses, from the dated files that ship."""

from datetime import date
from functools import cache
from typing import Any

from infra.parameters import load_data
from licensing.standards.clauses import StandardClause, clauses_of, criteria_document, every_clause
from licensing.standards.model import StandardsCatalogue
from licensing.standards.openness import OpennessDefinition, definitions_on
from licensing.standards.reading import FILES, catalogue_of
from licensing.standards.wording import DOMAIN_TITLES


@cache
def standards_catalogue() -> StandardsCatalogue:
    """Return the catalogue; read once a process."""
    return catalogue_of({name: load_data("licensing", f"standards/{name}") for name in FILES})


def openness_definitions(day: date) -> list[OpennessDefinition]:
    """Return the definitions of an open standard that count on a day."""
    return definitions_on(load_data("licensing", "standards/criteria"), day)


@cache
def standard_clauses() -> tuple[StandardClause, ...]:
    """Return the ready clauses, by group and for each standard alone."""
    raw = load_data("licensing", "standards/clauses")
    return every_clause(clauses_of(raw, standards_catalogue()), standards_catalogue(), raw)


@cache
def standards_criteria() -> dict[str, Any]:
    """Return the ready clauses as a criteria catalogue that can be imported."""
    raw = load_data("licensing", "standards/clauses")
    return criteria_document(standard_clauses(), standards_catalogue(), raw, DOMAIN_TITLES)
