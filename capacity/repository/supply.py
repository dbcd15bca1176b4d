"""What roles can work, and what requests ask of them, within one transaction."""

from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import Integer, Numeric, cast, delete, func, select
from sqlmodel import Session, col

from capacity.model import RequestedEffort, RequestStage, RoleSupply
from capacity.rules.choices import URGENCY
from capacity.tables.choices import LabelRow
from capacity.tables.priority import SupplyRow
from capacity.tables.requests import RequestedEffortRow, RequestStandingRow
from infra.rows import city_of

_FINE = 1_000


class SupplyRepository:
    """Capacity by role and quarter.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[RoleSupply, ...]:
        """Return what was entered, by role and quarter."""
        rows = self._session.execute(select(SupplyRow).order_by(col(SupplyRow.role), col(SupplyRow.quarter))).scalars()
        return tuple(
            RoleSupply(role=row.role, quarter=row.quarter, days=Decimal(row.days), person=row.person, at=row.at)
            for row in rows
        )

    def put(self, supply: RoleSupply) -> None:
        """Store the person-days of a role in a quarter as they became."""
        self.drop(supply.role, supply.quarter)
        row = SupplyRow(
            city_id=str(city_of(self._session)),
            role=supply.role,
            quarter=supply.quarter,
            days=format(supply.days, "f"),
            person=supply.person,
            at=supply.at,
        )
        self._session.add(row)
        self._session.flush()
        self._session.expunge(row)

    def drop(self, role: str, quarter: str) -> None:
        """Take the person-days of a role in a quarter back."""
        here = (col(SupplyRow.role) == role, col(SupplyRow.quarter) == quarter)
        self._session.execute(delete(SupplyRow).where(*here))

    def asked(self, stages: Collection[RequestStage]) -> dict[str, Decimal]:
        """Return the person-days by role that requests in some stages ask for, upper ends, to the thousandth."""
        days = func.sum(cast(func.round(cast(col(RequestedEffortRow.days_to), Numeric) * _FINE), Integer))
        wanted = (
            select(col(RequestedEffortRow.role), days)
            .join(RequestStandingRow, col(RequestStandingRow.request_id) == col(RequestedEffortRow.request_id))
            .where(col(RequestStandingRow.stage).in_(stages))
            .group_by(col(RequestedEffortRow.role))
        )
        return {role: Decimal(int(total)) / _FINE for role, total in self._session.execute(wanted)}

    def urgent(self, stages: Collection[RequestStage], urgencies: Collection[str], since: str) -> Decimal:
        """Return the person-days that requests of some classes ask for from a quarter on, to the thousandth."""
        days = func.sum(cast(func.round(cast(col(RequestedEffortRow.days_to), Numeric) * _FINE), Integer))
        wanted = (
            select(days)
            .join(RequestStandingRow, col(RequestStandingRow.request_id) == col(RequestedEffortRow.request_id))
            .join(LabelRow, col(LabelRow.request_id) == col(RequestedEffortRow.request_id))
            .where(
                col(RequestStandingRow.stage).in_(stages),
                col(RequestedEffortRow.quarter) >= since,
                col(LabelRow.field) == URGENCY,
                col(LabelRow.value).in_(urgencies),
            )
        )
        return Decimal(int(self._session.execute(wanted).scalar() or 0)) / _FINE

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
