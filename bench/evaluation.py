"""One exact evaluation with contributions against the float sums of the peers; growth with the size of the tender."""

from collections.abc import Iterator

import numpy as np
import skcriteria
from numpy.typing import NDArray
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

from bench.examples import RULES, Example, example
from bench.measuring import Row, milliseconds, paired
from scoring.evaluate import evaluate
from scoring.intake import read_evaluation
from scoring.result import build_result, contributions
from scoring.valuation import Valuation, value

ROUNDS = 201
SIZES = ((50, 500), (100, 1000), (200, 2000))
LINEAR = 2.0
"""Time per cell of the largest tender over the smallest: caches and the collector cost some, a square would cost 16."""


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    yield from _against_peers()
    yield from _growth()


def _exact(tender: Example) -> Valuation:
    """Weigh, sum and rank, then split every bid's value into the parts of the main groups: all exact."""
    outcome = tender.outcome
    valuation = value(tender.evaluation.matrix, outcome.grid, outcome.points, tender.prices)
    for index in range(len(outcome.bids)):
        contributions(outcome, index)
    return valuation


def _tables(tender: Example) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points, grid = tender.outcome.points, tender.outcome.grid
    matrix = np.array(points.rows, dtype=np.float64) / points.denominator
    return matrix, np.array(grid.weights, dtype=np.float64) / grid.denominator


def _unchanged(values: NDArray[np.float64], cost: bool = False) -> NDArray[np.float64]:  # noqa: ARG001, FBT001, FBT002 - as pymcdm calls it
    return values


def _against_peers() -> Iterator[Row]:
    tender = example(20, 200)
    matrix, weights = _tables(tender)
    types = np.ones(len(weights))
    wsm = WSM(normalization_function=_unchanged)
    exact = np.array([float(points) for points in _exact(tender).field.leistungspunkte])
    assert np.allclose(100 * wsm(matrix, weights, types), exact, rtol=1e-12)

    pair = paired(lambda: _exact(tender), lambda: wsm.rank(wsm(matrix, weights, types)), ROUNDS)
    what = (
        "20 bids × 200 criteria: exact sums, ranks, parts of each criterion and main group / pymcdm WSM, floats, ranks"
    )
    yield Row(what, milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio, 1.0)

    decisions = skcriteria.mkdm(matrix, [max] * len(weights), weights=weights)
    model = WeightedSumModel()
    pair = paired(lambda: _exact(tender), lambda: model.evaluate(decisions), ROUNDS)
    yield Row(
        "  the same / scikit-criteria WeightedSumModel", milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio
    )

    priced = example(20, 200, "preis_quotient")
    pair = paired(lambda: _exact(priced), lambda: wsm.rank(wsm(matrix, weights, types)), ROUNDS)
    what = "  with price points (Preisquotient), which the peer lacks / pymcdm WSM as above"
    yield Row(what, milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio)


def _growth() -> Iterator[Row]:
    for name, work, rounds in (("value, ranks, parts", _exact, 15), ("from bytes to the result document", _whole, 5)):
        small, *larger = [example(bids, criteria) for bids, criteria in SIZES]
        for tender, (bids, criteria) in zip(larger, SIZES[1:], strict=True):
            cells, smallest = bids * criteria, SIZES[0][0] * SIZES[0][1]
            pair = paired(lambda: work(tender), lambda: work(small), rounds)  # noqa: B023 - called at once
            what = f"{bids} × {criteria}, {name}: time per cell / at {SIZES[0][0]} × {SIZES[0][1]}"
            shown = [f"{pair.ours / cells * 1e6:.2f} µs", f"{pair.peer / smallest * 1e6:.2f} µs"]
            yield Row(what, shown[0], shown[1], pair.ratio * smallest / cells, LINEAR)


def _whole(tender: Example) -> object:
    return build_result(evaluate(read_evaluation(tender.data, RULES), RULES))
