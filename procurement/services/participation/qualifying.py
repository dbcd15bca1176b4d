"""Examining candidates: what was found about each, who is suitable, and in which order."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import rfc8785

from core.errors import VersionConflictError
from infra.audit.model import Event, Subject
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import RequestNotFoundError
from procurement.model import (
    PARTICIPATION_ROUND,
    BidFile,
    Decision,
    Finding,
    Opening,
    Procedure,
    ProcedureStage,
    RequestToParticipate,
)
from procurement.repository import BidRepository, ParticipationRepository, ProcedureRepository
from procurement.rules.examination.book import Ground, Point
from procurement.rules.examination.refusal import require_none
from procurement.rules.participation.examining import (
    ELIGIBILITY,
    finding_hindrances,
    request_grounds,
    request_points,
    verdict_hindrances,
)
from procurement.rules.participation.matrix import EligibilityMatrix
from procurement.rules.participation.ranking import Ranking, ranking_of, written_findings
from procurement.rules.procedure.facts import Reason
from procurement.services.examination.shared import Law, names_of, offers, written
from procurement.services.finding import found, held, resource
from procurement.services.request_facts import published_eligibility

REQUEST = "participation-request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What somebody found about a request, as a whole, and what they decide.

    Args:
        version: Version of the request that they have seen.
        findings: By the id of the point or criterion; what is left out is not answered.
        decision: ``ADMITTED`` means suitable; ``UNDECIDED`` leaves it open.
        exclusion_code: Ground, where the candidate is excluded.
        exclusion_reason: Why, where the candidate is excluded.
    """

    version: int
    findings: Mapping[str, Finding] = field(default_factory=dict)
    decision: Decision = Decision.UNDECIDED
    exclusion_code: str = ""
    exclusion_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenParticipation:
    """The Teilnahmewettbewerb of the last published version.

    Args:
        procedure: As it stands.
        matrix: Published eligibility matrix; None where there is no Teilnahmewettbewerb.
        opening: Opening of the requests; None until it is recorded.
        requests: In the order of their numbers; none before the opening.
        ranking: Of the suitable candidates; None without a matrix.
        points: What each request is examined by.
        grounds: On which a candidate may be excluded.
        names: Of people who took part, by their id.
        is_open: The reader can record and examine requests now.
        awaits_opening: The reader can record the opening, once the deadline is over.
        bids_overdue: The published deadline for bids is over, although nobody is invited yet.
        files: What is known about the files of requests, by number.
    """

    procedure: Procedure
    matrix: EligibilityMatrix | None
    opening: Opening | None
    requests: tuple[RequestToParticipate, ...]
    ranking: Ranking | None
    points: tuple[Point, ...]
    grounds: tuple[Ground, ...]
    names: Mapping[str, str]
    is_open: bool
    awaits_opening: bool
    bids_overdue: bool = False
    files: Mapping[int, tuple[BidFile, ...]] = field(default_factory=dict)

    def one(self, number: int) -> RequestToParticipate:
        """Return a request.

        Raises:
            RequestNotFoundError: There is none of this number.
        """
        wanted = next((one for one in self.requests if one.number == number), None)
        if wanted is None:
            raise RequestNotFoundError(number)
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifying:
    """Examines candidates.

    Args:
        transactions: Opens procedures to those who may read or examine.
        law: Dated points and grounds.
    """

    transactions: Transactions
    law: Law

    def open(self, actor: Actor, slug: str) -> SeenParticipation:
        """Return the Teilnahmewettbewerb of a procedure.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_BIDS) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_BIDS, resource(reading, procedure))
            return self._seen(reading, procedure)

    def examine(
        self, actor: Actor, slug: str, number: int, wish: Examined, once: Once | None = None
    ) -> RequestToParticipate:
        """Write down what was found about a request and what follows, and return it as it became.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            RequestNotFoundError: There is no such request.
            VersionConflictError: Somebody else has changed it.
            ExaminationRefusedError: Something stands against it; nothing is stored.
        """
        with self.transactions.write(actor, Action.EXAMINE_BIDS, once) as writing:
            procedure = held(writing, slug)
            writing.require(Action.EXAMINE_BIDS, resource(writing, procedure))
            seen = self._seen(writing, procedure)
            before = seen.one(number)
            if before.version != wish.version:
                raise VersionConflictError(before.version)
            require_none(_not_now(procedure, before))
            after = _examined(before, wish, seen)
            require_none(_wrong(seen, after))
            ParticipationRepository(writing.session).put(slug, after)
            _forget_draws(writing, slug, seen, number)
            _record(writing, slug, before, after)
            return writing.done(after)

    def draw(
        self, actor: Actor, slug: str, numbers: Sequence[int], drawing: str, once: Once | None = None
    ) -> SeenParticipation:
        """Record who was drawn by lot among equally ranked candidates for the places left.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ExaminationRefusedError: There is no such tie, others were drawn, or nothing says how.
        """
        with self.transactions.write(actor, Action.SELECT_CANDIDATES, once) as writing:
            procedure = held(writing, slug)
            writing.require(Action.SELECT_CANDIDATES, resource(writing, procedure))
            seen, how = self._seen(writing, procedure), written(drawing)
            require_none(_not_drawn(seen, numbers, how))
            for one in seen.ranking.tied if seen.ranking else ():
                is_drawn = one.request.number in numbers
                version = one.request.version + 1
                after = replace(one.request, is_drawn=is_drawn, drawing=how if is_drawn else "", version=version)
                ParticipationRepository(writing.session).put(slug, after)
            told = {"publication": procedure.publications, "drawn": sorted(numbers)}  # how it was done names people
            subject = Subject(kind="procedure", id=slug)
            writing.record(Event.CANDIDATES_DRAWN, subject, before={}, after=told)
            return writing.done(self._seen(writing, procedure))

    def _seen(self, reading: Reading, procedure: Procedure) -> SeenParticipation:
        publications = ProcedureRepository(reading.session).publications(procedure.slug)
        matrix = published_eligibility(publications)
        place = (procedure.publications, PARTICIPATION_ROUND)
        openings = BidRepository(reading.session).openings(procedure.slug)
        opening = next((one for one in openings if (one.publication, one.round) == place), None)
        requests = ParticipationRepository(reading.session).requests(procedure.slug, procedure.publications)
        general = self.law.general(reading, procedure) if matrix else ((), ())
        people = {one.recorded_by for one in requests} | ({opening.recorded_by} if opening else set())
        stages = {ProcedureStage.PARTICIPATION}
        return SeenParticipation(
            procedure=procedure,
            matrix=matrix,
            opening=opening,
            requests=requests,
            ranking=ranking_of(matrix, requests) if matrix else None,
            points=request_points(general[0], matrix) if matrix else (),
            grounds=request_grounds(general[1]),
            names=names_of(reading, people),
            is_open=offers(reading, Action.EXAMINE_BIDS, procedure, stages),
            awaits_opening=matrix is not None
            and offers(reading, Action.OPEN_BIDS, procedure, {ProcedureStage.PUBLISHED}),
            files=ParticipationRepository(reading.session).files(procedure.slug, procedure.publications),
            bids_overdue=_bids_overdue(procedure, self.transactions.clock.now()),
        )


def _bids_overdue(procedure: Procedure, now: datetime) -> bool:
    deadline = procedure.plan.bid_deadline
    return procedure.stage is ProcedureStage.PUBLISHED and deadline is not None and deadline <= now


def _not_now(procedure: Procedure, request: RequestToParticipate) -> tuple[Reason, ...]:
    if procedure.stage is not ProcedureStage.PARTICIPATION:
        return (Reason(type="requests-not-examined-now", source=ELIGIBILITY),)
    if not request.is_valid:
        return (Reason(type="request-not-valid", properties={"candidate": request.candidate}, source=ELIGIBILITY),)
    return ()


def _examined(before: RequestToParticipate, wish: Examined, seen: SeenParticipation) -> RequestToParticipate:
    scored = {one.id for one in seen.matrix.scored} if seen.matrix else set()
    known = {one.id for one in seen.points} | scored
    findings = {
        name: replace(one, points=one.points if name in scored else None, note=written(one.note))
        for name, one in wish.findings.items()
        if name in known
    }
    is_excluded = wish.decision is Decision.EXCLUDED
    return replace(
        before,
        findings=findings,
        decision=wish.decision,
        exclusion_code=wish.exclusion_code if is_excluded else "",
        exclusion_reason=written(wish.exclusion_reason) if is_excluded else "",
        is_drawn=False,  # the order may be another now
        drawing="",
        version=before.version + 1,
    )


def _wrong(seen: SeenParticipation, after: RequestToParticipate) -> tuple[Reason, ...]:
    if seen.matrix is None:
        raise AssertionError("there are requests only where a matrix was published")
    return (
        *finding_hindrances(seen.points, seen.matrix, after.findings),
        *verdict_hindrances(seen.points, seen.matrix, after, seen.grounds),
    )


def _not_drawn(seen: SeenParticipation, numbers: Sequence[int], how: str) -> tuple[Reason, ...]:
    tied = {one.request.number for one in seen.ranking.tied} if seen.ranking else set()
    if seen.procedure.stage is not ProcedureStage.PARTICIPATION or seen.ranking is None or not tied:
        return (Reason(type="no-candidates-tied", source=ELIGIBILITY),)
    above = sum(one.is_invited and not one.is_tied for one in seen.ranking.ranked)
    places = seen.ranking.places - above
    wrong = list[Reason]()
    if not set(numbers) <= tied or len(set(numbers)) != places:
        wrong.append(Reason(type="draw-places", properties={"count": str(places)}, source=ELIGIBILITY))
    if not how:
        wrong.append(Reason(type="drawing-missing", source=ELIGIBILITY))
    return tuple(wrong)


def _forget_draws(writing: Writing, slug: str, seen: SeenParticipation, number: int) -> None:
    """Take back what was drawn by lot: the order of candidates may be another one now."""
    for one in seen.requests:
        if one.is_drawn and one.number != number:
            undrawn = replace(one, is_drawn=False, drawing="", version=one.version + 1)
            ParticipationRepository(writing.session).put(slug, undrawn)


def _record(writing: Writing, slug: str, before: RequestToParticipate, after: RequestToParticipate) -> None:
    """Tell what was decided; what was found stands with the request, here only its checksum."""

    def told(one: RequestToParticipate) -> dict[str, object]:
        content = hashlib.sha256(rfc8785.dumps(written_findings(one.findings))).hexdigest()
        return {
            "decision": one.decision.value,
            "code": one.exclusion_code,
            "findings": f"sha256:{content}",
            "version": one.version,
        }

    subject = Subject(kind=REQUEST, id=f"{slug}/{after.publication}-{after.number}")
    writing.record(Event.REQUEST_EXAMINED, subject, before=told(before), after=told(after))
