"""A Bewertungsmatrix from chosen criteria: groups and weights are the buyer's, texts are the catalogue's."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Annotated, Any

from pydantic import Field

from core.errors import Fault, InputError, pointer
from procurement.rules.criteria.catalogue import HIGHEST_POINTS, Catalogue, CatalogueEntry, CatalogueGroup
from scoring.fields import Format, Identifier, Measure, Name, Title
from scoring.model import FORMAT, OPEN_SOURCE_ROLE, CriterionKind

_HUNDRED = Decimal(100)
B = CriterionKind.B_KRITERIUM


class ChosenGroup(Format):
    """A main group with its weight."""

    group: Identifier
    weight_percent: Measure


class ChosenCriterion(Format):
    """A criterion of the catalogue with its weight within its group."""

    entry: Identifier
    weight_percent: Measure | None = Field(default=None, description="B only: share of its group.")


class Selection(Format):
    """What a matrix is made of."""

    reference: Name
    title: Title
    method: Mapping[str, Any] = Field(description="Method with its parameters, as in `matrix.method`.")
    price_weight_percent: Measure | None = Field(default=None, description="Only in methods that weight the price.")
    groups: Annotated[tuple[ChosenGroup, ...], Field(strict=False, max_length=50)]
    criteria: Annotated[tuple[ChosenCriterion, ...], Field(strict=False, max_length=1000)]


def matrix_document(catalogue: Catalogue, selection: Selection) -> dict[str, Any]:
    """Return a document ``pruefstand/evaluation/1`` without bids; weights are taken as they are, right or wrong.

    A criteria come first, then the groups in the order of the selection, then information.

    Raises:
        InputError: Nothing is chosen, or something that the catalogue does not hold.
    """
    if faults := list(_faults(catalogue, selection)):
        raise InputError(faults)
    weights = {one.entry: one.weight_percent for one in selection.criteria}
    chosen = [entry for entry in catalogue.entries if entry.id in weights]
    criteria = [criterion_node(one, None) for one in chosen if one.kind is CriterionKind.A_KRITERIUM]
    for wanted in selection.groups:
        group = next(one for one in catalogue.groups if one.id == wanted.group)
        children = [criterion_node(one, weights[one.id]) for one in chosen if one.kind is B and one.group == group.id]
        criteria.append(_group(group, wanted.weight_percent, children))
    criteria += [criterion_node(one, None) for one in chosen if one.kind is CriterionKind.INFORMATION]
    matrix: dict[str, Any] = {
        "method": dict(selection.method),
        "scale": {"minimum": "0", "maximum": str(HIGHEST_POINTS)},
        "criteria": criteria,
    }
    if selection.price_weight_percent is not None:
        matrix["price"] = {"weight_percent": _figure(selection.price_weight_percent)}
    head = {"reference": selection.reference, "title": selection.title}
    return {"format": FORMAT, "procedure": head, "matrix": matrix, "bids": []}


def even_shares(count: int, total: Decimal = _HUNDRED) -> list[Decimal]:
    """Return ``count`` whole percentages that sum to exactly ``total``, the first ones larger by the rest."""
    share = (total / count).to_integral_value(ROUND_DOWN)
    rest = total - share * count
    return [share + max(Decimal(0), min(Decimal(1), rest - place)) for place in range(count)]


def proposed_shares(proposals: Sequence[Decimal | None]) -> list[Decimal]:
    """Return shares of one group that sum to exactly 100: by the catalogue's proposals where all criteria have one.

    Proposals that miss 100, because not all criteria were chosen, keep their proportion in whole percent; what is left
    over goes to the largest remainders, the first ones of equal ones.

    Args:
        proposals: Proposed weights in the order of the criteria; None for one without.
    """
    known = [one for one in proposals if one]
    if not known or len(known) < len(proposals):
        return even_shares(len(proposals))
    whole = sum(known, Decimal(0))
    if whole == _HUNDRED:
        return known
    exact = [one * _HUNDRED / whole for one in known]
    found = [one.to_integral_value(ROUND_DOWN) for one in exact]
    rest = int(_HUNDRED - sum(found, Decimal(0)))
    nearest = sorted(range(len(exact)), key=lambda place: (found[place] - exact[place], place))
    for place in nearest[:rest]:
        found[place] += 1
    return found


def suggested_weights(groups: Sequence[CatalogueGroup], total: Decimal, open_source: Decimal) -> dict[str, Decimal]:
    """Return weights of main groups to start from, by their ids.

    Args:
        groups: Chosen groups.
        total: What they sum to: 100, less the weight of the price where the method weights it.
        open_source: Share of the open-source group that the policy asks for.
    """
    others = [group.id for group in groups if group.role != OPEN_SOURCE_ROLE]
    marked = [group.id for group in groups if group.role == OPEN_SOURCE_ROLE]
    share = min(open_source, total) if others else total
    rest = even_shares(len(others), total - (share if marked else 0)) if others else []
    found = dict(zip(others, rest, strict=True)) | dict.fromkeys(marked, share)
    return {group.id: found[group.id] for group in groups}


def _faults(catalogue: Catalogue, selection: Selection) -> Iterator[Fault]:
    if not selection.criteria:
        yield Fault("selection_empty", pointer("criteria"))
        return
    known = {entry.id: entry for entry in catalogue.entries}
    seen = set[str]()
    for index, one in enumerate(selection.criteria):
        place = pointer("criteria", index, "entry")
        if one.entry not in known:
            yield Fault("selection_unknown", place, properties={"id": one.entry})
        if one.entry in seen:
            yield Fault("selection_twice", place, properties={"id": one.entry})
        seen.add(one.entry)
    scored = {known[id_].group for id_ in seen & known.keys() if known[id_].kind is B}
    if not scored:
        yield Fault("selection_unscored", pointer("criteria"))
    yield from _group_faults(selection, scored)


def _group_faults(selection: Selection, scored: set[str]) -> Iterator[Fault]:
    weighted = [one.group for one in selection.groups]
    for index, group in enumerate(weighted):
        if group not in scored or group in weighted[:index]:
            yield Fault("selection_group_unused", pointer("groups", index, "group"), properties={"id": group})
    for group in sorted(scored - set(weighted)):
        yield Fault("selection_group_missing", pointer("groups"), properties={"id": group})


def _group(group: CatalogueGroup, weight: Decimal, children: list[dict[str, Any]]) -> dict[str, Any]:
    role = {"role": group.role} if group.role else {}
    node = {"id": group.id, "title": group.title, "kind": B.value, "weight_percent": _figure(weight)}
    return {**node, **role, "children": children}


def criterion_node(entry: CatalogueEntry, weight: Decimal | None) -> dict[str, Any]:
    """Return a criterion of a catalogue as it stands in a matrix."""
    node: dict[str, Any] = {"id": entry.id, "title": entry.name, "kind": entry.kind.value}
    if weight is not None:
        node["weight_percent"] = _figure(weight)
    if entry.minimum_points is not None:
        node["minimum_points"] = _figure(entry.minimum_points)
    node |= {"expectation": entry.description} if entry.description else {}
    node |= {"evidence": entry.evidence} if entry.evidence else {}
    node |= {"subject_link": entry.subject_link} if entry.subject_link else {}
    if entry.degrees:
        node["degrees"] = [degree.model_dump(mode="json") for degree in entry.degrees]
    return node


def _figure(value: Decimal) -> str:
    return format(value, "f")
