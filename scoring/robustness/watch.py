"""How far a long computation is: told to whoever asked, often enough for a progress bar."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

Progress = Callable[[str, float], None]
"""Told the part that is being computed (weights, scores, prices, removal, acceptability) and its done share, 0 to 1."""


def silent(_part: str, _done: float) -> None:
    """Tell nobody."""


def watched(items: Sequence[Item], progress: Progress, part: str) -> Iterator[Item]:
    """Yield the items, telling before each how much of the part is done."""
    for index, item in enumerate(items):
        progress(part, index / len(items))
        yield item
