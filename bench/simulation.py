"""100,000 weightings: given and drawn, against a bare matrix product of the same size and against the peers."""

from collections.abc import Iterator

import numpy as np
import skcriteria
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

from bench.measuring import Row, milliseconds, paired, seconds
from scoring.robustness.contest import Draw
from scoring.robustness.simulation import drawn_rank_counts, first_rank_counts, line_rule

SAMPLES, CRITERIA, BIDS, ROUNDS = 100_000, 200, 20, 9
PYMCDM_SAMPLES, SKCRITERIA_SAMPLES = 500, 50


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    generator = np.random.default_rng(1)
    published = generator.dirichlet(np.ones(CRITERIA))
    weights = published * generator.uniform(0.75, 1.25, (SAMPLES, CRITERIA))
    weights /= weights.sum(axis=1, keepdims=True)
    values = generator.integers(1, 11, (CRITERIA, BIDS)).astype(np.float64)
    table = values * published[:, np.newaxis]
    firsts = np.bincount((weights @ values).argmax(axis=1), minlength=BIDS)
    assert np.array_equal(first_rank_counts(weights, values), firsts)

    given = paired(lambda: first_rank_counts(weights, values), lambda: weights @ values, ROUNDS)
    size = f"{SAMPLES:,} weightings × {CRITERIA} criteria × {BIDS} bids"
    yield Row(f"{size}, given: who is first / bare numpy product", *_times(given.ours, given.peer), given.ratio, 1.3)

    draw = Draw(SAMPLES, 1, 0.25)
    assert abs(drawn_rank_counts(table, line_rule(table), draw) - firsts).max() < 0.02 * SAMPLES
    drawn = paired(lambda: drawn_rank_counts(table, line_rule(table), draw), lambda: weights @ values, ROUNDS)
    yield Row("  drawn, then who is first / bare numpy product", *_times(drawn.ours, drawn.peer), drawn.ratio, 4.0)

    for name, took, samples in _peers(weights, values):
        whole = took * SAMPLES / samples
        what = f"  given, {name}, extrapolated from {samples} weightings / ours"
        yield Row(what, milliseconds(given.ours), milliseconds(whole), whole / given.ours)


def _times(ours: float, peer: float) -> tuple[str, str]:
    return milliseconds(ours), milliseconds(peer)


def _peers(weights: np.ndarray, values: np.ndarray) -> Iterator[tuple[str, float, int]]:
    matrix, types = np.ascontiguousarray(values.T), np.ones(CRITERIA)
    wsm = WSM(normalization_function=lambda x, cost=False: x)  # noqa: ARG005 - as pymcdm calls it
    yield "pymcdm", seconds(lambda: [wsm(matrix, row, types) for row in weights[:PYMCDM_SAMPLES]]), PYMCDM_SAMPLES
    decisions, model = skcriteria.mkdm(matrix, [max] * CRITERIA, weights=weights[0]), WeightedSumModel()
    some = weights[:SKCRITERIA_SAMPLES]
    took = seconds(lambda: [model.evaluate(decisions.replace(weights=row)) for row in some])
    yield "scikit-criteria", took, SKCRITERIA_SAMPLES
