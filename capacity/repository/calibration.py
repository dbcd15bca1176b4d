"""What closed requests teach, within one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from capacity.model import FinishPromise, RequestedEffort, RequestStage, SpentEffort
from capacity.rules.course.steps import RequestStep
from capacity.tables.calibration import FinishPromiseRow, SpentEffortRow
from capacity.tables.course import RequestEventRow
from capacity.tables.requests import CapacityRequestRow, RequestedEffortRow, RequestStandingRow
from infra.rows import add_many


class CalibrationRepository:
    """Effort that was really spent, and promises of a finish.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def spent(self, request: int) -> tuple[SpentEffort, ...]:
        """Return what was noted of a request, by role."""
        wanted = select(SpentEffortRow).where(col(SpentEffortRow.request_id) == request)
        return tuple(map(_spent, self._session.execute(wanted.order_by(col(SpentEffortRow.role))).scalars()))

    def put_spent(self, request: int, spent: Collection[SpentEffort]) -> None:
        """Store what was noted of a request instead of what was noted before; each role once."""
        self._session.execute(delete(SpentEffortRow).where(col(SpentEffortRow.request_id) == request))
        rows = (
            {"request_id": request, "role": one.role, "days": format(one.days, "f"), "person": one.person, "at": one.at}
            for one in spent
        )
        add_many(self._session, SpentEffortRow, rows)

    def closed(self) -> list[tuple[list[RequestedEffort], list[SpentEffort]]]:
        """Return estimate and spent effort of each closed request of which some was noted."""
        standing = RequestStandingRow
        closed = col(standing.stage) == RequestStage.ABGESCHLOSSEN
        spent: dict[int, list[SpentEffort]] = {}
        same = col(standing.request_id) == col(SpentEffortRow.request_id)
        for row in self._session.execute(select(SpentEffortRow).join(standing, same).where(closed)).scalars():
            spent.setdefault(row.request_id, []).append(_spent(row))
        estimated: dict[int, list[RequestedEffort]] = {number: [] for number in spent}
        same = col(standing.request_id) == col(RequestedEffortRow.request_id)
        noted = col(RequestedEffortRow.request_id).in_(select(col(SpentEffortRow.request_id)))
        asked = select(RequestedEffortRow).join(standing, same).where(closed, noted)
        for one in self._session.execute(asked).scalars():
            estimated[one.request_id].append(
                RequestedEffort(
                    role=one.role, quarter=one.quarter, days_from=Decimal(one.days_from), days_to=Decimal(one.days_to)
                )
            )
        return [(estimated[number], spent[number]) for number in sorted(spent)]

    def promises(self, request: int | None = None) -> tuple[FinishPromise, ...]:
        """Return the promises of a request, or all, in the order in which they were given."""
        row = FinishPromiseRow
        wanted = select(row).order_by(col(row.request_id), col(row.number))
        if request is not None:
            wanted = wanted.where(col(row.request_id) == request)
        return tuple(
            FinishPromise(request=one.request_id, number=one.number, due=one.due, given_at=one.given_at)
            for one in self._session.execute(wanted).scalars()
        )

    def add_promises(self, promises: Sequence[FinishPromise]) -> None:
        """Store promises."""
        rows = (
            {"request_id": one.request, "number": one.number, "due": one.due, "given_at": one.given_at}
            for one in promises
        )
        add_many(self._session, FinishPromiseRow, rows)

    def standing(
        self, stages: Collection[RequestStage] | None = None
    ) -> dict[int, tuple[RequestStage, datetime | None]]:
        """Return stage and last decision of requests that a finish was promised for, or of all in some stages."""
        number = col(RequestStandingRow.request_id)
        wanted = select(number, col(RequestStandingRow.stage), col(CapacityRequestRow.decided_at)).join(
            CapacityRequestRow, number == col(CapacityRequestRow.id)
        )
        if stages is None:
            wanted = wanted.where(number.in_(select(col(FinishPromiseRow.request_id))))
        else:
            wanted = wanted.where(col(RequestStandingRow.stage).in_(sorted(stages)))
        return {one: (stage, decided) for one, stage, decided in self._session.execute(wanted)}

    def handed_over(self) -> dict[int, datetime]:
        """Return when the work was last handed over for acceptance, of requests that a finish was promised for."""
        number = col(RequestEventRow.request_id)
        promised = number.in_(select(col(FinishPromiseRow.request_id)))
        wanted = select(number, func.max(col(RequestEventRow.at))).where(
            col(RequestEventRow.step) == RequestStep.DELIVER.value, promised
        )
        return {one: at for one, at in self._session.execute(wanted.group_by(number))}  # noqa: C416 - rows are no tuples for mypy


def _spent(row: SpentEffortRow) -> SpentEffort:
    return SpentEffort(role=row.role, days=Decimal(row.days), person=row.person, at=row.at)
