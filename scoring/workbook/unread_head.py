"""What stands on the sheet about the procedure and is neither an entry nor shown there by Prüfstand."""

from core.cells import Cell
from scoring.methods import METHODS
from scoring.workbook import names
from scoring.workbook.draft import Draft
from scoring.workbook.head_fields import Entry, HeadField, head_fields
from scoring.workbook.read_head import format_row, stated_evaluators
from scoring.workbook.shown_texts import shown_texts
from scoring.workbook.source import is_computed

_LABEL, _VALUE, _HELP, _RATIO = range(4)
_STATEMENT = (names.EVALUATORS_COLUMN - 1, names.EVALUATORS_COLUMN)


def find_unread_in_head(draft: Draft) -> None:
    """Note every such cell."""
    source = draft.sources[names.HEAD]
    first = format_row(source) or 0
    by_label = {field.label: field for method in METHODS for field in head_fields(method)}
    fields = {row: by_label[label] for label, row in draft.labels.items()}
    stated = stated_evaluators(draft) > 0
    for (row, column), cell in source.untouched():
        if row < first:
            shown = cell.formula is None and cell.value in shown_texts(names.HEAD)
        elif row == first:
            shown = column == _LABEL or (stated and column in _STATEMENT)
        elif row == first + 1:
            shown = column < len(names.HEAD_HEADINGS)
        else:
            shown = row in fields and _shows(column, cell, fields[row])
        if not shown:
            source.fault("workbook_unread", row, column, value=source.excerpt(row, column))


def _shows(column: int, cell: Cell, field: HeadField) -> bool:
    """Tell whether a cell in the row of an entry is its label, its help or the number behind a fraction."""
    if column == _RATIO:
        return field.entry is Entry.RATIO and is_computed(cell)
    return cell.formula is None and (column == _LABEL or (column == _HELP and cell.value == field.help))
