"""What differs between two published versions, and what of it makes bidders start anew (§ 20 Abs. 3 VgV)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.legal import LegalSource, VerificationStatus

CHANGE = LegalSource(
    "§ 20 Abs. 3 VgV",
    VerificationStatus.VERIFIED,
    "wesentliche Änderungen verlängern die Frist; unter dem EU-Schwellenwert § 13 Abs. 4 UVgO (ungeprüft)",
    date(2021, 6, 9),
)
"""An essential change extends the period, so that everybody can take note of it."""

_NAMES = ("id", "number", "name")
_DEADLINES = frozenset({"bid_deadline", "participation_deadline"})
_ESSENTIAL_TOP = frozenset({"procedure_type", "tie_rule", "clauses", "two_envelopes", "presentation", "eligibility"})
_ESSENTIAL_OF_LOT = frozenset({"matrix", "clauses", "contract", "variants"})
_WHOLE_LOT = 2
_OF_THE_VERSION = frozenset({"format", "number"})


class ChangeKind(StrEnum):
    """What happened to a place of the document."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    Args:
        kind: What happened.
        path: Where: keys, and names of entries of lists, from the outside in.
        before: JSON value; None where there was nothing.
        after: JSON value; None where nothing is left.
        essential: Bidders may have to calculate anew: the period must be extended.
    """

    kind: ChangeKind
    path: tuple[str, ...]
    before: Any
    after: Any
    essential: bool


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs between two documents ``pruefstand/publication/1``, in the order of their keys.

    Entries of lists are matched by id, number or name, so that a criterion put in between is one change; what counts
    the version is left out.

    Args:
        before: The earlier document.
        after: The later document.
    """
    return tuple(change for change in _compare((), before, after) if change.path[0] not in _OF_THE_VERSION)


def is_essential(path: Sequence[str], before: object, after: object) -> bool:
    """Tell whether a change at a place makes bidders calculate anew.

    Everything in a Bewertungsmatrix is; so are clauses, contract and variants of a lot, kind of procedure, clauses of
    all lots, rule for ties, script of the Teststellung, lots that come or go, and a deadline that comes earlier.
    Anything else is the Vergabestelle's to judge.

    Args:
        path: Where.
        before: JSON value.
        after: JSON value.

    Legal source:
        § 20 Abs. 3 VgV
    """
    if path[0] in _DEADLINES:
        return not (isinstance(before, str) and isinstance(after, str) and after >= before)
    if path[0] == "lots":
        return len(path) <= _WHOLE_LOT or path[2] in _ESSENTIAL_OF_LOT
    return path[0] in _ESSENTIAL_TOP


def _compare(path: tuple[str, ...], before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _compare_parts(path, before, after)
    elif (old := _named(before)) is not None and (new := _named(after)) is not None:
        yield from _compare_parts(path, old, new)
        if _is_moved(list(old), list(new)):
            yield _change(path, list(old), list(new))
    else:
        yield _change(path, before, after)


def _compare_parts(path: tuple[str, ...], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        yield from _compare((*path, key), before.get(key), after.get(key))


def _named(value: object) -> Mapping[str, Any] | None:
    """Return the entries of a list by their names; None where they have none, or not one each."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return None
    for key in _NAMES:
        found = {str(one[key]): one for one in value if key in one}
        if len(found) == len(value):
            return found
    return None


def _is_moved(before: list[str], after: list[str]) -> bool:
    """Tell whether the entries that stay stand in another order."""
    return [one for one in before if one in after] != [one for one in after if one in before]


def _change(path: tuple[str, ...], before: object, after: object) -> Change:
    kind = ChangeKind.ADDED if before is None else ChangeKind.REMOVED if after is None else ChangeKind.CHANGED
    return Change(kind=kind, path=path, before=before, after=after, essential=is_essential(path, before, after))
