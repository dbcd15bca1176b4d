"""Checks of the matrix: ids, kinds, weights that sum to exactly 100, minimum points, scale, method parameters."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.errors import Fault, pointer
from core.numbers import decimal_string
from scoring.methods import METHODS, RichtwertErweitert
from scoring.model import Criterion, CriterionKind, Matrix

RESERVED_IDS = frozenset({"leistungspunkte", "price"})
HUNDRED = Decimal(100)

B = CriterionKind.B_KRITERIUM


def criterion_pointer(path: Sequence[int], *parts: str | int) -> str:
    """Return the JSON pointer of the criterion at a path of indexes, extended by ``parts``."""
    steps: list[str | int] = ["matrix", "criteria", path[0]]
    for index in path[1:]:
        steps += ["children", index]
    return pointer(*steps, *parts)


def matrix_faults(matrix: Matrix) -> list[Fault]:
    """Return the faults of a matrix in the order of the file."""
    return [
        *_scale_faults(matrix),
        *_price_faults(matrix),
        *_method_faults(matrix),
        *_id_faults(matrix),
        *_main_sum_faults(matrix),
        *(fault for path, node in matrix.walk() for fault in _node_faults(matrix, path, node)),
    ]


def _scale_faults(matrix: Matrix) -> Iterator[Fault]:
    scale = matrix.scale
    if scale.minimum < 0 or scale.maximum <= scale.minimum or not scale.allows(scale.maximum):
        yield Fault("scale_unusable", pointer("matrix", "scale"))
    limit = matrix.minimum_leistungspunkte
    if limit is not None and not 0 <= limit <= 100 * scale.maximum:
        yield Fault("minimum_off_scale", pointer("matrix", "minimum_leistungspunkte"))


def _price_faults(matrix: Matrix) -> Iterator[Fault]:
    weighted = METHODS[matrix.method.name].weights_price_in_tree
    if weighted and matrix.price is None:
        yield Fault("price_weight_missing", pointer("matrix", "price"), properties={"method": matrix.method.name})
    if not weighted and matrix.price is not None:
        yield Fault("price_weight_not_allowed", pointer("matrix", "price"), properties={"method": matrix.method.name})
    if weighted and matrix.price is not None and not 0 < matrix.price.weight_percent < HUNDRED:
        yield Fault("price_weight_range", pointer("matrix", "price", "weight_percent"))


def _method_faults(matrix: Matrix) -> Iterator[Fault]:
    method = matrix.method
    if isinstance(method, RichtwertErweitert):
        known = RESERVED_IDS | {group.id for group in matrix.main_groups}
        if method.decision_criterion not in known:
            place = pointer("matrix", "method", "decision_criterion")
            yield Fault("decision_criterion_unknown", place, properties={"id": method.decision_criterion})


def _id_faults(matrix: Matrix) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for path, node in matrix.walk():
        seen[node.id] += 1
        if seen[node.id] > 1:
            yield Fault("duplicate_id", criterion_pointer(path, "id"), properties={"id": node.id})
        if node.id in RESERVED_IDS:
            yield Fault("reserved_id", criterion_pointer(path, "id"), properties={"id": node.id})


def _main_sum_faults(matrix: Matrix) -> Iterator[Fault]:
    groups = matrix.main_groups
    if not groups and not METHODS[matrix.method.name].uses_quality:
        return
    total = sum((group.weight_percent or Decimal(0) for group in groups), Decimal(0))
    if METHODS[matrix.method.name].weights_price_in_tree and matrix.price is not None:
        total += matrix.price.weight_percent
    if total != HUNDRED:
        yield Fault("weights_sum", pointer("matrix", "criteria"), properties={"sum": decimal_string(total, 9)})


def _node_faults(matrix: Matrix, path: tuple[int, ...], node: Criterion) -> Iterator[Fault]:
    yield from _weight_faults(path, node)
    yield from _children_faults(path, node)
    yield from _points_faults(matrix, path, node)


def _weight_faults(path: tuple[int, ...], node: Criterion) -> Iterator[Fault]:
    place = criterion_pointer(path, "weight_percent")
    if node.kind is B and node.weight_percent is None:
        yield Fault("weight_missing", place, properties={"id": node.id})
    if node.kind is not B and node.weight_percent is not None:
        yield Fault("weight_not_allowed", place, properties={"id": node.id, "kind": node.kind.value})
    if node.weight_percent is not None and not 0 <= node.weight_percent <= HUNDRED:
        yield Fault("weight_range", place, properties={"id": node.id})


def _children_faults(path: tuple[int, ...], node: Criterion) -> Iterator[Fault]:
    if not node.children:
        return
    if node.kind is not B:
        for index, child in enumerate(node.children):
            if child.kind is not node.kind:
                place = criterion_pointer(path, "children", index, "kind")
                yield Fault("kind_below", place, properties={"id": child.id, "kind": node.kind.value})
        return
    total = sum((child.weight_percent or Decimal(0) for child in node.scored_children), Decimal(0))
    if total != HUNDRED:
        place = criterion_pointer(path, "children")
        yield Fault("weights_sum", place, properties={"sum": decimal_string(total, 9), "id": node.id})


def _points_faults(matrix: Matrix, path: tuple[int, ...], node: Criterion) -> Iterator[Fault]:
    scale = matrix.scale
    if node.minimum_points is not None:
        place = criterion_pointer(path, "minimum_points")
        if node.kind is not B:
            yield Fault("minimum_not_allowed", place, properties={"id": node.id})
        elif not scale.minimum <= node.minimum_points <= scale.maximum:
            yield Fault("minimum_off_scale", place, properties={"id": node.id})
    for index, degree in enumerate(node.degrees):
        if not scale.allows(degree.points):
            place = criterion_pointer(path, "degrees", index, "points")
            yield Fault("points_off_scale", place, properties={"points": decimal_string(degree.points, 9)})
