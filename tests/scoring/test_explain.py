"""Explanations are the arithmetic itself: calculated anew from what they print, they give the result."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.numbers import round_half_up
from scoring.explain import Operand, Step, Unit, explain_criteria, explain_criterion, explain_standing
from scoring.explain.criterion import weight_paths
from scoring.methods import METHODS
from scoring.result import contributions
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of, score, scores

SHOWN_ONLY = "Kennzahl Z in der Anzeige"


def calculated(step: Step) -> Fraction:
    """Calculate the right-hand side of a step from its printed form."""
    values = {f"v{i}": term.value for i, term in enumerate(step.terms) if isinstance(term, Operand)}
    text = "".join(term if isinstance(term, str) else f"v{i}" for i, term in enumerate(step.terms))
    for printed, meant in (("·", "*"), ("−", "-"), (";", ","), ("^", "**")):
        text = text.replace(printed, meant)
    return Fraction(eval(text, {"__builtins__": {}, "max": max, "min": min}, values))  # noqa: S307 - own formula


def three_bids(method_name: str, **fields: object) -> Json:
    bids = [
        bid("A", "190000.00", {"Q": "8", "O": "6"}),
        bid("B", "170000.00", {"Q": "7", "O": "4"}),
        bid("C", "410000.00", {"Q": "9", "O": "10"}),
    ]
    document = evaluation(bids, method(method_name, **fields))
    return exempt(document) if method_name == "niedrigster_preis" else document


@pytest.mark.parametrize("name", METHODS)
def test_the_steps_lead_to_the_value_that_ranks(name: str) -> None:
    outcome = outcome_of(three_bids(name))

    for index, standing in enumerate(outcome.valuation.standings):
        results = [step.result.value for step in explain_standing(outcome, index)]
        assert standing.exact in results


@pytest.mark.parametrize("name", METHODS)
def test_every_step_calculated_anew_gives_what_it_says(name: str) -> None:
    outcome = outcome_of(three_bids(name))
    steps = [step for index in range(3) for step in explain_standing(outcome, index)]

    for step in steps:
        if name == "richtwert_exponent" and step.name == SHOWN_ONLY:
            assert abs(calculated_root(step) - step.result.value) <= Fraction(1, 1000)
        elif step.rounded_digits is None:
            assert calculated(step) == step.result.value, step
        else:
            assert round_half_up(calculated(step), step.rounded_digits) == step.result.value, step


def calculated_root(step: Step) -> Fraction:
    """Calculate the root approximately: it is irrational, and the step only shows it."""
    power, degree, factor = (term.value for term in step.terms if isinstance(term, Operand))
    return Fraction(float(power) ** (1 / float(degree)) * float(factor))


@pytest.mark.parametrize("criterion_id", ["leistungspunkte", "price", "O"])
def test_the_decision_criterion_is_shown_with_its_value(criterion_id: str) -> None:
    outcome = outcome_of(three_bids("richtwert_erweitert", decision_criterion=criterion_id))

    decision = explain_standing(outcome, 0)[-1]

    expected = {"leistungspunkte": Fraction(780), "price": Fraction(190_000), "O": Fraction(60)}[criterion_id]
    assert decision.result.value == expected
    assert decision.result.unit is (Unit.EURO if criterion_id == "price" else Unit.POINTS)


def test_published_rounding_is_part_of_the_step() -> None:
    outcome = outcome_of(three_bids("preis_quotient", rounding={"mode": "half_up", "digits": 2}))

    step = next(step for step in explain_standing(outcome, 0) if step.name == "Preispunkte")

    assert step.rounded_digits == 2
    assert step.result.value == Fraction("89.47")
    assert step.formula == "PPmax · Pmin / P"


def deep_tree() -> Json:
    groups = [
        criterion(
            "Q",
            "90",
            children=[
                criterion("Q1", "25", children=[criterion("Q1a", "60"), criterion("Q1b", "40")]),
                criterion("Q2", "75"),
            ],
        ),
        criterion("O", "10", role="open_source"),
    ]
    points = {"Q1a": "7", "Q1b": "3", "Q2": "9", "O": "10"}
    return evaluation([bid("A", "100.00", points), bid("B", "90.00", points)], "richtwert_einfach", groups)


def test_the_weight_path_goes_level_by_level() -> None:
    outcome = outcome_of(deep_tree())

    account = explain_criterion(outcome, outcome.evaluation.bids[0], "Q1a")

    assert [(step.node.id, step.weight_percent) for step in account.path] == [
        ("Q", Decimal(90)),
        ("Q1", Decimal(25)),
        ("Q1a", Decimal(60)),
    ]
    assert account.share == Fraction(90 * 25 * 60, 100**3)
    assert account.leistungspunkte == Fraction("94.5")
    assert account.attainable == Fraction(135)
    assert account.part_of_bid == Fraction("94.5") / outcome.valuation.field.leistungspunkte[0]
    assert account.total is None


def test_all_shares_equal_those_of_the_grid() -> None:
    outcome = outcome_of(deep_tree())

    paths = weight_paths(outcome.evaluation.matrix)

    assert tuple(paths) == outcome.grid.criteria
    assert [path[-1].share for path in paths.values()] == [
        outcome.grid.share(index) for index in range(len(outcome.grid.criteria))
    ]


def test_accounts_of_a_bid_sum_to_its_points_and_parts() -> None:
    outcome = outcome_of(deep_tree())

    accounts = explain_criteria(outcome, outcome.bids[0])

    assert sum(account.leistungspunkte for account in accounts) == outcome.valuation.field.leistungspunkte[0]
    assert sum(account.part_of_bid or 0 for account in accounts) == 1


def test_with_a_price_weight_the_accounts_sum_to_the_quality_part_of_the_total() -> None:
    outcome = outcome_of(three_bids("preis_quotient"))

    totals = [account.total or 0 for account in explain_criteria(outcome, outcome.bids[1])]

    parts = contributions(outcome, 1)
    assert sum(totals) == parts["Q"] + parts["O"]


def test_an_excluded_bid_is_explained_without_a_share_of_a_result() -> None:
    document = three_bids("richtwert_einfach")
    document["bids"][2]["exclusion"] = {"code": "late", "reason": "Eingang nach Fristende"}
    outcome = outcome_of(document)

    account = explain_criterion(outcome, outcome.evaluation.bids[2], "Q")

    assert account.points == 9
    assert account.part_of_bid is None


def test_the_mean_of_a_draft_has_no_single_entry() -> None:
    document = three_bids("richtwert_einfach")
    document["draft"] = True
    document["bids"][0].pop("scores")
    document["bids"][0]["evaluations"] = [
        {"evaluator": "Person 1", "scores": scores({"Q": "8"})},
        {"evaluator": "Person 2", "scores": {"Q": score("5")}},
    ]
    outcome = outcome_of(document)

    scored = explain_criterion(outcome, outcome.evaluation.bids[0], "Q")
    missing = explain_criterion(outcome, outcome.evaluation.bids[0], "O")

    assert scored.points == Fraction(13, 2)
    assert scored.score is None
    assert [name for name, _ in scored.individual] == ["Person 1", "Person 2"]
    assert missing.points is None
    assert missing.leistungspunkte == 0


def test_an_unknown_criterion_is_a_key_error() -> None:
    outcome = outcome_of(deep_tree())

    with pytest.raises(KeyError):
        explain_criterion(outcome, outcome.evaluation.bids[0], "Q1")
