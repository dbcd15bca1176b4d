"""Procedures of the demo city with bids or requests: a fixed result, bids being scored, a Teilnahmewettbewerb.

They happened on fixed days in the past, one after the other, so that the audit log of a fresh demo city tells them in
order. Everything is done by the services, with a clock of that day, by the people whose part it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.demo_award import award
from app.demo_contest import open_contest, publish_contest
from app.demo_openness import annex_of, note_openness, prepare_openness
from app.demo_procedures import actor_of, prepared, publish
from app.house import House
from app.wiring import build_house
from infra.fields.model import Edit
from infra.policy.model import Actor
from procurement.model import Bid, CheckAnswer, Decision
from procurement.rules.procedure.evaluation_document import ANSWER_PREFIX
from procurement.rules.procedure.stages import Step
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.demo import demo_documents
from procurement.services.examination.declaring import Declaration
from procurement.services.examination.examined import Finding, Verdict
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from procurement.services.score_fields import CONSEQUENCE, FOUND, POINTS, PROPOSED, REASON, SOURCE
from scoring.exclusion import A_CRITERION

AWARDED, FIXED, SCORED = "VG-2026-043", "VG-2026-045", "VG-2026-046"

_LOT = 1
_PROPOSAL = (
    "Der Zuschlag soll auf das Angebot auf Rang 1 gehen. Es hat die meisten Gesamtpunkte; sein Preis ist geprüft und "
    "rechnerisch richtig."
)
_FULL_POINTS = "Alle Erwartungen sind belegt."
_PLACE = "Angebot, Leistungsbeschreibung"
_CONSEQUENCES = ("Punktabzug nach dem Erfüllungsgrad", "Einordnung nach der Skala")


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """Shows one moment of the past."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment


def early(house: House, month: int, day: int, hour: int = 8) -> House:
    """Return services on the same database on a day of 2026."""
    moment = datetime(2026, month, day, hour, tzinfo=UTC)
    return build_house(house.transactions.database, clock=StoppedClock(moment))


def founding(house: House) -> House:
    """Return services on the day on which the demo city began."""
    return early(house, 7, 1)


def add_running_procedures(house: House) -> None:
    """Create those that are missing; the people of the demo city are there."""
    first, second = (json.loads(document) for document in demo_documents())
    awarded, fixed = _Past(AWARDED.lower(), first), _Past(FIXED.lower(), first)
    has_award = awarded.publish(early(house, 7, 2), AWARDED, datetime(2026, 8, 10, 10, tzinfo=UTC))
    has_result = fixed.publish(early(house, 8, 3), FIXED, datetime(2026, 9, 8, 10, tzinfo=UTC))
    if has_award:
        awarded.score(house, 8, (10, 14, 18, 20))
        award(early(house, 8, 24), early(house, 9, 4), awarded.slug)
    if has_result:
        fixed.score(house, 9, (8, 15, 18, 22))
    scored = _Past(SCORED.lower(), second, shows_openness=True)
    is_new = scored.publish(early(house, 10, 1), SCORED, datetime(2026, 11, 5, 11, tzinfo=UTC))
    has_contest = publish_contest(early(house, 10, 1, 9), second)
    if has_contest:
        open_contest(early(house, 11, 4))
    if is_new:
        scored.begin_scoring(early(house, 11, 5, 12))


@dataclass(frozen=True, slots=True)
class _Past:
    """What happened to one procedure.

    Args:
        slug: Its name in addresses.
        document: Evaluation document that its matrix, bids and points come from.
        shows_openness: Alternatives were looked for, and its lot has a rubric; bids say what is open.
    """

    slug: str
    document: Mapping[str, Any]
    shows_openness: bool = False

    def publish(self, house: House, reference: str, deadline: datetime) -> bool:
        """Prepare and publish it; False where there is one of this number already."""
        officer, releaser = _officers()
        procedure = prepared(house, officer, reference, self.document, deadline, two_envelopes=True)
        if procedure is None:
            return False
        if self.shows_openness:
            prepare_openness(house, self.slug)
            procedure = house.procedures.open(officer, self.slug).procedure
        publish(house, officer, releaser, procedure)
        return True

    def score(self, house: House, month: int, days: tuple[int, int, int, int]) -> None:
        """Go from the opening to the fixed result on four days of a month."""
        opening, *later = (early(house, month, day, 11) for day in days)
        self.begin_scoring(opening)
        for act, then in zip((self.hand_in, self.agree, self.fix), later, strict=True):
            act(then)

    def begin_scoring(self, house: House) -> None:
        """Open, take over and examine the bids, appoint evaluators, begin to score."""
        officer, releaser = _officers()
        now = house.transactions.clock.now()
        record = OpeningRecord(opened_at=now, first_person=officer.name, second_person=releaser.name)
        house.bid_opening.record(officer, self.slug, self._version(house), record)
        for one in self.document["bids"]:
            price, received = one["price_gross_eur"], now - timedelta(days=1)
            annex = annex_of(one["id"]) if self.shows_openness else ()
            given = GivenBid(lot=_LOT, tenderer=one["tenderer"], received_at=received, gross_eur=price, files=annex)
            house.bid_import.add(officer, self.slug, self._version(house), given)
        self._step(house, Step.START_EXAMINATION)
        for bid, one in self._bids(house):
            self._examine(house, bid, one["a_criteria"])
        for evaluator in _evaluators():
            house.staffing.appoint(officer, self.slug, _LOT, str(evaluator.person))
            declared = [Declaration(bid=bid.id, has_conflict=False) for bid, _ in self._bids(house)]
            house.declaring.declare(evaluator, self.slug, declared)
        if self.shows_openness:
            note_openness(house, self.slug, {one["id"]: bid.id for bid, one in self._bids(house)})
        self._step(house, Step.START_SCORING)

    def hand_in(self, house: House) -> None:
        """Let the evaluators fill in their sheets and hand them in."""
        for evaluator, consequence in zip(_evaluators(), _CONSEQUENCES, strict=True):
            edits = self._cells(house, lambda score, told=consequence: _own(score, told))
            house.sheets.save(evaluator, self.slug, _LOT, edits)
            house.sheets.hand_in(evaluator, self.slug, _LOT)
        self._step(house, Step.START_CONSENSUS)

    def agree(self, house: House) -> None:
        """Write the joint points and fix them."""
        house.agreeing.save(_officers()[0], self.slug, _LOT, self._cells(house, _joint))
        self._step(house, Step.FIX_QUALITY)

    def fix(self, house: House) -> None:
        """Unlock the prices, propose a decision, and let two officers fix the result."""
        officer, releaser = _officers()
        self._step(house, Step.UNLOCK_PRICES, releaser)
        house.results.save_proposal(officer, self.slug, [Edit(field=PROPOSED, value=_PROPOSAL, base_version=0)])
        self._step(house, Step.REQUEST_RESULT)
        self._step(house, Step.FIX_RESULT, releaser)

    def _examine(self, house: House, bid: Bid, answers: Mapping[str, Any]) -> None:
        """Answer every point; whose A criterion is not met is excluded, all others are admitted."""
        officer, failed = _officers()[0], {key: one for key, one in answers.items() if one is not True}
        findings = [
            Finding(
                item=point.id,
                answer=CheckAnswer.NOT_MET
                if (key := point.id.removeprefix(ANSWER_PREFIX)) in failed
                else CheckAnswer.MET,
                note=failed[key]["reason"] if key in failed else "",
                version=0,
            )
            for point in house.examining.open(officer, self.slug).one(bid.id).points
        ]
        house.examining.note_all(officer, self.slug, bid.id, findings)
        verdict = Verdict(decision=Decision.ADMITTED, version=bid.version)
        if failed:
            reason = " ".join(one["reason"] for one in failed.values())
            verdict = Verdict(decision=Decision.EXCLUDED, code=A_CRITERION, reason=reason, version=bid.version)
        house.examining.decide(officer, self.slug, bid.id, verdict)

    def _cells(self, house: House, texts: Any) -> list[CellEdit]:  # noqa: ANN401 - a function of a score
        return [
            CellEdit(bid.id, criterion, Edit(field=name, value=value, base_version=0))
            for bid, one in self._bids(house)
            if bid.is_scored
            for criterion, score in one["scores"].items()
            for name, value in texts(score)
        ]

    def _bids(self, house: House) -> Sequence[tuple[Bid, Mapping[str, Any]]]:
        current = house.bids.all(_officers()[0], self.slug).current
        return [(shown.bid, one) for shown, one in zip(current, self.document["bids"], strict=True)]

    def _version(self, house: House) -> int:
        return house.procedures.open(_officers()[0], self.slug).procedure.version

    def _step(self, house: House, step: Step, by: Actor | None = None) -> None:
        actor = by or _officers()[0]
        seen = house.procedures.open(actor, self.slug)
        wish = Wish(step=step, version=seen.procedure.version, seen=seen.seal_for(step))
        house.stepping.take(actor, self.slug, wish)


def _officers() -> tuple[Actor, Actor]:
    return actor_of("vergabestelle"), actor_of("vergabestelle2")


def _evaluators() -> tuple[Actor, Actor]:
    return actor_of("wertung"), actor_of("wertung2")


def _own(score: Mapping[str, Any], consequence: str) -> tuple[tuple[str, str], ...]:
    found, source = score.get("reason") or _FULL_POINTS, score.get("source") or _PLACE
    return (POINTS, str(score["points"])), (FOUND, found), (CONSEQUENCE, consequence), (SOURCE, source)


def _joint(score: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    reason, source = score.get("reason") or _FULL_POINTS, score.get("source") or _PLACE
    return (POINTS, str(score["points"])), (REASON, reason), (SOURCE, source)


__all__ = ["FIXED", "SCORED", "add_running_procedures", "founding"]
