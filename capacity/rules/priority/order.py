"""Ranks set by hand among ranks that follow from the index."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What stands at a rank: a request set there by hand, or the next one by index.

    Args:
        rank: The rank, from 1.
        request: Number of the request set there; None for one by index.
        index: Place among those by index, from 0; None for one set by hand.
    """

    rank: int
    request: int | None
    index: int | None


def places(set_ranks: Mapping[int, int], by_index: int, first: int, size: int) -> Iterator[Place]:
    """Yield what stands at the ranks of a part of the list.

    A rank beyond the end of the list is the end: requests set there follow in the order of their ranks.

    Args:
        set_ranks: Number of the request by the rank that was set for it; each rank once.
        by_index: How many requests no rank was set for.
        first: First rank of the part, from 1.
        size: Most places of the part.
    """
    fixed = _fixed(set_ranks, by_index)
    total = by_index + len(fixed)
    before = sum(rank < first for rank in fixed)
    index = first - 1 - before
    for rank in range(first, min(first + size, total + 1)):
        if rank in fixed:
            yield Place(rank=rank, request=fixed[rank], index=None)
        else:
            yield Place(rank=rank, request=None, index=index)
            index += 1


def rank_of(set_ranks: Mapping[int, int], by_index: int, index: int) -> int:
    """Return the rank of the request that is at a place by index.

    Args:
        set_ranks: As for ``places``.
        by_index: As for ``places``.
        index: Its place among those by index, from 0.
    """
    rank = index + 1
    for one in sorted(_fixed(set_ranks, by_index)):
        if one <= rank:
            rank += 1
    return rank


def rank_set_for(set_ranks: Mapping[int, int], by_index: int, request: int) -> int | None:
    """Return the rank at which a request stands that was set by hand; None for others."""
    return next((rank for rank, one in _fixed(set_ranks, by_index).items() if one == request), None)


def _fixed(set_ranks: Mapping[int, int], by_index: int) -> dict[int, int]:
    """Return the requests set by hand by the rank where they really stand."""
    total = by_index + len(set_ranks)
    found: dict[int, int] = {}
    beyond = sorted(rank for rank in set_ranks if rank > total)
    taken = {rank for rank in set_ranks if rank <= total}
    free = [rank for rank in range(total - len(set_ranks) + 1, total + 1) if rank not in taken]
    places_at_the_end = free[len(free) - len(beyond) :] if beyond else []
    found.update({rank: set_ranks[rank] for rank in sorted(taken)})
    found.update({place: set_ranks[rank] for place, rank in zip(places_at_the_end, beyond, strict=True)})
    return found
