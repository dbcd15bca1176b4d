"""Counting clocks and requests in the database, within one transaction."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from capacity.model import ClockCount, RequestStage
from capacity.rules.figures import DECISIONS, QUESTION
from capacity.tables.clocks import ClockRow
from capacity.tables.course import RequestEventRow
from capacity.tables.requests import CapacityRequestRow, RequestStandingRow

_KEYS = (col(ClockRow.topic), col(ClockRow.party))
_DECISIONS = sorted(DECISIONS)


class FigureRepository:
    """Counts for the figures of the city.

    Args:
        session: The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def ended(self, first: date, last: date) -> tuple[tuple[ClockCount, ...], dict[str, frozenset[str]]]:
        """Return the clocks that ended in a span, both days included, and by topic who answered.

        Counted by day first, which is a walk along the index: the clocks of a year are many, what is alike is not.
        """
        keys = (*_KEYS, col(ClockRow.was_missed), col(ClockRow.used), col(ClockRow.answered_by))
        day = col(ClockRow.ended_on)
        daily = select(*keys, func.count().label("count")).where(day.between(first, last)).group_by(day, *keys)
        *alike, count = daily.subquery().c
        counted = select(*alike, func.sum(count)).group_by(*alike)
        counts, people = list[ClockCount](), dict[str, set[str]]()
        for stored, party, missed, used, person, number in self._session.execute(counted):
            topic, told = _topic(stored), person is not None
            counts.append(
                ClockCount(
                    topic=topic,
                    party=party,
                    was_missed=missed,
                    used=used,
                    is_open=False,
                    count=int(number),
                    is_answered=told,
                )
            )
            if told:
                people.setdefault(topic, set()).add(str(person))
        return tuple(counts), {topic: frozenset(found) for topic, found in people.items()}

    def running(self, day: date) -> tuple[ClockCount, ...]:
        """Return the clocks that have not ended, as a day knows them."""
        over = and_(col(ClockRow.paused_on).is_(None), col(ClockRow.due) < day)
        keys = (*_KEYS, or_(col(ClockRow.was_missed), over).label("is_late"))
        counted = select(*keys, func.count()).where(col(ClockRow.ended_on).is_(None)).group_by(*keys)
        return tuple(
            ClockCount(topic=_topic(topic), party=party, was_missed=bool(late), used=None, is_open=True, count=count)
            for topic, party, late, count in self._session.execute(counted)
        )

    def since(self, stages: Collection[RequestStage]) -> dict[date, int]:
        """Return how many requests in some stages were handed in first on each day."""
        since = col(CapacityRequestRow.since)
        same = col(RequestStandingRow.request_id) == col(CapacityRequestRow.id)
        wanted = select(since, func.count()).join(RequestStandingRow, same).group_by(since)
        rows = self._session.execute(wanted.where(col(RequestStandingRow.stage).in_(sorted(stages))))
        return {day: count for day, count in rows}  # noqa: C416 - rows are no tuples for mypy

    def decided(self, begin: datetime, end: datetime) -> dict[tuple[date, datetime], int]:
        """Return how many requests waited since a day and were decided on first at a moment, up to ``end``.

        The course keeps every decision: a later one changes nothing about the first.
        """
        earlier = aliased(RequestEventRow)
        keys = (col(CapacityRequestRow.since), col(RequestEventRow.at))
        same = col(RequestEventRow.request_id) == col(CapacityRequestRow.id)
        before = and_(
            col(earlier.request_id) == col(RequestEventRow.request_id),
            col(earlier.number) < col(RequestEventRow.number),
            col(earlier.step).in_(_DECISIONS),
        )
        within = and_(col(RequestEventRow.step).in_(_DECISIONS), keys[1] >= begin, keys[1] < end)
        counted = select(*keys, func.count()).join(CapacityRequestRow, same).where(within, ~exists().where(before))
        rows = self._session.execute(counted.group_by(*keys))
        return {(since, at): count for since, at, count in rows}


def _topic(stored: str) -> str:
    return QUESTION if stored.startswith(f"{QUESTION}-") else stored
