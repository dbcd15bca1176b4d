"""Open standards: the catalogue with its facts, clauses for matrices, files held against a standard."""

from dataclasses import dataclass

from procurement.services.standards.examining import StandardExamining
from procurement.services.standards.probe_desk import StandardProbes
from procurement.services.standards.probing import StandardProbing
from procurement.services.standards.shelf import StandardsShelf
from procurement.services.standards.taking import ClauseTaking

__all__ = ["ClauseTaking", "StandardExamining", "StandardProbes", "StandardProbing", "Standards", "StandardsShelf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """All services of open standards.

    Args:
        shelf: The catalogue.
        taking: Clauses for matrices.
        probes: Reading probes of files.
        probing: Asking for them.
    """

    shelf: StandardsShelf
    taking: ClauseTaking
    probes: StandardProbes
    probing: StandardProbing
