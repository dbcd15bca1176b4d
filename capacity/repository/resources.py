"""The resource plan and what person-days cost, within one transaction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from capacity.model import BudgetLine, ResourceLine, ResourceSum, RoleRate
from capacity.tables.resources import ResourceLineRow, RoleRateRow
from core.listing import Page
from infra.rows import add_many


class ResourceRepository:
    """The resource plan of a city as it was made last, and the rates of its roles.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, lines: Sequence[ResourceLine]) -> None:
        """Store a resource plan instead of the one before."""
        self._session.execute(delete(ResourceLineRow))
        rows = (
            {
                "year": one.year,
                "place": place,
                "dezernat": one.line.dezernat,
                "account": one.line.account,
                "mip": one.line.mip,
                "role": one.role,
                "is_planned": one.is_planned,
                "quarter_days": one.total.quarter_days,
                "quarter_cents": one.total.quarter_cents,
                "unpriced": one.total.unpriced,
            }
            for place, one in enumerate(lines)
        )
        add_many(self._session, ResourceLineRow, rows)

    def totals(self) -> dict[int, ResourceSum]:
        """Return person-days and their cost by budget year, the first one first."""
        year = col(ResourceLineRow.year)
        sums = (col(ResourceLineRow.quarter_days), col(ResourceLineRow.quarter_cents), col(ResourceLineRow.unpriced))
        wanted = select(year, *map(func.sum, sums)).group_by(year).order_by(year)
        return {
            int(of): ResourceSum(quarter_days=int(days), quarter_cents=int(cents), unpriced=int(unpriced))
            for of, days, cents, unpriced in self._session.execute(wanted)
        }

    def page(self, year: int, *, page: int, size: int) -> Page[ResourceLine]:
        """Return a page of the lines of a budget year, by place in the budget and role."""
        of_it = col(ResourceLineRow.year) == year
        wanted = select(ResourceLineRow).where(of_it).order_by(col(ResourceLineRow.place))
        rows = self._session.execute(wanted.limit(size).offset((page - 1) * size)).scalars()
        counted = select(func.count()).select_from(ResourceLineRow).where(of_it)
        total = self._session.execute(counted).scalar_one()
        return Page(items=tuple(map(_line, rows)), page=page, size=size, total=total)

    def rates(self) -> tuple[RoleRate, ...]:
        """Return what person-days cost, by role and day."""
        ordered = select(RoleRateRow).order_by(col(RoleRateRow.role), col(RoleRateRow.valid_from))
        return tuple(
            RoleRate(
                role=row.role,
                valid_from=row.valid_from,
                eur_per_day=Decimal(row.eur_per_day),
                person=row.person,
                at=row.at,
            )
            for row in self._session.execute(ordered).scalars()
        )

    def put_rate(self, one: RoleRate) -> None:
        """Store what a person-day of a role costs from a day on as it became."""
        self.drop_rate(one.role, one.valid_from)
        row = {"role": one.role, "valid_from": one.valid_from, "eur_per_day": format(one.eur_per_day, "f")}
        add_many(self._session, RoleRateRow, [row | {"person": one.person, "at": one.at}])

    def drop_rate(self, role: str, valid_from: date) -> bool:
        """Take it back; tell whether there was one."""
        here = (col(RoleRateRow.role) == role, col(RoleRateRow.valid_from) == valid_from)
        gone = self._session.execute(delete(RoleRateRow).where(*here))
        return bool(gone.rowcount)  # type: ignore[attr-defined]  # of a deletion


def _line(row: ResourceLineRow) -> ResourceLine:
    return ResourceLine(
        year=row.year,
        line=BudgetLine(dezernat=row.dezernat, account=row.account, mip=row.mip),
        role=row.role,
        is_planned=row.is_planned,
        total=ResourceSum(quarter_days=row.quarter_days, quarter_cents=row.quarter_cents, unpriced=row.unpriced),
    )
