"""The sheets and headings of a workbook: all of them ours, none missing. Where one is not, nothing else is read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import Fault
from scoring.workbook import names
from scoring.workbook.draft import Draft, Table
from scoring.workbook.read_head import stated_evaluators
from scoring.workbook.source import SheetSource


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet in their order.

    Args:
        first: Those that every row shares, from the first column on.
        block: Those that are repeated for each bid.
    """

    first: tuple[str, ...]
    block: tuple[str, ...] = ()

    @property
    def every(self) -> frozenset[str]:
        """All headings that may stand on the sheet."""
        return frozenset({*self.first, *self.block})


_TABLES = {
    names.CRITERIA: Headings(names.CRITERIA_HEADINGS),
    names.DEGREES: Headings(names.DEGREE_HEADINGS),
    names.BIDS: Headings((*names.BID_HEADINGS, names.SHEET_TOTAL, *names.CORRECTION_HEADINGS, names.ADMISSION_REASON)),
    names.PRICES: Headings((*names.PRICE_HEADINGS, names.LINE_TOTAL)),
    names.ANSWERS: Headings(names.ANSWER_HEADINGS, names.ANSWER_BLOCK),
    names.SCORES: Headings(names.SCORE_HEADINGS, names.SCORE_BLOCK),
    names.EVALUATOR: Headings(names.SCORE_HEADINGS, names.SCORE_BLOCK),
    names.CONSENSUS: Headings(names.SCORE_HEADINGS, names.CONSENSUS_BLOCK),
}
_SHOWN = 40
_VIEWS = frozenset({names.GUIDE, names.RESULT})
"""Sheets without entries."""
_NUMBERED = re.compile(rf"{names.EVALUATOR} ([1-9]\d{{0,2}})", re.ASCII)


def check_sheets(draft: Draft) -> Iterator[Fault]:
    """Yield the sheets that are missing, then those that are none of ours; empty ones do no harm."""
    for name in _missing(draft):
        yield Fault("workbook_sheet_missing", name, properties={"sheet": name})
    for source in draft.every_source:
        name = source.sheet.name.strip()
        ours = names.kind_of(name) in {names.HEAD, *_TABLES, *_VIEWS} and draft.sources[name] is source
        if not ours and source.cells:
            yield Fault("workbook_sheet_unknown", source.sheet.name, properties={"sheet": source.sheet.name[:_SHOWN]})


def _missing(draft: Draft) -> list[str]:
    wanted = [names.HEAD, names.CRITERIA, names.DEGREES, names.BIDS]
    bids = draft.sources.get(names.BIDS)
    if bids is not None and bids.row_of({names.SHEET_TOTAL}) is not None:
        wanted.append(names.PRICES)
    wanted.append(names.ANSWERS)
    if bids is None or bids.rows_below(bids.row_of(names.BID_HEADINGS) or names.HEADER_ROW):
        wanted += _missing_scores(draft)
    return [name for name in wanted if name not in draft.sources]


def _missing_scores(draft: Draft) -> list[str]:
    """Return what bids are scored on: the one sheet for all, or those of the evaluators with their consensus."""
    numbers = [int(match[1]) for name in draft.sources if (match := _NUMBERED.fullmatch(name))]
    last = max([stated_evaluators(draft), *numbers, int(names.CONSENSUS in draft.sources)])
    evaluators = [f"{names.EVALUATOR} {number}" for number in range(1, last + 1)]
    if not evaluators and not any(name.startswith(names.EVALUATOR) for name in draft.sources):
        return [names.SCORES]
    return [*evaluators, names.CONSENSUS]


def has_other_sheets(draft: Draft) -> bool:
    """Tell whether sheets with tables are there, as in a workbook of ours that lost its first."""
    return any(names.kind_of(name) in _TABLES for name in draft.sources)


def find_tables(draft: Draft) -> Iterator[Fault]:
    """Find the columns of every sheet with a table; yield what is wrong with the headings."""
    for name, source in draft.sources.items():
        if headings := _TABLES.get(names.kind_of(name)):
            search = _Search(source, headings)
            draft.tables[name] = search.table()
            yield from search.faults


class _Search:
    """Looks for the headings of one sheet; every filled column must stand below one of them."""

    def __init__(self, source: SheetSource, headings: Headings) -> None:
        self._source = source
        self._headings = headings
        self._explained: set[int] = set()
        self.faults: list[Fault] = []

    def table(self) -> Table:
        """Return where the entries stand, as far as that can be said."""
        row = self._source.row_of(self._headings.every)
        if row is None:
            self._fault("workbook_heading_missing", names.HEADER_ROW, 0, self._headings.first[0])
            return Table(self._source, names.HEADER_ROW, {})
        titles = self._source.columns(row)
        starts = self._starts(row, titles)
        ends = [*starts[1:], starts[-1] + len(self._headings.block)] if starts else []
        first = self._claim(row, titles, range(starts[0] if starts else max(titles) + 1), self._headings.first)
        blocks = [
            self._claim(row, titles, range(start, min(end, start + len(self._headings.block))), self._headings.block)
            for start, end in zip(starts, ends, strict=True)
        ]
        self._find_unknown(row, titles)
        return Table(self._source, row, first, tuple(blocks))

    def _starts(self, row: int, titles: Mapping[int, str]) -> list[int]:
        """Return the first column of each block: its first heading stands there, or a bid above another heading."""
        starts: list[int] = []
        block = self._headings.block
        above = self._source.columns(row - 1) if block else {}
        for column in sorted({*titles, *above}) if block else ():
            title = titles.get(column, "")
            inside = bool(starts) and column < starts[-1] + len(block)
            if title == block[0] or (column in above and not inside and title not in self._headings.every):
                starts.append(column)
        return starts

    def _claim(self, row: int, titles: Mapping[int, str], span: range, wanted: Sequence[str]) -> dict[str, int]:
        """Return the column of each heading in a run of columns; one that is missing or comes twice is a fault."""
        found: dict[str, int] = {}
        for column in span:
            title = titles.get(column, "")
            if title in found:
                self._fault("workbook_heading_twice", row, column, title)
            elif title in wanted:
                found[title] = column
                self._explained.add(column)
        for column, heading in enumerate(wanted, start=span.start):
            if heading not in found and heading not in names.OPTIONAL_HEADINGS:
                free = column in span and column not in self._explained
                self._fault("workbook_heading_missing", row, column if free else span.start, heading)
        return found

    def _find_unknown(self, row: int, titles: Mapping[int, str]) -> None:
        for column, first in self._source.filled_columns(row).items():
            if column in self._explained:
                continue
            if column in titles:
                self._fault("workbook_column_unknown", row, column, titles[column])
            else:
                self._fault("workbook_column_unnamed", first, column)

    def _fault(self, type_: str, row: int, column: int, heading: str = "") -> None:
        self._explained.add(column)
        properties = {"heading": heading[:_SHOWN]} if heading else {}
        self.faults.append(Fault(type_, self._source.place(row, column), properties=properties))
