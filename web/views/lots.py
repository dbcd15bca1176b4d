"""The lots of a procedure as pages show them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.errors import LotNotFoundError
from procurement.model import CriterionOrigin, Lot
from procurement.rules.procedure.lot_terms import is_changed, nodes_of
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import OpenedProcedure
from procurement.services.procedures.lot_terms import NewerEntry


@dataclass(frozen=True, slots=True)
class LotState:
    """One line of the list.

    Args:
        number: Number of the lot.
        title: What it is called.
        has_matrix: It has a Bewertungsmatrix.
        faults: What forbids to publish that.
    """

    number: int
    title: str
    has_matrix: bool
    faults: tuple[str, ...]

    @property
    def text(self) -> str:
        """How far it is, in words."""
        if not self.has_matrix:
            return "Bewertungsmatrix fehlt noch"
        return "Bewertungsmatrix lässt sich so nicht veröffentlichen" if self.faults else "Bewertungsmatrix vollständig"


def lot_states(opened: OpenedProcedure) -> list[LotState]:
    """Return all lots with what stands against them."""
    return [
        LotState(lot.number, lot.title, facts.has_matrix, tuple(map(fault_sentence, facts.faults)))
        for lot, facts in zip(opened.procedure.lots, opened.facts.lots, strict=True)
    ]


def lot_of(opened: OpenedProcedure, number: int) -> Lot:
    """Return a lot.

    Raises:
        LotNotFoundError: There is none of this number.
    """
    found = next((lot for lot in opened.procedure.lots if lot.number == number), None)
    if found is None:
        raise LotNotFoundError(number)
    return found


def document_of(opened: OpenedProcedure, number: int) -> dict[str, Any] | None:
    """Return the evaluation without bids of a lot as a JSON value; None where it has no matrix yet."""
    text = lot_of(opened, number).document
    return json.loads(text) if text else None


@dataclass(frozen=True, slots=True)
class OriginLine:
    """Where a criterion comes from.

    Args:
        origin: Catalogue, version, criterion.
        is_changed: Somebody changed its texts since.
        newer: A newer version of the catalogue; None where there is none.
    """

    origin: CriterionOrigin
    is_changed: bool
    newer: NewerEntry | None


def origin_lines(lot: Lot, newer: Mapping[str, NewerEntry]) -> list[OriginLine]:
    """Return where the criteria of a lot come from, in the order of the catalogue."""
    nodes = nodes_of(json.loads(lot.document)) if lot.document else {}
    return [
        OriginLine(one, is_changed(one, nodes[one.criterion]), newer.get(one.criterion)) for one in lot.terms.origins
    ]
