"""Agendas within one transaction."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from core.listing import Page
from digitalcheck.rules.council.agenda import AgendaEntry
from digitalcheck.rules.council.kept import CheckMark, KeptAgenda
from digitalcheck.tables.agendas import AgendaEntryRow, AgendaRow
from digitalcheck.tables.checks import CheckRow
from infra.rows import add_many, city_of

_AGENDA = tuple(one.name for one in fields(KeptAgenda))
_ENTRY = tuple(one.name for one in fields(AgendaEntry))
_MOST_MARKS = 20_000


class AgendaRepository:
    """Agendas as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, agenda: KeptAgenda, entries: tuple[AgendaEntry, ...]) -> KeptAgenda:
        """Store an agenda in the place of earlier ones of the same meeting and return it with its number."""
        same = col(AgendaRow.day) == agenda.day, col(AgendaRow.name) == agenda.name
        earlier = update(AgendaRow).where(*same, col(AgendaRow.is_current)).values(is_current=False)
        self._session.execute(earlier.execution_options(synchronize_session=False))
        values = {name: getattr(agenda, name) for name in _AGENDA if name != "id"}
        row = AgendaRow.model_validate({"city_id": city_of(self._session), **values})
        self._session.add(row)
        self._session.flush()
        rows = [
            {"agenda_id": row.id, "position": position, **{name: getattr(entry, name) for name in _ENTRY}}
            for position, entry in enumerate(entries, 1)
        ]
        add_many(self._session, AgendaEntryRow, rows)
        return replace(agenda, id=int(row.id or 0))

    def find(self, number: int) -> KeptAgenda | None:
        """Return an agenda, or None."""
        row = self._session.execute(select(AgendaRow).where(col(AgendaRow.id) == number)).scalar_one_or_none()
        return None if row is None else _agenda(row)

    def entries(self, number: int) -> tuple[AgendaEntry, ...]:
        """Return the proposals of an agenda in their order."""
        rows = select(AgendaEntryRow).where(col(AgendaEntryRow.agenda_id) == number)
        found = self._session.execute(rows.order_by(col(AgendaEntryRow.position))).scalars()
        return tuple(AgendaEntry(**{name: getattr(row, name) for name in _ENTRY}) for row in found)

    def on(self, day: date) -> tuple[AgendaEntry, ...]:
        """Return the proposals of all agendas of a day that no later import replaced, in their order."""
        current = select(col(AgendaRow.id)).where(col(AgendaRow.is_current), col(AgendaRow.day) == day)
        numbers = self._session.execute(current.order_by(col(AgendaRow.id))).scalars().all()
        return tuple(entry for number in numbers if number is not None for entry in self.entries(number))

    def days(self, limit: int) -> tuple[date, ...]:
        """Return the days of agendas that no later import replaced, the latest first."""
        found = select(col(AgendaRow.day)).where(col(AgendaRow.is_current)).distinct()
        return tuple(self._session.execute(found.order_by(col(AgendaRow.day).desc()).limit(limit)).scalars())

    def next_day(self, today: date) -> date | None:
        """Return the next day from today on that has an agenda."""
        after = select(func.min(col(AgendaRow.day))).where(col(AgendaRow.is_current), col(AgendaRow.day) >= today)
        return self._session.execute(after).scalar_one_or_none()

    def page(self, *, page: int, size: int) -> Page[KeptAgenda]:
        """Return one page of the agendas that no later import replaced, the latest meeting first."""
        current = col(AgendaRow.is_current)
        total = self._session.execute(select(func.count()).select_from(AgendaRow).where(current)).scalar_one()
        latest = select(AgendaRow).where(current).order_by(col(AgendaRow.day).desc(), col(AgendaRow.id).desc())
        rows = self._session.execute(latest.limit(size).offset((page - 1) * size)).scalars()
        return Page(items=tuple(map(_agenda, rows)), page=page, size=size, total=total)

    def marks(self) -> tuple[CheckMark, ...]:
        """Return all checks that have a number of a proposal, the newest first."""
        row = CheckRow
        wanted = select(col(row.id), col(row.reference), col(row.title), col(row.status)).where(
            col(row.reference) != ""
        )
        found = self._session.execute(wanted.order_by(col(row.id).desc()).limit(_MOST_MARKS))
        return tuple(
            CheckMark(number or 0, reference, title, status.value) for number, reference, title, status in found
        )


def _agenda(row: Any) -> KeptAgenda:  # noqa: ANN401 - a row of the table
    return KeptAgenda(**{name: getattr(row, name) for name in _AGENDA})
