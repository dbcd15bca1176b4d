"""What changed between two versions of the rules of the house, line by line."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_CONTEXT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place where two texts differ.

    Args:
        line: Line in the later text where it begins, from 1.
        before: Lines just above that both have.
        removed: Lines that only the earlier text has.
        added: Lines that only the later one has.
    """

    line: int
    before: tuple[str, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]


def tidy(data: bytes) -> bytes:
    """Return a text as it is stored: lines end as everywhere, the last one too, without a mark of its byte order."""
    plain = data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n").strip(b"\n")
    return plain + b"\n" if plain else plain


def text_changes(earlier: str, later: str) -> tuple[TextChange, ...]:
    """Return where two texts differ, in the order of the later one."""
    return tuple(_changes(earlier.splitlines(), later.splitlines()))


def _changes(earlier: list[str], later: list[str]) -> Iterator[TextChange]:
    for kind, first, last, start, end in SequenceMatcher(None, earlier, later).get_opcodes():
        if kind != "equal":
            yield TextChange(
                line=start + 1,
                before=tuple(later[max(0, start - _CONTEXT) : start]),
                removed=tuple(earlier[first:last]),
                added=tuple(later[start:end]),
            )
