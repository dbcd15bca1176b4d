"""An evaluation as a workbook."""

from core.cells import MAXIMUM_CELLS, MAXIMUM_COLUMNS, Sheet, Workbook
from core.errors import Fault, InputError
from scoring.house_rules import HouseRules
from scoring.model import Bid, Evaluation
from scoring.workbook.bid_sheets import answers_sheet, bids_sheet, has_price_sheet, prices_sheet
from scoring.workbook.head_sheet import guide_sheet, head_sheet
from scoring.workbook.matrix_sheets import criteria_sheet, degrees_sheet
from scoring.workbook.plan import Plan, make_plan
from scoring.workbook.result_sheet import result_sheet
from scoring.workbook.score_sheets import consensus_sheet, evaluator_sheet, scores_sheet

LONGEST_TEXT = 32_767
"""Characters that a spreadsheet keeps in one cell."""

_SPARE_BIDS, _SPARE_ROWS = 5, 5


def evaluation_workbook(evaluation: Evaluation, rules: HouseRules) -> Workbook:
    """Return the whole evaluation with its result as a workbook.

    Raises:
        InputError: It does not fit into a workbook.
    """
    return _workbook(make_plan(evaluation, rules))


def template_workbook(
    evaluation: Evaluation, rules: HouseRules, *, evaluators: tuple[str, ...] = (), start: bool = False
) -> Workbook:
    """Return a workbook to be filled in: matrix, tenderers and prices stand in it, answers and points do not.

    Args:
        evaluation: Gives the matrix, the bids and, where several scored, the names of the evaluators.
        rules: Dated numbers for the live formulas' values.
        evaluators: Names of further evaluators.
        start: Leave room for further criteria, price lines and bids.

    Raises:
        InputError: It does not fit into a workbook.
    """
    named = tuple(single.evaluator for bid in evaluation.bids for single in bid.evaluations)
    empty = evaluation.model_copy(update={"bids": tuple(map(_unscored, evaluation.bids))})
    spare = _SPARE_ROWS if start else 0
    free = _SPARE_BIDS if start or not empty.bids else 0
    return _workbook(make_plan(empty, rules, evaluators=(*named, *evaluators), bids=free, spare=spare))


def _unscored(bid: Bid) -> Bid:
    return bid.model_copy(update={"a_criteria": {}, "scores": {}, "evaluations": (), "consensus": {}})


def _workbook(plan: Plan) -> Workbook:
    if sum(map(_typed, plan.evaluation.bids)) > MAXIMUM_CELLS:  # known at once; building it would take a minute
        raise InputError([_too_large()])
    sheets = [guide_sheet(plan), head_sheet(plan), criteria_sheet(plan), degrees_sheet(plan), bids_sheet(plan)]
    if has_price_sheet(plan):
        sheets.append(prices_sheet(plan))
    sheets.append(answers_sheet(plan))
    if plan.alone:
        sheets.append(scores_sheet(plan))
    if plan.together:
        sheets += [evaluator_sheet(plan, number) for number in range(len(plan.evaluators))]
        sheets.append(consensus_sheet(plan))
    sheets.append(result_sheet(plan))
    _check_size(sheets)
    return Workbook(tuple(sheets))


def _typed(bid: Bid) -> int:
    """Return how many cells the points, reasons, places and answers of a bid fill."""
    given = [*bid.scores.values(), *bid.consensus.values()]
    given += [score for single in bid.evaluations for score in single.scores.values()]
    return len(bid.a_criteria) + sum(1 + bool(score.reason) + bool(score.source) for score in given)


def _too_large() -> Fault:
    return Fault("workbook_too_large", "", properties={"maximum": str(MAXIMUM_CELLS)})


def _check_size(sheets: list[Sheet]) -> None:
    """Refuse what could not be read back.

    Raises:
        InputError: Too many cells or columns, or a text that a cell cannot hold.
    """
    faults = [
        Fault("workbook_text", sheet.place(*position), properties={"maximum": str(LONGEST_TEXT)})
        for sheet in sheets
        for position, cell in sheet.cells.items()
        if isinstance(cell.value, str) and not _fits(cell.value)
    ]
    cells = sum(len(sheet.cells) for sheet in sheets)
    widest = max(column for sheet in sheets for _, column in sheet.cells)
    if cells > MAXIMUM_CELLS or widest >= MAXIMUM_COLUMNS:
        faults.append(_too_large())
    if faults:
        raise InputError(faults[:100], omitted=max(0, len(faults) - 100))


def _fits(text: str) -> bool:
    """Tell whether every character of a text can stand in an office file."""
    return len(text) <= LONGEST_TEXT and all(
        char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\x7f\ufffe\uffff")
        for char in text
    )
