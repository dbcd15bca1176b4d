"""Rounds as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.capacity_rank_view import LackView
from api.once import presented
from capacity.model import CapacityRound, RoundBasis, RoundDecision, RoundKind, RoundRecord
from capacity.services.rounds import ListedRounds, SeenRound
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSummaryView:
    """A round in the list; closed_at is null while it is open."""

    number: int
    kind: RoundKind
    day: date
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsView:
    """Rounds, the newest first."""

    items: list[RoundSummaryView]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """What a round resolved: its checksum, and when it was closed."""

    digest: str
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FitView:
    """What a request lacks when all before it are served, and who is displaced when it is given capacity."""

    number: int
    lacks: list[LackView] | None
    would_displace: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """A round.

    Args:
        number: Its number.
        basis: What lay before it.
        fits: What fits, by rank.
        line: Rank before the first request that does not fit; null where all fit or nothing is known.
        decisions: What was decided.
        record: What it resolved; null while it is open.
        is_genuine: The stored minutes have the checksum that was noted with them.
    """

    number: int
    basis: RoundBasis
    fits: list[FitView]
    line: int | None
    decisions: list[RoundDecision]
    record: RecordView | None
    is_genuine: bool


def rounds_view(found: ListedRounds) -> RoundsView:
    """Return rounds."""
    closed = {number: one.closed_at for number, one in found.records.items()}
    return RoundsView(items=[_summary(one, closed.get(one.number)) for one in found.page.items])


def round_view(seen: SeenRound) -> RoundView:
    """Return a round."""
    return RoundView(
        number=seen.round.number,
        basis=seen.basis,
        fits=[
            FitView(
                number=row.number,
                lacks=[
                    LackView(role=one.role, quarter=one.quarter, person_days=format(one.missing, "f"))
                    for one in seen.lacks[row.number]
                ]
                if row.number in seen.lacks
                else None,
                would_displace=list(seen.would_displace[row.number]),
            )
            for row in seen.basis.rows
        ],
        line=seen.line,
        decisions=list(seen.decisions),
        record=None if seen.record is None else _record(seen.record),
        is_genuine=seen.is_genuine,
    )


def kept_round(one: CapacityRound) -> KeptAnswer:
    """Return the answer to a round that was opened."""
    return presented(_summary(one, None), status=201, location=f"/api/v1/capacity-rounds/{one.number}")


def kept_record(one: RoundRecord) -> KeptAnswer:
    """Return the answer to a round that was closed."""
    return presented(_record(one))


def _record(one: RoundRecord) -> RecordView:
    return RecordView(digest=one.digest, closed_at=one.closed_at)


def _summary(one: CapacityRound, closed_at: datetime | None) -> RoundSummaryView:
    return RoundSummaryView(number=one.number, kind=one.kind, day=one.day, opened_at=one.opened_at, closed_at=closed_at)
