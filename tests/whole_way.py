"""A procedure's way from its deadline to the fixed result, through the services alone, one function for each act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.house import House
from infra.fields.model import Edit
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import Bid, Check, CheckAnswer, Decision, Procedure
from procurement.rules.points import scored_criteria
from procurement.rules.procedure.stages import Step
from procurement.services.bids.sheet_cells import CellEdit
from procurement.services.examination.declaring import Declaration
from procurement.services.examination.examined import Finding, Verdict
from procurement.services.finding import found
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from procurement.services.score_fields import CONSEQUENCE, FOUND, POINTS, REASON, SOURCE
from tests.bids import DEADLINE, OPENED_AT
from tests.people import actor
from tests.procedures import ASKER, RELEASER, matrix, opened

EVALUATORS = (actor("wertung"), actor("wertung2"))
LOT = 1
PERIOD = timedelta(days=45)
"""Until when an invitation awaits bids."""
PRICES = {"Alpha GmbH": "100000.00", "Beta AG": "120000.00", "Gamma eG": "95000.00"}


@dataclass(frozen=True)
class Way:
    """Acts of officers and evaluators on one procedure, each as a person would do it who has seen everything."""

    house: House
    slug: str

    @property
    def procedure(self) -> Procedure:
        """As it is stored; what a page shows besides would be gathered for nothing."""
        with self.house.transactions.read(ASKER, Action.READ_PROCEDURE) as reading:
            return found(reading, self.slug)

    @property
    def bids(self) -> tuple[Bid, ...]:
        return tuple(one.bid for one in self.house.bids.all(ASKER, self.slug).current)

    def step(self, step: Step, by: Actor = ASKER, reason: str = "") -> Procedure:
        """Take a step, agreeing to what there is to agree to."""
        seen = opened(self.house, self.slug, by)
        end = self.house.transactions.clock.now() + PERIOD
        seal = seen.seal_for(step)
        wish = Wish(step=step, version=seen.procedure.version, seen=seal, reason=reason, bid_deadline=end)
        return self.house.stepping.take(by, self.slug, wish)

    def record_opening(self, by: Actor = ASKER) -> None:
        due = max(OPENED_AT, self.procedure.bids_due or OPENED_AT)
        record = OpeningRecord(opened_at=due, first_person="Erika Muster", second_person="Max Muster")
        self.house.bid_opening.record(by, self.slug, self.procedure.version, record)

    def add_bid(self, tenderer: str, price: str | None, by: Actor = ASKER) -> None:
        given = GivenBid(lot=LOT, tenderer=tenderer, received_at=DEADLINE - timedelta(hours=1), gross_eur=price)
        self.house.bid_import.add(by, self.slug, self.procedure.version, given)

    def examine(self, bid: Bid, by: Actor = ASKER) -> None:
        """Answer every point of the examination of a bid as met."""
        points = self.house.examining.open(by, self.slug).one(bid.id).points
        findings = [Finding(item=one.id, answer=CheckAnswer.MET, note="Blatt 2", version=0) for one in points]
        self.house.examining.note_all(by, self.slug, bid.id, findings)

    def checks(self, bid: Bid) -> Mapping[str, Check]:
        """Return what was found about a bid, by point."""
        return self.house.examining.open(ASKER, self.slug).one(bid.id).checks

    def decide(self, bid: Bid, decision: Decision, by: Actor = ASKER, code: str = "", reason: str = "") -> None:
        verdict = Verdict(decision=decision, code=code, reason=reason, version=bid.version)
        self.house.examining.decide(by, self.slug, bid.id, verdict)

    def appoint(self, evaluator: Actor, by: Actor = ASKER) -> None:
        self.house.staffing.appoint(by, self.slug, LOT, str(evaluator.person))

    def declare(self, evaluator: Actor, *, has_conflict: bool = False) -> None:
        """Declare the same about every bidder."""
        text = "Beteiligung" if has_conflict else ""
        wanted = [Declaration(bid=bid.id, has_conflict=has_conflict, text=text) for bid in self.bids if bid.is_valid]
        self.house.declaring.declare(evaluator, self.slug, wanted)

    def score(self, evaluator: Actor, points: str = "7") -> None:
        """Give every criterion of every bid the same points, a finding of its own and a source."""
        edits = [
            CellEdit(bid.id, criterion, Edit(field=name, value=value, base_version=0))
            for bid in self.bids
            if bid.is_scored
            for criterion in CRITERIA
            for name, value in self._found(evaluator, bid, criterion, points)
        ]
        self.house.sheets.save(evaluator, self.slug, LOT, edits)

    def _found(self, evaluator: Actor, bid: Bid, criterion: str, points: str) -> tuple[tuple[str, str], ...]:
        return (
            (POINTS, points),
            (FOUND, f"{bid.tenderer} beschreibt {criterion}, gelesen von {evaluator.name}"),
            (CONSEQUENCE, "Abzug"),
            (SOURCE, "Angebot S. 12"),
        )

    def hand_in(self, evaluator: Actor) -> None:
        self.house.sheets.hand_in(evaluator, self.slug, LOT)

    def agree(self, by: Actor, points: str = "7") -> None:
        """Agree on the same points for every criterion of every bid."""
        edits = [
            CellEdit(bid.id, criterion, Edit(field=name, value=value, base_version=0))
            for bid in self.bids
            if bid.is_scored
            for criterion in CRITERIA
            for name, value in (
                (POINTS, points),
                (REASON, f"{bid.tenderer}: gemeinsam festgestellt zu {criterion}"),
                (SOURCE, "Angebot S. 12"),
            )
        ]
        self.house.agreeing.save(by, self.slug, LOT, edits)

    def to_examination(self) -> None:
        """Open, import and begin to examine."""
        self.record_opening()
        for tenderer, price in PRICES.items():
            self.add_bid(tenderer, price)
        self.step(Step.START_EXAMINATION)

    def to_scoring(self) -> None:
        """Admit every bid, appoint everybody, let them declare, begin to score."""
        for evaluator in EVALUATORS:
            self.appoint(evaluator)
            self.declare(evaluator)
        for bid in self.bids:
            self.examine(bid)
            self.decide(bid, Decision.ADMITTED)
        self.step(Step.START_SCORING)

    def to_consensus(self) -> None:
        """Let everybody score alone and hand in."""
        for evaluator, points in zip(EVALUATORS, ("7", "8"), strict=True):
            self.score(evaluator, points)
            self.hand_in(evaluator)
        self.step(Step.START_CONSENSUS)

    def to_result(self) -> None:
        """Agree, fix the quality, unlock the prices, let two people fix the result."""
        self.agree(EVALUATORS[0])
        self.step(Step.FIX_QUALITY)
        self.step(Step.UNLOCK_PRICES, RELEASER)
        self.step(Step.REQUEST_RESULT)
        self.step(Step.FIX_RESULT, RELEASER)


CRITERIA = scored_criteria(matrix().matrix)
