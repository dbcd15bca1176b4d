"""The sheet with the result: live formulas, and as their values the official result."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from core.cells import CellStyle, Sheet, cell_name
from scoring.evaluate import Outcome
from scoring.methods import Method, RichtwertExponent, RichtwertMethod, Standing
from scoring.workbook import names
from scoring.workbook.bid_sheets import EXCLUSION, PRICE, TENDERER, met_range, mirror
from scoring.workbook.head_sheet import parameter
from scoring.workbook.method_formulas import (
    GROUP_TITLE,
    Cells,
    band_formula,
    better_formula,
    misses,
    noise_formula,
    order_formulas,
    price_points_formula,
    reaches,
    value_formula,
)
from scoring.workbook.names import FIRST_ROW, HEADER_ROW, NO, TOTAL_ROW
from scoring.workbook.pen import Number, Pen, absolute, column_range
from scoring.workbook.plan import Plan, Slot, mean_of, points_that_count
from scoring.workbook.score_sheets import MINIMUM, SHARE, counted_place, scored_range
from scoring.workbook.shown_texts import DRAFT_PREFIX, RESULT_NOTE, RESULT_TITLE

_RANK, _BID, _TENDERER, _PRICE, _MISSING, _UNMET, _BELOW, _COUNTS, _POINTS, _VALID_POINTS, _VALID_PRICE = range(11)
_PRICE_POINTS, _VALUE, _BAND, _FIRST_ORDER, _SECOND_ORDER, _THIRD_ORDER, _FIRST_GROUP = range(11, 18)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a bid: the values that stand in the cells until the spreadsheet computes anew."""

    rank: Number | str = ""
    price: Fraction = Fraction(0)
    missing: int = 0
    unmet: int = 0
    below: int = 0
    counts: int = 0
    points: Fraction = Fraction(0)
    price_points: Number | str = ""
    value: Number | str = ""
    band: Number | str = ""
    order: tuple[Number, Number, Number] = (0, 0, 0)


def result_sheet(plan: Plan) -> Sheet:
    """Return the sheet with ranking, points and contributions of the main groups."""
    pen = Pen(
        names.RESULT, widths={_RANK: 7, _BID: 12, _TENDERER: 40, _PRICE: 18, _VALUE: 18}, frozen=(FIRST_ROW, _PRICE)
    )
    pen.text(0, 0, (DRAFT_PREFIX if plan.evaluation.draft else "") + RESULT_TITLE, CellStyle.TITLE)
    pen.text(1, 0, RESULT_NOTE, CellStyle.NOTE)
    pen.headings(HEADER_ROW, names.RESULT_HEADINGS)
    groups = [f"{GROUP_TITLE}{row.id}" for _, row in plan.scored_rows if not row.parent]
    pen.headings(HEADER_ROW, groups, _FIRST_GROUP)
    for row, slot in enumerate(plan.slots, start=FIRST_ROW):
        known = _known(plan, slot)
        pen.text(row, _BID, slot.id, CellStyle.FIXED)
        mirror(pen, (row, _TENDERER), (row, TENDERER), slot.bid.tenderer if slot.bid else "", sheet=names.BIDS)
        _write_state(pen, row, slot, plan, known)
        _write_contributions(pen, row, slot, plan)
        _write_value(pen, row, plan, known)
    return pen.build()


def _write_state(pen: Pen, row: int, slot: Slot, plan: Plan, known: _Known) -> None:
    """Write what decides whether the bid counts, and its Leistungspunkte."""
    sheet, typed, counted = counted_place(plan, slot)
    shares, minima = scored_range(plan, SHARE, sheet=sheet), scored_range(plan, MINIMUM, sheet=sheet)
    missing = f'SUMPRODUCT(({shares}>0)*({scored_range(plan, typed, sheet=sheet)}=""))'
    reached = scored_range(plan, counted, sheet=sheet)
    here = {column: cell_name(row, column) for column in range(_FIRST_GROUP)}
    below = f'IF({here[_MISSING]}>0,0,SUMPRODUCT(({minima}<>"")*({misses(reached, minima)})))'
    least = parameter(plan, "matrix", "minimum_leistungspunkte", default=0)
    counts = (
        f'IF(AND({here[_PRICE]}>0,{absolute(names.BIDS, row, EXCLUSION)}="",{here[_UNMET]}=0,{here[_BELOW]}=0,'
        f"OR({here[_MISSING]}>0,{reaches(here[_POINTS], least)})),1,0)"
    )
    unmet = f'COUNTIF({met_range(plan, slot)},"{NO}")'
    pen.formula(row, _PRICE, absolute(names.BIDS, row, PRICE), known.price, CellStyle.COMPUTED_EURO)
    for column, formula, value in (
        (_MISSING, missing, known.missing),
        (_UNMET, unmet, known.unmet),
        (_BELOW, below, known.below),
        (_COUNTS, counts, known.counts),
        (_POINTS, absolute(sheet, TOTAL_ROW, counted), known.points),
        (_VALID_POINTS, f'IF({here[_COUNTS]}=1,{here[_POINTS]},"")', known.points if known.counts else ""),
        (_VALID_PRICE, f'IF({here[_COUNTS]}=1,{here[_PRICE]},"")', known.price if known.counts else ""),
    ):
        pen.formula(row, column, formula, value, CellStyle.COMPUTED)


def _write_contributions(pen: Pen, row: int, slot: Slot, plan: Plan) -> None:
    """Write what each main group adds to the Leistungspunkte."""
    sheet, _, counted = counted_place(plan, slot)
    points = points_that_count(slot.bid, [leaf for _, leaf in plan.scored_rows]) if slot.bid else {}
    mains = [at for at, (_, criterion) in enumerate(plan.scored_rows) if not criterion.parent]
    for column, (at, behind) in enumerate(pairwise([*mains, len(plan.scored_rows)]), start=_FIRST_GROUP):
        rows = (at, behind - 1)
        shares, given = scored_range(plan, SHARE, rows, sheet=sheet), scored_range(plan, counted, rows, sheet=sheet)
        inside = [leaf for _, leaf in plan.scored_rows[at:behind] if not leaf.is_group]
        part = sum((leaf.share * points.get(leaf.id, 0) for leaf in inside), Fraction(0))
        pen.formula(row, column, f"SUMPRODUCT({shares},{given})", part, CellStyle.COMPUTED)


def _write_value(pen: Pen, row: int, plan: Plan, known: _Known) -> None:
    """Write price points, value, band, order and rank."""
    cells, counts = _cells(row, plan), cell_name(row, _COUNTS)
    shown = (
        (_PRICE_POINTS, price_points_formula(plan, cells), known.price_points),
        (_VALUE, value_formula(plan, cells), known.value),
        (_BAND, band_formula(plan, cells), known.band),
    )
    for column, formula, value in shown:
        if formula is None:
            pen.text(row, column, None, CellStyle.FIXED)
        else:
            pen.formula(row, column, f'IFERROR(IF({counts}=1,{formula},""),"")', value, CellStyle.COMPUTED)
    orders = zip(order_formulas(plan, cells), known.order, strict=True)
    for column, (formula, value) in enumerate(orders, start=_FIRST_ORDER):
        pen.formula(row, column, f"IFERROR(IF({counts}=1,{formula},0),0)", value, CellStyle.COMPUTED)
    pen.formula(row, _RANK, _rank_formula(row, plan), known.rank, CellStyle.COMPUTED)


def _rank_formula(row: int, plan: Plan) -> str:
    """Return 1 more than the number of bids that are better by the first order, then the second, then the third."""
    better, noise = "0", noise_formula(plan, _cells(row, plan))
    for column in (_THIRD_ORDER, _SECOND_ORDER, _FIRST_ORDER):
        every, own = _column(plan, column), cell_name(row, column)
        better = better_formula(every, own, noise, better)
    return f'IF({cell_name(row, _VALUE)}="","",1+SUMPRODUCT(({_column(plan, _COUNTS)}=1)*{better}))'


def _column(plan: Plan, column: int) -> str:
    return column_range(column, FIRST_ROW, FIRST_ROW + len(plan.slots) - 1)


def _cells(row: int, plan: Plan) -> Cells:
    last = _FIRST_GROUP + max(sum(1 for _, criterion in plan.scored_rows if not criterion.parent), 1) - 1
    first_title, last_title = cell_name(HEADER_ROW, _FIRST_GROUP), cell_name(HEADER_ROW, last)
    return Cells(
        points=cell_name(row, _POINTS),
        price=cell_name(row, _PRICE),
        value=cell_name(row, _VALUE),
        price_points=cell_name(row, _PRICE_POINTS),
        in_band=cell_name(row, _BAND),
        all_points=_column(plan, _VALID_POINTS),
        all_prices=_column(plan, _VALID_PRICE),
        all_values=_column(plan, _VALUE),
        group_titles=f"{first_title}:{last_title}",
        group_points=f"{cell_name(row, _FIRST_GROUP)}:{cell_name(row, last)}",
    )


def _known(plan: Plan, slot: Slot) -> _Known:
    bid, outcome = slot.bid, plan.outcome
    if bid is None:
        leaves = sum(1 for _, row in plan.scored_rows if row.share)
        return _Known(missing=leaves - sum(1 for _, row in plan.scored_rows if row.share and row.is_group))
    leaves_of = [row for _, row in plan.scored_rows if not row.is_group]
    points = points_that_count(bid, leaves_of)
    missing = sum(1 for row in leaves_of if row.share and row.id not in bid.counted)
    state = _Known(
        price=Fraction(bid.price_gross_eur),
        missing=missing,
        unmet=sum(1 for answer in bid.a_criteria.values() if not answer.met),
        below=_below_minimum(plan, points) if not missing else 0,
        points=sum((row.share * points[row.id] for row in leaves_of), Fraction(0)),
    )
    index = next((at for at, valid in enumerate(outcome.bids) if valid.id == bid.id), None) if outcome else None
    return state if outcome is None or index is None else _ranked(plan, outcome, index, state)


def _below_minimum(plan: Plan, points: dict[str, Fraction]) -> int:
    """Count the criteria and groups whose minimum a bid misses."""
    return sum(
        1
        for _, node in plan.evaluation.matrix.walk()
        if node.minimum_points is not None and mean_of(node, points) < node.minimum_points
    )


def _ranked(plan: Plan, outcome: Outcome, index: int, state: _Known) -> _Known:
    """Add what the method says of a bid that counts."""
    standing = outcome.valuation.standings[index]
    method = plan.evaluation.matrix.method
    by_price = method.name == "niedrigster_preis"
    value = _computed(method, standing)
    band: Number | str = "" if standing.in_band is None else int(standing.in_band)
    order: tuple[Number, Number, Number] = (-value if by_price else value, 0, 0)
    if standing.in_band is not None:
        order = (int(standing.in_band), Fraction(standing.order[1]) if standing.in_band else 0, value)
    return replace(
        state,
        rank=outcome.valuation.ranks[index],
        counts=1,
        price_points="" if standing.price_points is None else standing.price_points,
        value=value,
        band=band,
        order=order,
    )


def _computed(method: Method, standing: Standing) -> Fraction:
    """Return the value as the formulas compute it: on the scale that is shown, but not rounded for showing."""
    if not isinstance(method, RichtwertMethod):
        return standing.exact
    if isinstance(method, RichtwertExponent) and standing.exact:
        # Only shown: bids are ordered by the exact power, whose root no fraction can be.
        power = math.log(standing.exact.numerator) - math.log(standing.exact.denominator)
        return Fraction(math.exp(power / method.exponent.denominator)) * method.display_factor
    return standing.exact * method.display_factor
