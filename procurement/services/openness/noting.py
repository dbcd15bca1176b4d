"""Noting what a bid says about a signal and where, and what an answer to a clarification shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from core.errors import Fault, InputError
from infra.audit.model import Event, Subject
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from licensing.assess.answers import NotAfterDeadlineError, Round, Standing, answered
from licensing.assess.evidence import EvidenceState, Signal
from procurement.errors import AnswerRaisesPointsError, InquiryNotFoundError
from procurement.model import AnswerEffect, BidStatement, Inquiry, Procedure, Said
from procurement.repository import OpennessRepository
from procurement.rules.digest import digest_of
from procurement.rules.openness.deriving import ASKED_FOR, shown
from procurement.rules.openness.statements import statement_faults
from procurement.services.evidence.shared import bid_of, require_open
from procurement.services.evidence.shared import resource as evidence_resource
from procurement.services.openness.gathering import (
    BidOpenness,
    LicenceReading,
    OpennessGathering,
    PublishedRubric,
    answer_proof,
    published_rubric,
)


@dataclass(frozen=True, slots=True)
class StatementWish:
    """What somebody has read in a bid.

    Args:
        signal: About which signal.
        said: What the bid says.
        file: Name of the file of the bid.
        place: Where in the file.
    """

    signal: Signal
    said: Said
    file: str
    place: str


@dataclass(frozen=True, slots=True)
class EffectWish:
    """What somebody has read in an answer.

    Args:
        inquiry: Number of the inquiry.
        signal: About which signal.
        state: How far it is known now.
        anchor: Id of the anchor; empty where it is absent or unknown.
    """

    inquiry: int
    signal: Signal
    state: EvidenceState
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpennessNoting:
    """Notes what was read; only files that came with the bid are pointed to.

    Args:
        transactions: Opens bids to those who may gather evidence on them.
        gathering: Gathers what is known.
        licences: Knows what the OSI says of licences.
    """

    transactions: Transactions
    gathering: OpennessGathering
    licences: LicenceReading

    def note(self, actor: Actor, slug: str, bid: str, wish: StatementWish, once: Once | None = None) -> BidStatement:
        """Note what a bid says about a signal; the newest note of a signal holds.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to gather evidence on.
            EvidenceClosedError: Its quality evaluation is fixed, or its round is over.
            NoRubricError: With its lot no rubric was published.
            InputError: The statement is not of its form, or points to no file of the bid.
        """
        said = replace(wish.said, expression=" ".join(plain_text(wish.said.expression).split()))
        place = " ".join(plain_text(wish.place).split())
        osi, lists = self.licences.osi(said.expression) if said.expression else ("", "")
        with self._noting(actor, slug, bid, once) as (writing, procedure, published, known):
            faults = list(statement_faults(wish.signal, said, place, published.rubric))
            file = next((one for one in known.files if one.name == wish.file), None)
            if file is None:
                faults.append(Fault("statement_file", "/file", properties={"name": wish.file}))
            if faults or file is None:
                raise InputError(faults)
            statement = BidStatement(
                number=0,
                bid=bid,
                signal=wish.signal,
                said=said,
                osi=osi if wish.signal is Signal.LICENCE else "",
                lists=lists if wish.signal is Signal.LICENCE else "",
                file=file.name,
                digest=file.digest,
                place=place,
                noted_by=str(actor.person),
                noted_at=writing.now,
            )
            stored = OpennessRepository(writing.session).add_statement(slug, statement)
            told = {"statement": stored.number, "signal": stored.signal.value, "file": stored.digest}
            said_digest = digest_of(repr(sorted(asdict(stored.said).items())))
            subject = Subject(kind="bid", id=f"{procedure.slug}/{bid}")
            writing.record(Event.STATEMENT_NOTED, subject, before={}, after=told | {"said": said_digest})
            return writing.done(stored)

    def note_effect(
        self, actor: Actor, slug: str, bid: str, wish: EffectWish, once: Once | None = None
    ) -> AnswerEffect:
        """Note what an answer shows about a signal: it may only take away, whatever it says.

        Raises:
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to gather evidence on.
            EvidenceClosedError: Its quality evaluation is fixed, or its round is over.
            NoRubricError: With its lot no rubric was published.
            InquiryNotFoundError: The bidder has answered no inquiry of this number in time.
            InputError: The rubric has no such signal or anchor.
            AnswerRaisesPointsError: It would raise points, or is no answer to a clarification.

        Legal source:
            § 56 Abs. 3 VgV; § 15 Abs. 5 VgV (unverified)
        """
        with self._noting(actor, slug, bid, once) as (writing, procedure, published, known):
            inquiry = next((one for one in known.answered if one.number == wish.inquiry), None)
            if inquiry is None:
                raise InquiryNotFoundError(wish.inquiry)
            effect = AnswerEffect(
                number=0,
                bid=bid,
                inquiry=inquiry.number,
                signal=wish.signal,
                state=wish.state,
                anchor=wish.anchor if wish.state in {EvidenceState.PROVEN, EvidenceState.DECLARED} else "",
                answer_digest=digest_of(inquiry.answer),
                noted_by=str(actor.person),
                noted_at=writing.now,
            )
            _require_no_more(known, effect, inquiry, published)
            stored = OpennessRepository(writing.session).add_effect(slug, effect)
            told = {"inquiry": inquiry.number, "signal": stored.signal.value, "state": stored.state.value}
            subject = Subject(kind="bid", id=f"{procedure.slug}/{bid}")
            writing.record(Event.ANSWER_EFFECT_NOTED, subject, before={}, after=told | {"answer": stored.answer_digest})
            return writing.done(stored)

    @contextmanager
    def _noting(
        self, actor: Actor, slug: str, bid: str, once: Once | None
    ) -> Iterator[tuple[Writing, Procedure, PublishedRubric, BidOpenness]]:
        with self.transactions.write(actor, Action.GATHER_EVIDENCE, once) as writing:
            _, _, owner = bid_of(writing, slug, bid)
            writing.require(Action.GATHER_EVIDENCE, evidence_resource(writing, owner, is_free=False))
            require_open(writing, slug, bid)
            procedure, wanted, _ = bid_of(writing, slug, bid)
            published = published_rubric(writing, procedure, wanted.place)
            yield writing, procedure, published, self.gathering.about(writing, procedure, [wanted], published)[0]


def _require_no_more(known: BidOpenness, effect: AnswerEffect, inquiry: Inquiry, published: PublishedRubric) -> None:
    """Compare what an answer shows with what counts now."""
    rubric = published.rubric
    scored = rubric.signal(effect.signal)
    anchors = {one.id for one in scored.anchors} if scored else set()
    if scored is None:
        raise InputError([Fault("statement_signal", "/signal", properties={"signal": effect.signal.value})])
    if effect.state in {EvidenceState.PROVEN, EvidenceState.DECLARED} and effect.anchor not in anchors:
        raise InputError([Fault("effect_anchor", "/anchor", properties={"id": effect.anchor})])
    evidence = {one.evidence.signal: one.evidence for one in known.suggestion.signals}
    standing = Standing(Round(known.bid.place.round, known.bid.received_at), evidence)
    try:
        answered(standing, ASKED_FOR[inquiry.kind.value], shown(effect, answer_proof(inquiry)), rubric)
    except NotAfterDeadlineError as error:
        raise AnswerRaisesPointsError(error.reason) from error
