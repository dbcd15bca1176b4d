"""Is this the text of the licence that is claimed? Word for word after what the guidelines leave out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from licensing.texts.difference import Change, differences
from licensing.texts.normalising import normalised

MOST_CHARACTERS = 2_000_000
_TELLING_WORDS = 6
_HALF = 0.5


class TextState(StrEnum):
    """What came out.

    ``SAME``: the text. ``SAME_AND_MORE``: the whole text, and something beside it. ``EDITED``: words differ, see the
    changes. ``DIFFERENT``: so many words differ that it is another text. ``UNKNOWN``: no text of the licence is held.
    """

    SAME = "same"
    SAME_AND_MORE = "same_and_more"
    EDITED = "edited"
    DIFFERENT = "different"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class TextComparison:
    """The result for one text.

    Args:
        licence: Identifier of the licence that was claimed.
        state: What came out.
        changes: Passages that differ; with ``SAME_AND_MORE`` what stands beside the text.
        source: List of which the licence's text comes; empty where none is held.
    """

    licence: str
    state: TextState
    changes: tuple[Change, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """The words of a licence text: title and end may be left out, and optional passages stand in some copies."""

    head: list[str]
    words: list[str]
    tail: list[str]
    optional: frozenset[str]
    source: str


class LicenceTexts:
    """The texts that ship with the program; each is read when first asked for.

    Args:
        index: The parsed file ``data/texts.yaml``.
        load: Returns the parsed file ``data/texts/<licence>.yaml``.
    """

    def __init__(self, index: Mapping[str, Any], load: Callable[[str], Mapping[str, Any]]) -> None:
        self.version = str(index["version"])
        self._load = load
        self._files = {name: name for name in index["texts"]} | dict(index["same_text"])
        self._held: dict[str, _Held] = {}
        self._own = tuple(index["texts"])

    @property
    def licences(self) -> tuple[str, ...]:
        """Identifiers of the licences whose text is held."""
        return tuple(sorted(self._files))

    def nearest(self, text: str) -> str:
        """Return the licence whose text stands in a text more than any other; empty where none stands there by half."""
        if len(text) > MOST_CHARACTERS:
            return ""
        given = _groups(normalised(text))
        shares = {name: _share(held.words, given) for name in self._own for held in [self._text_of(name)] if held}
        best = max(shares, key=lambda name: shares[name], default="")
        return best if best and shares[best][0] >= _HALF else ""

    def compare(self, licence: str, text: str) -> TextComparison:
        """Return how a text handed in differs from that of the licence it claims to be.

        Args:
            licence: Identifier of the SPDX list; deprecated ones of the GNU family mean the same text.
            text: The text as it was handed in.
        """
        held = self._text_of(licence)
        if held is None:
            return TextComparison(licence, TextState.UNKNOWN)
        if len(text) > MOST_CHARACTERS:
            return TextComparison(licence, TextState.TOO_LONG, source=held.source)
        given = normalised(text)
        if not given:
            return TextComparison(licence, TextState.EMPTY, source=held.source)
        state, changes = _compared(held, given)
        return TextComparison(licence, state, changes, held.source)

    def _text_of(self, licence: str) -> _Held | None:
        name = self._files.get(licence) or self._files.get(f"{licence.removesuffix('+')}-only")
        if name is None:
            return None
        if name not in self._held:
            raw = self._load(name)
            head, words, tail = (normalised(raw[part]) for part in ("head", "text", "tail"))
            optional = frozenset(" ".join(normalised(passage)) for passage in raw["optional"])
            self._held[name] = _Held(head, words, tail, optional, raw["source"])
        return self._held[name]


def _groups(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def _share(words: Sequence[str], given: frozenset[tuple[str, ...]]) -> tuple[float, int]:
    """Return how much of a licence's text stands in another; of two that stand there whole the longer one counts."""
    own = _groups(words)
    return (len(own & given) / len(own) if own else 0.0, len(own))


def _compared(held: _Held, given: list[str]) -> tuple[TextState, tuple[Change, ...]]:
    body, rest = _apart(given, held.tail)
    beside = _beside(held.words, body)
    if beside is None:
        changes = differences(held.words, _without_head(body, held.head))
        if changes is None or _mostly(changes, len(held.words)):
            return TextState.DIFFERENT, ()
        real = tuple(change for change in changes if change.removed or change.added not in held.optional)
        more = _rest(held, rest)
        return _state(real, more), (*real, *more)
    before, after = beside
    more = (*_more(before if before != held.head else []), *_more(after), *_rest(held, rest))
    return _state((), more), more


def _state(changes: tuple[Change, ...], more: tuple[Change, ...]) -> TextState:
    if changes:
        return TextState.EDITED
    return TextState.SAME_AND_MORE if more else TextState.SAME


def _mostly(changes: tuple[Change, ...], words: int) -> bool:
    """Tell whether more than half of a licence's words are missing: that is no edited text but another one."""
    return 2 * sum(len(change.removed.split()) for change in changes) > words


def _apart(given: list[str], tail: list[str]) -> tuple[list[str], list[str]]:
    """Return the text, and what comes from where the part begins that may be left out."""
    opening = f" {' '.join(tail[:_TELLING_WORDS])} "
    before, found, after = f" {' '.join(given)} ".rpartition(opening)
    if not tail or not found:
        return given, []
    return before.split(), (opening + after).split()


def _rest(held: _Held, rest: list[str]) -> tuple[Change, ...]:
    """Return what was added to the part that may be left out; there a few other words mean nothing."""
    if held.tail[: len(rest)] == rest:
        return ()
    changes = differences(held.tail, rest)
    if changes is None:
        return _more(rest)
    added = (change for change in changes if len(change.added.split()) > _TELLING_WORDS)
    return tuple(change for change in added if change.added not in held.optional)


def _more(words: list[str]) -> tuple[Change, ...]:
    return (Change("", " ".join(words), ""),) if words else ()


def _beside(words: Sequence[str], given: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return what stands before and after the whole text; None where it does not stand there word for word."""
    whole = f" {' '.join(given)} "
    before, found, after = whole.partition(f" {' '.join(words)} ")
    return (before.split(), after.split()) if found else None


def _without_head(words: list[str], head: list[str]) -> list[str]:
    return words[len(head) :] if head and words[: len(head)] == head else words
