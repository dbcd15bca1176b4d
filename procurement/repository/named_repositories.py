"""Repositories that bids name, and their snapshots, within one transaction; archives are read apart from the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlmodel import Session, col

from infra.rows import add_many, city_of
from licensing.repository.facts import RepositoryFacts
from procurement.model import NamedRepository, RepositoryFetch, RepositorySnapshot, RepositoryWithdrawal
from procurement.tables import (
    NamedRepositoryRow,
    RepositoryArchiveRow,
    RepositoryFetchRow,
    RepositorySnapshotRow,
    RepositoryWithdrawalRow,
)

_NAMED = tuple(one.name for one in fields(NamedRepository))
_FETCH = tuple(one.name for one in fields(RepositoryFetch))
_SNAPSHOT = tuple(one.name for one in fields(RepositorySnapshot) if one.name != "facts")
_FACTS = TypeAdapter(RepositoryFacts)


class NamedRepositoryRepository:
    """Entries as seen and added within one transaction; nothing of them ever changes.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, named: NamedRepository) -> NamedRepository:
        """Store an entry and return it with its number."""
        values = {name: getattr(named, name) for name in _NAMED if name != "id"}
        row = NamedRepositoryRow(city_id=str(city_of(self._session)), **values)
        self._session.add(row)
        self._session.flush()
        return _named(row)

    def find(self, number: int) -> NamedRepository | None:
        """Return an entry, or None."""
        found = select(NamedRepositoryRow).where(col(NamedRepositoryRow.id) == number)
        row = self._session.execute(found).scalar_one_or_none()
        return None if row is None else _named(row)

    def of_bid(self, slug: str, bid: str) -> tuple[NamedRepository, ...]:
        """Return the entries of a bid, the oldest first."""
        here = (col(NamedRepositoryRow.slug) == slug, col(NamedRepositoryRow.bid) == bid)
        found = select(NamedRepositoryRow).where(*here).order_by(col(NamedRepositoryRow.id))
        return tuple(_named(row) for row in self._session.execute(found).scalars())

    def withdraw(self, number: int, withdrawal: RepositoryWithdrawal) -> None:
        """Take an entry back."""
        row = RepositoryWithdrawalRow(
            city_id=str(city_of(self._session)),
            repository_id=number,
            reason=withdrawal.reason,
            withdrawn_by=withdrawal.withdrawn_by,
            withdrawn_at=withdrawal.withdrawn_at,
        )
        self._session.add(row)
        self._session.flush()

    def withdrawals(self, numbers: Sequence[int]) -> Mapping[int, RepositoryWithdrawal]:
        """Return how entries were taken back, by their number."""
        found = select(RepositoryWithdrawalRow).where(col(RepositoryWithdrawalRow.repository_id).in_(numbers))
        return {
            row.repository_id: RepositoryWithdrawal(
                reason=row.reason, withdrawn_by=row.withdrawn_by, withdrawn_at=row.withdrawn_at
            )
            for row in self._session.execute(found).scalars()
        }

    def add_fetch(self, number: int, fetch: RepositoryFetch) -> None:
        """Store that a snapshot is asked for."""
        values = {name: getattr(fetch, name) for name in _FETCH}
        self._session.add(RepositoryFetchRow(city_id=str(city_of(self._session)), repository_id=number, **values))
        self._session.flush()

    def fetches(self, number: int) -> tuple[RepositoryFetch, ...]:
        """Return the wishes for snapshots of an entry, the oldest first."""
        found = select(RepositoryFetchRow).where(col(RepositoryFetchRow.repository_id) == number)
        rows = self._session.execute(found.order_by(col(RepositoryFetchRow.number))).scalars()
        return tuple(RepositoryFetch(**{name: getattr(row, name) for name in _FETCH}) for row in rows)

    def add_snapshot(self, number: int, snapshot: RepositorySnapshot, sealed: Sequence[str]) -> RepositorySnapshot:
        """Store a snapshot with the sealed parts of its archive, and return it with its numbers."""
        last = select(func.max(col(RepositorySnapshotRow.number))).where(
            col(RepositorySnapshotRow.repository_id) == number
        )
        values = {name: getattr(snapshot, name) for name in _SNAPSHOT if name not in {"id", "number"}}
        row = RepositorySnapshotRow(
            city_id=str(city_of(self._session)),
            repository_id=number,
            number=int(self._session.execute(last).scalar_one() or 0) + 1,
            facts=None if snapshot.facts is None else _FACTS.dump_json(snapshot.facts).decode(),
            **values,
        )
        self._session.add(row)
        self._session.flush()
        parts = ({"snapshot_id": row.id, "part": part, "sealed": one} for part, one in enumerate(sealed, start=1))
        add_many(self._session, RepositoryArchiveRow, parts)
        return _snapshot(row)

    def snapshots(self, number: int) -> tuple[RepositorySnapshot, ...]:
        """Return the snapshots of an entry, the newest first."""
        found = select(RepositorySnapshotRow).where(col(RepositorySnapshotRow.repository_id) == number)
        rows = self._session.execute(found.order_by(col(RepositorySnapshotRow.number).desc())).scalars()
        return tuple(_snapshot(row) for row in rows)

    def sealed_parts(self, snapshot: int) -> Iterator[str]:
        """Yield the sealed parts of an archive in their order, one in memory at a time."""
        here = col(RepositoryArchiveRow.snapshot_id) == snapshot
        parts = select(col(RepositoryArchiveRow.part)).where(here).order_by(col(RepositoryArchiveRow.part))
        for part in self._session.execute(parts).scalars().all():
            one = select(col(RepositoryArchiveRow.sealed)).where(here, col(RepositoryArchiveRow.part) == part)
            yield self._session.execute(one).scalar_one()


def _named(row: NamedRepositoryRow) -> NamedRepository:
    return NamedRepository(**{name: getattr(row, name) for name in _NAMED})


def _snapshot(row: RepositorySnapshotRow) -> RepositorySnapshot:
    facts = None if row.facts is None else _FACTS.validate_json(row.facts)
    return RepositorySnapshot(facts=facts, **{name: getattr(row, name) for name in _SNAPSHOT})
