"""A lot as the interface shows it: its Bewertungsmatrix, and where criteria, clauses and contract come from."""

import json
from dataclasses import dataclass
from typing import Any

from procurement.model import ChosenClause, ChosenContract, CriterionOrigin, Lot, VariantTerms
from procurement.rules.procedure.lot_terms import is_changed, nodes_of
from procurement.rules.procedure.publication import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """Where a criterion comes from.

    Args:
        origin: Catalogue, version, criterion.
        changed: Its texts are not those of the catalogue any more.
    """

    origin: CriterionOrigin
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LotView:
    """One lot.

    Args:
        number: Its number.
        title: What it is called.
        matrix_digest: ``sha256:…`` of its Bewertungsmatrix; null until it has one.
        matrix: The Bewertungsmatrix as ``pruefstand/evaluation/1`` without bids; null until it has one.
        origins: Where criteria come from; ``changed`` where somebody changed their texts since.
        clauses: Its clauses.
        contract: Its kind of EVB-IT contract; null until it has one.
        variants: What variants must meet and how they are scored; null where the lot admits none.
    """

    number: int
    title: str
    matrix_digest: str | None
    matrix: dict[str, Any] | None
    origins: list[OriginView]
    clauses: list[ChosenClause]
    contract: ChosenContract | None
    variants: VariantTerms | None


def lot_view(lot: Lot) -> LotView:
    """Return a lot as it is shown."""
    matrix: dict[str, Any] | None = json.loads(lot.document) if lot.document else None
    nodes = nodes_of(matrix) if matrix else {}
    return LotView(
        number=lot.number,
        title=lot.title,
        matrix_digest=digest_of(lot.document) if lot.document else None,
        matrix=matrix,
        origins=[OriginView(origin=one, changed=is_changed(one, nodes[one.criterion])) for one in lot.terms.origins],
        clauses=list(lot.terms.clauses),
        contract=lot.terms.contract,
        variants=lot.terms.variants,
    )
