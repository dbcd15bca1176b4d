"""Which faults only follow from others: people are told the cause."""

from core.cells import Span, parse_cell_name, parse_span
from core.errors import Fault
from scoring.workbook import names
from scoring.workbook.draft import Draft

_SUMS = {"weights_sum": names.CRITERIA, "price_sheet_sum": names.PRICES}
"""Faults of sums, and the sheet with what is added: while a number there is at fault, the sum says nothing."""
_HIDDEN = "workbook_hidden_cell"
_NUMBER_FAULTS = frozenset(
    {
        "workbook_date",
        "workbook_digits",
        "workbook_error",
        "workbook_formula",
        "workbook_merged",
        "workbook_not_number",
        "workbook_percent",
    }
)


class Causes:
    """What is wrong with the cells themselves.

    Args:
        draft: The workbook as read.
    """

    def __init__(self, draft: Draft) -> None:
        self._otherwise_at_fault = {fault.pointer for fault in draft.faults if fault.type != _HIDDEN}
        self._cells = {fault.pointer for fault in draft.faults}
        self._numbers = {_sheet(fault.pointer) for fault in draft.faults if fault.type in _NUMBER_FAULTS}
        self._merged = [
            (_sheet(fault.pointer), parse_span(fault.properties["cells"]))
            for fault in draft.faults
            if fault.type == "workbook_merged"
        ]

    def explain(self, fault: Fault) -> bool:
        """Tell whether a further fault only follows from the faults of cells."""
        return fault.pointer in self._cells or self._unsure_sum(fault) or self._under_merged(fault)

    def explain_own(self, fault: Fault) -> bool:
        """Tell whether a fault of a cell only follows from another one: a number at fault is also shown otherwise."""
        hidden = fault.type == _HIDDEN and fault.pointer in self._otherwise_at_fault
        return hidden or self._under_merged(fault)

    def _unsure_sum(self, fault: Fault) -> bool:
        return _SUMS.get(fault.type) in self._numbers

    def _under_merged(self, fault: Fault) -> bool:
        """Tell whether a fault lies inside merged cells, of which only the first can show anything."""
        return fault.type != "workbook_merged" and any(
            sheet == _sheet(fault.pointer) and _inside(fault.pointer, span) for sheet, span in self._merged
        )


def _sheet(place: str) -> str:
    return place.rpartition("!")[0]


def _inside(place: str, span: Span) -> bool:
    try:
        return parse_cell_name(place.rpartition("!")[2]) in span
    except ValueError:
        return False
