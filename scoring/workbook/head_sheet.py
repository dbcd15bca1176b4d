"""The sheets about the procedure and about how to fill in the workbook."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.cells import CellStyle, Sheet, Span, cell_name
from core.numbers import fraction_string
from scoring.methods import METHODS
from scoring.workbook.head_fields import DECISIONS, Entry, HeadField, head_fields
from scoring.workbook.names import EVALUATORS_COLUMN, EVALUATORS_STATED, FORMAT, GUIDE, HEAD, HEAD_HEADINGS, NO, YES
from scoring.workbook.pen import Number, Pen, absolute
from scoring.workbook.plan import Plan
from scoring.workbook.shown_texts import GUIDE_DRAFT, GUIDE_LINES, HEAD_TITLE

FORMAT_ROW = 1
FIRST_FIELD_ROW = 3
_LABEL, _VALUE, _HELP, _RATIO = range(4)


def guide_sheet(plan: Plan) -> Sheet:
    """Return the sheet that explains the workbook."""
    pen = Pen(GUIDE, widths={0: 100})
    pen.text(0, 0, GUIDE_LINES[0], CellStyle.TITLE)
    if plan.evaluation.draft:
        pen.text(1, 0, GUIDE_DRAFT, CellStyle.HEADING)
    for row, line in enumerate(GUIDE_LINES[1:], start=2):
        pen.text(row, 0, line, CellStyle.NOTE)
    return pen.build()


def head_sheet(plan: Plan) -> Sheet:
    """Return the sheet about procedure, scale and method."""
    pen = Pen(HEAD, widths={_LABEL: 44, _VALUE: 48, _HELP: 60, _RATIO: 14}, frozen=(FIRST_FIELD_ROW, 0))
    pen.text(0, _LABEL, HEAD_TITLE, CellStyle.TITLE)
    pen.text(FORMAT_ROW, _LABEL, "Format", CellStyle.HEADING)
    pen.text(FORMAT_ROW, _VALUE, FORMAT, CellStyle.FIXED)
    if plan.together and plan.evaluators:
        pen.text(FORMAT_ROW, EVALUATORS_COLUMN - 1, EVALUATORS_STATED, CellStyle.HEADING)
        pen.number(FORMAT_ROW, EVALUATORS_COLUMN, len(plan.evaluators), CellStyle.FIXED)
    pen.headings(FIRST_FIELD_ROW - 1, HEAD_HEADINGS)
    for row, field in enumerate(head_fields(plan.evaluation.matrix.method.name), start=FIRST_FIELD_ROW):
        pen.text(row, _LABEL, field.label, CellStyle.HEADING)
        _write_value(pen, row, field, plan)
        pen.text(row, _HELP, field.help, CellStyle.NOTE)
    return pen.build()


def parameter(plan: Plan, *path: str, default: int | None = None) -> str:
    """Return a reference to an entry of this sheet for use in formulas; an empty cell counts as ``default``."""
    for row, field in enumerate(head_fields(plan.evaluation.matrix.method.name), start=FIRST_FIELD_ROW):
        if field.path == path:
            reference = absolute(HEAD, row, _RATIO if field.entry is Entry.RATIO else _VALUE)
            return reference if default is None else f'IF({reference}="",{default},{reference})'
    raise KeyError(path)


def _value(plan: Plan, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - the entries differ in type
    value: Any = plan.evaluation
    for name in path:
        value = getattr(value, name, None)
    return value


def _write_value(pen: Pen, row: int, field: HeadField, plan: Plan) -> None:
    value = _value(plan, field.path)
    locked = plan.fixed and field.matrix
    text_style = CellStyle.FIXED if locked or field.entry is Entry.METHOD else CellStyle.INPUT_TEXT
    if field.entry in {Entry.MEASURE, Entry.INTEGER}:
        pen.number(row, _VALUE, value, CellStyle.COMPUTED if locked else CellStyle.INPUT_NUMBER)
        if not locked:
            pen.bounds(_only(row), field.label, field.help, Decimal(0))
    elif field.entry is Entry.FLAG:
        pen.text(row, _VALUE, YES if value else NO, text_style)
        pen.choices(_only(row), field.label, field.help, (YES, NO))
    elif field.entry is Entry.RATIO:
        _write_ratio(pen, row, Fraction(value), text_style)
    else:
        pen.text(row, _VALUE, _as_text(field, value), text_style)
        pen.bounds(_only(row), field.label, field.help)


def _as_text(field: HeadField, value: str | None) -> str | None:
    if field.entry is Entry.METHOD and value is not None:
        return METHODS[value].title
    return DECISIONS.get(value, value) if field.entry is Entry.DECISION and value is not None else value


def _write_ratio(pen: Pen, row: int, value: Fraction, style: CellStyle) -> None:
    """Write a fraction as text, and beside it the number that formulas use."""
    exact: Number | str = value if value.denominator == 1 else fraction_string(value)
    pen.text(row, _VALUE, str(exact), style)
    cell = cell_name(row, _VALUE)
    slash = f'FIND("/",{cell})'
    divided = f"VALUE(LEFT({cell},{slash}-1))/VALUE(MID({cell},{slash}+1,9))"
    pen.formula(row, _RATIO, f"IFERROR({divided},VALUE({cell}))", value, CellStyle.COMPUTED)


def _only(row: int) -> Span:
    return Span(row, _VALUE, row, _VALUE)
