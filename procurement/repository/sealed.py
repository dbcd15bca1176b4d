"""Sealed intakes within one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlmodel import Session, col

from infra.rows import add_many, city_of
from procurement.model import (
    IntakeOpening,
    IntakeSlot,
    SealedIntake,
    SealGroup,
    SealKey,
    SealPresence,
    SealWrap,
)
from procurement.tables import (
    IntakeSlotRow,
    SealedIntakeRow,
    SealedOpeningRow,
    SealKeyRow,
    SealPresenceRow,
    SealWrapRow,
)


class SealKeyRepository:
    """Public halves of people's keys.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[SealKey, ...]:
        """Return every key of the city, by person and number."""
        order = (col(SealKeyRow.person_id), col(SealKeyRow.number))
        found = select(SealKeyRow).order_by(*order).execution_options(populate_existing=True)
        return tuple(map(_key, self._session.execute(found).scalars()))

    def of(self, person: str) -> SealKey | None:
        """Return the last key of a person that is not given up, or None."""
        mine = [one for one in self.all() if one.person == person]
        return mine[-1] if mine and mine[-1].ended_at is None else None

    def add(self, key: SealKey) -> SealKey:
        """Store a new key under the next number of its person, and return it."""
        here = select(func.max(col(SealKeyRow.number))).where(col(SealKeyRow.person_id) == key.person)
        number = int(self._session.execute(here).scalar_one() or 0) + 1
        row = SealKeyRow.model_validate(
            {
                "city_id": city_of(self._session),
                "person_id": key.person,
                "number": number,
                "key_group": key.group,
                "recipient": key.recipient,
                "made_at": key.made_at,
            }
        )
        self._session.add(row)
        self._session.flush()
        return _key(row)

    def mark(self, key: SealKey, *, confirmed_at: datetime | None = None, ended_at: datetime | None = None) -> None:
        """Store when a key was confirmed or given up; what is None stays as it is."""
        moments = {"confirmed_at": confirmed_at or key.confirmed_at, "ended_at": ended_at or key.ended_at}
        here = (col(SealKeyRow.person_id) == key.person, col(SealKeyRow.number) == key.number)
        change = update(SealKeyRow).where(*here).values(**moments)
        self._session.execute(change.execution_options(synchronize_session=False))


class SealedIntakeRepository:
    """Intakes with their slots. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def last(self, slug: str) -> SealedIntake | None:
        """Return the newest intake of a procedure, or None."""
        opened = (
            col(SealedOpeningRow.city_id) == col(SealedIntakeRow.city_id),
            col(SealedOpeningRow.slug) == col(SealedIntakeRow.slug),
            col(SealedOpeningRow.number) == col(SealedIntakeRow.number),
        )
        columns = [col(getattr(SealedIntakeRow, name)) for name in _INTAKE]
        found: Select[Any] = select(*columns, col(SealedOpeningRow.opened_at))
        row = self._session.execute(
            found.select_from(SealedIntakeRow)
            .join(SealedOpeningRow, onclause=_all(opened), isouter=True)
            .where(col(SealedIntakeRow.slug) == slug)
            .order_by(col(SealedIntakeRow.number).desc())
            .limit(1)
        ).one_or_none()
        return None if row is None else SealedIntake(**row._mapping)  # noqa: SLF001 - the public name of a row's columns

    def add(self, intake: SealedIntake, wraps: Iterable[SealWrap], slots: Iterable[IntakeSlot]) -> None:
        """Store a new intake with its wrapped keys and all its slots."""
        place = {"slug": intake.slug, "number": intake.number}
        values = {name: getattr(intake, name) for name in _INTAKE}
        self._session.add(SealedIntakeRow.model_validate({"city_id": city_of(self._session), **values}))
        self._session.flush()
        add_many(
            self._session,
            SealWrapRow,
            [
                {
                    **place,
                    "first_person": one.first,
                    "second_person": one.second,
                    "key_group": one.group,
                    "recipient": one.recipient,
                    "wrapped": one.wrapped,
                }
                for one in wraps
            ],
        )
        for one in slots:  # one at a time: all of them together are large
            add_many(
                self._session,
                IntakeSlotRow,
                [{**place, "slot": one.slot, "access": one.access, "content": one.content}],
            )

    def wraps(self, intake: SealedIntake) -> tuple[SealWrap, ...]:
        """Return the key of an intake for every pair."""
        found = select(SealWrapRow).where(*_of(SealWrapRow, intake))
        return tuple(
            SealWrap(
                first=row.first_person,
                second=row.second_person,
                group=row.key_group,
                recipient=row.recipient,
                wrapped=row.wrapped,
            )
            for row in self._session.execute(found).scalars()
        )

    def slot_of(self, access: str) -> tuple[str, int, str] | None:
        """Return procedure, number of the intake and name of the slot that an access leads to, or None."""
        columns = (col(IntakeSlotRow.slug), col(IntakeSlotRow.number), col(IntakeSlotRow.slot))
        row = self._session.execute(select(*columns).where(col(IntakeSlotRow.access) == access)).one_or_none()
        return None if row is None else (row[0], row[1], row[2])

    def put(self, intake: SealedIntake, slot: str, content: bytes, access: str | None = None) -> None:
        """Put content into a slot, whatever was there; with ``access`` another code leads there from now on."""
        values: dict[str, Any] = {"content": content} | ({"access": access} if access else {})
        here = (*_of(IntakeSlotRow, intake), col(IntakeSlotRow.slot) == slot)
        change = update(IntakeSlotRow).where(*here).values(**values)
        self._session.execute(change.execution_options(synchronize_session=False))

    def contents(self, intake: SealedIntake) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every slot, one at a time."""
        names = select(col(IntakeSlotRow.slot)).where(*_of(IntakeSlotRow, intake)).order_by(col(IntakeSlotRow.slot))
        for name in self._session.execute(names).scalars().all():
            here = (*_of(IntakeSlotRow, intake), col(IntakeSlotRow.slot) == name)
            yield name, self._session.execute(select(col(IntakeSlotRow.content)).where(*here)).scalar_one()

    def presences(self, intake: SealedIntake) -> tuple[SealPresence, ...]:
        """Return who has shown a key."""
        found = select(SealPresenceRow).where(*_of(SealPresenceRow, intake))
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        return tuple(
            SealPresence(
                person=row.person_id,
                partner=row.partner,
                group=row.key_group,
                present_at=row.present_at,
                inner=row.inner,
            )
            for row in rows
        )

    def leave(self, intake: SealedIntake, person: str | None = None) -> None:
        """Forget that somebody is there; without a person that anybody is."""
        mine = (col(SealPresenceRow.person_id) == person,) if person else ()
        self._session.execute(delete(SealPresenceRow).where(*_of(SealPresenceRow, intake), *mine))

    def come(self, intake: SealedIntake, presences: Iterable[SealPresence]) -> None:
        """Store that somebody is there."""
        add_many(
            self._session,
            SealPresenceRow,
            [
                {
                    "slug": intake.slug,
                    "number": intake.number,
                    "person_id": one.person,
                    "partner": one.partner,
                    "key_group": one.group,
                    "present_at": one.present_at,
                    "inner": one.inner,
                }
                for one in presences
            ],
        )

    def add_opening(self, intake: SealedIntake, opening: IntakeOpening) -> None:
        """Store the opening for good."""
        values = {name.name: getattr(opening, name.name) for name in fields(opening) if name.name != "group"}
        place = {"city_id": city_of(self._session), "slug": intake.slug, "number": intake.number}
        self._session.add(SealedOpeningRow.model_validate({**place, **values, "key_group": opening.group}))
        self._session.flush()

    def opening(self, intake: SealedIntake) -> IntakeOpening | None:
        """Return the opening of an intake, or None."""
        row = self._session.execute(select(SealedOpeningRow).where(*_of(SealedOpeningRow, intake))).scalar_one_or_none()
        if row is None:
            return None
        kept = {name.name: getattr(row, name.name) for name in fields(IntakeOpening) if name.name != "group"}
        return IntakeOpening(**kept, group=SealGroup(row.key_group))


_INTAKE = ("slug", "number", "recipient", "slots", "slot_bytes", "made_by", "made_at")
_Table = type[SealWrapRow] | type[IntakeSlotRow] | type[SealPresenceRow] | type[SealedOpeningRow]


def _of(table: _Table, intake: SealedIntake) -> tuple[ColumnElement[bool], ...]:
    return (col(table.slug) == intake.slug, col(table.number) == intake.number)


def _all(conditions: tuple[ColumnElement[bool], ...]) -> ColumnElement[bool]:
    first, *others = conditions
    for one in others:
        first &= one
    return first


def _key(row: SealKeyRow) -> SealKey:
    return SealKey(
        person=row.person_id,
        number=row.number,
        group=SealGroup(row.key_group),
        recipient=row.recipient,
        made_at=row.made_at,
        confirmed_at=row.confirmed_at,
        ended_at=row.ended_at,
    )
