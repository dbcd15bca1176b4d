"""What waits for people, and how they want to hear of it, within one transaction."""

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlmodel import Session, col

from capacity.model import BookedSlot, Duty, Party, QueueSubscription, RequestQuery, RequestStage
from capacity.repository.search import matching
from capacity.tables.clocks import ClockRow
from capacity.tables.duties import QueueSubscriptionRow
from capacity.tables.requests import CapacityRequestRow, RequestStandingRow
from infra.policy.decision import Scope
from infra.rows import city_of

_NUMBER = col(CapacityRequestRow.id)
_SUBSCRIPTION = tuple(one.name for one in fields(QueueSubscription))
_SLOTS = (RequestStage.VORBEHALT, RequestStage.EINGEPLANT, RequestStage.IN_UMSETZUNG)


class DutyRepository:
    """What waits for people of the city.

    Args:
        session: The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def duties(
        self, parties: Collection[Party], office: str | None, scopes: Collection[Scope], most: int
    ) -> tuple[Duty, ...]:
        """Return the answers that parties owe, the most urgent first.

        Args:
            parties: Who.
            office: Office that a department speaks for.
            scopes: What may be seen.
            most: How many at most.
        """
        running = (col(ClockRow.ended_on).is_(None), col(ClockRow.paused_on).is_(None))
        wanted = (
            select(ClockRow, col(CapacityRequestRow.title))
            .join(CapacityRequestRow, col(ClockRow.request_id) == _NUMBER)
            .join(RequestStandingRow, col(RequestStandingRow.request_id) == _NUMBER)
            .where(*running, or_(false(), *(_owed(one, office) for one in parties)), *matching(RequestQuery(), scopes))
            .order_by(col(ClockRow.due), col(ClockRow.request_id), col(ClockRow.number))
        )
        return tuple(
            Duty(request=row.request_id, clock=row.number, title=title, topic=row.topic, party=row.party, due=row.due)
            for row, title in self._session.execute(wanted.limit(most))
        )

    def slots(self, scopes: Collection[Scope], most: int) -> tuple[BookedSlot, ...]:
        """Return the slots that are booked or reserved, in the order of their last day."""
        last, stage = col(CapacityRequestRow.until), col(RequestStandingRow.stage)
        wanted = (
            select(CapacityRequestRow, RequestStandingRow)
            .join(RequestStandingRow, col(RequestStandingRow.request_id) == _NUMBER)
            .where(last.is_not(None), stage.in_(_SLOTS), *matching(RequestQuery(), scopes))
            .order_by(last, _NUMBER)
        )
        rows = self._session.execute(wanted.limit(most))
        return tuple(
            BookedSlot(
                request=int(row.id or 0), title=row.title, stage=stands.stage, first=stands.window_from, last=row.until
            )
            for row, stands in rows
        )

    def subscription(self, person: str) -> QueueSubscription | None:
        """Return how somebody wants to hear of what waits; None where they said nothing."""
        row = self._row(person)
        return None if row is None else _subscription(row)

    def with_mail(self) -> tuple[QueueSubscription, ...]:
        """Return all who want a daily mail."""
        wanted = select(QueueSubscriptionRow).where(col(QueueSubscriptionRow.address) != "")
        rows = self._session.execute(wanted.order_by(col(QueueSubscriptionRow.person))).scalars()
        return tuple(map(_subscription, rows))

    def of_calendar(self, digest: str) -> QueueSubscription | None:
        """Return whose calendar has a key of this checksum; None where nobody's has."""
        wanted = select(QueueSubscriptionRow).where(col(QueueSubscriptionRow.calendar) == digest)
        row = self._session.execute(wanted).scalar_one_or_none()
        return None if row is None else _subscription(row)

    def save(self, wanted: QueueSubscription) -> None:
        """Store how somebody wants to hear of what waits."""
        row = self._row(wanted.person) or QueueSubscriptionRow(
            city_id=str(city_of(self._session)), person=wanted.person, address=""
        )
        for name in _SUBSCRIPTION:
            setattr(row, name, getattr(wanted, name))
        self._session.add(row)
        self._session.flush()

    def _row(self, person: str) -> QueueSubscriptionRow | None:
        wanted = select(QueueSubscriptionRow).where(col(QueueSubscriptionRow.person) == person)
        return self._session.execute(wanted).scalar_one_or_none()


def _owed(party: Party, office: str | None) -> ColumnElement[bool]:
    mine = col(ClockRow.party) == party
    return and_(mine, col(CapacityRequestRow.office_id) == office) if party is Party.FACHAMT else mine


def _subscription(row: QueueSubscriptionRow) -> QueueSubscription:
    return QueueSubscription(**{name: getattr(row, name) for name in _SUBSCRIPTION})
