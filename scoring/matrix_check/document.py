"""Format ``pruefstand/probe/1``: the report on a matrix. Display fields are rounded, ``exact`` is not."""

from typing import Literal, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from scoring.result import Digest, Exact, Measured

FORMAT: Literal["pruefstand/probe/1"] = "pruefstand/probe/1"

Severity = Literal["hinweis", "warnung", "verstoss"]
ReferenceSource = Literal["median_of_bids", "best_price", "estimated_value_net", "per_100000"]

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
class Finding(TypedDict):
    """Something to know or to change before publication. ``place`` is a JSON pointer into the input."""

    type: str
    severity: Severity
    place: str
    text: str
    legal_source: str | None


@_closed
class MethodChoice(TypedDict):
    """Names of the lawful methods: those offered first, then the others."""

    offered_first: list[str]
    others: list[str]


@_closed
class BidCount(TypedDict):
    """How many bids the input carries, and how many of them stay in."""

    given: int
    valid: int


@_closed
class WeightSum(TypedDict):
    """Sum of the weights of one level. ``criterion`` is null for the main groups and for the weights of the method."""

    place: str
    criterion: str | None
    title: str
    parts: int
    sum: Measured
    exact: bool


@_closed
class OpenSource(TypedDict):
    """The open-source policy and how far the matrix meets it."""

    share_percent: Measured
    policy_percent: Measured
    groups: list[str]
    fulfilled: bool
    exemption: str | None
    published: bool
    only_non_price_criterion: bool
    text: str
    legal_source: str


@_closed
class OnePercent(TypedDict):
    """Leistungspunkte that make up for a price one percent higher, at one level of Leistungspunkte."""

    at_leistungspunkte: Measured
    leistungspunkte: Measured


@_closed
class PriceQuality(TypedDict):
    """Price against quality. Shares are null where the method knows no percentage."""

    price_share_percent: Measured | None
    quality_share_percent: Measured | None
    one_percent_of_price: list[OnePercent]
    text: str


@_closed
class ExampleBid(TypedDict):
    """A constructed bid of a counter-example."""

    id: str
    price_gross_eur: Measured
    leistungspunkte: Measured
    points: dict[str, Measured]


@_closed
class ExampleRank(TypedDict):
    """Rank and value of a constructed bid."""

    bid: str
    rank: int
    value: Measured
    exact: Exact
    in_band: bool | None


@_closed
class CounterExample(TypedDict):
    """Two bids that swap places when a third arrives, which itself does not win."""

    bids: list[ExampleBid]
    swapped: list[str]
    third: str
    before: list[ExampleRank]
    after: list[ExampleRank]
    text: str


@_closed
class Flip(TypedDict):
    """Whether a third bid can swap two others. ``counter_example`` is null where none was found or none can exist."""

    can_flip: bool
    proof: str | None
    family: str | None
    candidates_checked: int
    counter_example: CounterExample | None


@_closed
class CriterionInfluence(TypedDict):
    """What a criterion weighs by the matrix and what it moves. ``criterion`` is ``price`` for the price in the tree."""

    criterion: str
    title: str
    weight_percent: Measured
    share_percent: Measured
    share_exact: Exact
    lowest: Measured | None
    highest: Measured | None
    influence_percent: Measured | None


@_closed
class Influence(TypedDict):
    """Effective influence; ``basis`` says whether the given or fictitious bids were used."""

    basis: Literal["bids", "fictitious"]
    criteria: list[CriterionInfluence]
    text: str


@_closed
class PointValue(TypedDict):
    """What one point of a criterion is worth: in Leistungspunkte and in euro at the reference."""

    criterion: str
    leistungspunkte: Measured
    euro: Measured | None


@_closed
class EuroPerPoint(TypedDict):
    """Value of one point in euro around the reference price; ``reference_price_eur`` is null without a price."""

    reference_price_eur: Measured
    reference_price_source: ReferenceSource
    reference_leistungspunkte: Measured | None
    reference_leistungspunkte_source: Literal["median_of_bids", "highest_possible"]
    formula: str | None
    criteria: list[PointValue]
    text: str


@_closed
class Probe(TypedDict):
    """The whole report. ``preliminary`` is there only for drafts."""

    format: Literal["pruefstand/probe/1"]
    reference: str
    lot: NotRequired[str]
    preliminary: NotRequired[bool]
    published: bool
    method: str
    method_choice: MethodChoice
    bids: BidCount
    weight_sums: list[WeightSum]
    open_source: OpenSource
    price_quality: PriceQuality
    flip: Flip
    influence: Influence
    euro_per_point: EuroPerPoint
    findings: list[Finding]
    digest: Digest
