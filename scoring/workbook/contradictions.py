"""Numbers and captions that stand on several sheets: where one contradicts another, nobody knows what was meant.

A number of a criterion or bid is protected, and beside it a formula shows the title or the tenderer from another sheet.
Which row the formula points at does not depend on what people type; so it tells where the number belongs.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from core.cells import parse_cell_name
from scoring.workbook import names
from scoring.workbook.draft import Draft, Table
from scoring.workbook.method_formulas import GROUP_TITLE
from scoring.workbook.source import SheetSource

CONTRADICTION = "workbook_contradiction"
WRONG_KIND = "workbook_wrong_kind"
_SCORED = frozenset({names.SCORES, names.EVALUATOR, names.CONSENSUS})
_SHOWN_BESIDE = {
    names.ANSWERS: (names.CRITERION, names.EVIDENCE),
    **dict.fromkeys(_SCORED, (names.CRITERION, names.WEIGHT, names.MINIMUM, names.SHARE)),
}
"""Columns that show what stands on the sheet of criteria."""
_KIND_OF_ROWS = {names.ANSWERS: "A", **dict.fromkeys(_SCORED, "B")}
_KINDS = frozenset("ABI")
_LONGEST = 40
_QUOTED = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(r"(?:\$?'([^']+)'|\$?([^\W\d][\w-]*))[!.]\$?([A-Z]{1,3})\$?([1-9]\d*)")


def find_contradictions(draft: Draft) -> None:
    """Note numbers that stand beside what belongs to another one; what only follows from it is left out."""
    search = _Search(draft)
    if search.has_number_twice:
        return  # which of the two is meant nobody knows; that is named instead
    before = len(draft.faults)
    for name, table in draft.tables.items():
        if names.kind_of(name) in _SHOWN_BESIDE:
            search.find_in_rows(name, table)
            search.find_in_blocks(table)
    if len(draft.faults) == before:
        search.find_in_means()
        search.find_in_result()


@lru_cache(maxsize=1_024)
def _column(letters: str) -> int:
    return parse_cell_name(f"{letters}1")[1]


def _named_in(source: SheetSource, row: int, column: int) -> Iterator[tuple[str, int, int]]:
    """Yield sheet, row and column of the cells of other sheets that a formula names; of a range its first."""
    cell = source.cells.get((row, column))
    formula = "" if cell is None or cell.formula is None else cell.formula
    for quoted, bare, letters, number in _REFERENCE.findall(_QUOTED.sub("", formula)):
        yield (quoted or bare).strip(), int(number) - 1, _column(letters)


def _number(table: Table, row: int) -> str:
    """Return the number of the criterion in a row."""
    return table.source.shown(row, table.columns[names.NUMBER])


def _bids_by_column(table: Table) -> dict[int, str]:
    """Return the bid of every column of the blocks."""
    found: dict[int, str] = {}
    for columns in table.blocks:
        bid = table.source.shown(table.header - 1, next(iter(columns.values())))
        found |= dict.fromkeys(columns.values(), bid)
    return found


class _Search:
    """Compares what the sheets of one workbook say."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._noted: set[tuple[str, int, int]] = set()
        self._criteria, self._bids = draft.tables[names.CRITERIA], draft.tables[names.BIDS]
        self._bids_of = {name: _bids_by_column(table) for name, table in draft.tables.items() if table.blocks}
        kind = self._criteria.columns[names.KIND]
        self._kinds = {
            _number(self._criteria, row): self._criteria.source.shown(row, kind) for row in self._criteria.rows
        }

    @property
    def has_number_twice(self) -> bool:
        """Whether two criteria have the same number."""
        numbers = [number for row in self._criteria.rows if (number := _number(self._criteria, row))]
        return len(set(numbers)) < len(numbers)

    def _bid_in(self, row: int) -> str:
        return self._bids.source.shown(row, self._bids.columns[names.BID])

    def find_in_rows(self, name: str, table: Table) -> None:
        """Note numbers of criteria beside the title, weight or minimum of another one, or on the wrong sheet."""
        kind = names.kind_of(name)
        columns = [table.columns[heading] for heading in _SHOWN_BESIDE[kind] if heading in table.columns]
        for row in table.rows:
            if not (number := _number(table, row)):
                continue
            at = table.columns[names.NUMBER]
            others = (other for column in columns for other in self._criteria_in(table, row, column))
            if (other := next((other for other in others if other != number), None)) is not None:
                self._fault(table.source, row, at, number, other, names.CRITERIA)
            elif (found := self._kinds.get(number)) in _KINDS and found != _KIND_OF_ROWS[kind]:
                table.source.fault(WRONG_KIND, row, at, id=number[:_LONGEST], kind=str(found))

    def _criteria_in(self, table: Table, row: int, column: int) -> Iterator[str]:
        """Yield the number of each criterion that a cell shows something of."""
        for sheet, at, _ in _named_in(table.source, row, column):
            if sheet == names.CRITERIA:
                yield _number(self._criteria, at)

    def find_in_blocks(self, table: Table) -> None:
        """Note numbers of bids beside the tenderer of another one."""
        above = table.header - 1
        for columns in table.blocks:
            first = next(iter(columns.values()))
            number = table.source.shown(above, first)
            shown = {
                self._bid_in(at) for sheet, at, _ in _named_in(table.source, above, first + 1) if sheet == names.BIDS
            }
            if other := _another(number, shown):
                self._fault(table.source, above, first, number, other, names.BIDS)

    def find_in_means(self) -> None:
        """Note points in consensus whose mean is that of another criterion or bid."""
        table = self._draft.tables.get(names.CONSENSUS)
        for columns in table.blocks if table else ():
            if table and names.MEAN in columns:
                self._find_in_mean(table, next(iter(columns.values())), columns[names.MEAN])

    def _find_in_mean(self, table: Table, first: int, mean: int) -> None:
        bid = self._bids_of[names.CONSENSUS][first]
        for row in table.rows:
            singles = [one for one in _named_in(table.source, row, mean) if names.kind_of(one[0]) == names.EVALUATOR]
            for sheet, at, column in singles:
                if sheet not in self._draft.tables:
                    continue
                number, other = _number(table, row), _number(self._draft.tables[sheet], at)
                if number != other:
                    self._fault(table.source, row, table.columns[names.NUMBER], number, other, sheet)
                    return
                if bid != (other := self._bids_of.get(sheet, {}).get(column, bid)):
                    self._fault(table.source, table.header - 1, first, bid, other, sheet)
                    return

    def find_in_result(self) -> None:
        """Note bids and main groups on the sheet of the result beside the figures of other ones."""
        source = self._draft.sources.get(names.RESULT)
        header = source.row_of(names.RESULT_HEADINGS) if source else None
        if source is None or header is None:
            return
        titles, rows = source.columns(header), source.rows_below(header)
        for column, row in product((at for at, title in titles.items() if title == names.BID), rows):
            number = source.shown(row, column)
            if other := _another(number, {bid for at in titles for bid in self._bids_in(source, row, at)}):
                self._fault(source, row, column, number, other, names.BIDS)
        for at, title in titles.items():
            if rows and title.startswith(GROUP_TITLE):
                shown = {self._first_in(*named) for named in _named_in(source, rows[0], at)}
                if other := _another(title.removeprefix(GROUP_TITLE), shown):
                    self._fault(source, header, at, title, f"{GROUP_TITLE}{other}", names.CRITERIA)

    def _bids_in(self, source: SheetSource, row: int, column: int) -> Iterator[str]:
        """Yield the bids that a formula of the result takes something from."""
        for sheet, at, there in _named_in(source, row, column):
            if sheet == names.BIDS:
                yield self._bid_in(at)
            elif bid := self._bids_of.get(sheet, {}).get(there):
                yield bid

    def _first_in(self, sheet: str, row: int, _: int) -> str:
        """Return the criterion in the first row of a range."""
        table = self._draft.tables.get(sheet)
        return _number(table, row) if table and names.kind_of(sheet) in _SCORED else ""

    def _fault(self, source: SheetSource, row: int, column: int, value: str, other: str, sheet: str) -> None:
        if (place := (source.sheet.name, row, column)) in self._noted:
            return
        self._noted.add(place)
        source.fault(CONTRADICTION, row, column, value=value[:_LONGEST], other=other[:_LONGEST] or "–", sheet=sheet)


def _another(number: str, shown: set[str]) -> str | None:
    """Return what stands there instead of a number; None where nothing else does."""
    return next(iter(sorted(shown - {number, ""})), None) if number else None
