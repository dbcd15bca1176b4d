"""A round: what fits, what a decision displaces, what changed since the last one, and the document that is frozen."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import rfc8785

from capacity.model import RequestedEffort, RoundBasis, RoundDecision, RoundEffort, RoundLoad, RoundMinutes, RoundRow
from capacity.rules.course.steps import RequestStep
from capacity.rules.priority.supply import Shortage, fitting, load_line
from capacity.rules.role_weeks import Cell

FORMAT = "pruefstand/capacity-round/1"
GIVING = frozenset(
    {RequestStep.APPROVE, RequestStep.RESERVE, RequestStep.RULE, RequestStep.RULE_RESERVED, RequestStep.RULE_PART}
)
"""Decisions that give capacity away."""

DECIDING = GIVING | {RequestStep.DEFER, RequestStep.REJECT}
"""Decisions of a round."""

TAKING_BACK = frozenset({RequestStep.REOPEN, RequestStep.UNSCHEDULE, RequestStep.RESUME})
"""Steps after which a decision of the same round counts no more."""


def displaced_by(
    row: RoundRow | None, cells: Collection[Cell], basis: RoundBasis, given: Collection[int]
) -> tuple[int, ...]:
    """Return who is displaced when capacity is given to a request: better ranks that wait for the same.

    Args:
        row: The request as it lay before the round; None where it did not, then every rank is a better one.
        cells: Roles and quarters that it asks for.
        basis: What lay before the round.
        given: Numbers of requests that are given capacity in the round: they are not displaced.
    """
    before = [one for one in ranked(basis) if row is None or one.rank < row.rank]
    wanted = set(cells)
    return tuple(one.number for one in before if one.number not in given and wanted & set(cells_of(one.efforts)))


def cells_of(efforts: Iterable[RoundEffort | RequestedEffort]) -> tuple[Cell, ...]:
    """Return the roles and quarters of efforts."""
    return tuple((one.role, one.quarter) for one in efforts)


def fits(basis: RoundBasis, skipped: frozenset[int]) -> tuple[dict[int, tuple[Shortage, ...]], int | None]:
    """Return what each request lacks when all before it are served, and the first number that does not fit.

    Args:
        basis: What lay before the round.
        skipped: Numbers of requests that are left out on trial.
    """
    left = {(one.role, one.quarter): Decimal(one.days) for one in basis.left}
    if not left:
        return {}, None
    served = ((row.number, tuple(_effort(one) for one in row.efforts)) for row in ranked(basis))
    listed = {row.number for row in basis.rows}
    found = {number: lacks for number, lacks in fitting(served, left, skipped).items() if number in listed}
    return found, load_line(found)


def ranked(basis: RoundBasis) -> tuple[RoundRow | RoundLoad, ...]:
    """Return all that wait in their order, also what is decided in another round: it takes its share of what is left.

    Args:
        basis: What lay before the round.
    """
    return tuple(sorted((*basis.rows, *basis.others), key=lambda one: one.rank))


def parted(rows: Iterable[RoundRow], most: Decimal) -> tuple[tuple[RoundRow, ...], tuple[RoundLoad, ...]]:
    """Return the small requests of a list, and the load of the others.

    Args:
        rows: What waits, the first rank first.
        most: Person-days up to which a request is small.
    """
    all_rows = tuple(rows)
    small = tuple(one for one in all_rows if sum(Decimal(effort.days) for effort in one.efforts) <= most)
    numbers = {one.number for one in small}
    rest = (one for one in all_rows if one.number not in numbers)
    return small, tuple(RoundLoad(rank=one.rank, number=one.number, efforts=one.efforts) for one in rest)


def gone_since(before: RoundBasis | None, rows: Iterable[RoundRow]) -> tuple[int, ...]:
    """Return the numbers of the requests that the round before had and this one has not."""
    here = {one.number for one in rows}
    return tuple(one.number for one in before.rows if one.number not in here) if before else ()


def written_basis(basis: RoundBasis) -> str:
    """Return what lay before a round as a document: the same content gives the same text."""
    return _canonical({"format": FORMAT, **asdict(basis)})


def read_basis(text: str) -> RoundBasis:
    """Return what lay before a round from its document."""
    return _basis(json.loads(text))


def written_minutes(minutes: RoundMinutes) -> str:
    """Return minutes as a document: the same content gives the same text."""
    return _canonical({"format": FORMAT, **asdict(minutes)})


def read_minutes(text: str) -> RoundMinutes:
    """Return minutes from their document."""
    told: dict[str, Any] = json.loads(text)
    decisions = tuple(RoundDecision(**{**one, "displaced": tuple(one["displaced"])}) for one in told["decisions"])
    plain = {name: told[name] for name in ("number", "note", "chair", "opened_at", "closed_at")}
    return RoundMinutes(basis=_basis(told["basis"]), decisions=decisions, undecided=tuple(told["undecided"]), **plain)


def digest_of(document: str) -> str:
    """Return the checksum of a document."""
    return f"sha256:{hashlib.sha256(document.encode()).hexdigest()}"


def _canonical(document: Mapping[str, Any]) -> str:
    return rfc8785.dumps(json.loads(json.dumps(document))).decode()


def _basis(told: Mapping[str, Any]) -> RoundBasis:
    rows = (
        RoundRow(**{**one, "efforts": tuple(RoundEffort(**effort) for effort in one["efforts"])})
        for one in told["rows"]
    )
    others = (
        RoundLoad(**{**one, "efforts": tuple(RoundEffort(**effort) for effort in one["efforts"])})
        for one in told.get("others", ())  # rounds of old know nothing of them
    )
    return RoundBasis(
        kind=told["kind"],
        day=told["day"],
        total=told["total"],
        left=tuple(RoundEffort(**one) for one in told["left"]),
        rows=tuple(rows),
        gone=tuple(told["gone"]),
        others=tuple(others),
    )


def _effort(one: RoundEffort) -> RequestedEffort:
    return RequestedEffort(role=one.role, quarter=one.quarter, days_from=Decimal(0), days_to=Decimal(one.days))
