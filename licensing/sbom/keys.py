"""Keys written in the wrong case are read as what they mean, and noted."""

from typing import Any

from licensing.sbom.notes import PLACE, Notes


class KnownKeys:
    """The keys an object of one kind may have.

    Args:
        words: Their right spelling, with spaces between.
    """

    def __init__(self, words: str) -> None:
        names = [*words.split(), PLACE]
        self._names = frozenset(names)
        self._by_folded = {name.casefold(): name for name in names}

    def mended(self, item: dict[str, Any], place: str, notes: Notes) -> dict[str, Any]:
        """Return the object itself, or a copy under the right keys where one was misspelt."""
        if item.keys() <= self._names:
            return item
        wrong = {
            key: right
            for key in item.keys() - self._names
            if (right := self._by_folded.get(key.casefold().replace("_", ""))) and right not in item
        }
        for key, right in sorted(wrong.items()):
            notes.warn("key_case", f"{place}/{key}", written=key, right=right)
        return {wrong.get(key, key): value for key, value in item.items()} if wrong else item
