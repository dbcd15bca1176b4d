"""Stability of a result as a page shows it: intervals as a chart, changes in sentences."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.bid_names import labels_in
from scoring.evaluate import Outcome
from scoring.result import PRICE, Robustness, WeightInterval
from scoring.robustness.acceptability import WEIGHT_SPREAD
from scoring.shown import shown_robustness
from web.charts import Bars, BarValue, Intervals, IntervalValue, bars, intervals, series_of
from web.formats import euro, number, percent
from web.wording import PRICE as PRICE_TITLE

MOST_BARS = 25


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A weight and how far it may move before the best bid is no longer alone on rank 1.

    Args:
        id: Id of the node, or ``price``.
        title: Its title.
        level: Depth in the tree, 1 for main groups and the price.
        interval: Weight in percent of its parent and the bounds.
    """

    id: str
    title: str
    level: int
    interval: WeightInterval

    @property
    def never_changes(self) -> bool:
        """Whether no weight of this node changes the winner."""
        return self.interval["winner_changes_below"] is None and self.interval["winner_changes_above"] is None


@dataclass(frozen=True, slots=True)
class StabilityView:
    """What the page shows.

    Args:
        robustness: The figures.
        weights: One row per node, main groups first met.
        chart: Intervals of the main groups and the price.
        firsts: Share of weightings in which each bid is first, as a chart; None where nothing was drawn.
        score_change: Smallest change of one score after which the winner is not alone on rank 1, in a sentence; None
            where nobody is alone there today.
        price_change: The same for one price.
    """

    robustness: Robustness
    weights: tuple[WeightRow, ...]
    chart: Intervals | None
    firsts: Bars | None
    score_change: str | None
    price_change: str | None

    @property
    def spread(self) -> str:
        """How far each weight is moved at random, in percent of itself."""
        return percent(100 * WEIGHT_SPREAD)


def stability_view(outcome: Outcome, robustness: Robustness) -> StabilityView:
    """Return what the page shows of the stability figures of an outcome."""
    labels = labels_in(outcome.evaluation)
    robustness, winner = shown_robustness(robustness, labels), outcome.winner and labels[outcome.winner.id]
    rows = _rows(outcome, robustness)
    return StabilityView(
        robustness=robustness,
        weights=tuple(rows),
        chart=_chart([row for row in rows if row.level == 1][:MOST_BARS]),
        firsts=_firsts(robustness),
        score_change=_score_change(winner, robustness) if winner else None,
        price_change=_price_change(winner, robustness) if winner else None,
    )


def _rows(outcome: Outcome, robustness: Robustness) -> list[WeightRow]:
    found = robustness["winner_by_criterion"]
    rows = [
        WeightRow(node.id, node.title, len(path), found[node.id])
        for path, node in outcome.evaluation.matrix.walk()
        if node.id in found
    ]
    if PRICE in found:
        rows.append(WeightRow(PRICE, PRICE_TITLE, 1, found[PRICE]))
    return rows


def kept(interval: WeightInterval) -> str:
    """Return the weights between which the winner stays, e.g. ``7 % bis 15,8 %``."""
    low, high = interval["winner_changes_below"], interval["winner_changes_above"]
    return f"{percent(low or '0')} bis {percent(high or '100')}"


def _chart(rows: list[WeightRow]) -> Intervals | None:
    if not rows:
        return None
    values = [
        IntervalValue(
            label=row.title if row.id == PRICE else f"{row.id} – {row.title}",
            value=f"{percent(row.interval['weight_percent'])}",
            mark=Fraction(row.interval["weight_percent"]),
            low=_bound(row.interval["winner_changes_below"]),
            high=_bound(row.interval["winner_changes_above"]),
        )
        for row in rows
    ]
    told = "; ".join(
        f"{row.title}: Gewicht {percent(row.interval['weight_percent'])}, stabil {kept(row.interval)}" for row in rows
    )
    return intervals("gewichte", "Gewichte, bei denen das beste Angebot allein auf Rang 1 bleibt", told, values)


def _bound(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _firsts(robustness: Robustness) -> Bars | None:
    drawn = robustness["rank_acceptability"]
    if drawn is None or not drawn["first_rank"]:
        return None
    shares = sorted(drawn["first_rank"].items(), key=lambda item: (-Fraction(item[1]), item[0]))[:MOST_BARS]
    values = [
        BarValue(f"Angebot {bid}", percent(100 * Fraction(value)), {"anteil": 100 * Fraction(value)})
        for bid, value in shares
    ]
    told = "; ".join(f"{value.label}: {value.value}" for value in values)
    series = series_of({"anteil": "Anteil der Gewichtungen auf Rang 1"}, {"anteil": ""})
    return bars(
        "raenge", "Anteil der Gewichtungen, in denen ein Angebot auf Rang 1 ist", told, values, series, Fraction(100)
    )


def _score_change(winner: str, robustness: Robustness) -> str:
    change = robustness["smallest_score_change"]
    if change is None:
        return f"Keine Änderung einer einzigen Punktzahl nimmt Angebot {winner} den alleinigen Rang 1."
    start, end = number(change["from"], 9), number(change["to"], 9)
    return (
        f"Erhielte Angebot {change['bid']} beim Kriterium {change['criterion']} {end} statt {start} Punkte, wäre "
        f"Angebot {winner} nicht mehr allein auf Rang 1. Eine kleinere Änderung einer einzigen Punktzahl genügt "
        "nicht."
    )


def _price_change(winner: str, robustness: Robustness) -> str:
    change = robustness["smallest_price_change"]
    if change is None:
        return f"Keine Änderung eines einzigen Preises nimmt Angebot {winner} den alleinigen Rang 1."
    return (
        f"Läge der Preis von Angebot {change['bid']} bei {euro(change['to'])} statt {euro(change['from'])} "
        f"({percent(change['change_percent'])}), wäre Angebot {winner} nicht mehr allein auf Rang 1."
    )
