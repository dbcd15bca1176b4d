"""The register of contracts and systems within one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from core.listing import Page, Stretch, stretch_of
from infra.policy.decision import Scope
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError, RegisterEntryNotFoundError
from procurement.model import (
    AlternativeCheck,
    EndKind,
    RegisterAlarm,
    RegisterChange,
    RegisterEntry,
    RegisterFacts,
    RegisterOrigin,
    RegisterQuery,
    RegisterView,
)
from procurement.repository.searching import folded, has_words, is_seen
from procurement.tables import SEARCHED, AlternativeCheckRow, RegisterAlarmRow, RegisterChangeRow, RegisterEntryRow

_ROW, _CHECK, _ALARM = RegisterEntryRow, AlternativeCheckRow, RegisterAlarmRow
_FACTS = tuple(one.name for one in fields(RegisterFacts))
_PLAIN = ("version", "origin", "source", "lot", "created_at", "changed_at")
_NEWEST = select(_ROW).order_by(col(_ROW.id).desc()).execution_options(populate_existing=True)
_ENDS = {EndKind.CONTRACT: _ROW.contract_end, EndKind.SUPPORT: _ROW.support_end, EndKind.SWITCH_OFF: _ROW.switch_off}
_IN_USE = col(_ROW.out_of_use).is_(None)


class RegisterRepository:
    """The register as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: RegisterEntry) -> int:
        """Store a new entry and return its number."""
        row = _ROW.model_validate({"city_id": city_of(self._session), **_values(new), "search_text": ""})
        self._session.add(row)
        self._session.flush()
        number = int(row.id or 0)
        self._name(number, new.facts)
        return number

    def find(self, number: int) -> RegisterEntry | None:
        """Return an entry, or None."""
        row = self._session.execute(_NEWEST.where(col(_ROW.id) == number)).scalar_one_or_none()
        return None if row is None else _entry(row)

    def save(self, one: RegisterEntry, seen: int) -> None:
        """Store an entry as it became.

        Args:
            one: With its new version.
            seen: Its version when it was read.

        Raises:
            RegisterEntryNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
        """
        here = col(_ROW.id) == one.number
        change = update(_ROW).where(here, col(_ROW.version) == seen).values(**_values(one))
        changed = self._session.execute(change.execution_options(synchronize_session=False))
        if changed.rowcount != 1:  # type: ignore[attr-defined]  # a cursor's result
            now = self._session.execute(select(col(_ROW.version)).where(here)).scalar_one_or_none()
            if now is None:
                raise RegisterEntryNotFoundError
            raise VersionConflictError(now)
        self._name(one.number, one.facts)

    def of_source(self, origin: RegisterOrigin, source: str, lot: int) -> RegisterEntry | None:
        """Return the entry that came from one decision, or None."""
        wanted = _NEWEST.where(col(_ROW.origin) == origin, col(_ROW.source) == source, col(_ROW.lot) == lot)
        row = self._session.execute(wanted).scalar_one_or_none()
        return None if row is None else _entry(row)

    def in_use(self, product: str, office: str | None) -> bool:
        """Tell whether an office uses a product of this name already."""
        here = and_(col(_ROW.product) == product, col(_ROW.office) == office, _IN_USE)
        return bool(self._session.execute(select(exists().where(here))).scalar_one())

    def page(self, query: RegisterQuery, scopes: Collection[Scope], *, page: int, size: int) -> Page[RegisterEntry]:
        """Return one page of the entries that a search finds, newest first.

        Args:
            query: What is looked for.
            scopes: What may be seen.
            page: Number of the page, from 1.
            size: Most entries of a page, from 1.
        """
        where = _matching(query, scopes)
        total = self._session.execute(select(func.count()).select_from(_ROW).where(*where)).scalar_one()
        rows = self._session.execute(_NEWEST.where(*where).limit(size).offset((page - 1) * size)).scalars()
        return Page(items=tuple(map(_entry, rows)), page=page, size=size, total=total)

    def stretch(
        self, query: RegisterQuery, scopes: Collection[Scope], *, after: int | None, size: int
    ) -> Stretch[RegisterEntry]:
        """Return those after a place in the same list as ``page``.

        Raises:
            PlaceNotFoundError: This list has none of this number.
        """
        where = _matching(query, scopes)
        if after is not None:
            if not self._session.execute(_NEWEST.where(*where, col(_ROW.id) == after)).first():
                raise PlaceNotFoundError
            where.append(col(_ROW.id) < after)
        found = [_entry(row) for row in self._session.execute(_NEWEST.where(*where).limit(size + 1)).scalars()]
        return stretch_of(found, size, lambda one: str(one.number))

    def add_change(self, number: int, change: RegisterChange) -> None:
        """Store for good what changed on an entry."""
        row = {
            "city_id": city_of(self._session),
            "entry_id": number,
            "version": change.version,
            "changes": {name: list(pair) for name, pair in change.changes.items()},
            "changed_by": change.changed_by,
            "changed_at": change.changed_at,
        }
        self._session.add(RegisterChangeRow.model_validate(row))
        self._session.flush()

    def changes(self, number: int, most: int) -> tuple[RegisterChange, ...]:
        """Return the last changes of an entry, the newest first."""
        row = RegisterChangeRow
        wanted = select(row).where(col(row.entry_id) == number).order_by(col(row.version).desc()).limit(most)
        return tuple(
            RegisterChange(
                version=one.version,
                changes={name: (pair[0], pair[1]) for name, pair in one.changes.items()},
                changed_by=one.changed_by,
                changed_at=one.changed_at,
            )
            for one in self._session.execute(wanted).scalars()
        )

    def ending(self, kind: EndKind, by: date, last: int) -> tuple[int, ...]:
        """Return the numbers of entries in use whose end comes by a day and that had no last alarm about it.

        Args:
            kind: What ends.
            by: Last day.
            last: Months of the last alarm.
        """
        end = col(_ENDS[kind])
        told = exists().where(
            col(_ALARM.entry_id) == col(_ROW.id),
            col(_ALARM.kind) == kind,
            col(_ALARM.ends_on) == end,
            col(_ALARM.months) == last,
        )
        wanted = select(col(_ROW.id)).where(_IN_USE, end <= by, ~told).order_by(col(_ROW.id))
        return tuple(int(one or 0) for one in self._session.execute(wanted).scalars())

    def has_alarm(self, number: int, kind: EndKind, ends_on: date, months: int) -> bool:
        """Tell whether an alarm was given."""
        here = and_(
            col(_ALARM.entry_id) == number,
            col(_ALARM.kind) == kind,
            col(_ALARM.ends_on) == ends_on,
            col(_ALARM.months) == months,
        )
        return bool(self._session.execute(select(exists().where(here))).scalar_one())

    def add_alarm(self, alarm: RegisterAlarm) -> None:
        """Store for good that an alarm was given."""
        row = {
            "city_id": city_of(self._session),
            "entry_id": alarm.entry,
            "kind": alarm.kind,
            "ends_on": alarm.ends_on,
            "months": alarm.months,
            "given_at": alarm.given_at,
        }
        self._session.add(_ALARM.model_validate(row))
        self._session.flush()

    def alarms(self, number: int) -> tuple[RegisterAlarm, ...]:
        """Return the alarms about an entry, the newest first."""
        wanted = (
            select(_ALARM)
            .where(col(_ALARM.entry_id) == number)
            .order_by(col(_ALARM.given_at).desc(), col(_ALARM.kind), col(_ALARM.months))
        )
        return tuple(
            RegisterAlarm(
                entry=one.entry_id, kind=one.kind, ends_on=one.ends_on, months=one.months, given_at=one.given_at
            )
            for one in self._session.execute(wanted).scalars()
        )

    def checks(self, number: int) -> tuple[AlternativeCheck, ...]:
        """Return the alternative checks of an entry, the newest first."""
        wanted = (
            select(_CHECK)
            .where(col(_CHECK.entry_id) == number)
            .order_by(col(_CHECK.number).desc())
            .execution_options(populate_existing=True)
        )
        return tuple(map(_check, self._session.execute(wanted).scalars()))

    def put_check(self, number: int, check: AlternativeCheck) -> None:
        """Store an alternative check as it stands."""
        key = {"entry_id": number, "number": check.number}
        values = {one.name: getattr(check, one.name) for one in fields(check) if one.name != "sources"}
        values["sources"] = {name: day.isoformat() for name, day in check.sources.items()}
        self._session.merge(_CHECK.model_validate({"city_id": city_of(self._session), **values, **key}))
        self._session.flush()

    def _name(self, number: int, facts: RegisterFacts) -> None:
        text = " ".join((str(number), facts.product, facts.contract, facts.supplier, facts.purpose))
        change = update(_ROW).where(col(_ROW.id) == number).values(search_text=folded(text)[:SEARCHED])
        self._session.execute(change.execution_options(synchronize_session=False))


def _values(one: RegisterEntry) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {name: getattr(one.facts, name) for name in _FACTS}


def _entry(row: RegisterEntryRow) -> RegisterEntry:
    facts = RegisterFacts(**{name: getattr(row, name) for name in _FACTS})
    return RegisterEntry(number=int(row.id or 0), facts=facts, **{name: getattr(row, name) for name in _PLAIN})


def _check(row: AlternativeCheckRow) -> AlternativeCheck:
    values = {one.name: getattr(row, one.name) for one in fields(AlternativeCheck)}
    values["sources"] = {name: date.fromisoformat(day) for name, day in row.sources.items()}
    return AlternativeCheck(**values)


def _matching(query: RegisterQuery, scopes: Collection[Scope]) -> list[ColumnElement[bool]]:
    where = [is_seen(scopes, col(_ROW.office)), _shown(query), *has_words(col(_ROW.search_text), query.text)]
    if query.browser is not None:
        where.append(col(_ROW.browser) == query.browser)
    if query.office is not None:
        where.append(col(_ROW.office) == query.office)
    return where


def _shown(query: RegisterQuery) -> ColumnElement[bool]:
    open_check = exists().where(col(_CHECK.entry_id) == col(_ROW.id), col(_CHECK.outcome).is_(None))
    views: Mapping[RegisterView, ColumnElement[bool]] = {
        RegisterView.ENDING: or_(*(col(one) <= query.ending_by for one in _ENDS.values())),
        RegisterView.CHECK_OPEN: open_check,
        RegisterView.LEGACY: col(_ROW.is_legacy).is_(True),
        RegisterView.UNDATED_LEGACY: and_(col(_ROW.is_legacy).is_(True), col(_ROW.switch_off).is_(None)),
        RegisterView.INCOMPLETE: or_(col(_ROW.office).is_(None), col(_ROW.supplier) == "", col(_ROW.purpose) == ""),
    }
    if query.view is RegisterView.OUT_OF_USE:
        return ~_IN_USE
    return _IN_USE if query.view is None else and_(_IN_USE, views[query.view])
