"""Price sheets to the cent: lines, sum, life-cycle cost, and the check against the price that is scored."""

from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from core.errors import InputError
from core.numbers import money_string
from scoring.model import PriceLine
from scoring.price_sheet import life_cycle_cost, line_gross, sheet_total
from tests.factories import Json, bid, evaluation, result_of
from tests.golden.cases import price_sheets

SHEETS = {case["id"]: case for case in price_sheets()}
LINES = TypeAdapter(tuple[PriceLine, ...])


def lines_of(case: Json) -> tuple[PriceLine, ...]:
    return LINES.validate_python(case["lines"], strict=False)


def document(case: Json, price: str) -> Json:
    return evaluation([bid("A", price, {"Q": "5", "O": "5"}, price_sheet=case["lines"])])


@pytest.mark.parametrize("key", SHEETS)
def test_lines_and_life_cycle_cost(key: str) -> None:
    expect, lines = SHEETS[key]["expect"], lines_of(SHEETS[key])
    cost = life_cycle_cost(lines)

    assert [money_string(line_gross(line)) for line in lines] == expect["gross"]
    assert money_string(sheet_total(lines)) == expect["total"]
    amounts = {name: money_string(getattr(cost, name)) for name in ("once", "running", "options", "tax", "total")}
    assert amounts == {name: expect[name] for name in amounts}
    assert cost.months == expect["months"]


@pytest.mark.parametrize("key", SHEETS)
def test_the_sum_is_the_scored_price(key: str) -> None:
    assert result_of(document(SHEETS[key], SHEETS[key]["expect"]["total"]))["winner"] == "A"


@pytest.mark.parametrize("cent", ["0.01", "-0.01"])
@pytest.mark.parametrize("key", SHEETS)
def test_one_cent_off_is_refused(key: str, cent: str) -> None:
    price = Decimal(SHEETS[key]["expect"]["total"]) + Decimal(cent)

    with pytest.raises(InputError) as refusal:
        result_of(document(SHEETS[key], str(price)))

    [fault] = refusal.value.faults
    assert (fault.type, fault.pointer) == ("price_sheet_sum", "/bids/0/price_gross_eur")
    assert fault.properties == {"total": SHEETS[key]["expect"]["total"], "price": str(price)}


def test_an_empty_sheet_costs_nothing() -> None:
    cost = life_cycle_cost(())

    assert (cost.total, cost.tax, cost.months) == (Fraction(0), Fraction(0), 0)
