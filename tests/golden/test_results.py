"""Results of live procedures and decisions by lot: worked examples, and what a plan or an outcome must hold."""

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.errors import InputError
from procurement.model import (
    CONSENSUS,
    Bid,
    BidPlace,
    BidState,
    Check,
    CheckAnswer,
    Decision,
    FrozenScore,
)
from procurement.rules.price_check import check_price
from procurement.rules.procedure.evaluation_document import Found, PricedBid, evaluation_document, put_aside
from procurement.rules.procedure.lot_decision import (
    DrawKind,
    DrawOutcome,
    DrawPlan,
    FixedPlan,
    checked_plan,
    drawn_order,
    first_drawn,
    lot_of,
    outcome_document,
    plan_document,
)
from procurement.rules.procedure.publication import canonical
from scoring.evaluate import evaluate
from scoring.intake import parse_evaluation
from scoring.result import build_result
from tests.architecture.sources import ROOT
from tests.documents import demo
from tests.factories import house_rules
from tests.golden.test_procurement import CHECKED, HEADINGS

DRAWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "procedure" / "lot_decision.yaml").read_text(encoding="utf-8")
)
PAGES = {
    page: (ROOT / "docs" / "rules" / f"{page}.md").read_text(encoding="utf-8")
    for page in ("lot_decision", "result_of_procedure")
}
APPROVED = ROOT / "tests" / "approved"
LETTERS = {letter: f"1-1-1-{number}" for number, letter in enumerate("ABCDE", start=1)}
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
BIDS = {"1-1-1-2": "Beta AG", "1-1-1-1": "Alpha GmbH"}


def bid(number: int, tenderer: str, **changes: Any) -> Bid:  # noqa: ANN401 - fields of any type
    values: dict[str, Any] = {
        "place": BidPlace(publication=1, round=1, lot=1, number=number),
        "tenderer": tenderer,
        "received_at": NOW,
        "receipt_digest": "sha256:" + "0" * 64,
        "state": BidState.RECEIVED,
        "decision": Decision.ADMITTED,
        "exclusion_code": "",
        "exclusion_reason": "",
        "imported_by": "x",
        "imported_at": NOW,
        "version": 1,
    }
    return Bid(**values | changes)


def check(bid_id: str, criterion: str, answer: Any) -> Check:  # noqa: ANN401 - short or long form
    told = answer if isinstance(answer, dict) else {"met": answer}
    return Check(
        bid=bid_id,
        item=f"a:{criterion}",
        answer=CheckAnswer.MET if told["met"] else CheckAnswer.NOT_MET,
        note=told.get("reason", ""),
        changed_by="x",
        changed_at=NOW,
        version=1,
    )


def score(bid_id: str, criterion: str, person: str, written: dict[str, Any]) -> FrozenScore:
    return FrozenScore(
        bid=bid_id,
        criterion=criterion,
        person=person,
        points=Decimal(str(written["points"])),
        reason=written.get("reason") or "Beleg",
        source=written.get("source") or "",
        frozen_at=NOW,
    )


def fixed(document: dict[str, Any], *people: str) -> Found:
    """Return what a live procedure would have fixed about the bids of a demo document."""
    return Found(
        bids=tuple(
            PricedBid(bid=bid(number, one["tenderer"]), price_gross_eur=one["price_gross_eur"])
            for number, one in enumerate(document["bids"], start=1)
        ),
        evaluators=people,
        scores=tuple(
            score(LETTERS[one["id"]], criterion, person, written)
            for one in document["bids"]
            for criterion, written in one["scores"].items()
            for person in (CONSENSUS, *people)
        ),
        checks=tuple(
            check(LETTERS[one["id"]], criterion, answer)
            for one in document["bids"]
            for criterion, answer in one["a_criteria"].items()
        ),
    )


def publication(document: dict[str, Any], *more: str) -> dict[str, Any]:
    lots = [{"number": n, "title": title, "matrix": document["matrix"]} for n, title in enumerate(("Los", *more), 1)]
    return {"reference": "VG-1", "title": "Titel", "lots": lots}


@pytest.mark.parametrize("method", ["preis-quotient", "richtwert-erweitert"])
@pytest.mark.parametrize("people", [(), ("p1",), ("p2", "p1")])
def test_points_of_the_demo_documents_give_the_approved_results(method: str, people: tuple[str, ...]) -> None:
    document = demo(method)
    approved = json.loads((APPROVED / f"videoberatung.{method}.json").read_text(encoding="utf-8"))
    made = evaluation_document(publication(document), 1, fixed(document, *people))
    text = json.dumps(build_result(evaluate(parse_evaluation(made), house_rules())))
    for letter, one in LETTERS.items():
        text = text.replace(one, letter)
    told = json.loads(text)

    assert {name: told[name] for name in ("ranking", "winner", "excluded", "tie", "abnormally_low")} == {
        name: approved[name] for name in ("ranking", "winner", "excluded", "tie", "abnormally_low")
    }


def test_the_document_is_the_same_whatever_the_order_it_comes_in() -> None:
    found = fixed(demo(), "p1", "p2")
    turned = Found(
        bids=found.bids[::-1], evaluators=found.evaluators, scores=found.scores[::-1], checks=found.checks[::-1]
    )
    documents = {canonical(evaluation_document(publication(demo()), 1, one)) for one in (found, turned)}

    assert len(documents) == 1
    assert "p1" not in documents.pop()


def test_late_withdrawn_and_replaced_bids_are_not_in_it() -> None:
    found = fixed(demo())
    bids = [
        PricedBid(bid=bid(9, "Spät", state=state), price_gross_eur="1")
        for state in (BidState.LATE, BidState.WITHDRAWN, BidState.REPLACED)
    ]
    more = Found(bids=(*found.bids, *bids), evaluators=(), scores=found.scores, checks=found.checks)

    assert evaluation_document(publication(demo()), 1, more) == evaluation_document(publication(demo()), 1, found)


def test_an_unscored_bid_that_fails_an_a_criterion_is_excluded_with_it() -> None:
    found, number = fixed(demo()), LETTERS["E"]
    excluded = bid(5, "E", decision=Decision.EXCLUDED, exclusion_code="a_criterion", exclusion_reason="A2 fehlt")
    changed = Found(
        bids=(*found.bids[:4], PricedBid(bid=excluded, price_gross_eur="1", price_sheet=({"item": "x"},))),
        evaluators=(),
        scores=tuple(one for one in found.scores if one.bid != number),
        checks=found.checks,
    )
    made = evaluation_document(publication(demo()), 1, changed)
    result = build_result(evaluate(parse_evaluation(made), house_rules()))
    (told,) = [one for one in result["excluded"] if one["bid"] == number]

    assert (told["code"], told["criteria"]) == ("a_criterion", ["A2"])


def test_a_round_that_does_not_rank_says_so_in_its_lot() -> None:
    one = put_aside(evaluation_document(publication(demo()), 1, fixed(demo())), 1, 2)
    two = put_aside(evaluation_document(publication(demo(), "Süd"), 2, fixed(demo())), 1, 2)

    assert (one["draft"], one["procedure"]["lot"]) == (True, "Fassung 1, Runde 2, nicht maßgeblich")
    assert two["procedure"]["lot"] == "Süd · Fassung 1, Runde 2, nicht maßgeblich"


@pytest.mark.parametrize(
    ("price", "unit", "agrees"), [("119.00", "100", "yes"), ("119.01", "100", "no"), ("119.00", "wenig", "no")]
)
def test_price_sheets_are_checked_to_the_cent(price: str, unit: str, agrees: str) -> None:
    line = {"item": "Lizenz", "quantity": "1", "unit_price_eur": unit, "vat_percent": "19"}

    assert check_price(price, [line]).agrees is (agrees == "yes")
    assert check_price(price, []).agrees


@pytest.mark.parametrize("case", DRAWS, ids=lambda case: case["id"])
def test_a_draw_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    found = drawn_order(case["plan_digest"], case["value"], case["bids"])

    assert list(found) == case["expect"]
    assert [lot_of(case["plan_digest"], case["value"], one)[:8] for one in found] == case["lots"]
    assert CHECKED.search(case["source"]) or "Hausregel" in case["source"]
    assert drawn_order(case["plan_digest"], case["value"], case["bids"][::-1]) == found


def faults(call: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a function
    with pytest.raises(InputError) as refused:
        call()
    return [(one.type, one.pointer) for one in refused.value.faults]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (DrawPlan(kind=DrawKind.RULE, procedure=" "), [("name_expected", "/procedure")]),
        (DrawPlan(kind=DrawKind.SLIPS, procedure="x", people=("A",)), [("draw_people_missing", "/people")]),
        (DrawPlan(kind=DrawKind.SLIPS, procedure="x", people=("A", " a ")), [("draw_people_missing", "/people")]),
        (
            DrawPlan(kind=DrawKind.SLIPS, procedure="x", people=("A", "mira  NOVAK")),
            [("draw_person_involved", "/people")],
        ),
        (
            DrawPlan(kind=DrawKind.ELECTRONIC, procedure="x", event="", event_at=NOW),
            [("name_expected", "/event"), ("draw_event_not_later", "/event_at")],
        ),
    ],
)
def test_a_plan_that_leaves_something_open_is_refused(plan: DrawPlan, expected: list[tuple[str, str]]) -> None:
    assert faults(lambda: checked_plan(plan, ["Mira Novak"], NOW)) == expected


def planned(plan: DrawPlan) -> FixedPlan:
    document = plan_document(checked_plan(plan, (), NOW), {"lot": 1}, BIDS)
    return FixedPlan(document=document, digest=DRAWS[0]["plan_digest"], planned_at=NOW)


def test_an_outcome_names_the_planned_bids_and_lies_between_plan_and_now() -> None:
    slips = planned(DrawPlan(kind=DrawKind.SLIPS, procedure="x", people=("A", "B")))
    later = NOW + timedelta(hours=1)
    right = DrawOutcome(order=("1-1-1-2", "1-1-1-1"), value="", drawn_at=NOW, minutes="So war es.")
    assert outcome_document(slips, right, "C", later)["order"] == ["1-1-1-2", "1-1-1-1"]
    for order in ((), ("1-1-1-1",), ("1-1-1-1", "1-1-1-1"), ("1-1-1-1", "1-1-1-3")):
        wrong = DrawOutcome(order=order, value="", drawn_at=NOW, minutes="x")
        assert faults(lambda wrong=wrong: outcome_document(slips, wrong, "C", later)) == [("draw_order", "/order")]
    for moment in (NOW - timedelta(1), later + timedelta(1)):
        wrong = DrawOutcome(order=right.order, value="", drawn_at=moment, minutes="x")
        assert faults(lambda wrong=wrong: outcome_document(slips, wrong, "C", later)) == [("draw_moment", "/drawn_at")]
    assert faults(lambda: outcome_document(slips, right, "b", later)) == [("draw_person_involved", "/minutes")]


def test_an_outcome_decides_only_among_all_that_are_tied() -> None:
    outcome = {"order": ["b", "a", "c"]}

    assert first_drawn(outcome, ("a", "c")) == "a"
    assert first_drawn(outcome, ("a", "d")) is None
    assert first_drawn(None, ("a",)) is None


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_have_the_headings_of_the_others(page: str) -> None:
    assert re.findall(r"^## (.+)$", PAGES[page], re.MULTILINE) == HEADINGS


def test_the_pages_name_their_cases() -> None:
    text = PAGES["lot_decision"]
    assert set(re.findall(r"`(lot_decision-\w+)`", text)) == {case["id"] for case in DRAWS}
    assert all(lot in text for lot in DRAWS[0]["lots"])
    assert "`videoberatung.preis-quotient`" in PAGES["result_of_procedure"]
