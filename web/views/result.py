"""The result page: ranking, contributions, what left the ranking, how it was computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.bid_names import labels_in
from scoring.evaluate import Outcome
from scoring.exclusion import Excluded
from scoring.model import Bid
from scoring.notices import Notice, notices_of
from scoring.result import PRICE, RankedBid, Result, build_result, contributions
from web.charts import Bars, BarValue, Series, bars, series_of
from web.formats import euro, number
from web.views.headline import Headline, headline
from web.views.matrix import LARGEST, Row, matrix_rows, rank_order
from web.views.method import MethodView, method_view
from web.wording import PRICE as PRICE_TITLE

MOST_BARS = 25

_COLUMNS = (
    ("leistungspunkte", "Leistungspunkte"),
    ("quality", "Leistung (0–100)"),
    ("price_points", "Preispunkte"),
    ("total", "Gesamtpunkte"),
    ("kennzahl_z", "Kennzahl Z"),
)


@dataclass(frozen=True, slots=True)
class RankRow:
    """A line of the ranking: the bid and what the method says of it, as printed."""

    rank: int
    bid: Bid
    values: tuple[str, ...]
    price: str
    in_band: bool | None


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What the main groups contribute to one bid's value."""

    bid: Bid
    parts: tuple[Fraction, ...]
    total: Fraction


@dataclass(frozen=True, slots=True)
class Contributions:
    """Contributions as chart and table.

    Args:
        chart: The chart; it shows at most the first bids.
        series: Main groups, and the price where it is weighted in the tree.
        rows: One per bid.
        unit: What the contributions sum to.
        is_cut: Whether the chart leaves bids out.
    """

    chart: Bars
    series: tuple[Series, ...]
    rows: tuple[ContributionRow, ...]
    unit: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ExcludedView:
    """A bid outside the ranking with the titles of the criteria it failed."""

    bid: Bid
    ground: Excluded
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything a result page shows.

    Args:
        outcome: The evaluated bids.
        headline: Who is first and why.
        columns: Titles of the values in the ranking.
        ranking: The valid bids.
        has_band: Whether the method has a Schwankungsbereich.
        contributions: Chart and table; None without scored criteria or bids, or where too many for a page.
        too_many_parts: There are contributions, but too many for a page.
        excluded: Bids outside the ranking.
        notices: Warnings with their sources.
        method: How it was computed.
        bids: All bids in the order of the matrix table.
        matrix: All points; None where too many for a page.
        digest: Digest of the shown result.
        recomputed: Digest computed anew; differs only if program or numbers changed.
    """

    outcome: Outcome
    headline: Headline
    columns: tuple[str, ...]
    ranking: tuple[RankRow, ...]
    has_band: bool
    contributions: Contributions | None
    too_many_parts: bool
    excluded: tuple[ExcludedView, ...]
    notices: tuple[Notice, ...]
    method: MethodView
    bids: tuple[Bid, ...]
    matrix: tuple[Row, ...] | None
    digest: str
    recomputed: str


def result_view(outcome: Outcome, result: Result) -> ResultView:
    """Return what a page shows of a result document and the outcome behind it."""
    everyone = {bid.id: bid for bid in outcome.evaluation.bids}
    ranking = result["ranking"]
    columns = [(key, title) for key, title in _COLUMNS if ranking and ranking[0].get(key) is not None]
    bids = rank_order(outcome)
    rows = matrix_rows(outcome, bids)
    parts = len(outcome.bids) * len(outcome.evaluation.matrix.main_groups) if outcome.grid.criteria else 0
    return ResultView(
        outcome=outcome,
        headline=headline(outcome),
        columns=tuple(title for _, title in columns),
        ranking=tuple(_rank_row(entry, everyone, [key for key, _ in columns]) for entry in ranking),
        has_band=bool(ranking) and ranking[0]["in_band"] is not None,
        contributions=_contributions(outcome) if 0 < parts <= LARGEST else None,
        too_many_parts=parts > LARGEST,
        excluded=tuple(_excluded(outcome, everyone)),
        notices=tuple(notices_of(outcome, labels_in(outcome.evaluation))),
        method=method_view(outcome.evaluation.matrix),
        bids=tuple(bids),
        matrix=None if rows is None else tuple(rows),
        digest=result["digest"],
        recomputed=build_result(outcome)["digest"],
    )


def _rank_row(entry: RankedBid, bids: Mapping[str, Bid], keys: list[str]) -> RankRow:
    values = {key: value for key, value in entry.items() if isinstance(value, str)}
    return RankRow(
        rank=entry["rank"],
        bid=bids[entry["bid"]],
        values=tuple(number(values[key]) if key in values else "–" for key in keys),
        price=euro(entry["price_gross_eur"]),
        in_band=entry["in_band"],
    )


def _excluded(outcome: Outcome, bids: Mapping[str, Bid]) -> list[ExcludedView]:
    titles = {node.id: node.title for _, node in outcome.evaluation.matrix.walk()}
    return [
        ExcludedView(bids[ground.bid], ground, tuple((one, titles.get(one, "")) for one in ground.criteria))
        for ground in outcome.excluded
    ]


def _contributions(outcome: Outcome) -> Contributions:
    groups = {group.id: group.title for group in outcome.evaluation.matrix.main_groups}
    in_total = outcome.valuation.standings[0].total is not None
    series = series_of({**groups, PRICE: PRICE_TITLE} if in_total else groups, {PRICE: PRICE_TITLE})
    order = outcome.in_rank_order()
    parts = {index: contributions(outcome, index) for index in order}
    unit = "Gesamtpunkte" if in_total else "Leistungspunkte"
    maximum = Fraction(100) if in_total else 100 * Fraction(outcome.evaluation.matrix.scale.maximum)
    rows = [
        ContributionRow(
            outcome.bids[index],
            tuple(parts[index][one.key] for one in series),
            sum(parts[index].values(), Fraction(0)),
        )
        for index in order
    ]
    labels = labels_in(outcome.evaluation)
    values = [
        BarValue(
            f"Rang {outcome.valuation.ranks[index]} · Angebot {labels[row.bid.id]}", number(row.total), parts[index]
        )
        for index, row in zip(order[:MOST_BARS], rows, strict=False)
    ]
    chart = bars("beitraege", f"Beiträge zu den {unit}n", _told(rows, unit, labels), values, series, maximum)
    return Contributions(chart, series, tuple(rows), unit, is_cut=len(rows) > MOST_BARS)


def _told(rows: list[ContributionRow], unit: str, labels: Mapping[str, str]) -> str:
    sums = "; ".join(f"Angebot {labels[row.bid.id]}: {number(row.total)}" for row in rows[:MOST_BARS])
    return f"Ein Balken je Angebot, unterteilt nach Hauptgruppen. {unit}: {sums}. Jeden Beitrag nennt die Tabelle."
