"""Two procedures of the demo city with bids: one whose result is fixed, one whose bids are being scored.

They happened on fixed days in the past, one after the other, so that the audit log of a fresh demo city tells them in
order. Whatever has a service is done by it, with a clock of that day; the rest is written as those services write it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.demo_procedures import actor_of, prepared, publish
from app.wiring import House, build_house
from infra.audit.model import Event, Subject
from infra.fields.model import Edit
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Writing
from procurement.model import (
    CONSENSUS,
    Bid,
    BidPlace,
    BidState,
    CheckAnswer,
    ConflictDeclaration,
    Decision,
    Evaluator,
    FrozenScore,
    Opening,
    Procedure,
)
from procurement.repository import (
    BidRepository,
    EvaluatorRepository,
    ProcedureRepository,
    ScoreRepository,
)
from procurement.rules.procedure.evaluation_document import ANSWER_PREFIX
from procurement.rules.procedure.publication import canonical, digest_of
from procurement.rules.procedure.stages import Step
from procurement.services.bids.fields import JOINT, POINTS, PROPOSED, REASON, SOURCE, record_id
from procurement.services.bids.prices import BidPrice, PriceBox
from procurement.services.demo import demo_documents
from procurement.services.examination import Finding, Verdict
from procurement.services.procedures import Wish
from scoring.exclusion import A_CRITERION

FIXED, SCORED = "VG-2026-045", "VG-2026-046"

_PROPOSAL = (
    "Der Zuschlag soll auf das Angebot auf Rang 1 gehen. Es hat die meisten Gesamtpunkte; sein Preis ist geprüft und "
    "rechnerisch richtig."
)
_FULL_POINTS = "Volle Punkte: Alle Erwartungen sind belegt."


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Shows one moment of the past."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment


def early(house: House, *moment: int) -> House:
    """Return services on the same database on a day in the past."""
    return build_house(house.transactions.database, clock=StoppedClock(datetime(*moment, tzinfo=UTC)))


def founding(house: House) -> House:
    """Return services on the day on which the demo city began."""
    return early(house, 2026, 7, 1, 8)


def add_running_procedures(house: House) -> None:
    """Create both where they are missing; the people of the demo city are there."""
    first, second = (json.loads(document) for document in demo_documents())
    deadline = datetime(2026, 9, 8, 10, tzinfo=UTC)
    if (
        slug := _scoring(early(house, 2026, 8, 3, 8), early(house, 2026, 9, 8, 11), FIXED, first, deadline)
    ) is not None:
        _score(early(house, 2026, 9, 15, 8), slug, first)
        _agree(early(house, 2026, 9, 18, 8), slug, first)
        _fix(early(house, 2026, 9, 22, 8), slug)
    deadline = datetime(2026, 11, 5, 11, tzinfo=UTC)
    _scoring(early(house, 2026, 10, 1, 8), early(house, 2026, 11, 5, 12), SCORED, second, deadline)


def _scoring(
    before: House, after: House, reference: str, document: Mapping[str, Any], deadline: datetime
) -> str | None:
    """Take a procedure to its single evaluation; None where there is one of this number already.

    Args:
        before: Services on the day of publication.
        after: Services after the deadline.
        reference: Number of the procedure.
        document: Where its matrix and bids come from.
        deadline: For bids.
    """
    asker, releaser = actor_of("vergabestelle"), actor_of("vergabestelle2")
    procedure = prepared(before, asker, reference, document, deadline, two_envelopes=True)
    if procedure is None:
        return None
    publish(before, asker, releaser, procedure)
    slug = procedure.slug
    _take(after, asker, slug, Step.OPEN_BIDS)
    _import(after, asker, slug, document)
    _take(after, asker, slug, Step.START_EXAMINATION)
    _examine(after, asker, slug, document)
    for account in ("wertung", "wertung2"):
        _appoint(after, asker, actor_of(account), slug)
    _take(after, asker, slug, Step.START_SCORING)
    return slug


def _take(house: House, actor: Actor, slug: str, step: Step) -> None:
    seen = house.procedures.open(actor, slug)
    wish = Wish(step=step, version=seen.procedure.version, seen=seen.seal_for(step))
    house.stepping.take(actor, slug, wish)


def _held(writing: Writing, slug: str) -> Procedure:
    return ProcedureRepository(writing.session).hold(slug)


def _import(house: House, actor: Actor, slug: str, document: Mapping[str, Any]) -> None:
    box = PriceBox(house.secrets)
    with house.transactions.write(actor, Action.IMPORT_BIDS) as writing:
        procedure, bids = _held(writing, slug), BidRepository(writing.session)
        place = {"publication": procedure.publications, "round": procedure.round}
        opening = Opening(
            **place,
            opened_at=writing.now,
            first_person="Jonas Keller",
            second_person="Ingrid Sørensen",
            note="",
            recorded_by=str(actor.person),
            recorded_at=writing.now,
        )
        bids.add_opening(slug, opening)
        for number, one in enumerate(document["bids"], start=1):
            bid = Bid(
                place=BidPlace(**place, lot=1, number=number),
                tenderer=one["tenderer"],
                received_at=procedure.plan.bid_deadline or writing.now,
                receipt_digest=digest_of(canonical(one)),
                state=BidState.RECEIVED,
                decision=Decision.UNDECIDED,
                exclusion_code="",
                exclusion_reason="",
                imported_by=str(actor.person),
                imported_at=writing.now,
                version=1,
            )
            bids.add(slug, bid)
            price = BidPrice(gross_eur=one["price_gross_eur"])
            bids.set_price(slug, bid.id, box.seal(writing.city, slug, bid.id, price))
        subject = Subject(kind="procedure", id=slug)
        writing.record(Event.BIDS_IMPORTED, subject, after={**place, "bids": len(document["bids"])})


def _examine(house: House, actor: Actor, slug: str, document: Mapping[str, Any]) -> None:
    """Find every point met but the A criteria that the example says are not, and decide about each bid."""
    for examined, one in zip(house.examining.open(actor, slug).bids, document["bids"], strict=True):
        bid = examined.bid
        failed = {
            f"{ANSWER_PREFIX}{key}": answer["reason"] for key, answer in one["a_criteria"].items() if answer is not True
        }
        findings = [
            Finding(
                item=point.id,
                answer=CheckAnswer.NOT_MET if point.id in failed else CheckAnswer.MET,
                note=failed.get(point.id, ""),
                version=0,
            )
            for point in examined.points
        ]
        house.examining.note_all(actor, slug, bid.id, findings)
        verdict = Verdict(decision=Decision.ADMITTED, version=bid.version)
        if failed:
            reason = " ".join(failed.values())
            verdict = Verdict(decision=Decision.EXCLUDED, code=A_CRITERION, reason=reason, version=bid.version)
        house.examining.decide(actor, slug, bid.id, verdict)


def _appoint(house: House, officer: Actor, evaluator: Actor, slug: str) -> None:
    """Appoint an evaluator, who declares that there is no conflict of interest."""
    person = str(evaluator.person)
    with house.transactions.write(officer, Action.MANAGE_EVALUATORS) as writing:
        procedure = _held(writing, slug)
        appointed = Evaluator(
            publication=procedure.publications,
            round=procedure.round,
            lot=1,
            person=person,
            appointed_by=str(officer.person),
            appointed_at=writing.now,
            submitted_at=None,
        )
        EvaluatorRepository(writing.session).add(slug, appointed)
        writing.record(Event.EVALUATOR_APPOINTED, Subject(kind="procedure", id=slug), after={"lot": 1})
    with house.transactions.write(evaluator, Action.DECLARE_CONFLICTS) as writing:
        _held(writing, slug)
        for bid in BidRepository(writing.session).all_bids(slug):
            declared = ConflictDeclaration(
                bid=bid.id, person=person, number=1, has_conflict=False, text="", declared_at=writing.now
            )
            EvaluatorRepository(writing.session).add_declaration(slug, declared)
            subject = Subject(kind="bid", id=f"{slug}/{bid.id}")
            writing.record(Event.CONFLICT_DECLARED, subject, after={"has_conflict": False})


def _score(house: House, slug: str, document: Mapping[str, Any]) -> None:
    """Let both evaluators hand in their sheets, and begin the consensus."""
    for account in ("wertung", "wertung2"):
        actor = actor_of(account)
        with house.transactions.write(actor, Action.SCORE_BIDS) as writing:
            procedure, evaluators = _held(writing, slug), EvaluatorRepository(writing.session)
            ScoreRepository(writing.session).freeze(slug, _scores(writing, slug, document, str(actor.person)))
            for one in evaluators.evaluators(slug, procedure.publications, procedure.round):
                if one.person == actor.person:
                    evaluators.hand_in(slug, one, writing.now)
            writing.record(Event.SCORES_HANDED_IN, Subject(kind="procedure", id=slug), after={"lot": 1})
    _take(house, actor_of("vergabestelle"), slug, Step.START_CONSENSUS)


def _scores(writing: Writing, slug: str, document: Mapping[str, Any], person: str) -> list[FrozenScore]:
    return [
        FrozenScore(
            bid=bid.id,
            criterion=criterion,
            person=person,
            points=Decimal(str(score["points"])),
            reason=score.get("reason") or _FULL_POINTS,
            source=score.get("source") or "",
            frozen_at=writing.now,
        )
        for bid, one in zip(BidRepository(writing.session).all_bids(slug), document["bids"], strict=True)
        if bid.is_scored
        for criterion, score in one["scores"].items()
    ]


def _agree(house: House, slug: str, document: Mapping[str, Any]) -> None:
    """Write the joint points and fix them."""
    officer = actor_of("vergabestelle")
    with house.transactions.write(officer, Action.AGREE_SCORES) as writing:
        _held(writing, slug)
        for score in _scores(writing, slug, document, CONSENSUS):
            record = JOINT.record(record_id(slug, score.bid, score.criterion))
            texts = {POINTS: str(score.points), REASON: score.reason, SOURCE: score.source}
            for name, text in texts.items():
                JOINT.save(writing, record, Edit(field=name, value=text, base_version=0))
    _take(house, officer, slug, Step.FIX_QUALITY)
    with house.transactions.write(officer, Action.FIX_QUALITY) as writing:
        _held(writing, slug)
        scores = ScoreRepository(writing.session)
        if not scores.joint(slug):
            scores.freeze(slug, _scores(writing, slug, document, CONSENSUS))


def _fix(house: House, slug: str) -> None:
    asker, releaser = actor_of("vergabestelle"), actor_of("vergabestelle2")
    _take(house, releaser, slug, Step.UNLOCK_PRICES)
    house.results.save_proposal(asker, slug, [Edit(field=PROPOSED, value=_PROPOSAL, base_version=0)])
    _take(house, asker, slug, Step.REQUEST_RESULT)
    _take(house, releaser, slug, Step.FIX_RESULT)


__all__ = ["FIXED", "SCORED", "add_running_procedures", "founding"]
