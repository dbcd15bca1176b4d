"""Format ``pruefstand/result/1``: what goes out. Display fields are rounded, ``exact`` is not."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, NotRequired

import rfc8785
from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.digest import checksum
from core.numbers import MEASURE_PATTERN, decimal_string, fraction_string, money_string
from scoring.evaluate import Outcome
from scoring.methods import METHODS
from scoring.notices import notices_of

FORMAT: Literal["pruefstand/result/1"] = "pruefstand/result/1"
PRICE = "price"
OUTSIDE_DIGEST = frozenset({"digest", "robustness"})

Measured = Annotated[str, Field(pattern=MEASURE_PATTERN)]
"""A measured value as a decimal string."""

Exact = Annotated[str, Field(pattern=r"^-?\d+/\d+$")]
"""An exact value as a fraction string."""

Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
"""A SHA-256."""

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
class RankedBid(TypedDict):
    """A bid in the ranking. Fields a method does not have are null."""

    rank: int
    bid: str
    leistungspunkte: Measured | None
    kennzahl_z: Measured | None
    exact: Exact
    in_band: bool | None
    quality: Measured | None
    price_points: Measured | None
    total: Measured | None
    price_gross_eur: Measured
    contributions: dict[str, Measured]


@_closed
class ExcludedBid(TypedDict):
    """A bid outside the ranking, with the ground and its legal source."""

    bid: str
    code: str
    criteria: list[str]
    reason: str | None
    legal_source: str | None


@_closed
class AbnormallyLowBid(TypedDict):
    """A bid that must be asked to explain its price."""

    bid: str
    gap_percent: Measured
    against: str


@_closed
class NoticeEntry(TypedDict):
    """A warning with its sentence and legal source."""

    type: str
    text: str
    legal_source: str | None


@_closed
class EvaluatorSpread(TypedDict):
    """Spread of the evaluators of one bid on one criterion."""

    bid: str
    criterion: str
    lowest: Measured
    highest: Measured
    spread: Measured
    discuss: bool


@_closed
class WeightInterval(TypedDict):
    """Weight of a node in percent of its parent, and the bounds at which the winner changes (null: never)."""

    weight_percent: Measured
    winner_changes_below: Measured | None
    winner_changes_above: Measured | None


ScoreChange = TypedDict("ScoreChange", {"bid": str, "criterion": str, "from": str, "to": str, "change": str})
"""The smallest change of a single score, in points, after which the winner is no longer first alone."""

PriceChange = TypedDict("PriceChange", {"bid": str, "from": str, "to": str, "change_eur": str, "change_percent": str})
"""The smallest change of a single price, in euro, after which the winner is no longer first alone."""


@_closed
class RankAcceptability(TypedDict):
    """Share of seeded weight samples in which each bid is first; an indication only."""

    samples: int
    seed: int
    first_rank: dict[str, Measured]


@_closed
class LosingBidRemoval(TypedDict):
    """What removing one losing bid does to the others."""

    bid: str
    order_changes: bool
    winner_changes: bool


@_closed
class Robustness(TypedDict):
    """Stability of the result; internal, outside the digest, never on the score sheet."""

    winner_by_criterion: dict[str, WeightInterval]
    smallest_score_change: ScoreChange | None
    smallest_price_change: PriceChange | None
    removal: list[LosingBidRemoval]
    rank_acceptability: RankAcceptability | None


@_closed
class Result(TypedDict):
    """A whole result. ``preliminary`` is there only for drafts, ``spreads`` only with several evaluators."""

    format: Literal["pruefstand/result/1"]
    reference: str
    lot: NotRequired[str]
    preliminary: NotRequired[bool]
    method: str
    winner: str | None
    tie: bool
    ranking: list[RankedBid]
    excluded: list[ExcludedBid]
    abnormally_low: list[AbnormallyLowBid]
    warnings: list[NoticeEntry]
    spreads: NotRequired[list[EvaluatorSpread]]
    robustness: NotRequired[Robustness]
    digest: Digest


def build_result(outcome: Outcome, robustness: Robustness | None = None) -> Result:
    """Return the result document of an outcome with its digest.

    Args:
        outcome: The evaluated bids.
        robustness: Stability figures; left out where the service withholds them.
    """
    head = outcome.evaluation.procedure
    result: Result = {
        "format": FORMAT,
        "reference": head.reference,
        "method": outcome.evaluation.matrix.method.name,
        "winner": outcome.winner.id if outcome.winner else None,
        "tie": outcome.tie,
        "ranking": [_ranked(outcome, index) for index in outcome.in_rank_order()],
        "excluded": _excluded(outcome),
        "abnormally_low": [
            {"bid": low.bid, "gap_percent": decimal_string(low.gap_percent), "against": low.against}
            for low in outcome.low
            if low.must_ask
        ],
        "warnings": [
            {"type": notice.type, "text": notice.text, "legal_source": str(notice.source) if notice.source else None}
            for notice in notices_of(outcome)
        ],
        "digest": "",
    }
    _add_optional(result, outcome)
    result["digest"] = digest_of(result)
    if robustness is not None:
        result["robustness"] = robustness
    return result


def digest_of(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the RFC 8785 form of a document without ``digest`` and ``robustness``."""
    covered = {key: value for key, value in document.items() if key not in OUTSIDE_DIGEST}
    return checksum(rfc8785.dumps(covered))


def _add_optional(result: Result, outcome: Outcome) -> None:
    if outcome.evaluation.procedure.lot is not None:
        result["lot"] = outcome.evaluation.procedure.lot
    if outcome.evaluation.draft:
        result["preliminary"] = True
    if outcome.spreads:
        ordered = sorted(outcome.spreads, key=lambda spread: (spread.bid, spread.criterion))
        result["spreads"] = [
            {
                "bid": spread.bid,
                "criterion": spread.criterion,
                "lowest": decimal_string(spread.lowest),
                "highest": decimal_string(spread.highest),
                "spread": decimal_string(spread.spread),
                "discuss": spread.discuss,
            }
            for spread in ordered
        ]


def _excluded(outcome: Outcome) -> list[ExcludedBid]:
    return [
        {
            "bid": ground.bid,
            "code": ground.code,
            "criteria": list(ground.criteria),
            "reason": ground.reason or None,
            "legal_source": str(ground.source) if ground.source else None,
        }
        for ground in outcome.excluded
    ]


def _shown(value: Fraction | None) -> str | None:
    return None if value is None else decimal_string(value)


def _ranked(outcome: Outcome, index: int) -> RankedBid:
    valuation, matrix = outcome.valuation, outcome.evaluation.matrix
    standing = valuation.standings[index]
    in_tree = METHODS[matrix.method.name].weights_price_in_tree
    scored = bool(outcome.grid.criteria)
    return {
        "rank": valuation.ranks[index],
        "bid": outcome.bids[index].id,
        "leistungspunkte": decimal_string(valuation.field.leistungspunkte[index]) if scored else None,
        "kennzahl_z": _shown(standing.kennzahl_z),
        "exact": fraction_string(standing.exact),
        "in_band": standing.in_band,
        "quality": decimal_string(valuation.field.quality[index]) if in_tree else None,
        "price_points": _shown(standing.price_points),
        "total": _shown(standing.total),
        "price_gross_eur": money_string(outcome.bids[index].price_gross_eur),
        "contributions": {key: decimal_string(part) for key, part in sorted(contributions(outcome, index).items())},
    }


def contributions(outcome: Outcome, index: int) -> dict[str, Fraction]:
    """Return what each main group contributes to a bid's value, exactly.

    Where the price is weighted in the tree the parts (with ``price``) sum to the total, else to the Leistungspunkte.
    """
    grid, valuation = outcome.grid, outcome.valuation
    quality, standing = valuation.quality, valuation.standings[index]
    if standing.total is None:
        return quality.split(index, grid.groups)
    factor = (1 - grid.price_share) / Fraction(outcome.evaluation.matrix.scale.maximum)
    price = standing.total - valuation.field.leistungspunkte[index] * factor
    return {**quality.split(index, grid.groups, factor), PRICE: price}
