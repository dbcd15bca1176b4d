"""The log of Rügen and reviews."""

from dataclasses import dataclass, replace
from datetime import date

from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.holidays import holiday_in_hesse
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import ObjectionNotFoundError, ProcedureFrozenError
from procurement.model import Objection, ObjectionKind, ObjectionOutcome, Procedure
from procurement.repository import AwardRepository
from procurement.rules.award.book import AwardBook
from procurement.rules.award.objection import ObjectionDeadline, objection_deadline, review_deadline
from procurement.rules.digest import digest_of
from procurement.rules.procedure.stages import PUBLIC
from procurement.services.finding import found, held, resource, subject_of
from procurement.services.results.reasons import written

LONGEST_NAME, LONGEST_SUBJECT, LONGEST_TEXT = 400, 400, 20_000
_ENDS = frozenset({ObjectionOutcome.REMEDIED, ObjectionOutcome.REFUSED, ObjectionOutcome.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionWish:
    """An objection that came in.

    Args:
        kind: Who was asked.
        tenderer: Who objects.
        subject: What it is about, in a line.
        text: What is objected to.
        received_on: Day on which it came in.
        known_on: Day on which the bidder noticed it, as far as anybody knows.
    """

    kind: ObjectionKind
    tenderer: str
    subject: str
    text: str
    received_on: date
    known_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswer:
    """How an objection ended.

    Args:
        outcome: How; not open.
        answer: What was answered.
        answered_on: Day on which the bidder received that.
    """

    outcome: ObjectionOutcome
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class LoggedObjection:
    """An objection with its deadlines.

    Args:
        objection: The objection.
        due: Until when it had to come in; None where nobody knows when the bidder noticed it.
        review: Until when the Vergabekammer can be asked; None unless a Rüge was refused.
    """

    objection: Objection
    due: ObjectionDeadline | None
    review: ObjectionDeadline | None

    @property
    def is_late(self) -> bool:
        """It came in after its deadline, as far as anybody knows; a person judges that."""
        return self.due is not None and self.objection.received_on > self.due.counted.last


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLog:
    """All objections of a procedure.

    Args:
        procedure: The procedure.
        entries: Oldest first.
        may_write: The reader may record them.
    """

    procedure: Procedure
    entries: tuple[LoggedObjection, ...]
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Objections:
    """Keeps the log of objections.

    Args:
        transactions: Opens procedures to those who may see or record them.
        book: Dated data of the award.
    """

    transactions: Transactions
    book: AwardBook

    def open(self, actor: Actor, slug: str) -> ObjectionLog:
        """Return all objections of a procedure.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            return ObjectionLog(
                procedure=procedure,
                entries=tuple(map(self._logged, AwardRepository(reading.session).objections(slug))),
                may_write=_may_record(reading, procedure),
            )

    def record(self, actor: Actor, slug: str, wish: ObjectionWish, once: Once | None = None) -> Objection:
        """Record an objection that came in.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Nothing of it is public yet.
            InputError: A text says nothing or is too long, or a day is out of range.
        """
        with self.transactions.write(actor, Action.RECORD_OBJECTIONS, once) as writing:
            procedure = _held(writing, slug)
            today = official_day(writing.now)
            _check_day(wish.received_on, None, today, "/received_on")
            _check_day(wish.known_on, None, wish.received_on, "/known_on")
            repository = AwardRepository(writing.session)
            objection = Objection(
                number=repository.next_number("objection", slug),
                kind=wish.kind,
                tenderer=written(wish.tenderer, "/tenderer", LONGEST_NAME),
                subject=written(wish.subject, "/subject", LONGEST_SUBJECT),
                text=written(wish.text, "/text", LONGEST_TEXT),
                known_on=wish.known_on,
                received_on=wish.received_on,
                outcome=ObjectionOutcome.OPEN,
                answer="",
                answered_on=None,
                recorded_by=str(writing.actor.person),
                recorded_at=writing.now,
                version=1,
            )
            repository.add_objection(slug, objection)
            told = _told(objection) | {"text": digest_of(objection.text)}
            writing.record(Event.OBJECTION_RECORDED, subject_of(procedure), before={}, after=told)
            return writing.done(objection)

    def answer(
        self, actor: Actor, slug: str, number: int, version: int, wish: ObjectionAnswer, once: Once | None = None
    ) -> Objection:
        """Record how an objection ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ObjectionNotFoundError: It has no objection of this number.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: It has ended before.
            InputError: The answer says nothing or is too long, the outcome is none, or the day is out of range.
        """
        with self.transactions.write(actor, Action.RECORD_OBJECTIONS, once) as writing:
            procedure = _held(writing, slug)
            repository = AwardRepository(writing.session)
            before = next((one for one in repository.objections(slug) if one.number == number), None)
            if before is None:
                raise ObjectionNotFoundError(number)
            if before.version != version:
                raise VersionConflictError(before.version)
            if not before.is_open:
                raise ProcedureFrozenError(slug)
            if wish.outcome not in _ENDS:
                raise InputError([Fault("objection_outcome", "/outcome")])
            _check_day(wish.answered_on, before.received_on, official_day(writing.now), "/answered_on")
            after = replace(
                before,
                outcome=wish.outcome,
                answer=written(wish.answer, "/answer", LONGEST_TEXT),
                answered_on=wish.answered_on,
                version=version + 1,
            )
            repository.close_objection(slug, after)
            told = _told(after) | {"answer": digest_of(plain_text(after.answer))}
            writing.record(Event.OBJECTION_ANSWERED, subject_of(procedure), before=_told(before), after=told)
            return writing.done(after)

    def _logged(self, objection: Objection) -> LoggedObjection:
        is_ruege = objection.kind is ObjectionKind.RUEGE
        known, refused = objection.known_on, objection.outcome is ObjectionOutcome.REFUSED
        parameters = self.book.parameters
        return LoggedObjection(
            objection,
            objection_deadline(known, parameters, holiday_in_hesse) if known and is_ruege else None,
            review_deadline(objection.answered_on, parameters, holiday_in_hesse)
            if is_ruege and refused and objection.answered_on
            else None,
        )


def _held(writing: Writing, slug: str) -> Procedure:
    procedure = held(writing, slug)
    writing.require(Action.RECORD_OBJECTIONS, resource(writing, procedure))
    if procedure.stage not in PUBLIC:
        raise ProcedureFrozenError(slug)
    return procedure


def _may_record(reading: Reading, procedure: Procedure) -> bool:
    return (
        procedure.stage in PUBLIC
        and decide(reading.actor, Action.RECORD_OBJECTIONS, resource(reading, procedure)) is None
    )


def _check_day(day: date | None, first: date | None, last: date, pointer: str) -> None:
    if day is not None and (day > last or (first is not None and day < first)):
        raise InputError([Fault("objection_day", pointer)])


def _told(objection: Objection) -> dict[str, object]:
    """Return what the audit log tells of it: what bidders wrote stands there by its checksum alone."""
    return {
        "objection": objection.number,
        "kind": objection.kind.value,
        "received_on": objection.received_on.isoformat(),
        "outcome": objection.outcome.value,
        "answered_on": objection.answered_on and objection.answered_on.isoformat(),
    }
