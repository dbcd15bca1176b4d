"""Requests to participate: who opened them and when, and each of them with its moment of receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import Fault, InputError
from infra.audit.model import Event, Subject
from infra.documents.reading import MOST_UNPACKED
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Transactions, Writing
from procurement.errors import BidFileNotFoundError, BidSealBrokenError, RequestsNotAcceptedError
from procurement.model import (
    PARTICIPATION_ROUND,
    BidState,
    Decision,
    Procedure,
    ProcedureStage,
    RequestOutcome,
    RequestToParticipate,
)
from procurement.repository import BidRepository, ParticipationRepository, ProcedureRepository
from procurement.rules.bids.states import is_listed_late_in_time, state_on_receipt
from procurement.rules.bids.states import named as same_name
from procurement.rules.procedure.stages import Step
from procurement.services.bids.prices import PriceBox
from procurement.services.finding import found, held, resource, subject_of
from procurement.services.intake.accepting import bid_file
from procurement.services.intake.content import BidContent
from procurement.services.intake.importing import MOST_FILES, GivenFile
from procurement.services.intake.opening import OpeningRecord, checked_opening, opening_of, told_opening
from procurement.services.intake.submission import new_files
from procurement.services.procedures.editing import named
from procurement.services.procedures.stepping import Stepping, Wish

LONGEST_CANDIDATE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRequest:
    """A request as somebody records it.

    Args:
        candidate: Name of the candidate.
        received_at: When the platform received it.
        state: How the platform lists it; whether it is late follows from its receipt.
        files: What the candidate handed in.
    """

    candidate: str
    received_at: datetime
    state: BidState = BidState.RECEIVED
    files: Sequence[GivenFile] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requesting:
    """Records requests to participate.

    Args:
        transactions: Opens procedures to those who may record them.
        stepping: Takes a published procedure to its Teilnahmewettbewerb.
        box: Seals files.
    """

    transactions: Transactions
    stepping: Stepping
    box: PriceBox

    def record_opening(
        self, actor: Actor, slug: str, version: int, record: OpeningRecord, once: Once | None = None
    ) -> Procedure:
        """Record that two people opened the requests, and return the procedure as it became.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            StepNotPossibleError: Something stands against it, such as a deadline that is not over.
            InputError: The two people are one, or the moment cannot be.
        """
        with self.transactions.write(actor, Action.OPEN_BIDS, once) as writing:
            before = held(writing, slug)
            writing.require(Action.OPEN_BIDS, resource(writing, before))
            self.stepping.require_possible(writing, before, Step.OPEN_REQUESTS)
            checked = checked_opening(writing, before, record, before.plan.participation_deadline)
            wish = Wish(step=Step.OPEN_REQUESTS, version=version)
            after = self.stepping.advance(writing, slug, wish, told_opening(checked))
            opening = opening_of(writing, after, PARTICIPATION_ROUND, checked)
            BidRepository(writing.session).add_opening(slug, opening)
            return writing.done(after)

    def add(
        self, actor: Actor, slug: str, version: int, given: GivenRequest, once: Once | None = None
    ) -> RequestToParticipate:
        """Record a request; one that came after the deadline is late and takes no part.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            RequestsNotAcceptedError: Requests are not open, or candidates are chosen already.
            InputError: The name says nothing, the moment cannot be, or the candidate is known.
        """
        with self.transactions.write(actor, Action.IMPORT_BIDS, once) as writing:
            held(writing, slug)
            procedure = ProcedureRepository(writing.session).lock(slug, version, writing.now)
            writing.require(Action.IMPORT_BIDS, resource(writing, procedure))
            if procedure.stage is not ProcedureStage.PARTICIPATION:
                raise RequestsNotAcceptedError
            request = _checked(writing, procedure, given)
            ParticipationRepository(writing.session).put(slug, request)
            self._store_files(writing, slug, request, given.files)
            after = {
                "request": request.number,
                "state": request.state.value,
                "received_at": request.received_at.isoformat(),
                **({"files": len(given.files)} if given.files else {}),
            }
            writing.record(Event.REQUEST_RECORDED, subject_of(procedure), before={}, after=after)
            return writing.done(request)

    def file(self, actor: Actor, slug: str, number: int, name: str) -> BidContent:
        """Return a file of a request to the last published version, with a line about it in the audit log.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidFileNotFoundError: There is no such request, or it has no such file.
            BidSealBrokenError: It was sealed on another instance, or changed.
        """
        with self.transactions.write(actor, Action.READ_BIDS) as writing:
            procedure = found(writing, slug)
            writing.require(Action.READ_BIDS, resource(writing, procedure))
            repository, publication = ParticipationRepository(writing.session), procedure.publications
            known = repository.files(slug, publication).get(number, ())
            file = next((one for one in known if one.name == name), None)
            sealed = repository.sealed_file(slug, publication, number, name)
            if file is None or sealed is None:
                raise BidFileNotFoundError
            try:
                content = self.box.unseal_file(writing.city, slug, _owner(publication, number), name, sealed)
            except SecretUnreadableError as error:
                raise BidSealBrokenError from error
            subject = Subject(kind="participation-request", id=f"{slug}/{publication}-{number}")
            writing.record(Event.REQUEST_FILE_READ, subject, before={}, after={"file": file.digest})
            return BidContent(name=name, content=content)

    def _store_files(
        self, writing: Writing, slug: str, request: RequestToParticipate, files: Sequence[GivenFile]
    ) -> None:
        repository = ParticipationRepository(writing.session)
        for new in new_files([(one.name, one.content, False) for one in files]):
            file = bid_file(self.box, writing.city, slug, new)
            owner = _owner(request.publication, request.number)
            sealed = self.box.seal_file(writing.city, slug, owner, file.name, new.content)
            repository.add_file(slug, request, file, sealed)


def _owner(publication: int, number: int) -> str:
    """Return what a file of a request is sealed for: no bid is called like that."""
    return f"request-{publication}-{number}"


def _file_faults(files: Sequence[GivenFile]) -> list[Fault]:
    if len(files) > MOST_FILES:
        return [Fault("bid_files_too_many", "/files", properties={"maximum": str(MOST_FILES)})]
    if sum(len(one.content) for one in files) <= MOST_UNPACKED:
        return []
    return [Fault("bid_files_too_large", "/files", properties={"maximum": str(MOST_UNPACKED // 2**20)})]


def _checked(writing: Writing, procedure: Procedure, given: GivenRequest) -> RequestToParticipate:
    repository = ParticipationRepository(writing.session)
    slug, publication = procedure.slug, procedure.publications
    candidate = " ".join(named(given.candidate, "/candidate", LONGEST_CANDIDATE).split())
    received = given.received_at.astimezone(UTC).replace(microsecond=0)
    first = ProcedureRepository(writing.session).publications(slug)[0]
    deadline = procedure.plan.participation_deadline or received
    faults = _file_faults(given.files)
    if received > writing.now:
        faults.append(Fault("bid_received_in_future", "/received_at"))
    if received < first.published_at:
        faults.append(Fault("bid_received_early", "/received_at"))
    if is_listed_late_in_time(received, deadline, given.state):
        faults.append(Fault("bid_listed_late", "/state"))
    if given.state is BidState.REPLACED:
        faults.append(Fault("bid_without_replacement", "/state"))
    for one in repository.requests(slug, publication):
        if same_name(one.candidate) == same_name(candidate) and one.is_valid:
            known = {"candidate": one.candidate, "number": str(one.number)}
            faults.append(Fault("request_known", "/candidate", properties=known))
    if faults:
        raise InputError(faults)
    return RequestToParticipate(
        publication=publication,
        number=repository.next_number(slug, publication),
        candidate=candidate,
        received_at=received,
        state=state_on_receipt(received, deadline, given.state),
        decision=Decision.UNDECIDED,
        exclusion_code="",
        exclusion_reason="",
        findings={},
        is_drawn=False,
        drawing="",
        outcome=RequestOutcome.OPEN,
        outcome_reason="",
        recorded_by=str(writing.actor.person),
        recorded_at=writing.now,
        version=1,
    )
