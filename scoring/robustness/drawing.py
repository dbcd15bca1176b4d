"""From a contest to the float tables of the simulation. Imports numpy: load it only where something is drawn."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from scoring.evaluate import Outcome
from scoring.robustness.band import BandContest
from scoring.robustness.contest import Contest, Draw
from scoring.robustness.factory import decisive_group
from scoring.robustness.middle import MedianContest
from scoring.robustness.simulation import Floats, Rule, band_rule, drawn_rank_counts, line_rule, median_rule
from scoring.robustness.watch import Progress, silent

LARGEST_FACTOR = Fraction(10**200)
"""Cap of a value per point. In the exponent method a rival's may exceed every float; such a rival has no points."""


class _Tables:
    """Floats of one contest, bids and criteria in the order of their ids."""

    def __init__(self, outcome: Outcome, contest: Contest) -> None:
        self.outcome, self.contest = outcome, contest
        self.bids = sorted(range(len(outcome.bids)), key=lambda position: outcome.bids[position].id)
        self.columns = sorted(range(len(outcome.grid.criteria)), key=lambda column: outcome.grid.criteria[column])
        up, down = contest.unit.numerator, contest.unit.denominator
        parts = outcome.valuation.quality.parts
        self.points = np.array([[parts[bid][column] * up / down for bid in self.bids] for column in self.columns])
        self.points = self.points.reshape(len(self.columns), len(self.bids))
        self.weights = np.array([outcome.grid.weights[column] / outcome.grid.denominator for column in self.columns])

    def per_bid(self, values: Sequence[Fraction]) -> Floats:
        """Return exact values as floats in the order of the bids."""
        return np.array([float(min(values[bid], LARGEST_FACTOR)) for bid in self.bids])

    def values(self) -> Floats:
        """Return what each criterion, and the price where it has a weight, adds to the value of each bid."""
        contest, base = self.contest, self.per_bid(self.contest.base)
        values = self.points * self.per_bid([gain / contest.unit for gain in contest.gain])
        if contest.split is None and len(self.columns):
            return values + np.outer(self.weights, base)
        return np.vstack([values, base])

    def group_points(self, group: str) -> Floats:
        """Return what each criterion adds to the Leistungspunkte of one main group."""
        spans = [span for span in self.outcome.grid.groups if span.id == group]
        inside = {column for span in spans for column in range(span.start, span.stop)}
        points: Floats = self.points * np.array([column in inside for column in self.columns])[:, np.newaxis]
        return points


def first_ranks(outcome: Outcome, contest: Contest, draw: Draw, progress: Progress = silent) -> dict[str, float]:
    """Return in how many drawn weightings each bid is first, by id; equal bids share a sample."""
    tables = _Tables(outcome, contest)
    table, rule = _table_and_rule(tables, contest)
    counts = drawn_rank_counts(table, rule, draw, progress)
    return {outcome.bids[bid].id: float(count) for bid, count in zip(tables.bids, counts, strict=True)}


def _table_and_rule(tables: _Tables, contest: Contest) -> tuple[Floats, Rule]:
    if isinstance(contest, MedianContest):
        return _median(tables, contest)
    if isinstance(contest, BandContest):
        return _band(tables, contest)
    values = tables.values()
    return values, line_rule(values)


def _band(tables: _Tables, contest: BandContest) -> tuple[Floats, Rule]:
    values, bids, keep = tables.values(), len(tables.bids), float(contest.keep)
    group = decisive_group(tables.outcome)
    if group is not None:
        table = np.hstack([values, tables.group_points(group)])
        return table, band_rule(table, keep, bids, lambda sums: sums[bids:])
    if contest.by_points:
        prices = tables.per_bid([contest.unit / gain for gain in contest.gain])[:, np.newaxis]
        return values, band_rule(values, keep, bids, lambda sums: sums * prices)
    fixed = tables.per_bid(contest.decisive)[:, np.newaxis]
    return values, band_rule(values, keep, bids, lambda _: fixed)


def _median(tables: _Tables, contest: MedianContest) -> tuple[Floats, Rule]:
    bids, share = len(tables.bids), float(contest.split.share if contest.split else 0)
    quality = np.hstack([tables.points, (1 - share) * tables.weights[:, np.newaxis], np.zeros((len(tables.points), 1))])
    table = np.vstack([quality, [0.0] * (bids + 1) + [1.0]])
    return table, median_rule(table, tables.per_bid(contest.base))
