"""How services of evidence find an analysis, show it to the policy, and hold it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from core.numbers import LARGEST_NUMBER
from infra.audit.model import Subject
from infra.jobs.model import Job, JobState
from infra.jobs.repository import JobRepository
from infra.once.model import Once
from infra.policy.decision import Resource
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import (
    AnalysisNotFoundError,
    AnalysisRunningError,
    BidFileNotFoundError,
    EvidenceClosedError,
    PriceFileRefusedError,
    TenderBidNotFoundError,
)
from procurement.model import Analysis, AnalysisResult, Bid, Procedure
from procurement.repository import AnalysisRepository, AnalysisResultRepository, BidRepository
from procurement.rules.evidence.access import FREE, OF_BID, takes_evidence
from procurement.services.finding import found as found_procedure
from procurement.services.finding import held as held_procedure
from procurement.services.intake.reading import bid_resources, price_resource

ANALYSIS = "analysis"


class AnalysisState(StrEnum):
    """Where an analysis stands, told by its last result and the job that makes it."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """A result is being made."""
        return self in {AnalysisState.WAITING, AnalysisState.RUNNING}


def found(reading: Reading, number: int) -> Analysis:
    """Return an analysis.

    Raises:
        AnalysisNotFoundError: There is none of this number.
    """
    analysis = AnalysisRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if analysis is None:
        raise AnalysisNotFoundError(number)
    return analysis


def bid_of(reading: Reading, slug: str, bid: str) -> tuple[Procedure, Bid, str | None]:
    """Return a bid with its procedure and the evaluator whose it is to score, if that is the actor.

    Raises:
        ProcedureNotFoundError: There is no procedure of this name.
        TenderBidNotFoundError: It has no such bid.
    """
    procedure = found_procedure(reading, slug)
    bids = BidRepository(reading.session).all_bids(slug)
    wanted = next((one for one in bids if one.id == bid), None)
    if wanted is None:
        raise TenderBidNotFoundError(bid)
    return procedure, wanted, bid_resources(reading, procedure, bids)[bid].owner


def refuse_price(transactions: Transactions, actor: Actor, slug: str, bid: str, name: str) -> None:
    """Refuse a file of a bid that tells the price.

    Raises:
        BidFileNotFoundError: The bid has no such file.
        AccessDeniedError: It tells a locked price; a line in the audit log says who wanted it.
        PriceFileRefusedError: It tells the price.
    """
    with transactions.read(actor, Action.READ_BIDS) as reading:
        procedure, wanted, _ = bid_of(reading, slug, bid)
        known = next((one for one in BidRepository(reading.session).files(slug, bid) if one.name == name), None)
        if known is None:
            raise BidFileNotFoundError
        if known.with_price:
            reading.require(Action.READ_PRICES, price_resource(reading, procedure, wanted))
            raise PriceFileRefusedError


def resource_of(reading: Reading, analysis: Analysis) -> Resource:
    """Return an analysis as the policy sees it: a free-standing one is its author's, one of a bid whose the bid is."""
    owner: str | None = analysis.created_by
    if analysis.slug is not None and analysis.bid is not None:
        owner = bid_of(reading, analysis.slug, analysis.bid)[2]
    return resource(reading, owner, analysis.id, is_free=analysis.is_free)


def resource(reading: Reading, owner: str | None, number: int = 0, *, is_free: bool) -> Resource:
    """Return an analysis as the policy sees it; 0 is one that is to be made."""
    state = FREE if is_free else OF_BID
    return Resource(kind=ANALYSIS, id=str(number), city=reading.city, state=state, owner=owner)


def readable(reading: Reading, number: int) -> Analysis:
    """Return an analysis that the actor may read.

    Raises:
        AnalysisNotFoundError: There is none of this number.
        AccessDeniedError: It is not theirs to read.
    """
    analysis = found(reading, number)
    reading.require(Action.READ_EVIDENCE, resource_of(reading, analysis))
    return analysis


@contextmanager
def holding(
    transactions: Transactions, actor: Actor, number: int, version: int, once: Once | None
) -> Iterator[tuple[Writing, Analysis]]:
    """Open a change of an analysis, its procedure's row held first; the version counts one up.

    Raises:
        AnalysisNotFoundError: There is none of this number.
        AccessDeniedError: It is not theirs to change.
        VersionConflictError: Somebody else has changed it.
        EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
        AnalysisRunningError: A result is being made.
    """
    with transactions.write(actor, Action.GATHER_EVIDENCE, once) as writing:
        analysis = found(writing, number)
        writing.require(Action.GATHER_EVIDENCE, resource_of(writing, analysis))
        require_open(writing, analysis.slug, analysis.bid)
        analysis = AnalysisRepository(writing.session).lock(analysis, version)
        last = AnalysisResultRepository(writing.session).last_of([analysis.id]).get(analysis.id)
        if state_of(last, job_of(writing, last)).is_open:
            raise AnalysisRunningError
        yield writing, analysis


def require_open(writing: Writing, slug: str | None, bid: str | None) -> None:
    """Hold the procedure of a bid, and refuse evidence that comes too late; a free-standing one is always open.

    Raises:
        EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
    """
    if slug is None or bid is None:
        return
    held_procedure(writing, slug)
    procedure, wanted, _ = bid_of(writing, slug, bid)
    if not takes_evidence(procedure, wanted.place):
        raise EvidenceClosedError


def job_of(reading: Reading, result: AnalysisResult | None) -> Job | None:
    """Return the job that makes a result; None for none, or where it is long over and forgotten."""
    if result is None or result.finished_at is not None:
        return None
    return JobRepository(reading.session).find(result.job)


def state_of(last: AnalysisResult | None, job: Job | None) -> AnalysisState:
    """Return where an analysis stands.

    Args:
        last: Its last result, finished or not.
        job: The job that makes it.
    """
    if last is None:
        return AnalysisState.DRAFT
    if last.finished_at is not None:
        return AnalysisState.DONE
    if job is None or job.state is JobState.DONE:
        return AnalysisState.FAILED
    return AnalysisState(job.state.value)


def subject_of(analysis: Analysis) -> Subject:
    """Return how the audit log names an analysis."""
    return Subject(kind=ANALYSIS, id=str(analysis.id))
