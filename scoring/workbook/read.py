"""A workbook as an evaluation: the same checks as for JSON, every fault at its cell, nothing taken before it is clean."""

from core.cells import Workbook, parse_cell_name
from core.errors import Fault, InputError
from scoring.checks import forbidden_faults
from scoring.house_rules import HouseRules
from scoring.intake import MAXIMUM_LISTED_FAULTS, parse_evaluation
from scoring.model import FORMAT, Evaluation
from scoring.workbook.draft import Draft
from scoring.workbook.read_bids import read_bids
from scoring.workbook.read_head import format_fault, has_format, read_head
from scoring.workbook.read_matrix import read_criteria


def read_evaluation_workbook(workbook: Workbook, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in a workbook, checked like one in JSON.

    Args:
        workbook: Cells as the reader of the file found them.
        rules: Dated numbers valid on the day of the evaluation.
        bids_required: False for the probe of a matrix before there are bids.

    Raises:
        InputError: Every fault found; ``pointer`` names the cell, such as ``Kriterien!E7``.
    """
    draft = Draft(workbook)
    if not has_format(draft):
        raise InputError([format_fault()])
    document = {"format": FORMAT, **read_head(draft)}
    document["matrix"]["criteria"], groups = read_criteria(draft)
    document["bids"] = read_bids(draft, groups)
    draft.check_visible()
    try:
        evaluation = parse_evaluation(document, bids_required=bids_required)
        faults = [] if draft.faults else forbidden_faults(evaluation, rules)
    except InputError as error:
        faults = error.faults
    if draft.faults or faults:
        raise _listed(draft, workbook, faults)
    return evaluation


def _listed(draft: Draft, workbook: Workbook, faults: list[Fault]) -> InputError:
    """Return all faults in the order of sheets and cells; where a cell itself is at fault, what follows from it is left out."""
    at_fault = {fault.pointer for fault in draft.faults}
    placed = [
        Fault(fault.type, draft.place_of(fault.pointer), fault.severity, fault.properties, fault.legal_source)
        for fault in faults
    ]
    found = draft.faults + [fault for fault in placed if fault.pointer not in at_fault]
    order = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}
    found.sort(key=lambda fault: _order(fault.pointer, order))
    listed = found[:MAXIMUM_LISTED_FAULTS]
    return InputError(listed, omitted=len(found) - len(listed))


def _order(place: str, sheets: dict[str, int]) -> tuple[int, int, int]:
    sheet, _, cell = place.rpartition("!")
    try:
        row, column = parse_cell_name(cell)
    except ValueError:
        row = column = -1
    return sheets.get(sheet or place, -1), row, column
