"""Files held against open standards, within one transaction; their contents only until the answer is there."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from infra.rows import add_many, city_of
from procurement.model import ProbeVerdict, StandardProbe
from procurement.tables import StandardProbeChunkRow, StandardProbeRow

_PLAIN = tuple(one.name for one in fields(StandardProbe))
_COLUMNS = [col(getattr(StandardProbeRow, name)) for name in _PLAIN]


class StandardProbeRepository:
    """Probes as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, probe: StandardProbe, sealed: Sequence[str]) -> StandardProbe:
        """Store a new probe with the sealed parts of its file, and return it with its number."""
        values = {name: getattr(probe, name) for name in _PLAIN if name != "id"}
        row = StandardProbeRow(city_id=str(city_of(self._session)), **values)
        self._session.add(row)
        self._session.flush()
        parts = ({"probe_id": row.id, "part": part, "sealed": one} for part, one in enumerate(sealed, start=1))
        add_many(self._session, StandardProbeChunkRow, parts)
        return StandardProbe(**{name: getattr(row, name) for name in _PLAIN})

    def set_job(self, number: int, job: int) -> None:
        """Store which job looks at the file: a job is asked for by the number of its probe."""
        change = update(StandardProbeRow).where(col(StandardProbeRow.id) == number).values(job=job)
        self._session.execute(change.execution_options(synchronize_session=False))

    def find(self, number: int) -> StandardProbe | None:
        """Return a probe, or None; what is told of its file is read apart."""
        row = self._session.execute(select(*_COLUMNS).where(col(StandardProbeRow.id) == number)).one_or_none()
        return None if row is None else _probe(row)

    def document(self, number: int) -> str | None:
        """Return all that is told of the file, as JSON; None until that is there."""
        found = select(col(StandardProbeRow.document)).where(col(StandardProbeRow.id) == number)
        return self._session.execute(found).scalar_one_or_none()

    def page(
        self, *, of_bid: tuple[str, str] | None, person: str | None, before: int | None, size: int
    ) -> tuple[StandardProbe, ...]:
        """Return probes, the newest first, at most one more than ``size``.

        Args:
            of_bid: Procedure and bid; None for free-standing ones.
            person: Only of this person; None for everybody's.
            before: Only with a smaller number; None for the newest.
            size: How many a page shows.
        """
        slug, bid = of_bid or (None, None)
        where: list[ColumnElement[bool]] = [col(StandardProbeRow.slug) == slug, col(StandardProbeRow.bid) == bid]
        if person is not None:
            where.append(col(StandardProbeRow.created_by) == person)
        if before is not None:
            where.append(col(StandardProbeRow.id) < before)
        found = select(*_COLUMNS).where(*where).order_by(col(StandardProbeRow.id).desc()).limit(size + 1)
        return tuple(map(_probe, self._session.execute(found)))

    def sealed_parts(self, number: int) -> Iterator[str]:
        """Yield the sealed parts of the file in their order."""
        found = select(col(StandardProbeChunkRow.sealed)).where(col(StandardProbeChunkRow.probe_id) == number)
        yield from self._session.execute(found.order_by(col(StandardProbeChunkRow.part))).scalars()

    def finish(self, number: int, verdict: ProbeVerdict, at: datetime) -> None:
        """Store what came of a file, and forget the file."""
        values = {name: getattr(verdict, name) for name in (one.name for one in fields(ProbeVerdict))}
        change = update(StandardProbeRow).where(col(StandardProbeRow.id) == number)
        self._session.execute(change.values(finished_at=at, **values).execution_options(synchronize_session=False))
        self._forget(number)

    def remove(self, number: int) -> None:
        """Forget a probe with its file."""
        self._forget(number)
        self._session.execute(delete(StandardProbeRow).where(col(StandardProbeRow.id) == number))

    def _forget(self, number: int) -> None:
        self._session.execute(delete(StandardProbeChunkRow).where(col(StandardProbeChunkRow.probe_id) == number))


def _probe(row: Any) -> StandardProbe:  # noqa: ANN401 - a row of the columns above
    return StandardProbe(**row._mapping)  # noqa: SLF001 - the public name of a row's columns
