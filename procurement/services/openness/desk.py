"""Reading the openness of bids: one bid, all bids of a lot side by side, and these as files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from licensing.assess.questions import DraftQuestion, questions
from procurement.errors import NoRubricError
from procurement.model import Bid, PointsDecision, Procedure, ProcedureStage
from procurement.repository import BidRepository, OpennessRepository
from procurement.rules.evidence.access import takes_evidence
from procurement.services.bids.lot_bids import lot_bids, lot_matrix
from procurement.services.evidence.shared import bid_of
from procurement.services.evidence.shared import resource as evidence_resource
from procurement.services.finding import found, resource
from procurement.services.intake.reading import bid_resources
from procurement.services.openness.gathering import (
    BidOpenness,
    OpennessGathering,
    PublishedRubric,
    published_rubric,
)

Decisions = Mapping[tuple[str, str], PointsDecision]
"""The decision that holds, by bid and person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOpenness:
    """The openness of a bid.

    Args:
        procedure: As it stands.
        published: The rubric that was published with its lot.
        known: What is known and suggested.
        names: Names of the people who took part, by their id.
        drafts: What there is to ask the bidder, one question a signal.
        may_note: The reader may note statements and effects of answers now.
    """

    procedure: Procedure
    published: PublishedRubric
    known: BidOpenness
    drafts: tuple[DraftQuestion, ...]
    names: Mapping[str, str]
    may_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The openness of all bids of a lot that the reader may see, side by side.

    Args:
        procedure: As it stands.
        number: Number of the lot.
        title: What the lot is called.
        published: The rubric that was published with it.
        bids: Signals and points of each bid.
        decisions: Own decisions; those of all evaluators once single scoring is over.
        names: Names of those who decided, by their id.
        may_decide: The reader scores these bids now and has not handed in yet.
    """

    procedure: Procedure
    number: int
    title: str
    published: PublishedRubric
    bids: tuple[BidOpenness, ...]
    decisions: Decisions
    names: Mapping[str, str]
    may_decide: bool

    def decision(self, bid: str, person: str | None) -> PointsDecision | None:
        """Return what somebody decided about a bid."""
        return self.decisions.get((bid, str(person)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessDesk:
    """Reads the openness of bids for those who may read the bids.

    Args:
        transactions: Opens them.
        gathering: Gathers what is known.
        texts: The parsed file ``data/openness.yaml`` with the questions.
    """

    transactions: Transactions
    gathering: OpennessGathering
    texts: Mapping[str, Any]

    def open(self, actor: Actor, slug: str, bid: str) -> OpenedOpenness:
        """Return the openness of a bid.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to read.
            NoRubricError: With its lot no rubric was published.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            procedure, wanted, owner = bid_of(reading, slug, bid)
            asked = evidence_resource(reading, owner, is_free=False)
            reading.require(Action.READ_EVIDENCE, asked)
            published = published_rubric(reading, procedure, wanted.place)
            known = self.gathering.about(reading, procedure, [wanted], published)[0]
            people = {*(one.noted_by for one in known.statements), *(one.noted_by for one in known.effects)}
            may = decide(actor, Action.GATHER_EVIDENCE, asked) is None and takes_evidence(procedure, wanted.place)
            return OpenedOpenness(
                procedure=procedure,
                published=published,
                known=known,
                drafts=questions(known.suggestion, self.texts),
                names=IdentityRepository(reading.session).names(people),
                may_note=may,
            )

    def compare(self, actor: Actor, slug: str, number: int) -> Comparison:
        """Return the bids that take part in a lot in the present round side by side.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            LotNotFoundError: It has no such lot.
            AccessDeniedError: No bid of it is theirs to read.
            NoRubricError: With the lot no rubric was published, or no bid came in.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            return self.comparison(reading, found(reading, slug), number)

    def beside(self, actor: Actor, slug: str, number: int, criterion: str) -> Comparison | None:
        """Return the comparison of a lot to stand beside points of a criterion; None where nothing is suggested for it.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            LotNotFoundError: It has no such lot.
            AccessDeniedError: No bid of it is theirs to read.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            procedure = found(reading, slug)
            lot = next((one for one in procedure.lots if one.number == number), None)
            if lot is None or lot.terms.rubric is None or lot.terms.rubric.criterion != criterion:
                return None
            try:
                return self.comparison(reading, procedure, number)
            except NoRubricError:
                return None

    def comparison(self, reading: Reading, procedure: Procedure, number: int) -> Comparison:
        """Return the comparison within a transaction; errors as above."""
        actor, lot = reading.actor, lot_bids(reading, procedure, number)
        bids = _readable(reading, procedure, number)
        if not bids:
            reading.require(Action.READ_EVIDENCE, evidence_resource(reading, lot.owner(actor.person), is_free=False))
            raise NoRubricError
        published = published_rubric(reading, procedure, bids[0].place)
        decisions = _decisions(reading, procedure, number, published.chosen.criterion)
        evaluator = lot.evaluator(actor.person)
        scores = decide(actor, Action.SCORE_BIDS, resource(reading, procedure, lot.owner(actor.person))) is None
        is_writing = evaluator is not None and evaluator.submitted_at is None
        return Comparison(
            procedure=procedure,
            number=number,
            title=lot_matrix(reading, procedure, number).title,
            published=published,
            bids=self.gathering.about(reading, procedure, bids, published),
            decisions=decisions,
            names=IdentityRepository(reading.session).names({person for _, person in decisions}),
            may_decide=scores and is_writing and procedure.stage is ProcedureStage.SCORING,
        )


def _readable(reading: Reading, procedure: Procedure, number: int) -> Sequence[Bid]:
    """Return the bids that take part in a lot in the present round and that the reader may read."""
    every = BidRepository(reading.session).all_bids(procedure.slug)
    owners = bid_resources(reading, procedure, every)
    place = (procedure.publications, procedure.round, number)
    return [
        bid
        for bid in every
        if bid.takes_part
        and (bid.place.publication, bid.place.round, bid.place.lot) == place
        and _may_read(reading, owners[bid.id].owner)
    ]


def _may_read(reading: Reading, owner: str | None) -> bool:
    asked = evidence_resource(reading, owner, is_free=False)
    return decide(reading.actor, Action.READ_EVIDENCE, asked) is None


def _decisions(reading: Reading, procedure: Procedure, number: int, criterion: str) -> Decisions:
    """Return decisions that hold: until single scoring is over nobody sees a foreign one."""
    actor, lot = reading.actor, lot_bids(reading, procedure, number)
    all_seen = decide(actor, Action.READ_SCORES, resource(reading, procedure, lot.owner(actor.person))) is None
    counted = {one.person for one in lot.counted}
    found_ = OpennessRepository(reading.session).decisions(
        procedure.slug, person=None if all_seen else str(actor.person)
    )
    return {
        (one.bid, one.person): one
        for one in found_
        if one.criterion == criterion and (one.person == actor.person or one.person in counted)
    }
