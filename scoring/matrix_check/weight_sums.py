"""Exact weight sums, level by level. Intake refuses wrong ones; the probe shows which it verified."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.errors import pointer
from core.numbers import decimal_string
from scoring.checks.tree import HUNDRED, criterion_pointer
from scoring.matrix_check.document import WeightSum
from scoring.matrix_check.wording import MAIN_GROUPS, MAIN_GROUPS_AND_PRICE, METHOD_WEIGHTS
from scoring.methods import METHODS
from scoring.methods.gewichtet import GewichtetMethod
from scoring.model import Matrix


def weight_sums(matrix: Matrix) -> list[WeightSum]:
    """Return the sum of every level in tree order: main groups (with the price where the tree weights it), then groups.

    Legal source:
        § 127 Abs. 5 GWB, § 58 Abs. 3 VgV
    """
    return [*_top(matrix), *_method(matrix), *_groups(matrix)]


def _sum(place: str, criterion: str | None, title: str, weights: Sequence[Decimal | None]) -> WeightSum:
    total = sum((weight or Decimal(0) for weight in weights), Decimal(0))
    return {
        "place": place,
        "criterion": criterion,
        "title": title,
        "parts": len(weights),
        "sum": decimal_string(total, 9),
        "exact": total == HUNDRED,
    }


def _top(matrix: Matrix) -> Iterator[WeightSum]:
    weights = [group.weight_percent for group in matrix.main_groups]
    priced = METHODS[matrix.method.name].weights_price_in_tree and matrix.price is not None
    if matrix.price is not None and priced:
        weights.append(matrix.price.weight_percent)
    if weights:
        yield _sum(pointer("matrix", "criteria"), None, MAIN_GROUPS_AND_PRICE if priced else MAIN_GROUPS, weights)


def _method(matrix: Matrix) -> Iterator[WeightSum]:
    method = matrix.method
    if isinstance(method, GewichtetMethod):
        weights = [method.weight_quality_percent, method.weight_price_percent]
        yield _sum(pointer("matrix", "method"), None, METHOD_WEIGHTS, weights)


def _groups(matrix: Matrix) -> Iterator[WeightSum]:
    for path, node in matrix.walk():
        if node.scored_children:
            weights = [child.weight_percent for child in node.scored_children]
            yield _sum(criterion_pointer(path, "children"), node.id, node.title, weights)
