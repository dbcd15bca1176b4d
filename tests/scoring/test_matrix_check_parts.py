"""Single parts of the matrix probe at values that whole reports seldom reach."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast

import pytest

from scoring.matrix_check import probe
from scoring.matrix_check.exchange import Standpoint, euro_for
from scoring.matrix_check.flip_prices import Market, Proposal, roundest
from scoring.matrix_check.flip_raster import is_coarse
from scoring.matrix_check.flip_search import search, swaps
from scoring.matrix_check.latitude import Latitude
from scoring.matrix_check.product_names import product_findings
from scoring.matrix_check.rows import Row
from scoring.matrix_check.wording import sentence
from scoring.methods import METHODS, Method, RichtwertVerschoben, ScoredField
from scoring.methods.base import Standing
from tests.factories import bid, criterion, house_rules, method
from tests.scoring.matrix_probe import NAMES, matrix, of, report, subject

ROWS = (Row((), Fraction(3), Fraction(3)), Row((), Fraction(2), Fraction(2)), Row((), Fraction(1), Fraction(1)))
ANYWHERE = Proposal(ROWS, (Fraction(3), Fraction(2), Fraction(1)))
MARKET = Market(Fraction(100_000), Fraction(2, 5), Fraction(10))


@dataclass
class Verdicts:
    """A method that says of two and of three bids what a test wants it to say."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    def standings(self, field: ScoredField) -> list[Standing]:
        said = self.before if len(field.prices) == len(self.before) else self.after
        return [Standing(Fraction(value), (Fraction(value),)) for value in said]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((2, 1), (2, 3, 1), True),
        ((1, 2), (3, 2, 1), True),
        ((2, 1), (3, 2, 1), False),
        ((2, 1), (2, 2, 1), False),
        ((1, 2), (2, 2, 1), False),
        ((2, 2), (2, 3, 1), False),
        ((2, 2), (3, 2, 1), False),
        ((2, 1), (2, 3, 3), False),
        ((2, 1), (2, 3, 4), False),
        ((2, 1), (2, 4, 3), True),
    ],
)
def test_a_swap_is_strict_and_not_won_by_the_newcomer(
    before: tuple[int, ...], after: tuple[int, ...], *, expected: bool
) -> None:
    said = cast("Method", Verdicts(before, after))

    assert swaps(said, MARKET, ANYWHERE) is expected


@pytest.mark.parametrize(
    ("estimate", "anchor"),
    [("999.99", 100_000), ("1000", 1000), ("250000", 250_000), ("1000000000", 10**9), ("1000000000.01", 100_000)],
)
def test_prices_are_chosen_around_an_estimate_of_usual_size(estimate: str, anchor: int) -> None:
    document = matrix("preis_quotient")
    document["procedure"]["estimated_value_net_eur"] = estimate

    assert search(subject(document)).anchor == anchor


@pytest.mark.parametrize(
    ("maximum", "digits", "expected"),
    [("100", 0, True), ("99.9", 1, True), ("100", 1, False), ("1", 2, True), ("9.99", 2, True), ("10", 2, False)],
)
def test_fewer_than_a_thousand_price_points_are_coarse(maximum: str, digits: int, *, expected: bool) -> None:
    fields = {"price_points_maximum": maximum, "rounding": {"mode": "half_up", "digits": digits}}
    chosen = METHODS["preis_quotient"].model_validate(method("preis_quotient", **fields))

    assert is_coarse(chosen) is expected


@pytest.mark.parametrize(
    ("low", "high", "expected"), [("0", "0.02", "0.01"), ("0.01", "0.03", "0.02"), ("333", "334", "333.5")]
)
def test_the_roundest_of_few_cents(low: str, high: str, expected: str) -> None:
    assert roundest(Fraction(low), Fraction(high)) == Fraction(expected)


def test_a_shift_as_large_as_the_points_still_has_a_rate() -> None:
    at = Standpoint(Fraction(250), Fraction(100_000), Fraction(90_000), Fraction(0), Fraction(10))
    chosen = RichtwertVerschoben(name="richtwert_verschoben", shift=Fraction(250))

    assert euro_for(chosen, at, Fraction(1)) == 200


def test_a_point_worth_a_million_millions_has_no_room() -> None:
    # L = 45 at P: a point on Q is worth 90 · P / 45, one on O 10 · P / 45
    shown = []
    for price in ("499999999999.99", "500000000000.00"):
        bids = [bid("A", price, {"Q": "0", "O": "4.5"})]
        document = {**matrix(scale={"minimum": "0", "maximum": "10", "step": "0.5"}), "bids": bids}
        shown.append([entry["euro"] for entry in report(document)["euro_per_point"]["criteria"]])

    assert shown == [["999999999999.98", "111111111111.11"], [None, "111111111111.11"]]


GRADED = Latitude(2, 10, 0, (2, 5, 10))
STEPPED = Latitude(1, 10, 3)
SINGLE = Latitude(4, 4, 0, (4,))


@pytest.mark.parametrize(
    ("room", "points", "expected"),
    [
        (GRADED, 11, 10),
        (GRADED, 10, 10),
        (GRADED, 9, 5),
        (GRADED, 5, 5),
        (GRADED, 1, 2),
        (STEPPED, 10, 10),
        (STEPPED, 9, 7),
        (STEPPED, 7, 7),
        (STEPPED, 0, 1),
        (SINGLE, 3, 4),
    ],
)
def test_points_are_lowered_to_what_is_allowed(room: Latitude, points: int, expected: int) -> None:
    assert room.floor(points) == expected


@pytest.mark.parametrize(("room", "expected"), [(GRADED, 5), (STEPPED, 7), (SINGLE, 4), (Latitude(9, 10, 1), 9)])
def test_the_points_below_the_highest(room: Latitude, expected: int) -> None:
    assert room.next_lower() == expected


def test_the_last_point_of_a_minimum_is_in_reach() -> None:
    exact = report(matrix(minimum_leistungspunkte="1000"))
    beyond = report(matrix(scale={"minimum": "0", "maximum": "9.99", "step": "9.99"}, minimum_leistungspunkte="999"))

    assert of(exact, "minimum_unreachable") == of(beyond, "minimum_unreachable") == []
    assert [entry["lowest"] for entry in exact["influence"]["criteria"]] == ["10", "10"]


def test_a_median_of_one_leistungspunkt_is_a_reference() -> None:
    scale = {"minimum": "0", "maximum": "1", "step": "0.01"}
    document = {**matrix(scale=scale), "bids": [bid("A", "100", {"Q": "0.01", "O": "0.01"})]}

    assert report(document)["euro_per_point"]["reference_leistungspunkte_source"] == "median_of_bids"
    assert report(document)["euro_per_point"]["reference_leistungspunkte"] == "1"


def test_without_word_lists_the_report_says_where_nothing_was_compared() -> None:
    found: Any = probe(subject(matrix()).evaluation, house_rules())

    assert [(entry["place"], entry["severity"]) for entry in of(found, "product_names_not_checked")] == [
        ("/matrix/criteria", "hinweis")
    ]


def test_lead_is_counted_in_full_price_points() -> None:
    # 100 of 1000 Leistungspunkte at 60 % are 6 of 100, and 6 of the 40 of the price are 0.15
    x, y = Row((), Fraction(600), Fraction(600)), Row((), Fraction(500), Fraction(500))

    assert MARKET.lead(x, y) == Fraction(15, 100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Läuft im Browser. Alpha oder gleichwertig", None),
        ("Alpha. Oder gleichwertig", "Alpha"),
        ("Alpha Plus im Einsatz", "Alpha Plus"),
        ("Alpha und Alpha", "Alpha"),
    ],
)
def test_the_longest_name_counts_and_the_saving_words_stand_in_its_sentence(text: str, expected: str | None) -> None:
    lists = replace(NAMES, clear=replace(NAMES.clear, value="Alpha\n Alpha Plus \n\nB"))
    evaluation = subject(matrix(criteria=[criterion("Q", "100", evidence=text)])).evaluation
    told = [entry["text"] for entry in product_findings(evaluation.matrix, lists)]

    assert told == ([] if expected is None else [sentence("product_named", {"id": "Q", "names": expected})])
