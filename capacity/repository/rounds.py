"""Rounds within one transaction. They are added; nothing here changes one."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from capacity.model import CapacityRound, RequestEvent, RoundKind, RoundRecord
from capacity.tables.course import RequestEventRow
from capacity.tables.rounds import CapacityRoundRow, RoundRecordRow
from core.listing import Page
from infra.rows import city_of


class RoundRepository:
    """Rounds of the city.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, opened: CapacityRound) -> int:
        """Store a round and return its number."""
        row = CapacityRoundRow(
            city_id=str(city_of(self._session)),
            kind=opened.kind,
            day=opened.day,
            basis=opened.basis,
            opened_by=opened.opened_by,
            opened_at=opened.opened_at,
        )
        self._session.add(row)
        self._session.flush()
        return int(row.id or 0)

    def find(self, number: int) -> CapacityRound | None:
        """Return a round, or None."""
        row = self._session.execute(select(CapacityRoundRow).where(col(CapacityRoundRow.id) == number)).scalar()
        return None if row is None else _round(row)

    def latest(self, kind: RoundKind) -> CapacityRound | None:
        """Return the round of a kind that was opened last, or None."""
        wanted = select(CapacityRoundRow).where(col(CapacityRoundRow.kind) == kind)
        row = self._session.execute(wanted.order_by(col(CapacityRoundRow.id).desc()).limit(1)).scalar()
        return None if row is None else _round(row)

    def page(self, page: int, size: int) -> Page[CapacityRound]:
        """Return a page of the rounds, the newest first."""
        total = int(self._session.execute(select(func.count()).select_from(CapacityRoundRow)).scalar_one())
        wanted = (
            select(CapacityRoundRow).order_by(col(CapacityRoundRow.id).desc()).limit(size).offset((page - 1) * size)
        )
        items = tuple(_round(row) for row in self._session.execute(wanted).scalars())
        return Page(items=items, page=page, size=size, total=total)

    def put_record(self, record: RoundRecord) -> None:
        """Store what a round resolved, for good."""
        row = RoundRecordRow(
            city_id=str(city_of(self._session)),
            round_id=record.round,
            document=record.document,
            digest=record.digest,
            closed_by=record.closed_by,
            closed_at=record.closed_at,
        )
        self._session.add(row)
        self._session.flush()

    def records(self, rounds: Collection[int]) -> dict[int, RoundRecord]:
        """Return what rounds resolved, by their number; open ones are left out."""
        rows = self._session.execute(select(RoundRecordRow).where(col(RoundRecordRow.round_id).in_(rounds))).scalars()
        return {
            row.round_id: RoundRecord(
                round=row.round_id,
                document=row.document,
                digest=row.digest,
                closed_by=row.closed_by,
                closed_at=row.closed_at,
            )
            for row in rows
        }

    def events_since(self, moment: datetime, steps: Collection[str]) -> tuple[tuple[int, RequestEvent], ...]:
        """Return the number of the request and the event for each of these steps since a moment, oldest first."""
        wanted = select(RequestEventRow).where(col(RequestEventRow.at) >= moment, col(RequestEventRow.step).in_(steps))
        rows = self._session.execute(
            wanted.order_by(col(RequestEventRow.at), col(RequestEventRow.request_id), col(RequestEventRow.number))
        ).scalars()
        return tuple((row.request_id, _event(row)) for row in rows)


def _round(row: CapacityRoundRow) -> CapacityRound:
    return CapacityRound(
        number=int(row.id or 0),
        kind=row.kind,
        day=row.day,
        basis=row.basis,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
    )


def _event(row: RequestEventRow) -> RequestEvent:
    return RequestEvent(
        number=row.number,
        step=row.step,
        before=row.before,
        after=row.after,
        reason=row.reason,
        person=row.person,
        at=row.at,
    )
