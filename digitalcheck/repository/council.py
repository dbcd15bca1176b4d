"""Readings of a council system within one transaction."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlmodel import Session, col

from digitalcheck.rules.council.annex import annexes_of
from digitalcheck.rules.council.coverage import CoverageRow, quarter_name, quarter_of
from digitalcheck.rules.council.kept import CouncilReading
from digitalcheck.rules.council.objects import CouncilMeeting, CouncilOrganization, CouncilPaper
from digitalcheck.rules.council.register import CouncilRegister, reference_key
from digitalcheck.tables.council import KEY_LENGTH, LONGEST_NUMBER, CouncilObjectRow, CouncilPaperRow, CouncilReadingRow
from infra.rows import add_many, city_of

_FIELDS = tuple(one.name for one in fields(CouncilReading))
_ORGANIZATION, _MEETING, _ITEM = "organization", "meeting", "agenda-item"
_MOST_FOUND, _AT_ONCE = 20, 1_000
_NEWEST = select(CouncilReadingRow).order_by(col(CouncilReadingRow.id).desc()).limit(1)


class CouncilRepository:
    """Readings as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self) -> CouncilReading | None:
        """Return the newest reading that is over, or None."""
        return self._one(_NEWEST.where(col(CouncilReadingRow.finished_at).is_not(None)))

    def running(self) -> CouncilReading | None:
        """Return the reading that goes on, or None."""
        return self._one(_NEWEST.where(col(CouncilReadingRow.finished_at).is_(None)))

    def cursor(self, reading: int) -> Mapping[str, Any]:
        """Return where a reading goes on."""
        found = select(col(CouncilReadingRow.cursor)).where(col(CouncilReadingRow.id) == reading)
        return dict(json.loads(self._session.execute(found).scalar_one()))

    def begin(self, system: str, name: str, cursor: Mapping[str, Any], at: datetime) -> int:
        """Store a new reading and return its number."""
        row = CouncilReadingRow(
            city_id=str(city_of(self._session)),
            system=system,
            name=name,
            cursor=json.dumps(cursor),
            begun_at=at,
            read_at=at,
            pages=0,
            papers=0,
            is_whole=False,
            failure="",
        )
        self._session.add(row)
        self._session.flush()
        return int(row.id or 0)

    def named(self, reading: int, name: str, cursor: Mapping[str, Any]) -> None:
        """Store what is read, and where to begin."""
        self._change(reading, name=name, cursor=json.dumps(cursor), failure="")

    def advance(self, reading: int, cursor: Mapping[str, Any], pages: int, at: datetime) -> None:
        """Store where a reading goes on, after a page was kept."""
        count = select(func.count()).select_from(CouncilPaperRow).where(col(CouncilPaperRow.reading_id) == reading)
        papers = self._session.execute(count).scalar_one()
        self._change(reading, cursor=json.dumps(cursor), pages=pages, papers=papers, read_at=at, failure="")

    def fail(self, reading: int, failure: str) -> None:
        """Store why an attempt stopped."""
        self._change(reading, failure=failure)

    def finish(self, reading: int, at: datetime, *, is_whole: bool) -> None:
        """Make a reading the current one and forget all others."""
        self._change(reading, finished_at=at, is_whole=is_whole, failure="")
        for table in (CouncilObjectRow, CouncilPaperRow):
            self._session.execute(_plainly(delete(table).where(col(table.reading_id) != reading)))
        self._session.execute(_plainly(delete(CouncilReadingRow).where(col(CouncilReadingRow.id) != reading)))

    def drop(self, reading: int) -> None:
        """Forget a reading that is not over."""
        for table in (CouncilObjectRow, CouncilPaperRow):
            self._session.execute(_plainly(delete(table).where(col(table.reading_id) == reading)))
        self._session.execute(_plainly(delete(CouncilReadingRow).where(col(CouncilReadingRow.id) == reading)))

    def keep(self, reading: int, page: CouncilRegister, gone: Iterable[str]) -> None:
        """Keep what stands on a page; a later copy of a thing takes the place of an earlier one.

        Args:
            reading: Number of the reading.
            page: What was taken in from the page.
            gone: Addresses on it of what was deleted or is not held.
        """
        objects = [_object(reading, _ORGANIZATION, one.id, one) for one in page.organizations.values()]
        for meeting in page.meetings.values():
            objects.append(_object(reading, _MEETING, meeting.id, meeting))
            objects += [_object(reading, _ITEM, item, meeting) for item in meeting.agenda_items]
        objects = list({(one["kind"], one["key"]): one for one in objects}.values())
        papers = [_paper(reading, one) for one in page.papers.values()]
        away = {_key(address) for address in gone}
        self._forget(CouncilObjectRow, reading, away | {one["key"] for one in objects})
        self._forget(CouncilPaperRow, reading, away | {one["key"] for one in papers})
        add_many(self._session, CouncilObjectRow, objects)
        add_many(self._session, CouncilPaperRow, papers)

    def papers_with(self, reading: int, reference: str) -> tuple[CouncilPaper, ...]:
        """Return the papers of a number, the newest first; as ``register.papers_with`` does."""
        key = reference_key(reference)[:LONGEST_NUMBER]
        if not key:
            return ()
        row = CouncilPaperRow
        found = select(col(row.document)).where(col(row.reading_id) == reading, col(row.reference_key) == key)
        newest = found.order_by(col(row.day).is_(None), col(row.day).desc(), col(row.key)).limit(_MOST_FOUND)
        return tuple(map(CouncilPaper.model_validate_json, self._session.execute(newest).scalars()))

    def around(self, reading: int, reference: str) -> CouncilRegister:
        """Return a register with the papers of a number and what they lead to: meetings, committees and offices."""
        papers = self.papers_with(reading, reference)
        turns = [one for paper in papers for one in paper.consultations]
        meetings = self._meetings(reading, _MEETING, [one.meeting for one in turns])
        meetings |= self._meetings(reading, _ITEM, [one.agenda_item for one in turns])
        named = [one for paper in papers for one in paper.offices]
        named += [name for turn in turns for name in turn.organizations]
        named += [name for meeting in meetings.values() for name in meeting.organizations]
        documents = self._documents(reading, _ORGANIZATION, named)
        organizations = [CouncilOrganization.model_validate_json(one) for one in documents]
        return CouncilRegister(
            system="",
            organizations={one.id: one for one in organizations},
            meetings=meetings,
            papers={one.id: one for one in papers},
        )

    def coverage(self, reading: int, kinds: Collection[str]) -> tuple[CoverageRow, ...]:
        """Return the share of proposals with a check by quarter, counted in the database; as ``coverage`` does."""
        row = CouncilPaperRow
        counted = select(
            col(row.year), col(row.quarter), func.count(), func.sum(case((col(row.has_check), 1), else_=0))
        ).where(col(row.reading_id) == reading, col(row.kind_key).in_([_kind_key(one) for one in kinds]))
        rows = self._session.execute(counted.group_by(col(row.year), col(row.quarter))).all()
        ordered = sorted(rows, key=lambda one: (one[0] == 0, one[0], one[1]))
        return tuple(CoverageRow(quarter_name(year, quarter), total, found) for year, quarter, total, found in ordered)

    def _meetings(self, reading: int, kind: str, addresses: Iterable[str]) -> dict[str, CouncilMeeting]:
        found = map(CouncilMeeting.model_validate_json, self._documents(reading, kind, addresses))
        return {one.id: one for one in found}

    def _documents(self, reading: int, kind: str, addresses: Iterable[str]) -> list[str]:
        row = CouncilObjectRow
        keys = sorted({_key(one) for one in addresses if one})
        found = select(col(row.document)).where(
            col(row.reading_id) == reading, col(row.kind) == kind, col(row.key).in_(keys)
        )
        return list(self._session.execute(found).scalars()) if keys else []

    def _forget(
        self, table: type[CouncilObjectRow] | type[CouncilPaperRow], reading: int, keys: Collection[str]
    ) -> None:
        ordered = sorted(keys)
        for start in range(0, len(ordered), _AT_ONCE):
            known = col(table.reading_id) == reading, col(table.key).in_(ordered[start : start + _AT_ONCE])
            self._session.execute(_plainly(delete(table).where(*known)))

    def _change(self, reading: int, **values: object) -> None:
        change = update(CouncilReadingRow).where(col(CouncilReadingRow.id) == reading).values(**values)
        self._session.execute(_plainly(change))

    def _one(self, statement: Any) -> CouncilReading | None:  # noqa: ANN401 - a select
        row = self._session.execute(statement.execution_options(populate_existing=True)).scalar_one_or_none()
        return None if row is None else CouncilReading(**{name: getattr(row, name) for name in _FIELDS})


def _plainly(statement: Any) -> Any:  # noqa: ANN401 - any statement that changes rows
    return statement.execution_options(synchronize_session=False)


def _key(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:KEY_LENGTH]


def _kind_key(kind: str) -> str:
    return kind.strip().casefold()[:LONGEST_NUMBER]


def _object(reading: int, kind: str, address: str, value: CouncilOrganization | CouncilMeeting) -> dict[str, Any]:
    return {"reading_id": reading, "kind": kind, "key": _key(address), "document": value.model_dump_json()}


def _paper(reading: int, paper: CouncilPaper) -> dict[str, Any]:
    year, quarter = quarter_of(paper.day)
    return {
        "reading_id": reading,
        "key": _key(paper.id),
        "reference_key": reference_key(paper.reference)[:LONGEST_NUMBER],
        "kind_key": _kind_key(paper.kind),
        "day": paper.day,
        "year": year,
        "quarter": quarter,
        "has_check": bool(annexes_of(paper)),
        "document": paper.model_dump_json(),
    }
