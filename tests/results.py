"""Procedures whose prices are unlocked, for tests: the demo bids with their points, put through a live procedure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.house import House
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import (
    CONSENSUS,
    Check,
    CheckAnswer,
    Decision,
    FrozenScore,
    Inquiry,
    InquiryKind,
    Procedure,
    ProcedureStage,
)
from procurement.repository import (
    BidRepository,
    EvaluatorRepository,
    ExaminationRepository,
    ProcedureRepository,
    ScoreRepository,
)
from procurement.rules.procedure.stages import Step
from procurement.services.bids.prices import BidPrice, PriceBox
from procurement.services.examination import InquiryWish, Reply
from procurement.services.procedures import Wish
from scoring.model import Evaluation
from tests.bids import appoint, with_bids
from tests.documents import demo
from tests.people import actor
from tests.procedures import ASKER, RELEASER, opened

EVALUATORS = (actor("wertung"), actor("wertung2"))
NO_SHEET: tuple[Mapping[str, Any], ...] = ()


def in_pricing(
    house: House,
    reference: str = "VG-9",
    *,
    prices: Mapping[str, str] | None = None,
    sheets: Mapping[str, tuple[Mapping[str, Any], ...]] | None = None,
    scores: Mapping[str, Mapping[str, str]] | None = None,
) -> Procedure:
    """Return a procedure with the bids of the demo document whose quality is fixed and whose prices are unlocked.

    Args:
        house: Services.
        reference: Its reference number.
        prices: Other prices, by the letter of the bid in the demo document.
        sheets: Price sheets, likewise.
        scores: Other points, likewise and by criterion.
    """
    bids = demo()["bids"]
    wanted = [(prices or {}).get(one["id"], one["price_gross_eur"]) for one in bids]
    procedure = with_bids(
        house,
        reference,
        stage=ProcedureStage.PRICING,
        tenderers=[one["tenderer"] for one in bids],
        prices=wanted,
        decision=Decision.ADMITTED,
    )
    appoint(house, procedure.slug, *EVALUATORS)
    for number, one in enumerate(bids, start=1):
        _fix(house, procedure, f"1-1-1-{number}", one, (scores or {}).get(one["id"], {}))
        if sheet := (sheets or {}).get(one["id"]):
            _reprice(house, procedure, f"1-1-1-{number}", BidPrice(gross_eur=wanted[number - 1], price_sheet=sheet))
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        repository = EvaluatorRepository(writing.session)
        for appointed in repository.evaluators(procedure.slug, 1, 1):
            repository.hand_in(procedure.slug, appointed, writing.now)
    return procedure


def _fix(house: House, procedure: Procedure, bid: str, written: Mapping[str, Any], changed: Mapping[str, str]) -> None:
    """Freeze points and answers: every evaluator and all together scored what the document says."""
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        people = [CONSENSUS, *(str(one.person) for one in EVALUATORS)]
        scores = [
            FrozenScore(
                bid=bid,
                criterion=criterion,
                person=person,
                points=Decimal(changed.get(criterion, str(score["points"]))),
                reason=score.get("reason") or "Beleg",
                source=score.get("source") or "",
                frozen_at=writing.now,
            )
            for person in people
            for criterion, score in written["scores"].items()
        ]
        ScoreRepository(writing.session).freeze(procedure.slug, scores)
        for criterion, answer in written["a_criteria"].items():
            is_met = answer is True or (answer is not False and answer["met"])
            check = Check(
                bid=bid,
                item=f"a:{criterion}",
                answer=CheckAnswer.MET if is_met else CheckAnswer.NOT_MET,
                note="" if is_met else answer["reason"],
                changed_by=str(ASKER.person),
                changed_at=writing.now,
                version=1,
            )
            ExaminationRepository(writing.session).put_check(procedure.slug, check)


def _reprice(house: House, procedure: Procedure, bid: str, price: BidPrice) -> None:
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        sealed = PriceBox(house.secrets).seal(str(ASKER.city), procedure.slug, bid, price)
        BidRepository(writing.session).set_price(procedure.slug, bid, sealed)


def exclude(house: House, procedure: Procedure, bid: str, code: str, reason: str = "Grund") -> None:
    """Exclude a bid as the examination does."""
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        repository = BidRepository(writing.session)
        before = next(one for one in repository.all_bids(procedure.slug) if one.id == bid)
        after = replace(before, decision=Decision.EXCLUDED, exclusion_code=code, exclusion_reason=reason)
        repository.change(procedure.slug, before, after)


def put_into(house: House, slug: str, stage: ProcedureStage) -> Procedure:
    """Put a procedure into a stage without asking any guard."""
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        repository = ProcedureRepository(writing.session)
        before = repository.hold(slug)
        after = replace(before, stage=stage, asked_by=str(ASKER.person), asked_at=writing.now)
        repository.save(before, after)
        return after


def ask_about_price(house: House, slug: str, bid: str, due: datetime, text: str = "Bitte erläutern") -> Inquiry:
    wish = InquiryWish(
        kind=InquiryKind.PRICE_CLARIFICATION, bids=(bid,), subject="Aufklärung des Preises", text=text, due_at=due
    )
    (asked,) = house.inquiring.ask(ASKER, slug, wish)
    return asked


def answer(house: House, slug: str, asked: Inquiry, text: str) -> Inquiry:
    """Record an answer that came in a moment ago."""
    reply = Reply(text=text, answered_at=house.transactions.clock.now())
    return house.inquiring.answer(ASKER, slug, asked.number, asked.version, reply)


def settle_low(house: House, slug: str) -> None:
    """Ask every bidder whose bid is unusually low, record the answer and accept it."""
    for line in house.price_desk.open(ASKER, slug).lines:
        if line.low is not None and line.low.must_ask:
            due = house.transactions.clock.now() + timedelta(days=7)
            answer(house, slug, ask_about_price(house, slug, line.bid.id, due), "Eigene Rechenzentren.")
            house.price_desk.accept(ASKER, slug, line.bid.id, 0, "Nachvollziehbar.")


def take_result(house: House, slug: str, step: Step, by: Actor = ASKER) -> Procedure:
    """Take a step about the result, having seen it as it is."""
    seen = opened(house, slug, by)
    wish = Wish(step=step, version=seen.procedure.version, seen=seen.seal_for(step))
    return house.stepping.take(by, slug, wish)


def fixed(house: House, reference: str = "VG-9", **more: Any) -> Procedure:  # noqa: ANN401 - as in_pricing
    """Return a procedure with a result that two officers fixed."""
    slug = in_pricing(house, reference, **more).slug
    settle_low(house, slug)
    take_result(house, slug, Step.REQUEST_RESULT)
    return take_result(house, slug, Step.FIX_RESULT, RELEASER)


__all__ = ["ASKER", "RELEASER", "Evaluation", "fixed", "in_pricing", "put_into", "settle_low", "take_result"]
