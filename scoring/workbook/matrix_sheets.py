"""The sheets of the matrix: criteria with weights, and degrees of fulfilment."""

from decimal import Decimal
from fractions import Fraction

from core.cells import CellStyle, Sheet, Span, cell_name
from scoring.methods import METHODS
from scoring.model import CriterionKind
from scoring.workbook import names
from scoring.workbook.head_sheet import parameter
from scoring.workbook.names import FIRST_ROW, HEADER_ROW, NO, YES
from scoring.workbook.pen import Pen, column_range, shown
from scoring.workbook.plan import CriterionRow, Plan
from scoring.workbook.shown_texts import (
    CRITERIA_NOTE,
    CRITERIA_TITLE,
    DEGREES_NOTE,
    DEGREES_TITLE,
    SUM_OF_GROUPS,
    SUM_WITH_PRICE,
)

NUMBER, GROUP, TITLE, KIND, WEIGHT, SHARE, SCALE, MINIMUM, EVIDENCE, LINK, OPEN_SOURCE, BELOW, EXPECTATION = range(13)
_MAIN_SUM_ROW, _PRICE_SUM_ROW = 2, 3
_HUNDRED = Decimal(100)


def criteria_sheet(plan: Plan) -> Sheet:
    """Return the sheet of criteria in the columns that tender platforms use."""
    widths = {NUMBER: 9, GROUP: 9, TITLE: 44, KIND: 7, SCALE: 10, EVIDENCE: 36, LINK: 40, EXPECTATION: 60}
    pen = Pen(names.CRITERIA, widths=widths, frozen=(FIRST_ROW, TITLE + 1))
    pen.text(0, 0, CRITERIA_TITLE, CellStyle.TITLE)
    pen.text(1, 0, CRITERIA_NOTE, CellStyle.NOTE)
    scale = plan.evaluation.matrix.scale
    span = f"{shown(scale.minimum)}–{shown(scale.maximum)}"
    pen.headings(HEADER_ROW, names.CRITERIA_HEADINGS)
    pen.headings(HEADER_ROW, (f"{names.POINTS} {span}",), SCALE)
    _write_sums(pen, plan)
    for row, criterion in enumerate(plan.rows, start=FIRST_ROW):
        _write_row(pen, row, criterion, plan, span)
    _write_rules(pen, plan)
    return pen.build()


def criteria_range(plan: Plan, column: int, *, sheet: str = "") -> str:
    """Return a reference to one column of all criteria."""
    return column_range(column, FIRST_ROW, FIRST_ROW + max(len(plan.rows), 1) - 1, sheet=sheet)


def _write_sums(pen: Pen, plan: Plan) -> None:
    matrix = plan.evaluation.matrix
    main = sum((group.weight_percent or Decimal(0) for group in matrix.main_groups), Decimal(0))
    pen.text(_MAIN_SUM_ROW, TITLE, SUM_OF_GROUPS, CellStyle.HEADING)
    groups, weights = criteria_range(plan, GROUP), criteria_range(plan, WEIGHT)
    pen.formula(_MAIN_SUM_ROW, WEIGHT, f'SUMPRODUCT(({groups}="")*1,{weights})', main, CellStyle.COMPUTED)
    if METHODS[matrix.method.name].weights_price_in_tree:
        price = matrix.price.weight_percent if matrix.price else Decimal(0)
        pen.text(_PRICE_SUM_ROW, TITLE, SUM_WITH_PRICE, CellStyle.HEADING)
        reference = parameter(plan, "matrix", "price", "weight_percent")
        total = f"{cell_name(_MAIN_SUM_ROW, WEIGHT)}+{reference}"
        pen.formula(_PRICE_SUM_ROW, WEIGHT, total, main + price, CellStyle.COMPUTED)


def _write_row(pen: Pen, row: int, criterion: CriterionRow, plan: Plan, span: str) -> None:
    node, scored = criterion.node, criterion.kind is CriterionKind.B_KRITERIUM
    fixed = CellStyle.GROUP if criterion.is_group else CellStyle.FIXED
    text = fixed if plan.fixed else CellStyle.INPUT_TEXT
    number = CellStyle.COMPUTED if plan.fixed or not scored else CellStyle.INPUT_NUMBER
    pen.text(row, NUMBER, criterion.id, fixed)
    pen.text(row, GROUP, criterion.parent, fixed)
    pen.text(row, TITLE, node.title if node else None, text)
    pen.text(row, KIND, criterion.kind.value, fixed)
    pen.number(row, WEIGHT, node.weight_percent if node else None, number)
    pen.number(row, MINIMUM, node.minimum_points if node else None, number)
    pen.text(row, EXPECTATION, node.expectation if node else None, text)
    pen.text(row, EVIDENCE, node.evidence if node else None, text)
    pen.text(row, LINK, node.subject_link if node else None, text)
    pen.text(row, OPEN_SOURCE, YES if criterion.open_source else None, text)
    pen.text(row, SCALE, span if scored and not criterion.is_group else None, fixed)
    if scored:
        _write_share(pen, row, criterion, plan)


def _write_share(pen: Pen, row: int, criterion: CriterionRow, plan: Plan) -> None:
    weight = cell_name(row, WEIGHT)
    if criterion.parent:
        above = next(at for at, other in enumerate(plan.rows, start=FIRST_ROW) if other.id == criterion.parent)
        formula = f"{cell_name(above, SHARE)}*{weight}/100"
    else:
        formula = f"IFERROR(100*{weight}/${cell_name(_MAIN_SUM_ROW, WEIGHT)[:1]}${_MAIN_SUM_ROW + 1},0)"
    pen.formula(row, SHARE, formula, criterion.share, CellStyle.COMPUTED)
    if criterion.is_group and criterion.node:
        below = sum((child.weight_percent or Decimal(0) for child in criterion.node.children), Decimal(0))
        same = f"EXACT({criteria_range(plan, GROUP)},{cell_name(row, NUMBER)})*1"
        formula = f"SUMPRODUCT({same},{criteria_range(plan, WEIGHT)})"
        pen.formula(row, BELOW, formula, Fraction(below), CellStyle.COMPUTED)


def _write_rules(pen: Pen, plan: Plan) -> None:
    if plan.fixed:
        return
    last = FIRST_ROW + len(plan.rows) - 1
    scale = plan.evaluation.matrix.scale
    message = "Anteil an der übergeordneten Gruppe in Prozent; zusammen genau 100."
    pen.bounds(Span(FIRST_ROW, WEIGHT, last, WEIGHT), "Gewicht", message, Decimal(0), _HUNDRED)
    message = "Ein Angebot mit weniger Punkten scheidet aus. Leer lassen, wenn es kein Minimum gibt."
    pen.bounds(Span(FIRST_ROW, MINIMUM, last, MINIMUM), "Mindestpunkte", message, scale.minimum, scale.maximum)
    message = "„ja“ bei der Hauptgruppe, die das Kriterium Open Source ist."
    pen.choices(Span(FIRST_ROW, OPEN_SOURCE, last, OPEN_SOURCE), "Open Source", message, (YES, NO))
    expected = "Was erwartet wird und warum: Danach werten alle gleich."
    pen.bounds(Span(FIRST_ROW, EXPECTATION, last, EXPECTATION), "Erwartung", expected)
    pen.bounds(Span(FIRST_ROW, EVIDENCE, last, EVIDENCE), "Nachweis", "Was der Bieter als Beleg vorlegt.")
    message = "Warum das Kriterium mit dem Gegenstand des Auftrags zu tun hat (§ 127 Abs. 3 GWB)."
    pen.bounds(Span(FIRST_ROW, LINK, last, LINK), "Auftragsbezug", message)


def degrees_sheet(plan: Plan) -> Sheet:
    """Return the sheet of degrees: what a number of points stands for."""
    pen = Pen(names.DEGREES, widths={0: 9, 1: 10, 2: 36, 3: 80}, frozen=(FIRST_ROW, 0))
    pen.text(0, 0, DEGREES_TITLE, CellStyle.TITLE)
    pen.text(1, 0, DEGREES_NOTE, CellStyle.NOTE)
    pen.headings(HEADER_ROW, names.DEGREE_HEADINGS)
    text = CellStyle.FIXED if plan.fixed else CellStyle.INPUT_TEXT
    number = CellStyle.COMPUTED if plan.fixed else CellStyle.INPUT_NUMBER
    entries = [(row.id, degree) for row in plan.rows if row.node for degree in row.node.degrees]
    for row, (criterion, degree) in enumerate(entries, start=FIRST_ROW):
        pen.text(row, 0, criterion, text)
        pen.number(row, 1, degree.points, number)
        pen.text(row, 2, degree.label, text)
        pen.text(row, 3, degree.text, text)
    for row in range(FIRST_ROW + len(entries), FIRST_ROW + len(entries) + plan.spare * 2):
        for column, style in enumerate((text, number, text, text)):
            pen.text(row, column, None, style)
    return pen.build()
