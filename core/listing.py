"""Parts of long lists: pages that people leaf through, stretches that programs walk along while the list grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """One page of a list.

    Args:
        items: What stands on this page, in the order of the list.
        page: Number of this page, from 1.
        size: Most items a page holds, from 1.
        total: Items on all pages.
    """

    items: tuple[Item, ...]
    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """Number of pages; 1 for an empty list."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Generic[Item]):
    """Some of a list in a row: what a cursor leads to.

    Args:
        items: In the order of the list.
        last: Key of the item that the next stretch begins after; None at the end of the list.
    """

    items: tuple[Item, ...]
    last: str | None


def stretch_of(found: Sequence[Item], size: int, key: Callable[[Item], str]) -> Stretch[Item]:
    """Return a stretch of at most ``size`` items, told by one more whether the list goes on.

    Args:
        found: What comes next in the list, up to one more than ``size``.
        size: Most items of the stretch, from 1.
        key: Tells the key of an item.
    """
    return Stretch(items=tuple(found[:size]), last=key(found[size - 1]) if len(found) > size else None)
