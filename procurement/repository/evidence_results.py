"""Results of analyses within one transaction: versions, verdicts, and long lists that are filtered and paged here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, tuple_, update
from sqlmodel import Session, col

from core.listing import Stretch, stretch_of
from infra.rows import add_many, city_of
from procurement.model import (
    AnalysisResult,
    ComponentOrder,
    ComponentQuery,
    EvidenceFinding,
    FileVerdict,
    FindingWeight,
    FoundComponent,
)
from procurement.repository.evidence import choice_of, choice_values
from procurement.repository.searching import folded, has_words
from procurement.tables import AnalysisResultRow, EvidenceFindingRow, FileVerdictRow, FoundComponentRow

_PLAIN = tuple(one.name for one in fields(AnalysisResult) if one.name not in {"choice", "lists"})
_VERDICT = tuple(one.name for one in fields(FileVerdict))
_COMPONENT = tuple(one.name for one in fields(FoundComponent))
_FINDING = tuple(one.name for one in fields(EvidenceFinding) if one.name != "weight")
_WEIGHTS = tuple(FindingWeight)
_LONGEST_KEY, _LONGEST_SEARCH = 120, 1000


class AnalysisResultRepository:
    """Results as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, analysis: int, result: AnalysisResult) -> AnalysisResult:
        """Store a result that is to be made and return it with its number in the database."""
        values = {name: getattr(result, name) for name in _PLAIN if name != "id"}
        lists = json.dumps(dict(result.lists))
        row = AnalysisResultRow(
            city_id=str(city_of(self._session)),
            analysis_id=analysis,
            **values,
            **choice_values(result.choice),
            lists=lists,
        )
        self._session.add(row)
        self._session.flush()
        return _result(row)

    def results(self, analysis: int) -> tuple[AnalysisResult, ...]:
        """Return the results of an analysis, the newest first; those that are not finished too."""
        found = select(AnalysisResultRow).where(col(AnalysisResultRow.analysis_id) == analysis)
        ordered = found.order_by(col(AnalysisResultRow.number).desc()).execution_options(populate_existing=True)
        return tuple(_result(row) for row in self._session.execute(ordered).scalars())

    def last_of(self, analyses: Sequence[int]) -> dict[int, AnalysisResult]:
        """Return the last result of each of these analyses that has one."""
        of_these = col(AnalysisResultRow.analysis_id).in_(analyses)
        last = select(func.max(col(AnalysisResultRow.id))).where(of_these).group_by(col(AnalysisResultRow.analysis_id))
        rows = self._session.execute(select(AnalysisResultRow).where(col(AnalysisResultRow.id).in_(last))).scalars()
        return {row.analysis_id: _result(row) for row in rows}

    def finish(self, result: int, lists: Mapping[str, str], at: datetime) -> None:
        """Make a result visible; it never changes after that."""
        change = update(AnalysisResultRow).where(col(AnalysisResultRow.id) == result)
        values = {"finished_at": at, "lists": json.dumps(dict(lists), sort_keys=True)}
        self._session.execute(change.values(**values).execution_options(synchronize_session=False))

    def clear(self, result: int) -> None:
        """Forget what an attempt that did not finish has stored."""
        for table in (FoundComponentRow, EvidenceFindingRow, FileVerdictRow):
            here = col(table.result_id) == result
            self._session.execute(delete(table).where(here).execution_options(synchronize_session=False))

    def remove(self, result: int) -> None:
        """Forget a result that was never finished."""
        self.clear(result)
        self._session.execute(delete(AnalysisResultRow).where(col(AnalysisResultRow.id) == result))

    def add_verdict(self, result: int, verdict: FileVerdict, document: str) -> None:
        """Store what came of one document."""
        values = {name: getattr(verdict, name) for name in _VERDICT}
        counts = json.dumps(dict(verdict.counts))
        columns = None if verdict.columns is None else json.dumps(dict(verdict.columns))
        further = {"result_id": result, "counts": counts, "columns": columns, "document": document}
        add_many(self._session, FileVerdictRow, [values | further])

    def add_components(self, result: int, components: Sequence[FoundComponent]) -> None:
        """Store components: some thousand at a time, the transaction is short."""
        of = {"result_id": result}
        rows = (of | {name: getattr(one, name) for name in _COMPONENT} | _keys(one) for one in components)
        add_many(self._session, FoundComponentRow, rows)

    def add_findings(self, result: int, findings: Sequence[EvidenceFinding]) -> None:
        """Store findings likewise."""
        rows = (
            {"result_id": result, "rank": _WEIGHTS.index(one.weight)} | {name: getattr(one, name) for name in _FINDING}
            for one in findings
        )
        add_many(self._session, EvidenceFindingRow, rows)

    def verdicts(self, result: int) -> tuple[FileVerdict, ...]:
        """Return what came of each document in the order of files, without the documents themselves."""
        columns = [col(getattr(FileVerdictRow, name)) for name in _VERDICT]
        found = select(*columns).where(col(FileVerdictRow.result_id) == result).order_by(col(FileVerdictRow.place))
        return tuple(_verdict(row) for row in self._session.execute(found))

    def documents(self, result: int) -> tuple[str, ...]:
        """Return all that is told of each document, as JSON, in the order of files."""
        found = select(col(FileVerdictRow.document)).where(col(FileVerdictRow.result_id) == result)
        return tuple(self._session.execute(found.order_by(col(FileVerdictRow.place))).scalars())

    def document(self, result: int, place: int) -> str | None:
        """Return all that is told of one document, as JSON, or None."""
        here = (col(FileVerdictRow.result_id) == result, col(FileVerdictRow.place) == place)
        return self._session.execute(select(col(FileVerdictRow.document)).where(*here)).scalar_one_or_none()

    def count_components(self, result: int, query: ComponentQuery) -> int:
        """Return how many components a search finds."""
        found = select(func.count()).select_from(FoundComponentRow).where(*_matching(result, query))
        return int(self._session.execute(found).scalar_one())

    def components(
        self, result: int, query: ComponentQuery, *, after: int | None, size: int
    ) -> Stretch[FoundComponent]:
        """Return some components in a row.

        Args:
            result: The result.
            query: Which, and in which order.
            after: Number of the component to begin after; None for the beginning.
            size: Most components to return, from 1.
        """
        where, key, number = _matching(result, query), col(FoundComponentRow.name_key), col(FoundComponentRow.number)
        by_name = query.order is ComponentOrder.NAME
        shown = key + "" if query.text else key  # words are sought row by row, in the order of rows
        if after is not None:
            place = select(key).where(col(FoundComponentRow.result_id) == result, number == after)
            name = self._session.execute(place).scalar_one_or_none()
            where.append(tuple_(key, number) > tuple_(name or "", after) if by_name else number > after)
        columns = [col(getattr(FoundComponentRow, name)) for name in _COMPONENT]
        ordered = select(*columns).where(*where).order_by(*((shown, number) if by_name else (number,)))
        found = [FoundComponent(**row._mapping) for row in self._session.execute(ordered.limit(size + 1))]  # noqa: SLF001 - the public name of a row's columns
        return stretch_of(found, size, lambda one: str(one.number))

    def findings(
        self, result: int, weight: FindingWeight | None, *, after: int | None, size: int
    ) -> Stretch[EvidenceFinding]:
        """Return some findings in a row, the gravest first.

        Args:
            result: The result.
            weight: Only of this weight; None for all.
            after: Number of the finding to begin after; None for the beginning.
            size: Most findings to return, from 1.
        """
        rank, number = col(EvidenceFindingRow.rank), col(EvidenceFindingRow.number)
        where: list[ColumnElement[bool]] = [col(EvidenceFindingRow.result_id) == result]
        if weight is not None:
            where.append(rank == _WEIGHTS.index(weight))
        if after is not None:
            place = select(rank).where(col(EvidenceFindingRow.result_id) == result, number == after)
            last = self._session.execute(place).scalar_one_or_none() or 0
            where.append(tuple_(rank, number) > tuple_(last, after))
        columns = [*(col(getattr(EvidenceFindingRow, name)) for name in _FINDING), rank]
        rows = self._session.execute(select(*columns).where(*where).order_by(rank, number).limit(size + 1))
        return stretch_of([_finding(row) for row in rows], size, lambda one: str(one.number))

    def count_findings(self, result: int) -> dict[FindingWeight, int]:
        """Return how many findings there are of each weight."""
        rank = col(EvidenceFindingRow.rank)
        counted = select(rank, func.count()).where(col(EvidenceFindingRow.result_id) == result).group_by(rank)
        found = {row[0]: int(row[1]) for row in self._session.execute(counted)}
        return {weight: found.get(at, 0) for at, weight in enumerate(_WEIGHTS)}


def _matching(result: int, query: ComponentQuery) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [col(FoundComponentRow.result_id) == result]
    for name in ("licence_class", "ruling", "has_finding", "verdict"):
        wanted = getattr(query, name)
        if wanted is not None:
            where.append(col(getattr(FoundComponentRow, name)) == wanted)
    text = col(FoundComponentRow.search_text)
    return [*where, *has_words(text, query.text)]


def _keys(component: FoundComponent) -> dict[str, str]:
    name = folded(component.name)
    return {"name_key": name[:_LONGEST_KEY], "search_text": f"{name} {folded(component.purl)}"[:_LONGEST_SEARCH]}


def _result(row: AnalysisResultRow) -> AnalysisResult:
    values = {name: getattr(row, name) for name in _PLAIN}
    return AnalysisResult(choice=choice_of(row), lists=json.loads(row.lists), **values)


def _verdict(row: Any) -> FileVerdict:  # noqa: ANN401 - a row of the columns above
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    columns = None if row.columns is None else json.loads(row.columns)
    return FileVerdict(**values | {"counts": json.loads(row.counts), "columns": columns})


def _finding(row: Any) -> EvidenceFinding:  # noqa: ANN401 - a row of the columns above
    values = {name: getattr(row, name) for name in _FINDING}
    return EvidenceFinding(**values, weight=_WEIGHTS[row.rank])
