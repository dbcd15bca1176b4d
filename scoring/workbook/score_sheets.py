"""The sheets on which points are given: alone, by each evaluator, and in consensus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.cells import CellStyle, Sheet, Span, cell_name
from scoring.model import Score
from scoring.points import mean_of_evaluators
from scoring.workbook import names
from scoring.workbook.bid_sheets import block_head, mirror
from scoring.workbook.matrix_sheets import MINIMUM as SOURCE_MINIMUM
from scoring.workbook.matrix_sheets import SHARE as SOURCE_SHARE
from scoring.workbook.matrix_sheets import TITLE as SOURCE_TITLE
from scoring.workbook.matrix_sheets import WEIGHT as SOURCE_WEIGHT
from scoring.workbook.names import EVALUATOR_NAME, FIRST_ROW, HEADER_ROW, NAME_COLUMN, NAME_ROW, TOTAL_ROW
from scoring.workbook.pen import Pen, absolute, column_range, shown
from scoring.workbook.plan import CriterionRow, Plan, Slot, mean_of, points_of, points_that_count
from scoring.workbook.shown_texts import POINTS_SUM, SCORES_TITLE

NUMBER, GROUP, TITLE, WEIGHT, MINIMUM, SHARE, FIRST_BLOCK = range(7)
POINTS, REASON, PLACE, MEAN, COUNTED = range(5)
_WIDTHS = (9, 40, 16, 9, 9)


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of one bid on one sheet."""

    slot: Slot
    column: int
    scores: Mapping[str, Score]
    counted: Mapping[str, Fraction]
    consensus: bool

    @property
    def counted_column(self) -> int:
        return self.column + (COUNTED if self.consensus else POINTS)


def scores_sheet(plan: Plan) -> Sheet:
    """Return the sheet for points that need no consensus."""
    blocks = [
        _Block(
            slot, FIRST_BLOCK + number * 3, slot.bid.scores if slot.bid else {}, _counted(slot, plan), consensus=False
        )
        for number, slot in enumerate(plan.alone)
    ]
    return _sheet(plan, names.SCORES, SCORES_TITLE, blocks)


def evaluator_sheet(plan: Plan, number: int) -> Sheet:
    """Return the sheet of one evaluator."""
    name = plan.evaluators[number]
    blocks = []
    for at, slot in enumerate(plan.together):
        singles = slot.bid.evaluations if slot.bid else ()
        scores = next((single.scores for single in singles if single.evaluator == name), {})
        blocks.append(_Block(slot, FIRST_BLOCK + at * 3, scores, points_of(scores), consensus=False))
    return _sheet(plan, evaluator_sheet_name(number), names.EVALUATOR, blocks, evaluator=name)


def consensus_sheet(plan: Plan) -> Sheet:
    """Return the sheet of the consensus, with the mean of the evaluators beside it."""
    blocks = [
        _Block(
            slot, FIRST_BLOCK + number * 5, slot.bid.consensus if slot.bid else {}, _counted(slot, plan), consensus=True
        )
        for number, slot in enumerate(plan.together)
    ]
    return _sheet(plan, names.CONSENSUS, names.CONSENSUS, blocks)


def evaluator_sheet_name(number: int) -> str:
    """Return the name of an evaluator's sheet; the evaluator's own name stands on it."""
    return f"{names.EVALUATOR} {number + 1}"


def counted_place(plan: Plan, slot: Slot) -> tuple[str, int, int]:
    """Return sheet, column of the points typed and column of the points that count for a bid."""
    if slot in plan.alone:
        column = FIRST_BLOCK + plan.alone.index(slot) * 3
        return names.SCORES, column, column
    column = FIRST_BLOCK + plan.together.index(slot) * 5
    return names.CONSENSUS, column, column + COUNTED


def scored_range(plan: Plan, column: int, rows: tuple[int, int] | None = None, *, sheet: str = "") -> str:
    """Return a reference to one column of the scored rows, or of some of them (positions among them)."""
    first, last = rows or (0, max(len(plan.scored_rows), 1) - 1)
    return column_range(column, FIRST_ROW + first, FIRST_ROW + last, sheet=sheet)


def _counted(slot: Slot, plan: Plan) -> Mapping[str, Fraction]:
    return points_that_count(slot.bid, [row for _, row in plan.scored_rows]) if slot.bid else {}


def _sheet(plan: Plan, name: str, title: str, blocks: Sequence[_Block], evaluator: str | None = None) -> Sheet:
    widths = {NUMBER: 9, GROUP: 9, TITLE: 44, WEIGHT: 10, MINIMUM: 10, SHARE: 10}
    for block in blocks:
        used = _WIDTHS if block.consensus else _WIDTHS[:3]
        widths |= {block.column + at: width for at, width in enumerate(used)}
    pen = Pen(name, widths=widths, frozen=(FIRST_ROW, FIRST_BLOCK))
    pen.text(0, 0, title, CellStyle.TITLE)
    if evaluator is not None:
        pen.text(NAME_ROW, NUMBER, EVALUATOR_NAME, CellStyle.HEADING)
        pen.text(NAME_ROW, NAME_COLUMN, evaluator, CellStyle.INPUT_TEXT)
    pen.text(TOTAL_ROW, TITLE, POINTS_SUM, CellStyle.HEADING)
    pen.headings(HEADER_ROW, names.SCORE_HEADINGS)
    for row, (source, criterion) in enumerate(plan.scored_rows, start=FIRST_ROW):
        _write_criterion(pen, row, source, criterion)
    for block in blocks:
        _write_block(pen, block, plan)
    return pen.build()


def _write_criterion(pen: Pen, row: int, source: int, criterion: CriterionRow) -> None:
    node, fixed = criterion.node, CellStyle.GROUP if criterion.is_group else CellStyle.FIXED
    pen.text(row, NUMBER, criterion.id, fixed)
    pen.text(row, GROUP, criterion.parent, fixed)
    mirror(pen, (row, TITLE), (source, SOURCE_TITLE), node.title if node else "")
    weight = node.weight_percent if node and node.weight_percent is not None else Decimal(0)
    pen.formula(row, WEIGHT, absolute(names.CRITERIA, source, SOURCE_WEIGHT), weight, CellStyle.COMPUTED)
    reference = absolute(names.CRITERIA, source, SOURCE_MINIMUM)
    minimum = node.minimum_points if node and node.minimum_points is not None else ""
    pen.formula(row, MINIMUM, f'IF({reference}="","",{reference})', minimum, CellStyle.COMPUTED)
    if criterion.is_group:
        pen.text(row, SHARE, None, CellStyle.GROUP)
    else:
        pen.formula(row, SHARE, absolute(names.CRITERIA, source, SOURCE_SHARE), criterion.share, CellStyle.COMPUTED)


def _write_block(pen: Pen, block: _Block, plan: Plan) -> None:
    block_head(pen, block.column, block.slot, plan)
    pen.headings(HEADER_ROW, names.CONSENSUS_BLOCK if block.consensus else names.SCORE_BLOCK, block.column)
    rows = plan.scored_rows
    shares, points = scored_range(plan, SHARE), scored_range(plan, block.counted_column)
    total = sum((row.share * block.counted.get(row.id, 0) for _, row in rows if not row.is_group), Fraction(0))
    pen.formula(TOTAL_ROW, block.counted_column, f"SUMPRODUCT({shares},{points})", total, CellStyle.COMPUTED)
    for at, (_, criterion) in enumerate(rows):
        if criterion.is_group:
            _write_group(pen, at, block, plan)
        else:
            _write_points(pen, FIRST_ROW + at, criterion, block, plan)
            _write_help(pen, FIRST_ROW + at, block.column, criterion, plan)


def _write_group(pen: Pen, at: int, block: _Block, plan: Plan) -> None:
    """Write the weighted mean of the points below a group."""
    _, group = plan.scored_rows[at]
    last = sum(1 for sheet_row, _ in plan.scored_rows if sheet_row <= FIRST_ROW + group.last) - 1
    groups, weights, points = (
        scored_range(plan, column, (at + 1, last)) for column in (GROUP, WEIGHT, block.counted_column)
    )
    inside = f"EXACT({groups},{cell_name(FIRST_ROW + at, NUMBER)})*1"
    formula = f"IFERROR(SUMPRODUCT({inside},{weights},{points})/SUMPRODUCT({inside},{weights}),0)"
    mean = mean_of(group.node, block.counted) if group.node else Fraction(0)
    for column in range(block.column, block.column + (5 if block.consensus else 3)):
        pen.text(FIRST_ROW + at, column, None, CellStyle.GROUP)
    pen.formula(FIRST_ROW + at, block.counted_column, formula, mean, CellStyle.COMPUTED)


def _write_points(pen: Pen, row: int, criterion: CriterionRow, block: _Block, plan: Plan) -> None:
    score = block.scores.get(criterion.id)
    pen.number(row, block.column + POINTS, score.points if score else None, CellStyle.INPUT_NUMBER)
    pen.text(row, block.column + REASON, score.reason if score else None, CellStyle.INPUT_TEXT)
    pen.text(row, block.column + PLACE, score.source if score else None, CellStyle.INPUT_TEXT)
    if not block.consensus:
        return
    at = FIRST_BLOCK + plan.together.index(block.slot) * 3
    singles = ",".join(absolute(evaluator_sheet_name(number), row, at) for number in range(len(plan.evaluators)))
    mean = mean_of_evaluators(block.slot.bid, criterion.id) if block.slot.bid else None
    pen.formula(
        row, block.column + MEAN, f'IFERROR(AVERAGE({singles}),"")', "" if mean is None else mean, CellStyle.COMPUTED
    )
    typed, middle = cell_name(row, block.column + POINTS), cell_name(row, block.column + MEAN)
    formula = f'IF({typed}="",IF({middle}="",0,{middle}),{typed})'
    pen.formula(row, block.column + COUNTED, formula, block.counted.get(criterion.id, Fraction(0)), CellStyle.COMPUTED)


def _write_help(pen: Pen, row: int, column: int, criterion: CriterionRow, plan: Plan) -> None:
    scale = plan.evaluation.matrix.scale
    degrees = criterion.node.degrees if criterion.node else ()
    labelled = "\n".join(f"{shown(degree.points)}: {degree.label}" for degree in degrees)
    general = f"{shown(scale.minimum)} bis {shown(scale.maximum)} Punkte, Schritt {shown(scale.step)}."
    message = f"{general}\n{labelled}" if labelled else f"{general} Unter der Höchstpunktzahl bitte begründen."
    pen.bounds(Span(row, column, row, column), f"Punkte zu {criterion.id}", message, scale.minimum, scale.maximum)
