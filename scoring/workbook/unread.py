"""Every filled cell is an entry, or shows what Prüfstand wrote there. Anything else would be lost: it is a fault."""

from collections.abc import Mapping

from core.cells import Cell, Position
from scoring.workbook import names
from scoring.workbook.draft import Draft, Table
from scoring.workbook.method_formulas import GROUP_TITLE
from scoring.workbook.shown_texts import shown_texts
from scoring.workbook.source import SheetSource, is_computed
from scoring.workbook.unread_head import find_unread_in_head

_SCORED = frozenset({names.SCORES, names.EVALUATOR, names.CONSENSUS})
_MIRRORED = {
    names.ANSWERS: frozenset({names.CRITERION, names.EVIDENCE}),
    **dict.fromkeys(_SCORED, frozenset({names.CRITERION, names.WEIGHT, names.MINIMUM})),
}
"""Columns that repeat what stands on another sheet."""
_ABOVE = {names.CRITERIA: frozenset({names.WEIGHT}), **dict.fromkeys(_SCORED, frozenset({names.POINTS, names.COUNTED}))}
"""Columns with sums above the headings."""
_SPARE_KIND = "B"


def find_unread(draft: Draft) -> None:
    """Note every filled cell that is neither an entry nor what Prüfstand shows there."""
    find_unread_in_head(draft)
    groups = _groups(draft.tables[names.CRITERIA])
    bids = _bids_with_columns(draft)
    for name, table in draft.tables.items():
        kind = names.kind_of(name)
        _find_in_table(kind, table, groups)
        if kind == names.BIDS:
            _find_bids_without_columns(table, bids)
    for name in (names.GUIDE, names.RESULT):
        if source := draft.sources.get(name):
            _find_in_view(name, source, bids)


def _groups(criteria: Table) -> Mapping[str, str]:
    """Return the group of each number on the sheet of criteria, also of rows that are not filled in."""
    source, columns = criteria.source, criteria.columns
    number, group = columns[names.NUMBER], columns[names.GROUP]
    return {source.shown(row, number): source.shown(row, group) for row in criteria.rows if source.shown(row, number)}


def _bids_with_columns(draft: Draft) -> frozenset[str]:
    return frozenset(
        table.source.shown(table.header - 1, next(iter(columns.values())))
        for table in draft.tables.values()
        for columns in table.blocks
    )


def _find_bids_without_columns(table: Table, bids: frozenset[str]) -> None:
    """Note rows with nothing but a number that no other sheet knows."""
    source, column = table.source, table.columns[names.BID]
    entries = [table.columns[heading] for heading in names.BID_HEADINGS if heading != names.BID]
    for row in table.rows:
        alone = all(source.is_blank(row, at) for at in entries)
        if alone and not source.is_blank(row, column) and source.shown(row, column) not in bids:
            _fault(source, row, column, "workbook_unread")


def _find_in_table(kind: str, table: Table, groups: Mapping[str, str]) -> None:
    source, sheet = table.source, _TableSheet(kind, table, groups)
    for (row, column), cell in source.untouched():
        if row < table.header and not sheet.shows_above(row, column, cell):
            above = kind in _ABOVE and column in sheet.sums and row >= table.header - names.SUM_ROWS
            _fault(source, row, column, "workbook_overwritten" if above else "workbook_unread")
        elif row > table.header and not sheet.shows_below(row, column, cell):
            if sheet.follows_from_number(row, column):
                continue
            if (group := sheet.group_beside(row, column)) is not None:
                value, other = source.excerpt(row, column), group or "–"
                source.fault("workbook_contradiction", row, column, value=value, other=other, sheet=names.CRITERIA)
                continue
            _fault(source, row, column, "workbook_overwritten" if column in sheet.grey else "workbook_unread")
    if kind in _MIRRORED:
        sheet.find_unknown_numbers()


class _TableSheet:
    """What Prüfstand shows on one sheet with a table."""

    def __init__(self, kind: str, table: Table, groups: Mapping[str, str]) -> None:
        self._kind, self._table, self._source, self._groups = kind, table, table.source, groups
        every = [(name, at) for columns in (table.columns, *table.blocks) for name, at in columns.items()]
        mirrored = _MIRRORED.get(kind, frozenset())
        self._heading = {at: name for name, at in every}
        self._texts = shown_texts(kind)
        self._beside = {next(iter(columns.values())) + 1 for columns in table.blocks}
        self.sums = {at for name, at in every if name in _ABOVE.get(kind, ())}
        self._computed = {at for name, at in every if name in names.COMPUTED_HEADINGS or name in mirrored}
        self.grey = self._computed | {at for name, at in every if name == names.GROUP and kind in _SCORED}

    def shows_above(self, row: int, column: int, cell: Cell) -> bool:
        """Tell whether a cell above the headings is a text of ours, a sum, or the tenderer beside a bid."""
        if cell.formula is None:
            return cell.value in self._texts
        if row == self._table.header - 1 and column in self._beside:
            return is_computed(cell)
        return row >= self._table.header - names.SUM_ROWS and column in self.sums and is_computed(cell)

    def shows_below(self, row: int, column: int, cell: Cell) -> bool:
        """Tell whether a cell below the headings is computed, or repeats what stands elsewhere."""
        heading = self._heading.get(column, "")
        if self._kind == names.CRITERIA and heading in {names.NUMBER, names.GROUP, names.KIND}:
            return self._is_spare(row)
        if heading == names.SCALE:
            title = self._source.shown(self._table.header, column)
            return cell.formula is None and title == f"{names.POINTS} {cell.value}"
        if column in self._computed:
            return is_computed(cell)
        if heading == names.GROUP and self._kind in _SCORED:
            return self._source.shown(row, column) == self._groups.get(self._number(row))
        return heading == names.POINTS and self._kind in _SCORED and is_computed(cell)

    def group_beside(self, row: int, column: int) -> str | None:
        """Return the group that the sheet of criteria gives where another one stands; None in any other cell."""
        repeated = self._heading.get(column) == names.GROUP and self._kind in _SCORED
        return self._groups.get(self._number(row)) if repeated else None

    def follows_from_number(self, row: int, column: int) -> bool:
        """Tell whether a group stands beside a number that is not known: that number is named instead."""
        repeated = self._heading.get(column) == names.GROUP and self._kind in _SCORED
        return repeated and bool(self._number(row)) and self._number(row) not in self._groups

    def _number(self, row: int) -> str:
        return self._source.shown(row, self._table.columns[names.NUMBER])

    def _is_spare(self, row: int) -> bool:
        """Tell whether a row of criteria is one that was left free: a number inside a group, and nothing typed."""
        columns = self._table.columns
        group = self._source.shown(row, columns[names.GROUP])
        kind = self._source.shown(row, columns[names.KIND])
        return bool(group) and group in self._groups and self._number(row).startswith(group) and kind == _SPARE_KIND

    def find_unknown_numbers(self) -> None:
        """Note rows with nothing but a number that is not on the sheet of criteria."""
        source, entries = self._source, [at for columns in self._table.blocks for at in columns.values()]
        for row in self._table.rows:
            number = self._number(row)
            if number and number not in self._groups and all(source.is_left_to_formulas(row, at) for at in entries):
                source.fault("workbook_unknown_criterion", row, self._table.columns[names.NUMBER], id=number)


def _find_in_view(name: str, source: SheetSource, bids: frozenset[str]) -> None:
    """Note what stands on a sheet without entries and is not what Prüfstand shows there."""
    texts = shown_texts(name)
    headings = frozenset(names.RESULT_HEADINGS) if name == names.RESULT else frozenset()
    for position, cell in source.untouched():
        ours = cell.formula is None and cell.value in texts
        if not ours and not _in_result(position, cell, headings, bids):
            kind = "workbook_overwritten" if headings and position[0] > names.HEADER_ROW else "workbook_unread"
            _fault(source, *position, kind)


def _in_result(position: Position, cell: Cell, headings: frozenset[str], bids: frozenset[str]) -> bool:
    row, text = position[0], str(cell.value)
    if not headings or row < names.HEADER_ROW:
        return False
    if row == names.HEADER_ROW:
        return cell.formula is None and (text in headings or text.startswith(GROUP_TITLE))
    return is_computed(cell) or (cell.formula is None and text in bids)


def _fault(source: SheetSource, row: int, column: int, type_: str) -> None:
    source.fault(type_, row, column, value=source.excerpt(row, column))
