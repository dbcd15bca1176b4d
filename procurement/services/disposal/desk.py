"""The end of a file as it stands: until when it is kept, holds, and the offer to the city archive."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.errors import Fault, InputError
from core.german import german_date
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import HoldNotFoundError
from procurement.model import ArchiveAnswer, Disposition, Hold, HoldReason, Procedure
from procurement.repository import DisposalRepository
from procurement.rules.award.disposal import OF_TIME
from procurement.services.awarding.file_end import EndOfFile, end_of
from procurement.services.disposal.gathering import require_none, require_version, working_on
from procurement.services.finding import found, resource, subject_of

LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWish:
    """That a file was offered to the city archive.

    Args:
        day: On which.
        note: Where the offer is on file.
    """

    day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWish:
    """What the archive said.

    Args:
        answer: It takes the file, or does not.
        day: Of its answer; of the handing over where it takes the file.
        note: Where that is on file.
    """

    answer: ArchiveAnswer
    day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDisposal:
    """Everything that a page about the end of a file needs.

    Args:
        procedure: The procedure.
        end: What is known.
        names: Names of people by id.
        may_prepare: The reader may hold, offer and ask.
        may_dispose: The reader may decide on the deletion that somebody else asked for.
    """

    procedure: Procedure
    end: EndOfFile
    names: Mapping[str, str]
    may_prepare: bool
    may_dispose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalDesk:
    """Reads the ends of files, and keeps holds and what the archive says.

    Args:
        transactions: Opens them.
        parameters: Dated entry ``retention_years``.
    """

    transactions: Transactions
    parameters: ParameterSet

    def open(self, actor: Actor, slug: str) -> OpenedDisposal:
        """Return the end of a file.

        Raises:
            ProcedureNotFoundError: There is none of this name, or not any more.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_DISPOSAL) as reading:
            procedure = found(reading, slug)
            asked = resource(reading, procedure)
            reading.require(Action.READ_DISPOSAL, asked)
            end = end_of(reading, procedure, official_day(self.transactions.clock.now()), self.parameters)
            by = end.facts.disposition.asked_by
            people = {one for hold in end.holds for one in (hold.set_by, hold.lifted_by)} | {by}
            may_dispose = decide(actor, Action.DISPOSE_FILE, asked) is None
            return OpenedDisposal(
                procedure=procedure,
                end=end,
                names=IdentityRepository(reading.session).names({one for one in people if one}),
                may_prepare=decide(actor, Action.PREPARE_DISPOSAL, asked) is None,
                may_dispose=may_dispose and by is not None and by != str(actor.person) and not end.blockers,
            )

    def hold(self, actor: Actor, slug: str, reason: HoldReason, note: str, once: Once | None = None) -> Hold:
        """Keep a file from being deleted, in whatever stage it is; a wish for its deletion ends with that.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            InputError: The note says nothing or is too long.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            repository = DisposalRepository(writing.session)
            hold = Hold(
                number=len(repository.holds(slug)) + 1,
                reason=reason,
                note=_note(note, "/note"),
                set_by=str(writing.actor.person),
                set_at=writing.now,
            )
            repository.add_hold(slug, hold)
            _turned(repository, slug)
            told = {"hold": hold.number, "reason": hold.reason.value, "note": hold.note}
            writing.record(Event.FILE_HELD, subject_of(procedure), after=told)
            return writing.done(hold)

    def lift(self, actor: Actor, slug: str, number: int, note: str, once: Once | None = None) -> Hold:
        """Lift a hold, with a reason.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            HoldNotFoundError: There is no open hold of this number.
            InputError: The note says nothing or is too long.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            repository = DisposalRepository(writing.session)
            hold = next((one for one in repository.holds(slug) if one.number == number and one.is_open), None)
            if hold is None:
                raise HoldNotFoundError(number)
            person = str(writing.actor.person)
            lifted = replace(hold, lifted_by=person, lifted_at=writing.now, lift_note=_note(note, "/note"))
            repository.lift(slug, lifted)
            _turned(repository, slug)
            told = {"hold": number, "reason": lifted.lift_note}
            writing.record(Event.FILE_HOLD_LIFTED, subject_of(procedure), before={}, after=told)
            return writing.done(lifted)

    def offer(self, actor: Actor, slug: str, version: int, wish: OfferWish, once: Once | None = None) -> Disposition:
        """Keep that a file was offered to the city archive; a second offer takes the place of the first.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            DisposalBlockedError: It is kept still.
            InputError: The day is to come or before the end of the retention, or the note says nothing.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            end = self._end(writing, procedure, version)
            require_none(tuple(one for one in end.blockers if one in OF_TIME))
            earliest = end.until.last if end.until else end.facts.today
            _require_day(wish.day, earliest, end.facts.today)
            note = _note(wish.note, "/note")
            after = Disposition(version=version + 1, offered_on=wish.day, offer_note=note)
            told = {"day": wish.day.isoformat(), "note": note}
            return writing.done(_put(writing, procedure, after, Event.FILE_OFFERED, told))

    def reply(self, actor: Actor, slug: str, version: int, wish: ReplyWish, once: Once | None = None) -> Disposition:
        """Keep what the archive said to the offer.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            DisposalBlockedError: It was not offered.
            InputError: The day is to come or before the offer, or the note says nothing.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            end = self._end(writing, procedure, version)
            held = end.facts.disposition
            if held.offered_on is None:
                require_none(end.blockers)
            else:
                _require_day(wish.day, held.offered_on, end.facts.today)
            note = _note(wish.note, "/note")
            kept = Disposition(version=version + 1, offered_on=held.offered_on, offer_note=held.offer_note)
            after = replace(kept, answer=wish.answer, answered_on=wish.day, answer_note=note)
            told = {"answer": wish.answer.value, "day": wish.day.isoformat(), "note": note}
            return writing.done(_put(writing, procedure, after, Event.ARCHIVE_ANSWERED, told))

    def _end(self, writing: Writing, procedure: Procedure, version: int) -> EndOfFile:
        end = end_of(writing, procedure, official_day(writing.now), self.parameters)
        require_version(end.facts.disposition.version, version)
        return end


def _turned(repository: DisposalRepository, slug: str) -> None:
    """Let no page from before a hold was set or lifted decide anything, and nobody wish for the deletion any more."""
    held = repository.disposition(slug)
    repository.put(slug, replace(held, version=held.version + 1, asked_by=None, asked_at=None))


def _put(
    writing: Writing, procedure: Procedure, after: Disposition, event: Event, told: Mapping[str, object]
) -> Disposition:
    DisposalRepository(writing.session).put(procedure.slug, after)
    writing.record(event, subject_of(procedure), before={}, after=told)
    return after


def _note(text: str, pointer: str) -> str:
    note = plain_text(text).strip()
    if not note or len(note) > LONGEST_NOTE:
        raise InputError([Fault("disposal_note", pointer, properties={"maximum": str(LONGEST_NOTE)})])
    return note


def _require_day(day: date, earliest: date, latest: date) -> None:
    if not earliest <= day <= latest:
        told = {"earliest": german_date(earliest), "latest": german_date(latest)}
        raise InputError([Fault("disposal_day", "/day", properties=told)])
