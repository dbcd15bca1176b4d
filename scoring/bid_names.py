"""What a bid is called where people read: ids of procedures are long, and only part of one tells bids apart."""

import re
from collections.abc import Iterable, Mapping

from scoring.model import Evaluation

_PLACED = re.compile(r"([1-9]\d{0,8})-([1-9]\d{0,8})-([1-9]\d{0,8})-([1-9]\d{0,8})", re.ASCII)
"""Id of a bid within a tender procedure: publication, round, lot, number."""

_PARTS = ("Fassung", "Runde", "Los")


def bid_labels(ids: Iterable[str]) -> Mapping[str, str]:
    """Return what stands behind the word „Angebot“ for each of these bids, by its id.

    Bids of a tender procedure are called by their number, with lot, round and publication only where these differ
    among the bids: ``3``, or ``3 (Los 2)``. Other ids were chosen by people and stay as they are; so do all where only
    some have the form of a procedure's, for nobody could tell what the numbers of the others mean.

    Args:
        ids: Ids of all bids that are named in the same place.
    """
    known = list(dict.fromkeys(ids))
    placed = {one: found.groups() for one in known if (found := _PLACED.fullmatch(one))}
    if len(placed) != len(known):
        return {one: one for one in known}
    differing = [at for at in range(len(_PARTS)) if len({parts[at] for parts in placed.values()}) > 1]
    return {one: _label(parts, differing) for one, parts in placed.items()}


def labels_in(evaluation: Evaluation) -> Mapping[str, str]:
    """Return what stands behind the word „Angebot“ for each bid of an evaluation, by its id."""
    return bid_labels(bid.id for bid in evaluation.bids)


def bid_names(ids: Iterable[str]) -> Mapping[str, str]:
    """Return what each of these bids is called, by its id: ``Angebot 3``, or ``Angebot 3 (Los 2)``."""
    return {one: f"Angebot {label}" for one, label in bid_labels(ids).items()}


def _label(parts: tuple[str, ...], differing: list[int]) -> str:
    told = ", ".join(f"{_PARTS[at]} {parts[at]}" for at in reversed(differing))
    return f"{parts[-1]} ({told})" if told else parts[-1]
