"""What roles can work, and what requests ask of them, within one transaction."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Delete, Integer, Numeric, cast, delete, func, select
from sqlmodel import Session, col

from capacity.model import ExternalPool, RequestedEffort, RequestStage, RoleStaffing, RoleSupply
from capacity.rules.choices import URGENCY
from capacity.rules.role_weeks import EnteredCapacity
from capacity.tables.choices import LabelRow
from capacity.tables.requests import RequestedEffortRow, RequestStandingRow
from capacity.tables.supply import PoolRow, StaffingRow, SupplyRow
from infra.rows import add_many

_FINE = 1_000


class SupplyRepository:
    """Capacity by role and quarter.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def sums(self) -> tuple[RoleSupply, ...]:
        """Return the sums that were entered, by role and period."""
        rows = self._session.execute(select(SupplyRow).order_by(col(SupplyRow.role), col(SupplyRow.period))).scalars()
        return tuple(
            RoleSupply(role=row.role, period=row.period, days=Decimal(row.days), person=row.person, at=row.at)
            for row in rows
        )

    def put_sums(self, sums: Sequence[RoleSupply]) -> None:
        """Store sums as they became; each role and period once."""
        for role in {one.role for one in sums}:
            periods = [one.period for one in sums if one.role == role]
            self._session.execute(
                delete(SupplyRow).where(col(SupplyRow.role) == role, col(SupplyRow.period).in_(periods))
            )
        rows = (
            {"role": one.role, "period": one.period, "days": format(one.days, "f"), "person": one.person, "at": one.at}
            for one in sums
        )
        add_many(self._session, SupplyRow, rows)

    def drop_sum(self, role: str, period: str) -> bool:
        """Take the person-days of a role in a period back; tell whether there were any."""
        here = (col(SupplyRow.role) == role, col(SupplyRow.period) == period)
        return self._gone(delete(SupplyRow).where(*here))

    def staffing(self) -> tuple[RoleStaffing, ...]:
        """Return how roles are staffed, by role and day."""
        ordered = select(StaffingRow).order_by(col(StaffingRow.role), col(StaffingRow.valid_from))
        return tuple(
            RoleStaffing(
                role=row.role,
                valid_from=row.valid_from,
                fte=Decimal(row.fte),
                base_percent=row.base_percent,
                person=row.person,
                at=row.at,
            )
            for row in self._session.execute(ordered).scalars()
        )

    def put_staffing(self, one: RoleStaffing) -> None:
        """Store the staffing of a role from a day on as it became."""
        self.drop_staffing(one.role, one.valid_from)
        row = {"role": one.role, "valid_from": one.valid_from, "fte": format(one.fte, "f")}
        row |= {"base_percent": one.base_percent, "person": one.person, "at": one.at}
        add_many(self._session, StaffingRow, [row])

    def drop_staffing(self, role: str, valid_from: date) -> bool:
        """Take it back; tell whether there was one."""
        here = (col(StaffingRow.role) == role, col(StaffingRow.valid_from) == valid_from)
        return self._gone(delete(StaffingRow).where(*here))

    def pools(self) -> tuple[ExternalPool, ...]:
        """Return external pools, by name, role and day."""
        order = (col(PoolRow.name), col(PoolRow.role), col(PoolRow.begins))
        return tuple(
            ExternalPool(
                name=row.name,
                role=row.role,
                begins=row.begins,
                ends=row.ends,
                days=Decimal(row.days),
                budget_eur=None if row.budget_eur is None else Decimal(row.budget_eur),
                person=row.person,
                at=row.at,
            )
            for row in self._session.execute(select(PoolRow).order_by(*order)).scalars()
        )

    def put_pool(self, one: ExternalPool) -> None:
        """Store an external pool as it became."""
        self.drop_pool(one.name, one.role, one.begins)
        row = {
            "name": one.name,
            "role": one.role,
            "begins": one.begins,
            "ends": one.ends,
            "days": format(one.days, "f"),
        }
        row |= {"budget_eur": None if one.budget_eur is None else format(one.budget_eur, "f")}
        add_many(self._session, PoolRow, [row | {"person": one.person, "at": one.at}])

    def drop_pool(self, name: str, role: str, begins: date) -> bool:
        """Take an external pool back; tell whether there was one."""
        here = (col(PoolRow.name) == name, col(PoolRow.role) == role, col(PoolRow.begins) == begins)
        return self._gone(delete(PoolRow).where(*here))

    def entered(self) -> EnteredCapacity:
        """Return all that was entered."""
        return EnteredCapacity(staffing=self.staffing(), pools=self.pools(), sums=self.sums())

    def _gone(self, statement: Delete) -> bool:
        return bool(self._session.execute(statement).rowcount)  # type: ignore[attr-defined]  # of a deletion

    def asked(
        self,
        waiting: Collection[RequestStage],
        promised: Collection[RequestStage],
        first: str,
        last: str,
        urgencies: Collection[str] = (),
    ) -> dict[str, Decimal]:
        """Return the person-days by role that requests ask of some quarters, upper ends, to the thousandth.

        Args:
            waiting: Stages of requests whose days are still to be worked, also those of quarters before.
            promised: Stages of requests of which the quarters before are worked.
            first: First quarter.
            last: Last quarter.
            urgencies: Classes of urgency; all where none is named.
        """
        stage, quarter = col(RequestStandingRow.stage), col(RequestedEffortRow.quarter)
        days = func.sum(cast(func.round(cast(col(RequestedEffortRow.days_to), Numeric) * _FINE), Integer))
        wanted = (
            select(col(RequestedEffortRow.role), days)
            .join(RequestStandingRow, col(RequestStandingRow.request_id) == col(RequestedEffortRow.request_id))
            .where(quarter <= last, stage.in_(waiting) | (stage.in_(promised) & (quarter >= first)))
            .group_by(col(RequestedEffortRow.role))
        )
        if urgencies:
            wanted = wanted.join(LabelRow, col(LabelRow.request_id) == col(RequestedEffortRow.request_id))
            wanted = wanted.where(col(LabelRow.field) == URGENCY, col(LabelRow.value).in_(urgencies))
        return {role: Decimal(int(total)) / _FINE for role, total in self._session.execute(wanted)}

    def promised(self, stages: Collection[RequestStage]) -> tuple[RequestedEffort, ...]:
        """Return the efforts of all requests in some stages."""
        wanted = select(RequestedEffortRow).join(
            RequestStandingRow, col(RequestStandingRow.request_id) == col(RequestedEffortRow.request_id)
        )
        rows = self._session.execute(wanted.where(col(RequestStandingRow.stage).in_(stages))).scalars()
        return tuple(_effort(row) for row in rows)

    def efforts(self, numbers: Collection[int]) -> dict[int, tuple[RequestedEffort, ...]]:
        """Return the efforts of requests by their number."""
        wanted = select(RequestedEffortRow).where(col(RequestedEffortRow.request_id).in_(numbers))
        found: dict[int, tuple[RequestedEffort, ...]] = dict.fromkeys(numbers, ())
        for row in self._session.execute(wanted.order_by(col(RequestedEffortRow.number))).scalars():
            found[row.request_id] = (*found[row.request_id], _effort(row))
        return found


def _effort(row: RequestedEffortRow) -> RequestedEffort:
    days_from, days_to = Decimal(row.days_from), Decimal(row.days_to)
    return RequestedEffort(role=row.role, quarter=row.quarter, days_from=days_from, days_to=days_to)
