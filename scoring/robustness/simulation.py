"""Who is first under many drawn weightings: the one place where floats are allowed, and the one that imports numpy.

Tables are float64: with float32 the product would be twice as fast, but rounding would decide close samples.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scoring.robustness.contest import Draw
from scoring.robustness.watch import Progress, silent, watched

Floats = NDArray[np.float64]
Firsts = NDArray[np.bool_]
Rule = Callable[[Floats], Firsts]
"""From sums (columns of the table × samples) to which bids are first (bids × samples)."""

Decisive = Callable[[Floats], Floats]
"""From sums to what decides inside the band, larger is better: bids × samples, or bids × 1 where it is fixed."""

CHUNK_CELLS = 2**22
"""Weights held at once (32 MiB): fewer make the threads of the product wait for each other more often."""

TIE = 1e-12
"""Values closer than this part of the largest possible sum are equal: sums of equal bids differ by rounding only."""


def first_rank_counts(weights: Floats, values: Floats) -> Floats:
    """Return how often each bid is first under given weightings; equal bids share a sample in equal parts.

    Args:
        weights: Samples × criteria, 0 or more.
        values: Criteria × bids: what a criterion of weight 1 adds to a bid.
    """
    rule, counts, rows = line_rule(values), np.zeros(values.shape[1]), _chunk(values)
    transposed = np.ascontiguousarray(values.T)
    for start in range(0, len(weights), rows):
        counts += _shares(rule(transposed @ weights[start : start + rows].T))
    return counts


def drawn_rank_counts(table: Floats, rule: Rule, draw: Draw, progress: Progress = silent) -> Floats:
    """Return how often each bid is first under drawn weightings.

    The factors are folded into the table, Σ v · (1 − δ + 2δ · u) = (1 − δ) · Σ v + Σ 2δ · v · u, so that the uniform
    numbers u are multiplied as they are drawn.

    Args:
        table: Criteria × sums: what a criterion adds at its published weight.
        rule: Who is first by these sums.
        draw: Samples, seed and spread.
        progress: Told how far the drawing is.
    """
    generator = np.random.Generator(np.random.SFC64(draw.seed))
    fixed = (1 - draw.spread) * table.sum(axis=0)[:, np.newaxis]
    moving = np.ascontiguousarray(2 * draw.spread * table.T)
    buffer = np.empty((min(draw.samples, _chunk(table)), len(table)))
    counts: list[Floats] = []
    for start in watched(range(0, draw.samples, len(buffer)), progress, "acceptability"):
        uniform = buffer[: draw.samples - start]
        generator.random(out=uniform)
        sums = moving @ uniform.T
        sums += fixed
        counts.append(_shares(rule(sums)))
    total: Floats = np.sum(counts, axis=0)
    return total


def line_rule(table: Floats) -> Rule:
    """Return the rule of methods whose value is a sum over the criteria."""
    tolerance = TIE * _largest(table)
    return lambda sums: _highest(sums, tolerance)


def band_rule(table: Floats, keep: float, bids: int, decisive: Decisive) -> Rule:
    """Return the rule of the erweiterte Richtwertmethode.

    Args:
        table: Criteria × (Z of each bid, then whatever else decides).
        keep: Share of the highest Z that a bid must reach.
        bids: How many bids there are.
        decisive: What decides inside the band.
    """
    tie = TIE * _largest(table[:, :bids])

    def rule(sums: Floats) -> Firsts:
        values = sums[:bids]
        inside = values >= keep * values.max(axis=0) - tie
        decides = decisive(sums)
        best = _highest(np.where(inside, decides, -np.inf), TIE * float(np.abs(decides).max()))
        return _highest(np.where(best, values, -np.inf), tie)

    return rule


def median_rule(table: Floats, price: Floats) -> Rule:
    """Return the rule of the median method.

    Args:
        table: Criteria × (weighted L of each bid, the quality weight, the price weight).
        price: Index of the price of each bid at its published weight, negative.
    """
    bids = len(price)
    index = price[:, np.newaxis]
    tolerance = TIE * 4 * _largest(table[:, :bids]) * (1 + float(np.abs(index).max()))

    def rule(sums: Floats) -> Firsts:
        points, quality_weight, price_weight = sums[:bids], sums[bids], sums[bids + 1]
        return _highest(points * quality_weight + index * (price_weight * np.median(points, axis=0)), tolerance)

    return rule


def _highest(values: Floats, tolerance: float) -> Firsts:
    bound = values.max(axis=0)
    bound -= tolerance
    firsts: Firsts = values >= bound
    return firsts


def _shares(firsts: Firsts) -> Floats:
    """Return how many samples each bid wins, a shared sample in equal parts."""
    counts: Floats = firsts.sum(axis=1).astype(np.float64)
    if counts.sum() > firsts.shape[1]:
        counts = (firsts / firsts.sum(axis=0)).sum(axis=1)
    return counts


def _largest(table: Floats) -> float:
    """Return a bound of the sums over a table at its published weights."""
    return float(np.abs(table).max(axis=1, initial=0.0).sum())


def _chunk(table: Floats) -> int:
    return max(256, CHUNK_CELLS // max(1, len(table)))
