"""Checks, questions and proofs: what the parties say about a request while it is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from capacity.errors import NotAskedError, QuestionNotFoundError
from capacity.model import CapacityRequest, Party, Proof, RequestQuestion, RequestReview, ReviewKind
from capacity.repository import ClockRepository, CourseRepository, StoredClock
from capacity.rules.clocks import ClockState, paused, resumed
from capacity.services.reviewing import ProofWish, ReviewWish, checked_text
from capacity.services.shared import (
    days_for,
    end_answered,
    found,
    parties_of,
    require,
    start_clock,
    subject_of,
)
from capacity.services.telling import tell
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.notices.model import NoticeKind
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

REVIEW_ACTIONS: Mapping[ReviewKind, Action] = {
    ReviewKind.DATENSCHUTZ: Action.REVIEW_PRIVACY,
    ReviewKind.SICHERHEIT: Action.REVIEW_SECURITY,
    ReviewKind.ORGANISATION: Action.REVIEW_ARCHITECTURE,
    ReviewKind.ARCHITEKTUR: Action.REVIEW_ARCHITECTURE,
    ReviewKind.VERGABEWEG: Action.REVIEW_PROCUREMENT,
}
"""The action that each check is. The organisation has no accounts of its own: ADIT writes down what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDiscussion:
    """Lets parties speak.

    Args:
        transactions: Opens requests to those who may.
        figures: Response times.
    """

    transactions: Transactions
    figures: ParameterSet

    def review(self, actor: Actor, number: int, wish: ReviewWish, once: Once | None = None) -> RequestReview:
        """Give a statement; a later one replaces an earlier one, and one that was noted as missing.

        Who decides beside the queue may pass the checks over; the start of operation waits for their statements.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nobody is asked.
            AccessDeniedError: It is not their check.
            InputError: A text is missing or too long.
        """
        with self.transactions.write(actor, Action.ADVISE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, REVIEW_ACTIONS[wish.kind], request)
            review = wish.stored(str(writing.actor.person), writing.now)
            CourseRepository(writing.session).put_review(number, review)
            end_answered(writing, number, official_day(writing.now), wish.kind.value)
            told = {"kind": wish.kind.value, "light": wish.light.value, "note": review.note}
            writing.record(Event.CAPACITY_REVIEWED, subject_of(request), after=told)
            return writing.done(review)

    def ask(self, actor: Actor, number: int, party: Party, text: str, once: Once | None = None) -> RequestQuestion:
        """Ask a party something: the asker's clock stands still, the other's starts.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nobody asks.
            AccessDeniedError: It is not theirs.
            NotAskedError: They would ask themselves, or speak for nobody here.
            InputError: The text is missing or too long.
        """
        with self.transactions.write(actor, Action.DISCUSS_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.DISCUSS_REQUEST, request)
            asker = _asker(writing, request, party)
            day, repository = official_day(writing.now), CourseRepository(writing.session)
            question = RequestQuestion(
                number=len(repository.questions(number)) + 1,
                asker=asker,
                party=party,
                text=checked_text(text, "text"),
                paused=_pause(writing, number, asker, day),
                asked_by=str(writing.actor.person),
                asked_at=writing.now,
            )
            repository.put_question(number, question)
            days = days_for(self.figures, "question", day)
            start_clock(writing, number, _topic(question), party, days, day)
            told = {"number": question.number, "party": party.value}
            writing.record(Event.CAPACITY_ASKED, subject_of(request), after=told)
            tell(writing, request, party, NoticeKind.CAPACITY_ASKED)
            return writing.done(question)

    def answer(self, actor: Actor, number: int, question: int, text: str, once: Once | None = None) -> RequestQuestion:
        """Answer a question: the own clock ends, the asker's runs on.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs.
            QuestionNotFoundError: There is no open question of this number.
            NotAskedError: Somebody else was asked.
            InputError: The text is missing or too long.
        """
        with self.transactions.write(actor, Action.DISCUSS_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.DISCUSS_REQUEST, request)
            repository, day = CourseRepository(writing.session), official_day(writing.now)
            asked = next((one for one in repository.questions(number) if one.number == question), None)
            if asked is None or not asked.is_open:
                raise QuestionNotFoundError
            if asked.party not in parties_of(writing.actor, request):
                raise NotAskedError
            person = str(writing.actor.person)
            after = replace(asked, answer=checked_text(text, "text"), answered_by=person, answered_at=writing.now)
            repository.put_question(number, after)
            end_answered(writing, number, day, _topic(asked))
            _run_on(writing, number, asked, day)
            writing.record(Event.CAPACITY_ANSWERED, subject_of(request), after={"number": question})
            tell(writing, request, asked.asker, NoticeKind.CAPACITY_ANSWERED)
            return writing.done(after)

    def prove(self, actor: Actor, number: int, wish: ProofWish, once: Once | None = None) -> Proof:
        """Note a proof for the start of operation, or why it is not needed.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nothing is proved.
            AccessDeniedError: It is not theirs.
            InputError: The reference is missing or too long.
        """
        with self.transactions.write(actor, Action.PROVE_REQUEST, once) as writing:
            request = found(writing, number)
            require(writing, Action.PROVE_REQUEST, request)
            proof = wish.stored(str(writing.actor.person), writing.now)
            CourseRepository(writing.session).put_proof(number, proof)
            told = {"kind": proof.kind.value, "needed": proof.is_needed, "reference": proof.reference}
            writing.record(Event.CAPACITY_PROVED, subject_of(request), after=told)
            return writing.done(proof)


def _asker(writing: Writing, request: CapacityRequest, asked: Party) -> Party:
    """Return for whom somebody asks: the party whose clock runs, where they speak for several."""
    mine = parties_of(writing.actor, request) - {asked}
    if not mine:
        raise NotAskedError
    clocks = ClockRepository(writing.session).of(request.number)
    running = [one.clock.party for one in clocks if one.clock.state is ClockState.RUNNING]
    return next((one for one in running if one in mine), min(mine))


def _topic(question: RequestQuestion) -> str:
    return f"question-{question.number}"


def _pause(writing: Writing, number: int, party: Party, day: date) -> int | None:
    """Let the clock of a party stand still that is due first, and return its number; None where none runs."""
    repository = ClockRepository(writing.session)
    running = [
        one
        for one in repository.of(number)
        if one.clock.party is party and one.clock.state is ClockState.RUNNING and "question" not in one.clock.topic
    ]
    if not running:
        return None
    first = min(running, key=lambda one: (one.clock.due, one.number))
    calendar = repository.calendar(first.clock.calendar)
    repository.save(replace(first, clock=paused(first.clock, calendar, day)))
    return first.number


def _run_on(writing: Writing, number: int, question: RequestQuestion, day: date) -> None:
    """Let the clock that stood still for a question run on, unless another question holds it or it is over."""
    repository = ClockRepository(writing.session)
    stored = next((one for one in repository.of(number) if one.number == question.paused), None)
    if stored is not None and stored.clock.state is ClockState.PAUSED:
        repository.save(_running(repository, stored, day))


def _running(repository: ClockRepository, stored: StoredClock, day: date) -> StoredClock:
    return replace(stored, clock=resumed(stored.clock, repository.calendar(stored.clock.calendar), day))
