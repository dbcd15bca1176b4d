"""Which EVB-IT contracts come into question, and whether they know open-source software."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from core.legal import LegalSource
from core.parameters import legal_source
from procurement.rules.need import PurchaseKind


class OpenSourceReadiness(StrEnum):
    """Whether the published form of a contract has clauses for open-source software."""

    READY = "ready"
    NOT_READY = "not-ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvbItContract:
    """One kind of EVB-IT contract.

    Args:
        name: Official name.
        purpose: What it is for.
        purchases: Kinds of purchase for which it comes into question.
        open_source: Whether it knows open-source software.
        remark: German sentence: what to mind.
        source: Where this comes from, how far it was checked, as of when.
    """

    name: str
    purpose: str
    purchases: frozenset[PurchaseKind]
    open_source: OpenSourceReadiness
    remark: str
    source: LegalSource

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> Self:
        """Read one entry of ``evb_it.yaml``.

        Raises:
            KeyError: A required key is missing.
            ValueError: A code is unknown.
        """
        return cls(
            name=raw["name"],
            purpose=raw["purpose"],
            purchases=frozenset(PurchaseKind(one) for one in raw["purchases"]),
            open_source=OpenSourceReadiness(raw["oss"]),
            remark=raw["remark"],
            source=legal_source(raw["source"]),
        )


def candidates(purchase: PurchaseKind, contracts: Iterable[EvbItContract]) -> tuple[EvbItContract, ...]:
    """Return the contracts that come into question, in the order of the data: the closest first.

    Args:
        purchase: What is bought.
        contracts: All known contracts.
    """
    return tuple(contract for contract in contracts if purchase in contract.purchases)
