"""Clauses for standards: each admits something equivalent, and the criteria catalogue takes them."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.standards_wiring import standard_clauses, standards_catalogue, standards_criteria
from core.digest import checksum
from infra.parameters import load_data
from licensing.standards.clauses import EQUIVALENT, ClauseWithoutEquivalentError, clause_for, clauses_of
from procurement.rules.criteria.adding import with_entry
from procurement.rules.criteria.catalogue import document_of, parse_catalogue
from scoring.bundle.manifest import canonical
from scoring.model import CriterionKind

RAW: dict[str, Any] = load_data("licensing", "standards/clauses")
CATALOGUE = parse_catalogue(standards_criteria())


def test_every_text_that_names_a_standard_says_or_equivalent() -> None:
    alone = [clause_for(standard, date(2026, 11, 22)) for standard in standards_catalogue().standards.values()]
    every = [*standard_clauses(), *alone]

    assert all(EQUIVALENT in text for one in every for text in (one.requirement, one.text))
    assert all(EQUIVALENT in clause.text for clause in CATALOGUE.clauses)
    assert all(EQUIVALENT in entry.description for entry in CATALOGUE.entries)
    assert all(one.requirement.endswith(".") and one.text.endswith(".") for one in every)


def test_a_version_that_ships_never_changes() -> None:
    """Cities keep what they imported: other words, for a clause or a standard, need a higher version in the data."""
    digests = {1: "sha256:5971ea16e74aeedd8eaea6388b5923c249d5b2ead078c9cfebf1c6e485d94d99"}

    assert digests[CATALOGUE.version] == checksum(canonical(document_of(CATALOGUE)))


def test_each_clause_is_offered_to_be_met_and_to_be_scored() -> None:
    kinds = {entry.id: entry.kind for entry in CATALOGUE.entries}

    assert len(CATALOGUE.clauses) >= 25
    for clause in CATALOGUE.clauses:
        assert kinds[f"{clause.id}-A"] is CriterionKind.A_KRITERIUM
        assert kinds[f"{clause.id}-B"] is CriterionKind.B_KRITERIUM
    assert all(bool(one.degrees) == (one.kind is CriterionKind.B_KRITERIUM) for one in CATALOGUE.entries)
    assert parse_catalogue(document_of(CATALOGUE)) == CATALOGUE


@pytest.mark.parametrize(("kind", "weight"), [("A", None), ("B", Decimal(20))])
def test_a_clause_goes_into_a_matrix(kind: str, weight: Decimal | None) -> None:
    scored = {"id": "Q1", "title": "Funktion", "kind": "B", "weight_percent": "100"}
    group = {"id": "Q", "title": "Leistung", "kind": "B", "weight_percent": "100", "children": [scored]}
    entry = CATALOGUE.entry(f"STD-DOKUMENTE-{kind}")
    assert entry is not None

    after = with_entry({"matrix": {"criteria": [group]}}, entry, "Q2", "Q", weight)

    nodes = after["matrix"]["criteria"]
    place = nodes[0] if kind == "A" else nodes[-1]["children"][-1]
    assert place["id"] == "Q2"
    assert place["kind"] == kind


@pytest.mark.parametrize("field", ["requirement", "text"])
def test_a_clause_that_admits_nothing_else_does_not_load(field: str) -> None:
    raw = deepcopy(RAW)
    raw["clauses"][0][field] = "Die Software schreibt ODF."

    with pytest.raises(ClauseWithoutEquivalentError):
        clauses_of(raw, standards_catalogue())


def test_a_clause_for_a_standard_that_is_not_there_does_not_load() -> None:
    raw = deepcopy(RAW)
    raw["clauses"][0]["standards"] = ["something"]

    with pytest.raises(ValueError, match="not there"):
        clauses_of(raw, standards_catalogue())
