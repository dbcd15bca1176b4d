"""A workbook as an evaluation: checked like JSON, every fault at its cell, nothing taken before it is clean."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.cells import Workbook, parse_cell_name
from core.errors import Fault, InputError
from core.validated import MAXIMUM_LISTED_FAULTS
from scoring.checks import forbidden_faults
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.model import FORMAT, Evaluation
from scoring.workbook.causes import Causes
from scoring.workbook.contradictions import CONTRADICTION, WRONG_KIND, find_contradictions
from scoring.workbook.draft import Draft
from scoring.workbook.names import HEAD
from scoring.workbook.read_bids import read_bids
from scoring.workbook.read_head import find_labels, format_fault, has_format, read_head
from scoring.workbook.read_matrix import read_criteria
from scoring.workbook.structure import check_sheets, find_tables, has_other_sheets
from scoring.workbook.unread import find_unread

_KEY_FAULTS = frozenset(
    {
        "duplicate_id",
        CONTRADICTION,
        WRONG_KIND,
        "workbook_bid_columns",
        "workbook_group_unknown",
        "workbook_number_missing",
        "workbook_unknown_bid",
    }
)
"""Faults of the numbers by which entries find each other."""


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """An evaluation out of a workbook, and where its values stand.

    Args:
        evaluation: The structurally valid evaluation.
        draft: Knows the cell of each value.
    """

    evaluation: Evaluation
    draft: Draft

    def at_cells(self, faults: Sequence[Fault]) -> list[Fault]:
        """Return faults with the names of cells instead of JSON pointers, in the order of sheets and cells."""
        return _at_cells(self.draft, faults)


def read_evaluation_workbook(workbook: Workbook, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in a workbook, checked for structure and for what rules forbid.

    Args:
        workbook: Cells as the reader of the file found them.
        rules: Dated numbers valid on the day of the evaluation.
        bids_required: False for a matrix before there are bids.

    Raises:
        InputError: Every fault found; ``pointer`` names the cell, such as ``Kriterien!E7``.
    """
    found = parse_evaluation_workbook(workbook, bids_required=bids_required)
    if faults := forbidden_faults(found.evaluation, rules):
        raise _listed(found.at_cells(faults))
    return found.evaluation


def parse_evaluation_workbook(workbook: Workbook, *, bids_required: bool = True) -> ReadWorkbook:
    """Return the structurally valid evaluation in a workbook; rules are not judged yet.

    Raises:
        InputError: Every fault found; ``pointer`` names the cell.
    """
    draft = Draft(workbook)
    _check_structure(draft)
    document = {"format": FORMAT, **read_head(draft)}
    document["matrix"]["criteria"], groups = read_criteria(draft)
    document["bids"] = read_bids(draft, groups)
    find_unread(draft)
    draft.check_visible()
    if not _has_key_fault(draft):
        find_contradictions(draft)
    if _has_key_fault(draft):
        raise _listed(_at_cells(draft, []))  # what is missing for that reason is no fault of its own
    try:
        evaluation = parse_evaluation(document, bids_required=bids_required)
    except InputError as error:
        raise _listed(_at_cells(draft, error.faults), omitted=error.omitted) from error
    if draft.faults:
        raise _listed(_at_cells(draft, []))
    return ReadWorkbook(evaluation, draft)


def _has_key_fault(draft: Draft) -> bool:
    return any(fault.type in _KEY_FAULTS for fault in draft.faults)


def _check_structure(draft: Draft) -> None:
    """Refuse a workbook with sheets, headings or labels that are not ours: what stands there would be lost.

    Raises:
        InputError: Every such fault, and nothing that only follows from it.
    """
    head = draft.sources.get(HEAD)
    if not (has_other_sheets(draft) if head is None else has_format(head)):
        raise InputError([format_fault()])
    order = _sheet_order(draft)
    missing_first = list(check_sheets(draft))
    faults = list(find_tables(draft))
    if head is not None:
        faults += find_labels(draft)
    if missing_first or faults:
        raise _listed([*missing_first, *sorted(faults, key=lambda fault: _order(fault.pointer, order))])


def _sheet_order(draft: Draft) -> dict[str, int]:
    return {source.sheet.name: number for number, source in enumerate(draft.every_source)}


def _at_cells(draft: Draft, faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults of the cells and further ones, each once; what only follows from others is left out."""
    order = _sheet_order(draft)
    further = [
        Fault(fault.type, draft.place_of(fault.pointer), fault.severity, fault.properties, fault.legal_source)
        for fault in faults
    ]
    causes = Causes(draft)
    found = [fault for fault in draft.faults if not causes.explain_own(fault)]
    found += [fault for fault in further if not causes.explain(fault)]
    once: dict[object, Fault] = {}
    for fault in found:
        once.setdefault((fault.type, fault.pointer, _said(fault)), fault)
    return sorted(once.values(), key=lambda fault: _order(fault.pointer, order))


def _said(fault: Fault) -> tuple[tuple[str, str], ...]:
    """Return what a fault says of its cell: an entry that counts for several bids is told once."""
    return tuple(sorted((name, text) for name, text in fault.properties.items() if name != "bid"))


def _listed(faults: Sequence[Fault], *, omitted: int = 0) -> InputError:
    listed = list(faults[:MAXIMUM_LISTED_FAULTS])
    return InputError(listed, omitted=omitted + len(faults) - len(listed))


def _order(place: str, sheets: dict[str, int]) -> tuple[int, int, int]:
    sheet, _, cell = place.rpartition("!")
    try:
        row, column = parse_cell_name(cell)
    except ValueError:
        row = column = -1
    return sheets.get(sheet or place, -1), row, column
