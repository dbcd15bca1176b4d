"""An evaluation from a file: JSON, or a workbook as its first bytes tell."""

from collections.abc import Callable, Sequence

from app.console import read_input
from core.errors import Fault, InputError
from core.json_text import read_json
from infra.spreadsheet.magic import is_office_file
from scoring.checks import forbidden_faults
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.model import Evaluation

Locate = Callable[[Sequence[Fault]], list[Fault]]
"""Turns the JSON pointers of faults into the places of the file that was read."""


def load_evaluation(name: str, rules: HouseRules, *, bids_required: bool = True) -> Evaluation:
    """Return the evaluation in a file, checked for structure and for what rules forbid.

    Raises:
        InputError: Every fault found, with its JSON pointer or cell.
    """
    evaluation, locate = parse_input(name, bids_required=bids_required)
    if faults := forbidden_faults(evaluation, rules):
        raise InputError(locate(faults)[:100], omitted=max(0, len(faults) - 100))
    return evaluation


def parse_input(name: str, *, bids_required: bool = True) -> tuple[Evaluation, Locate]:
    """Return the structurally valid evaluation in a file, and what finds its values there again.

    Raises:
        InputError: Every fault found, with its JSON pointer or cell.
    """
    data = read_input(name)
    if not is_office_file(data):
        return parse_evaluation(read_json(data), bids_required=bids_required), list
    # JSON files are scored without the code for workbooks.
    from infra.spreadsheet.reading import read_workbook
    from scoring.workbook.read import parse_evaluation_workbook

    found = parse_evaluation_workbook(read_workbook(data), bids_required=bids_required)
    return found.evaluation, found.at_cells
