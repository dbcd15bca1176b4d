"""From unlocked prices to the fixed result, on both databases."""

import json
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.fields.model import Edit, Saved
from infra.policy.decision import AccessDeniedError
from procurement.errors import (
    AlreadyDrawnError,
    BidNotFoundError,
    BidNotLowError,
    DrawNotPlannedError,
    DrawPlannedError,
    NoTieError,
    PriceNotAskedError,
    ProcedureFrozenError,
)
from procurement.model import Decision, EvaluationState, Inquiry, InquiryOutcome, ProcedureStage
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.procedure.lot_decision import DrawKind, DrawOutcome, DrawPlan, drawn_order
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.examination.examined import Verdict
from procurement.services.procedures import Wish
from scoring.result import Result
from tests.bids import at
from tests.documents import as_bytes, demo
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import opened, take
from tests.results import (
    ASKER,
    RELEASER,
    answer,
    ask_about_price,
    exclude,
    fixed,
    in_pricing,
    put_into,
    settle_low,
    take_result,
)

APPROVED = Path(__file__).parents[1] / "approved" / "videoberatung.preis-quotient.json"
LETTERS = {f"1-1-1-{number}": letter for number, letter in enumerate("ABCDE", start=1)}
LOW = "1-1-1-2"
EQUAL = {"A": "200000.00", "B": "200000.00", "C": "238000.00", "D": "199000.00", "E": "198000.00"}
TIED = ("1-1-1-1", "1-1-1-2")


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def reasons(house: House, slug: str, step: Step, by: Any = ASKER) -> list[str]:  # noqa: ANN401 - an actor
    with pytest.raises(StepNotPossibleError) as refused:
        take_result(house, slug, step, by)
    return [one.type for one in refused.value.reasons]


def lettered(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a result with the letters that the demo document names its bids by."""
    text = json.dumps(value)
    for bid, letter in LETTERS.items():
        text = text.replace(bid, letter)
    return json.loads(text)


def test_points_of_the_demo_document_give_the_approved_result(house: House) -> None:
    approved: Result = json.loads(APPROVED.read_text(encoding="utf-8"))
    slug = fixed(house).slug
    (lot,) = house.results.open(ASKER, slug).lots
    stored = house.procurement.get_result(ASKER, house.results.open(ASKER, slug).stored[1].slug)

    for found in (lot.result, stored):
        told = lettered(found)
        assert [told[name] for name in ("ranking", "excluded", "winner", "tie", "abnormally_low", "method")] == [
            approved[name] for name in ("ranking", "excluded", "winner", "tie", "abnormally_low", "method")
        ]
    assert lot.first == {letter: bid for bid, letter in LETTERS.items()}[str(approved["winner"])]


def test_an_excluded_bid_stands_in_the_document_with_code_and_reason(house: House) -> None:
    procedure = in_pricing(house)
    exclude(house, procedure, "1-1-1-5", "late", "Eingang 12:01 Uhr")
    (lot,) = house.results.open(ASKER, procedure.slug).lots

    assert lot.result is not None
    told = {one["bid"]: (one["code"], one["reason"]) for one in lot.result["excluded"]}
    assert told["1-1-1-5"] == ("late", "Eingang 12:01 Uhr")


def test_evaluators_stand_in_the_document_by_number(house: House) -> None:
    slug = in_pricing(house).slug
    (lot,) = house.results.open(ASKER, slug).lots
    text = json.dumps(lot.document, ensure_ascii=False)

    assert [one["evaluator"] for one in lot.document["bids"][0]["evaluations"]] == ["Bewertung 1", "Bewertung 2"]
    assert "Mira" not in text
    assert str(actor("wertung").person) not in text


def asked(house: House) -> tuple[str, Inquiry, datetime]:
    """Return a procedure with an unusually low bid whose bidder was asked, the question, its deadline."""
    slug = in_pricing(house, prices={"B": "100000.00"}).slug
    due = house.transactions.clock.now() + timedelta(days=3)
    return slug, ask_about_price(house, slug, LOW, due), due


def test_nobody_decides_about_a_low_bid_before_its_bidder_was_asked(house: House) -> None:
    slug, desk = in_pricing(house, prices={"B": "100000.00"}).slug, house.price_desk
    assert reasons(house, slug, Step.REQUEST_RESULT) == ["low-bid-open"]
    for decide in (desk.accept, desk.exclude):
        with pytest.raises(PriceNotAskedError):
            decide(ASKER, slug, LOW, 0, "Grund")
    with pytest.raises(BidNotLowError):
        desk.accept(ASKER, slug, "1-1-1-1", 0, "Grund")
    later = house.transactions.clock.now() + timedelta(days=1)
    with pytest.raises(BidNotFoundError):
        ask_about_price(house, slug, "1-1-1-9", later)
    with pytest.raises(ExaminationRefusedError) as refused:
        ask_about_price(house, slug, LOW, house.transactions.clock.now(), " ")
    assert [one.type for one in refused.value.reasons] == ["text-missing", "due-over"]


def test_nobody_decides_about_a_low_bid_while_an_answer_can_come(house: House) -> None:
    slug, one, due = asked(house)
    with pytest.raises(ExaminationRefusedError) as refused:
        ask_about_price(house, slug, LOW, due, "Noch einmal")
    assert [one.type for one in refused.value.reasons] == ["price-answer-awaited"]
    with pytest.raises(PriceNotAskedError):
        house.price_desk.accept(ASKER, slug, LOW, 0, "Grund")
    with pytest.raises(ExaminationRefusedError):
        house.inquiring.close(ASKER, slug, one.number, 1)


def test_a_low_bid_is_accepted_once_the_deadline_of_its_bidder_is_over(house: House) -> None:
    slug, one, due = asked(house)
    late = at(house, due + timedelta(hours=1))
    desk = late.price_desk
    assert answer(late, slug, one, "zu spät").outcome is InquiryOutcome.UNANSWERED
    with pytest.raises(VersionConflictError):
        late.inquiring.close(ASKER, slug, one.number, 1)
    assert desk.accept(ASKER, slug, LOW, 0, "Plausibel").note == "Plausibel"
    with pytest.raises(VersionConflictError):
        desk.accept(ASKER, slug, LOW, 0, "Anders")
    assert take_result(late, slug, Step.REQUEST_RESULT).stage is ProcedureStage.RESULT_REQUESTED
    with pytest.raises(ProcedureFrozenError):
        desk.accept(ASKER, slug, LOW, 1, "Anders")


def test_the_examination_excludes_nobody_for_a_price_that_nobody_was_asked_about(house: House) -> None:
    slug, one, _due = asked(house)
    version = next(one.bid.version for one in house.price_desk.open(ASKER, slug).lines if one.bid.id == LOW)
    verdict = Verdict(decision=Decision.EXCLUDED, code="abnormally_low", reason="Zu niedrig", version=version)
    with pytest.raises(ExaminationRefusedError):
        house.examining.decide(ASKER, slug, LOW, verdict)
    answer(house, slug, one, "Nein.")
    assert house.examining.decide(ASKER, slug, LOW, verdict).decision is Decision.EXCLUDED


def test_an_unexplained_low_bid_is_excluded_and_the_others_are_measured_anew(house: House) -> None:
    slug, desk = in_pricing(house, prices={"B": "100000.00"}).slug, house.price_desk
    due = house.transactions.clock.now() + timedelta(days=3)
    answer(house, slug, ask_about_price(house, slug, LOW, due), "Kein Kommentar")
    version = next(one.bid.version for one in desk.open(ASKER, slug).lines if one.bid.id == LOW)
    with pytest.raises(VersionConflictError):
        desk.exclude(ASKER, slug, LOW, version + 1, "Nicht erklärt")
    desk.exclude(ASKER, slug, LOW, version, "Nicht erklärt")
    (lot,) = house.results.open(ASKER, slug).lots

    assert lot.result is not None
    assert (LOW, "abnormally_low") in [(one["bid"], one["code"]) for one in lot.result["excluded"]]
    assert LOW not in [one["bid"] for one in lot.result["ranking"]]
    with pytest.raises(ExaminationRefusedError):
        ask_about_price(house, slug, LOW, due, "Noch eine Frage")


def test_a_sheet_that_does_not_add_up_stops_the_result(house: House) -> None:
    line = {"item": "Lizenz", "quantity": "1", "unit_price_eur": "100", "vat_percent": "19"}
    slug = in_pricing(house, sheets={"A": (line,)}).slug
    (first, *_) = house.price_desk.open(ASKER, slug).lines

    assert first.check is not None
    assert (first.check.agrees, first.check.total, first.code) == (False, Fraction(119), "missing_prices")
    assert "result-fault" in reasons(house, slug, Step.REQUEST_RESULT)


def test_a_bid_without_price_stops_the_result(house: House) -> None:
    slug = in_pricing(house, prices={"A": "0"}).slug

    assert "price-missing" in reasons(house, slug, Step.REQUEST_RESULT)
    assert house.results.open(ASKER, slug).lots == ()


def test_prices_are_shown_to_nobody_before_they_are_unlocked(house: House) -> None:
    slug = in_pricing(house).slug
    for stage in (ProcedureStage.SCORING, ProcedureStage.QUALITY_FIXED):
        put_into(house, slug, stage)
        assert house.price_desk.open(RELEASER, slug).lines == ()
        assert house.results.open(RELEASER, slug).lots == ()
        with pytest.raises(ExaminationRefusedError):
            ask_about_price(house, slug, LOW, house.transactions.clock.now() + timedelta(days=1))
    put_into(house, slug, ProcedureStage.PRICING)
    for service in (house.price_desk, house.results):
        with pytest.raises(AccessDeniedError):
            service.open(actor("wertung"), slug)
    assert house.price_desk.open(actor("revision"), slug).lines


def test_two_people_fix_what_both_have_seen(house: House) -> None:
    slug = in_pricing(house).slug
    settle_low(house, slug)
    seen = opened(house, slug)
    edit = Edit(field="entscheidungsvorschlag", value="Zuschlag an A.", base_version=0)
    assert isinstance(house.results.save_proposal(ASKER, slug, [edit])["entscheidungsvorschlag"], Saved)
    wish = Wish(step=Step.REQUEST_RESULT, version=seen.procedure.version, seen=seen.seal_for(Step.REQUEST_RESULT))
    with pytest.raises(Exception, match="content-changed"):
        house.stepping.take(ASKER, slug, wish)
    take_result(house, slug, Step.REQUEST_RESULT)
    assert "same-person" in reasons(house, slug, Step.FIX_RESULT)
    with pytest.raises(ProcedureFrozenError):
        house.results.change_proposal(ASKER, slug, Edit(field="entscheidungsvorschlag", value="B", base_version=1))
    take_result(house, slug, Step.FIX_RESULT, RELEASER)
    view = house.results.open(ASKER, slug)
    assert (view.proposal["entscheidungsvorschlag"].value, view.may_write) == ("Zuschlag an A.", False)
    assert view.stored[1].state is EvaluationState.FINAL
    assert house.results.procedure_of(ASKER, view.stored[1]) == slug
    assert house.procurement.open_evaluation(actor("wertung"), view.stored[1].slug).result["reference"] == "VG-9"


def test_what_stood_in_its_place_gives_way_and_stays_readable(house: House) -> None:
    document = {**demo(), "draft": True}
    document["procedure"]["reference"] = "VG-9"
    draft = house.procurement.store_evaluation(ASKER, as_bytes(document)).summary
    view = house.results.open(ASKER, fixed(house).slug)

    assert [(one.slug, one.lot is not None and "ersetzt" in one.lot) for one in view.others] == [(draft.slug, True)]
    assert house.procurement.open_evaluation(ASKER, draft.slug).summary.state is EvaluationState.DRAFT
    assert view.stored[1].slug != draft.slug
    assert house.results.procedure_of(ASKER, draft) is None


def test_a_round_that_does_not_rank_is_kept(house: House) -> None:
    slug = in_pricing(house).slug
    fixing = house.stepping.effects[Step.NEXT_ROUND]
    from infra.policy.table import Action  # noqa: PLC0415

    with house.transactions.write(ASKER, Action.OPEN_BIDS) as writing:
        told = fixing(writing, opened(house, slug).procedure)
    (kept,) = house.results.open(ASKER, slug).others

    assert told == {"evaluations": [kept.slug]}
    assert (kept.lot, kept.state) == ("Fassung 1, Runde 1, nicht maßgeblich", EvaluationState.DRAFT)
    with pytest.raises(AccessDeniedError):
        house.procurement.get_evaluation(actor("wertung"), kept.slug)


def test_history_shows_what_happened_and_that_it_holds(house: House) -> None:
    slug = fixed(house, prices={"B": "100000.00"}).slug
    view = house.history.open(ASKER, slug)

    assert view.broken == ()
    events = [one.event for one in view.page.entries]
    assert {"result-fixed", "evaluation-stored", "inquiry-sent", "inquiry-answered", "check-changed"} <= set(events)
    assert "100000" not in json.dumps([dict(one.details) for one in view.page.entries])
    assert house.history.open(actor("revision"), slug).page.entries
    with pytest.raises(AccessDeniedError):
        house.history.open(actor("wertung"), slug)


def tied(house: House) -> str:
    """Return a procedure in which two bids of equal price and points are first."""
    points = dict.fromkeys(demo()["bids"][0]["scores"], "10")
    slug = in_pricing(house, prices=EQUAL, scores={"A": points, "B": points}).slug
    settle_low(house, slug)
    return slug


def slips(*people: str) -> DrawPlan:
    return DrawPlan(kind=DrawKind.SLIPS, procedure="Geschlossene Zettel, ein Behälter.", people=people)


def test_a_tie_is_decided_by_slips_that_uninvolved_people_draw(house: House) -> None:
    slug, draws, now = tied(house), house.draws, house.transactions.clock.now()
    assert house.results.open(ASKER, slug).lots[0].tied == TIED
    assert reasons(house, slug, Step.REQUEST_RESULT) == ["tie-open"]
    outcome = DrawOutcome(order=TIED[::-1], value="", drawn_at=now, minutes="Gezogen wurde zuerst der Zettel „B“.")
    with pytest.raises(DrawNotPlannedError):
        draws.record(ASKER, slug, 1, outcome)
    for people in (("Erika Muster",), ("Erika Muster", "erika  muster"), ("Mira Novak", "Erika Muster")):
        with pytest.raises(InputError):
            draws.plan(ASKER, slug, 1, slips(*people))
    with pytest.raises(NoTieError):
        draws.plan(ASKER, slug, 2, slips("Erika Muster", "Max Muster"))
    draws.plan(ASKER, slug, 1, slips("Erika Muster", "Max Muster"))
    with pytest.raises(DrawPlannedError):
        draws.plan(ASKER, slug, 1, slips("Andere Person", "Max Muster"))
    assert reasons(house, slug, Step.REQUEST_RESULT) == ["tie-open"]
    with pytest.raises(InputError):
        draws.record(ASKER, slug, 1, DrawOutcome(order=("1-1-1-3",), value="", drawn_at=now, minutes="x"))
    draws.record(ASKER, slug, 1, outcome)
    with pytest.raises(AlreadyDrawnError):
        draws.record(ASKER, slug, 1, outcome)
    (lot,) = house.results.open(ASKER, slug).lots
    assert (lot.first, lot.result is not None and lot.result["winner"]) == (TIED[1], None)
    take_result(house, slug, Step.REQUEST_RESULT)
    take_result(house, slug, Step.FIX_RESULT, RELEASER)
    assert house.results.open(ASKER, slug).lots[0].first == TIED[1]


def test_an_electronic_draw_is_recomputed(house: House) -> None:
    slug, now = tied(house), house.transactions.clock.now()
    later = now + timedelta(days=2)
    wanted = DrawPlan(kind=DrawKind.ELECTRONIC, procedure="SHA-256", event="Lotto am Samstag", event_at=now)
    with pytest.raises(InputError):
        house.draws.plan(ASKER, slug, 1, wanted)
    planned = house.draws.plan(
        ASKER, slug, 1, DrawPlan(kind=DrawKind.ELECTRONIC, procedure="SHA-256", event="Lotto", event_at=later)
    )
    outcome = DrawOutcome(order=(), value="4 8 15 16 23 42", drawn_at=later, minutes="Abgelesen.")
    with pytest.raises(InputError):
        house.draws.record(ASKER, slug, 1, outcome)
    after = at(house, later + timedelta(hours=1))
    right = drawn_order(planned.plan_digest, "4 8 15 16 23 42", TIED)
    wrong = DrawOutcome(order=right[::-1], value=outcome.value, drawn_at=later, minutes="Abgelesen.")
    with pytest.raises(InputError):
        after.draws.record(ASKER, slug, 1, wrong)
    drawn = after.draws.record(ASKER, slug, 1, outcome)
    assert json.loads(drawn.outcome or "")["order"] == list(right)
    assert after.results.open(ASKER, slug).lots[0].first == right[0]


def test_a_reset_result_makes_room_for_the_next(house: House) -> None:
    slug = fixed(house).slug
    take(house, slug, Step.RESET, reason="Fehler")

    assert house.results.open(ASKER, slug).lots == ()
    (kept,) = house.results.open(ASKER, slug).others
    assert kept.lot is not None
    assert kept.lot.startswith("zurückversetzt")
