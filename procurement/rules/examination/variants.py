"""Variants (Nebenangebote): which main bid one belongs to, and why it may not be admitted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from core.legal import LegalSource, VerificationStatus
from procurement.model import Bid, Check, CheckAnswer, Decision, VariantTerms
from procurement.rules.bids.states import named
from procurement.rules.examination.book import Point, PointGroup
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.guards import READ

UNADMITTED = "unadmitted_variant"
"""Ground of exclusion of a variant in a lot that admits none (§ 57 Abs. 1 Nr. 6 VgV)."""
BELOW_REQUIREMENTS = "variant_requirements"
"""Ground of exclusion of a variant that misses a minimum requirement (§ 35 Abs. 3 VgV)."""
POINT_PREFIX = "n:"
"""Checks of the examination that answer a minimum requirement are called by this and its number, from 1."""

ADMITTED = LegalSource(
    "§ 35 Abs. 1 VgV; § 25 UVgO",
    VerificationStatus.SECONDARY,
    "ohne Angabe sind keine Nebenangebote zugelassen",
    READ,
)
REQUIREMENTS = LegalSource(
    "§ 35 Abs. 3 VgV; § 42 Abs. 2 UVgO",
    VerificationStatus.SECONDARY,
    "nur Nebenangebote, die die Mindestanforderungen erfüllen",
    READ,
)


def main_bid_of(variant: Bid, bids: Iterable[Bid]) -> Bid | None:
    """Return the main bid that a variant belongs to: the last valid one of the same bidder and lot; None without one.

    Args:
        variant: A variant; a main bid belongs to none.
        bids: Bids of any round; only those of its own count.
    """
    if not variant.variant:
        return None
    own = [
        one
        for one in bids
        if not one.variant
        and one.is_valid
        and replace(one.place, number=variant.place.number) == variant.place
        and named(one.tenderer) == named(variant.tenderer)
    ]
    return max(own, key=lambda one: (one.received_at, one.place.number), default=None)


def with_requirements(points: tuple[Point, ...], bid: Bid, terms: VariantTerms | None) -> tuple[Point, ...]:
    """Return what a bid is examined by: a variant by each minimum requirement first.

    Args:
        points: Points of its lot.
        bid: The bid.
        terms: What is published about variants of its lot; None where it admits none.

    Legal source:
        § 35 Abs. 3 VgV, § 42 Abs. 2 UVgO
    """
    if not bid.variant or terms is None:
        return points
    requirements = (
        Point(
            id=f"{POINT_PREFIX}{number}",
            group=PointGroup.VARIANT,
            text=text,
            code=BELOW_REQUIREMENTS,
            basis=REQUIREMENTS,
        )
        for number, text in enumerate(terms.requirements, start=1)
    )
    return (*requirements, *points)


def variant_hindrances(
    bid: Bid, terms: VariantTerms | None, checks: Mapping[str, Check], bids: Iterable[Bid]
) -> tuple[Reason, ...]:
    """Return every reason why a variant cannot be admitted; no reason stands against a main bid here.

    No reason in words helps: what is published about variants binds the authority as well.

    Args:
        bid: The bid.
        terms: What is published about variants of its lot; None where it admits none.
        checks: What was found, by the id of the point.
        bids: All bids of its round.

    Legal source:
        § 35 Abs. 1 und 3 VgV, § 57 Abs. 1 Nr. 6 VgV; § 25 und § 42 UVgO
    """
    if not bid.variant:
        return ()
    if terms is None:
        return (Reason(type="variant-not-admitted", source=ADMITTED),)
    found = []
    items = [f"{POINT_PREFIX}{number}" for number in range(1, len(terms.requirements) + 1)]
    unmet = sum(item not in checks or checks[item].answer is not CheckAnswer.MET for item in items)
    if unmet:
        found.append(Reason(type="variant-below", properties={"count": str(unmet)}, source=REQUIREMENTS))
    if terms.with_main_bid and main_bid_of(bid, bids) is None:
        found.append(Reason(type="variant-alone", properties={"bid": bid.title}, source=ADMITTED))
    return tuple(found)


def fallen_variants(
    bids: Sequence[Bid], terms: Mapping[int, VariantTerms | None], checks: Mapping[str, Mapping[str, Check]]
) -> tuple[str, ...]:
    """Return the ids of admitted variants that could not be admitted any more, because of what was found since.

    Args:
        bids: All bids of a round.
        terms: What is published about variants of each lot, by its number.
        checks: What was found, by the id of the bid and of the point.

    Legal source:
        § 35 Abs. 3 VgV; § 42 Abs. 2 UVgO
    """
    return tuple(
        bid.id
        for bid in bids
        if bid.decision is Decision.ADMITTED
        and variant_hindrances(bid, terms[bid.place.lot], checks.get(bid.id, {}), bids)
    )
