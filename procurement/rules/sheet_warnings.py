"""What to look at again on a criterion: the same reason for several bids, the same finding with different points."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class WarningKind(StrEnum):
    """What stands out."""

    IDENTICAL_REASONS = "identical-reasons"
    EQUAL_FINDINGS = "equal-findings-different-points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What somebody wrote about a criterion of a bid.

    Args:
        bid: Id of the bid.
        points: Points; None while there are no valid ones.
        finding: What stands where.
        reason: The whole reason.
    """

    bid: str
    points: Decimal | None
    finding: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWarning:
    """Something to look at again; no fault, a person decides.

    Args:
        kind: What stands out.
        bids: Ids of the bids, at least two, in the order given.
    """

    kind: WarningKind
    bids: tuple[str, ...]


def sheet_warnings(notes: Sequence[Noted]) -> tuple[SheetWarning, ...]:
    """Return what to look at again on one criterion.

    Equal findings have to lead to equal points (§ 97 Abs. 2 GWB); a reason that fits several bids word by word may not
    be about any of them. Texts are compared without case, punctuation and white space. Points that are not there yet do
    not differ.

    Args:
        notes: About one criterion, one for each bid.

    Legal source:
        § 97 Abs. 2 GWB, § 8 VgV
    """
    differing = [group for group in _alike(notes, lambda note: note.finding) if _points_differ(group)]
    told = {_bids(group) for group in differing}
    identical = [group for group in _alike(notes, lambda note: note.reason) if _bids(group) not in told]
    return (
        *(SheetWarning(kind=WarningKind.EQUAL_FINDINGS, bids=_bids(group)) for group in differing),
        *(SheetWarning(kind=WarningKind.IDENTICAL_REASONS, bids=_bids(group)) for group in identical),
    )


def normalised(text: str) -> str:
    """Return a text as it is compared: letters and digits in one case, one blank between words."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _alike(notes: Sequence[Noted], text_of: Callable[[Noted], str]) -> Iterator[list[Noted]]:
    groups: dict[str, list[Noted]] = {}
    for note in notes:
        if text := normalised(text_of(note)):
            groups.setdefault(text, []).append(note)
    return (group for group in groups.values() if len(group) > 1)


def _points_differ(group: list[Noted]) -> bool:
    return len({note.points for note in group if note.points is not None}) > 1


def _bids(group: list[Noted]) -> tuple[str, ...]:
    return tuple(note.bid for note in group)
