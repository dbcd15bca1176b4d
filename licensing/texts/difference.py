"""The shortest way from one list of words to another, given up as soon as they differ too much."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_STEPS = 400
_SHOWN_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that differs.

    Args:
        removed: Words of the licence that are not in the text handed in.
        added: Words of the text that are not in the licence.
        before: The last common words before it.
    """

    removed: str
    added: str
    before: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """One word added or removed, and how many words of both sides lie before it."""

    left: int
    right: int
    adds: bool


def differences(wanted: Sequence[str], given: Sequence[str]) -> tuple[Change, ...] | None:
    """Return how a text differs from the licence, by the words; None where more than 400 words do (Myers 1986).

    The effort is bounded by the length of the texts plus 400²: common words at both ends are left out first.
    """
    start = 0
    shorter = min(len(wanted), len(given))
    while start < shorter and wanted[start] == given[start]:
        start += 1
    end = 0
    while end < shorter - start and wanted[-1 - end] == given[-1 - end]:
        end += 1
    left, right = wanted[start : len(wanted) - end], given[start : len(given) - end]
    edits = _edits(left, right)
    return None if edits is None else _changes(edits, wanted, given, start)


def _edits(left: Sequence[str], right: Sequence[str]) -> list[_Edit] | None:
    """Return the single words to add and remove, in the order of the texts."""
    goal = len(left) - len(right)
    if abs(goal) > MOST_STEPS:
        return None
    history: list[dict[int, int]] = []
    furthest = {1: 0}
    for steps in range(MOST_STEPS + 1):
        history.append(furthest)
        furthest = {
            diagonal: _slid(left, right, _entered(history[-1], diagonal, steps), diagonal)
            for diagonal in range(-steps, steps + 1, 2)
        }
        if furthest.get(goal, -1) >= len(left):
            return _walked_back(history, len(left), len(right))
    return None


def _adds(furthest: dict[int, int], diagonal: int, steps: int) -> bool:
    """Tell whether a diagonal is best entered by adding a word; else by removing one."""
    return diagonal == -steps or (diagonal != steps and furthest[diagonal - 1] < furthest[diagonal + 1])


def _entered(furthest: dict[int, int], diagonal: int, steps: int) -> int:
    return furthest[diagonal + 1] if _adds(furthest, diagonal, steps) else furthest[diagonal - 1] + 1


def _slid(left: Sequence[str], right: Sequence[str], x: int, diagonal: int) -> int:
    """Return how far equal words lead along a diagonal."""
    y = x - diagonal
    while x < len(left) and y < len(right) and left[x] == right[y]:
        x, y = x + 1, y + 1
    return x


def _walked_back(history: list[dict[int, int]], x: int, y: int) -> list[_Edit]:
    edits = []
    for steps in range(len(history) - 1, 0, -1):
        furthest, diagonal = history[steps], x - y
        adds = _adds(furthest, diagonal, steps)
        before = diagonal + 1 if adds else diagonal - 1
        x = furthest[before]
        y = x - before
        edits.append(_Edit(x, y, adds))
    return edits[::-1]


def _changes(edits: list[_Edit], wanted: Sequence[str], given: Sequence[str], start: int) -> tuple[Change, ...]:
    """Return the passages: edits without a common word between them belong together."""
    spans: list[list[int]] = []
    for edit in edits:
        if not spans or (edit.left, edit.right) != (spans[-1][1], spans[-1][3]):
            spans.append([edit.left, edit.left, edit.right, edit.right])
        spans[-1][3 if edit.adds else 1] += 1
    return tuple(
        Change(
            " ".join(wanted[start + removed : start + removed_end]),
            " ".join(given[start + added : start + added_end]),
            " ".join(wanted[max(0, start + removed - _SHOWN_BEFORE) : start + removed]),
        )
        for removed, removed_end, added, added_end in spans
    )
