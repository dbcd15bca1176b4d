"""The audit log within one transaction: append, read; nothing else."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Select,
    case,
    cast,
    func,
    insert,
    literal_column,
    or_,
    type_coerce,
)
from sqlalchemy import select as sql_select
from sqlalchemy.types import NullType
from sqlmodel import Session, SQLModel, col, select

from core.numbers import LARGEST_NUMBER
from infra.audit.chain import GENESIS, body_of, chained, facts_of
from infra.audit.model import Entry, EntryPage, EntryQuery, Event, Subject
from infra.audit.tables import AuditRow
from infra.audit.verification import StoredEntry
from infra.rows import city_of

_SEARCHED = ("sequence", "at", "actor", "event", "subject_kind", "subject_id")
_CHAINED = ("previous", "hash", "body")


def logged_cities(session: Session) -> list[str]:
    """Return the ids of all cities with entries, as the owner's transaction sees them."""
    column = SQLModel.metadata.tables[str(AuditRow.__tablename__)].c.city_id  # the class itself would name one city
    return [str(city) for city in session.execute(sql_select(column).distinct()).scalars()]


class AuditRepository:
    """The chain of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self, event: Event, subject: Subject, details: Mapping[str, object], *, actor: str, at: datetime
    ) -> None:
        """Write the next entry. Writers come one after another, so the last entry stays the last until the commit."""
        city = city_of(self._session)
        if city is None:
            raise ValueError("an entry belongs to a city")
        sequence, previous = self.head()
        body = body_of(
            city=city, sequence=sequence + 1, at=at, actor=actor, event=event, subject=subject, details=details
        )
        row = {
            "city_id": city,
            "sequence": sequence + 1,
            "at": at,
            "actor": actor,
            "event": event.value,
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            "body": body,
            "previous": previous,
            "hash": chained(previous, body),
        }
        self._session.execute(_APPEND, row)

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last entry; 0 and ``GENESIS`` where there is none."""
        row = self._session.execute(_last(self._backend)).first()
        return (0, GENESIS) if row is None else (row[0], _text(row[1]))

    def count(self, up_to: int | None = None) -> int:
        """Return the number of entries; with ``up_to`` of those up to this number."""
        counted = select(func.count()).select_from(AuditRow)
        return self._session.exec(counted if up_to is None else counted.where(col(AuditRow.sequence) <= up_to)).one()

    def batch(self, after: int | None, size: int) -> list[StoredEntry]:
        """Return the next entries in order as they lie there, whatever has been done to them.

        Args:
            after: Number of the last entry that is known; None to begin, before zero if need be.
            size: How many at most.
        """
        chosen = select(*(self._raw(name) for name in (*_SEARCHED, *_CHAINED))).select_from(AuditRow)
        if after is not None:
            chosen = chosen.where(col(AuditRow.sequence) > after)
        rows = self._session.execute(chosen.order_by(col(AuditRow.sequence)).limit(size))
        return [_stored(row) for row in rows]

    def page(self, query: EntryQuery, size: int) -> EntryPage:
        """Return the newest entries that fit."""
        span = self._span(query)
        if span is None:
            return EntryPage(entries=(), following=None)
        sequence = col(AuditRow.sequence)
        raw = [self._raw(name) for name in ("sequence", *_CHAINED)]
        chosen = select(*raw).select_from(AuditRow).where(*_conditions(query), *span)
        rows = list(self._session.execute(chosen.order_by(sequence.desc()).limit(size + 1)))
        city = str(city_of(self._session))
        entries = tuple(_entry(city, row) for row in rows[:size])
        return EntryPage(entries=entries, following=entries[-1].sequence if len(rows) > size else None)

    def trail(
        self, things: Sequence[Subject], below: str, *, without: Event, before: int | None, size: int
    ) -> tuple[EntryPage, tuple[int, ...]]:
        """Return the newest entries about some things and all that belongs to them, and which of these do not hold.

        Args:
            things: What the entries are about.
            below: So begin the ids of everything that belongs to the things.
            without: Entries of this event are left out.
            before: Only entries with a smaller sequence number; None for the newest.
            size: How many at most.

        Returns:
            The page, and the numbers of those entries whose hash is not that of what they say.
        """
        kind, named = col(AuditRow.subject_kind), col(AuditRow.subject_id)
        about = [(kind == one.kind) & (named == one.id) for one in things]
        conditions = [or_(*about, named.startswith(below, autoescape=True)), col(AuditRow.event) != without.value]
        if before is not None:
            conditions.append(col(AuditRow.sequence) < before)
        chosen = select(*(self._raw(name) for name in ("sequence", *_CHAINED))).select_from(AuditRow).where(*conditions)
        rows = list(self._session.execute(chosen.order_by(col(AuditRow.sequence).desc()).limit(size + 1)))
        city = str(city_of(self._session))
        entries = tuple(_entry(city, row) for row in rows[:size])
        page = EntryPage(entries=entries, following=entries[-1].sequence if len(rows) > size else None)
        return page, tuple(row.sequence for row in rows[:size] if not _holds(row))

    def _span(self, query: EntryQuery) -> list[ColumnElement[bool]] | None:
        """Return between which sequence numbers a time lies; None where nothing does.

        The index on time knows them at once. Sorting a year of entries by number for each page would take seconds.
        """
        number, at, span = col(AuditRow.sequence), col(AuditRow.at), list[ColumnElement[bool]]()
        if query.since is not None:
            first = self._session.execute(select(func.min(number)).where(at >= query.since)).scalar()
            if first is None:
                return None
            span.append(number >= first)
        if query.until is not None:
            last = self._session.execute(select(func.max(number)).where(at < query.until)).scalar()
            if last is None:
                return None
            span.append(number <= last)
        return span

    @property
    def _backend(self) -> str:
        return self._session.get_bind().dialect.name

    def _raw(self, name: str) -> ColumnElement[Any]:
        return _as_it_lies(name, self._backend)


# Without the unit of work, which would cost as much as all the rest of a change; the row names its city itself.
_APPEND = insert(AuditRow.__table__)  # type: ignore[attr-defined]


@cache
def _last(backend: str) -> Select[*tuple[Any, ...]]:
    """Return the statement for the last entry, built once: it runs at every change."""
    sequence = col(AuditRow.sequence)
    # SQLite sorts texts behind all numbers: one that was smuggled in must not stop the log.
    last = select(sequence, _as_it_lies("hash", backend)).where(sequence <= LARGEST_NUMBER)
    return last.order_by(sequence.desc()).limit(1)


def _as_it_lies(name: str, backend: str) -> ColumnElement[Any]:
    """Return a column as it lies there.

    SQLite keeps a value of any kind in any column, and bytes that are no text; either would stop the reading.
    """
    column = col(getattr(AuditRow, name))
    if backend != "sqlite":
        return column.label(name)
    wanted, value = ("integer", column) if name == "sequence" else ("text", cast(column, LargeBinary))
    kind = func.typeof(column) == literal_column(f"'{wanted}'")
    return type_coerce(case((kind, value)), NullType()).label(name)


def _conditions(query: EntryQuery) -> list[ColumnElement[bool]]:
    """Return what entries must fulfil."""
    wanted = {
        AuditRow.event: query.event,
        AuditRow.actor: query.actor,
        AuditRow.subject_kind: query.subject_kind,
        AuditRow.subject_id: query.subject_id,
    }
    # PostgreSQL can neither hold NUL in a text nor be asked for one.
    given = {column: value.replace("\0", "\N{REPLACEMENT CHARACTER}") for column, value in wanted.items() if value}
    conditions = [col(column) == value for column, value in given.items()]
    if query.since is not None:
        conditions.append(col(AuditRow.at) >= query.since)
    if query.until is not None:
        conditions.append(col(AuditRow.at) < query.until)
    if query.before is not None:
        conditions.append(col(AuditRow.sequence) < query.before)
    return conditions


def _stored(row: Row[Any]) -> StoredEntry:
    columns: dict[str, object] = {name: _text(getattr(row, name)) for name in _SEARCHED[2:]}
    columns |= {"sequence": row.sequence, "at": _moment(row.at)}
    previous, own, body = (_text(getattr(row, name)) for name in _CHAINED)
    return StoredEntry(previous=previous, hash=own, body=body, columns=columns)


def _entry(city: str, row: Row[Any]) -> Entry:
    """Return an entry by its body: the columns serve the search only."""
    found = facts_of(_text(row.body)) or _UNREADABLE
    # JSON can spell half characters that no page could show.
    facts = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    return Entry(
        city=city,
        sequence=row.sequence,
        at=datetime.fromisoformat(facts["at"]),
        actor=facts["actor"],
        event=facts["event"],
        subject=Subject(**facts["subject"]),
        details=facts["details"],
        previous=_text(row.previous),
        hash=_text(row.hash),
    )


def _holds(row: Row[Any]) -> bool:
    return chained(_text(row.previous), _text(row.body)) == _text(row.hash)


_UNREADABLE: Mapping[str, Any] = {
    "at": "1970-01-01T00:00:00+00:00",
    "actor": "",
    "event": "",
    "subject": {"kind": "", "id": ""},
    "details": {},
}


def _text(value: str | bytes | None) -> str:
    """Return a stored text; bytes that are none stay recognisable and come back as they were when encoded alike."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value or ""


def _moment(value: datetime | bytes | None) -> str:
    """Return a stored moment as bodies write it; SQLite stores it as text with a space and without the zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    text = _text(value)
    return "" if "T" in text else text.replace(" ", "T") + "+00:00"
