"""Recording who opened the bids of a round, and when: two people, after the deadline (§ 55 Abs. 2 VgV)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import Fault, InputError
from core.german import german_moment
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import OpeningRecordedError, SealedOpeningNeededError
from procurement.model import Opening, Procedure, ProcedureStage
from procurement.repository import BidRepository, ProcedureRepository, SealedIntakeRepository
from procurement.rules.bids.states import named as same_name
from procurement.rules.procedure.stages import Step, transition
from procurement.services.procedures.editing import held, named
from procurement.services.procedures.shared import resource
from procurement.services.procedures.stepping import Stepping, Wish

LONGEST_NAME = 200
LONGEST_NOTE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRecord:
    """What somebody records about an opening.

    Args:
        opened_at: When the platform opened the bids.
        first_person: One of the two people who opened.
        second_person: The other one.
        note: What else is to be said, or empty.
    """

    opened_at: datetime
    first_person: str
    second_person: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidOpening:
    """Records openings.

    Args:
        transactions: Opens procedures to those who may record them.
        stepping: Takes a published procedure to the stage of opened bids.
    """

    transactions: Transactions
    stepping: Stepping

    def record(
        self, actor: Actor, slug: str, version: int, record: OpeningRecord, once: Once | None = None
    ) -> Procedure:
        """Record the opening of the present round and return the procedure as it became, in the stage of opened bids.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            StepNotPossibleError: Something stands against the opening, such as a deadline that is not over.
            OpeningRecordedError: The opening of this round is recorded.
            SealedOpeningNeededError: The bids lie in a sealed intake.
            InputError: The two people are one, or the moment cannot be.
        """
        with self.transactions.write(actor, Action.OPEN_BIDS, once) as writing:
            before = held(writing, slug)
            writing.require(Action.OPEN_BIDS, resource(writing, before))
            require_no_intake(writing, before)
            if before.stage is ProcedureStage.OPENED:
                ProcedureRepository(writing.session).lock(slug, version, writing.now)
                raise OpeningRecordedError
            wish = Wish(step=Step.OPEN_BIDS, version=version)
            checked = checked_opening(writing, before, record, before.bids_due) if _is_due(writing, before) else None
            after = self.stepping.advance(writing, slug, wish, told_opening(checked) if checked else {})
            if checked is None:
                raise AssertionError("a guard of the step refuses to open what is not due")
            BidRepository(writing.session).add_opening(slug, opening_of(writing, after, after.round, checked))
            return writing.done(after)


def has_closed_intake(reading: Reading, slug: str) -> bool:
    """Tell whether a procedure has a sealed intake that is not opened yet."""
    intake = SealedIntakeRepository(reading.session).last(slug)
    return intake is not None and intake.opened_at is None


def require_no_intake(writing: Writing, procedure: Procedure) -> None:
    """Refuse to record by hand what two people open with their keys.

    Raises:
        SealedOpeningNeededError: The bids lie in a sealed intake.
    """
    if has_closed_intake(writing, procedure.slug):
        raise SealedOpeningNeededError


def _is_due(writing: Writing, procedure: Procedure) -> bool:
    if transition(procedure.stage, Step.OPEN_BIDS) is None:
        return False
    deadline = procedure.bids_due
    return deadline is not None and deadline <= writing.now


def checked_opening(
    writing: Writing, procedure: Procedure, record: OpeningRecord, deadline: datetime | None
) -> OpeningRecord:
    """Return an opening as it is stored.

    Args:
        writing: The transaction.
        procedure: As it stands.
        record: What somebody recorded.
        deadline: Before which nothing may be opened.

    Raises:
        InputError: The two people are one, or the moment cannot be.
    """
    first = named(record.first_person, "/first_person", LONGEST_NAME)
    second = named(record.second_person, "/second_person", LONGEST_NAME)
    moment = record.opened_at.astimezone(UTC).replace(microsecond=0)
    faults = _moment_faults(writing, procedure, moment, deadline)
    if same_name(first) == same_name(second):
        faults.append(Fault("opening_same_person", "/second_person"))
    note = plain_text(record.note).strip()
    if len(note) > LONGEST_NOTE:
        faults.append(Fault("text_too_long", "/note", properties={"maximum": str(LONGEST_NOTE)}))
    if faults:
        raise InputError(faults)
    return OpeningRecord(opened_at=moment, first_person=first, second_person=second, note=note)


def _moment_faults(writing: Writing, procedure: Procedure, moment: datetime, deadline: datetime | None) -> list[Fault]:
    place = "/opened_at"
    earlier = [
        one.opened_at
        for one in BidRepository(writing.session).openings(procedure.slug)
        if one.publication == procedure.publications
    ]
    if moment > writing.now:
        return [Fault("opening_in_future", place)]
    if deadline is not None and moment < deadline:
        return [Fault("opening_before_deadline", place, properties={"deadline": german_moment(deadline)})]
    if earlier and moment <= max(earlier):
        return [Fault("opening_before_last", place, properties={"last": german_moment(max(earlier))})]
    return []


def opening_of(writing: Writing, procedure: Procedure, bid_round: int, record: OpeningRecord) -> Opening:
    """Return the opening of a round as it is stored."""
    return Opening(
        publication=procedure.publications,
        round=bid_round,
        opened_at=record.opened_at,
        first_person=record.first_person,
        second_person=record.second_person,
        note=record.note,
        recorded_by=str(writing.actor.person),
        recorded_at=writing.now,
    )


def told_opening(record: OpeningRecord) -> Mapping[str, object]:
    """Return what the audit log tells; names of people stand with the opening, where they can be erased."""
    return {"opened_at": record.opened_at.isoformat()}
