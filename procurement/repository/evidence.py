"""Analyses and their files within one transaction; contents are read apart from everything else."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from infra.rows import add_many, city_of
from procurement.model import Analysis, AnalysisChoice, EvidenceFile
from procurement.tables import AnalysisRow, EvidenceChunkRow, EvidenceFileRow

ConfirmedLists = Mapping[str, Mapping[str, int]]
"""Confirmed columns, field to column, by the licence list."""

_CHOICE = tuple(one.name for one in fields(AnalysisChoice))
_PLAIN = tuple(one.name for one in fields(Analysis) if one.name != "choice")
_FILE = tuple(one.name for one in fields(EvidenceFile))


class AnalysisRepository:
    """Analyses as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, analysis: Analysis) -> Analysis:
        """Store a new analysis and return it with its number."""
        values = {name: getattr(analysis, name) for name in _PLAIN if name != "id"}
        row = AnalysisRow(city_id=str(city_of(self._session)), **values, **choice_values(analysis.choice))
        self._session.add(row)
        self._session.flush()
        return _analysis(row)

    def find(self, number: int) -> Analysis | None:
        """Return an analysis, or None."""
        found = select(AnalysisRow).where(col(AnalysisRow.id) == number).execution_options(populate_existing=True)
        row = self._session.execute(found).scalar_one_or_none()
        return None if row is None else _analysis(row)

    def lock(self, analysis: Analysis, version: int) -> Analysis:
        """Return an analysis at its next version, which no other transaction changes until this one ends.

        Raises:
            VersionConflictError: It has another version.
        """
        here = (col(AnalysisRow.id) == analysis.id, col(AnalysisRow.version) == version)
        change = update(AnalysisRow).where(*here).values(version=version + 1)
        done = self._session.execute(change.execution_options(synchronize_session=False))
        found = self.find(analysis.id)
        if done.rowcount != 1 or found is None:  # type: ignore[attr-defined]  # a cursor's result
            raise VersionConflictError(found.version if found else 0)
        return found

    def save(self, analysis: Analysis, title: str, choice: AnalysisChoice) -> Analysis:
        """Store what a locked analysis is called and judged by, and return it."""
        change = update(AnalysisRow).where(col(AnalysisRow.id) == analysis.id)
        values = {"title": title, **choice_values(choice)}
        self._session.execute(change.values(**values).execution_options(synchronize_session=False))
        found = select(AnalysisRow).where(col(AnalysisRow.id) == analysis.id).execution_options(populate_existing=True)
        return _analysis(self._session.execute(found).scalar_one())

    def delete(self, analysis: Analysis) -> None:
        """Take an analysis away with its files; the caller has made sure that it has no result."""
        for table, column in ((EvidenceChunkRow, "analysis_id"), (EvidenceFileRow, "analysis_id"), (AnalysisRow, "id")):
            self._session.execute(delete(table).where(col(getattr(table, column)) == analysis.id))

    def page(
        self, *, of_bid: tuple[str, str] | None, person: str | None, before: int | None, size: int
    ) -> tuple[Analysis, ...]:
        """Return analyses, the newest first, one more than ``size`` where the list goes on.

        Args:
            of_bid: Procedure and bid that they belong to; None for free-standing ones.
            person: Only those that this person made; None for all.
            before: Only those with a smaller number.
            size: How many, from 1.
        """
        slug, bid = of_bid or (None, None)
        where: list[ColumnElement[bool]] = [col(AnalysisRow.slug) == slug, col(AnalysisRow.bid) == bid]
        if person is not None:
            where.append(col(AnalysisRow.created_by) == person)
        if before is not None:
            where.append(col(AnalysisRow.id) < before)
        found = select(AnalysisRow).where(*where).order_by(col(AnalysisRow.id).desc()).limit(size + 1)
        return tuple(_analysis(row) for row in self._session.execute(found).scalars())

    def add_file(self, analysis: int, file: EvidenceFile, sealed: Sequence[str]) -> None:
        """Store a file with the sealed parts of its content."""
        city = str(city_of(self._session))
        values = {name: getattr(file, name) for name in _FILE} | {"columns": _written(file.columns)}
        self._session.add(EvidenceFileRow(city_id=city, analysis_id=analysis, **values))
        self._session.flush()
        place = {"analysis_id": analysis, "number": file.number}
        parts = ({**place, "part": part, "sealed": one} for part, one in enumerate(sealed, start=1))
        add_many(self._session, EvidenceChunkRow, parts)

    def remove_file(self, analysis: int, number: int) -> None:
        """Take a file away."""
        for table in (EvidenceChunkRow, EvidenceFileRow):
            here = (col(table.analysis_id) == analysis, col(table.number) == number)
            self._session.execute(delete(table).where(*here))

    def files(self, analysis: int) -> tuple[EvidenceFile, ...]:
        """Return what is known about the files of an analysis, by number; contents are not read."""
        found = select(EvidenceFileRow).where(col(EvidenceFileRow.analysis_id) == analysis)
        rows = self._session.execute(found.order_by(col(EvidenceFileRow.number))).scalars()
        return tuple(_file(row) for row in rows)

    def next_number(self, analysis: int) -> int:
        """Return the number that the next file gets."""
        last = select(func.max(col(EvidenceFileRow.number))).where(col(EvidenceFileRow.analysis_id) == analysis)
        return int(self._session.execute(last).scalar_one() or 0) + 1

    def set_columns(self, analysis: int, number: int, columns: ConfirmedLists) -> None:
        """Store the columns of the licence lists of a file as somebody confirmed them."""
        here = (col(EvidenceFileRow.analysis_id) == analysis, col(EvidenceFileRow.number) == number)
        change = update(EvidenceFileRow).where(*here).values(columns=_written(columns))
        self._session.execute(change.execution_options(synchronize_session=False))

    def sealed_parts(self, analysis: int, number: int) -> Iterator[str]:
        """Yield the sealed parts of a file in their order, one in memory at a time."""
        here = (col(EvidenceChunkRow.analysis_id) == analysis, col(EvidenceChunkRow.number) == number)
        parts = select(col(EvidenceChunkRow.part)).where(*here).order_by(col(EvidenceChunkRow.part))
        for part in self._session.execute(parts).scalars().all():
            one = select(col(EvidenceChunkRow.sealed)).where(*here, col(EvidenceChunkRow.part) == part)
            yield self._session.execute(one).scalar_one()


def choice_values(choice: AnalysisChoice) -> dict[str, Any]:
    """Return what an analysis is judged by as the columns that hold it."""
    return {name: getattr(choice, name) for name in _CHOICE}


def choice_of(row: Any) -> AnalysisChoice:  # noqa: ANN401 - a row of either table
    """Return what an analysis or a result is judged by."""
    return AnalysisChoice(**{name: getattr(row, name) for name in _CHOICE})


def _analysis(row: AnalysisRow) -> Analysis:
    return Analysis(choice=choice_of(row), **{name: getattr(row, name) for name in _PLAIN})


def _file(row: EvidenceFileRow) -> EvidenceFile:
    values = {name: getattr(row, name) for name in _FILE}
    return EvidenceFile(**values | {"columns": _lists(row.columns)})


def _lists(written: str | None) -> ConfirmedLists | None:
    """Return confirmed columns by list; such as were stored before lists were told apart are of the first."""
    found = None if written is None else json.loads(written)
    return {"": found} if found and all(isinstance(at, int) for at in found.values()) else found


def _written(columns: ConfirmedLists | None) -> str | None:
    return None if columns is None else json.dumps({name: dict(one) for name, one in columns.items()}, sort_keys=True)
