"""One criterion of a catalogue put into a Bewertungsmatrix that is there already."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.errors import Fault, InputError
from procurement.rules.criteria.catalogue import CatalogueEntry
from procurement.rules.criteria.selection import criterion_node
from scoring.fields import Identifier
from scoring.model import CriterionKind

_READABLE = TypeAdapter[str](Identifier)
_HUNDRED = Decimal(100)
_DIGITS = 9


def groups_in(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return id and title of the groups of a matrix that hold scored criteria and no further groups."""
    return [(node["id"], node["title"]) for node in _nodes(document["matrix"]["criteria"]) if _is_group(node)]


def with_entry(
    document: Mapping[str, Any], entry: CatalogueEntry, criterion: str, group: str, weight: Decimal | None
) -> dict[str, Any]:
    """Return an evaluation with one more criterion.

    A scored criterion gets its weight in its group, and the weights of the others there are made smaller in the same
    proportion, exactly: together they stay 100. What must be met comes first, information comes last.

    Args:
        document: The evaluation ``pruefstand/evaluation/1`` without bids.
        entry: What the catalogue says.
        criterion: Id that it gets in the matrix.
        group: Id of its group; of no use unless it is scored.
        weight: Its weight in percent of the group; of no use unless it is scored.

    Raises:
        InputError: The id is none or taken, the group is none, the weight leaves the others nothing, or no exact share.
    """
    after = deepcopy(dict(document))
    criteria: list[dict[str, Any]] = after["matrix"]["criteria"]
    _require_free(criterion, criteria)
    if entry.kind is not CriterionKind.B_KRITERIUM:
        node = {**criterion_node(entry, None), "id": criterion}
        criteria.insert(0 if entry.kind is CriterionKind.A_KRITERIUM else len(criteria), node)
        return after
    place = next((one for one in _nodes(criteria) if one["id"] == group and _is_group(one)), None)
    if place is None:
        raise InputError([Fault("criterion_group_unknown", "/group")])
    if weight is None or not 0 < weight < _HUNDRED:
        raise InputError([Fault("criterion_weight", "/weight_percent")])
    for other in place["children"]:
        share = Decimal(str(other["weight_percent"])) * (_HUNDRED - weight) / _HUNDRED
        exponent = share.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent < -_DIGITS:
            raise InputError([Fault("criterion_weight_digits", "/weight_percent")])
        other["weight_percent"] = format(share.normalize(), "f")
    place["children"].append({**criterion_node(entry, weight), "id": criterion})
    return after


def _require_free(criterion: str, criteria: list[dict[str, Any]]) -> None:
    try:
        _READABLE.validate_python(criterion)
    except ValidationError:
        raise InputError([Fault("criterion_id_unreadable", "/id")]) from None
    if any(node["id"] == criterion for node in _nodes(criteria)):
        raise InputError([Fault("criterion_id_taken", "/id", properties={"id": criterion})])


def _is_group(node: Mapping[str, Any]) -> bool:
    children = node.get("children") or []
    is_scored = bool(children) and node["kind"] == CriterionKind.B_KRITERIUM
    return is_scored and not any(one.get("children") for one in children)


def _nodes(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _nodes(node.get("children") or [])
