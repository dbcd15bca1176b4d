"""Lists that the city edits: fields of strategy, goals, kinds of projects, departments, roles."""

from dataclasses import dataclass
from datetime import date

from capacity.model import Choice, ChoiceList
from capacity.repository import ChoiceRepository
from capacity.rules.choices import LONGEST_VALUE, offered
from capacity.services.reviewing import checked_text
from capacity.services.supplying import LONGEST_ROLE
from core.errors import Fault, InputError
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

CHOICE = "request-choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWish:
    """An entry that somebody wants to enter or change.

    Args:
        list: Which list.
        value: What one chooses.
        since: First day on which it is offered; None for today.
        until: Last day; None while it has none.
    """

    list: ChoiceList
    value: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChoices:
    """Keeps the lists.

    Args:
        transactions: Opens them to those who may.
    """

    transactions: Transactions

    def all(self, actor: Actor) -> tuple[Choice, ...]:
        """Return all entries, also those that are offered no more, by list and value."""
        with self.transactions.read(actor, Action.MANAGE_CHOICES) as reading:
            return ChoiceRepository(reading.session).all()

    def put(self, actor: Actor, wish: ChoiceWish, once: Once | None = None) -> Choice:
        """Enter something to choose, or change from when until when it is offered.

        Raises:
            InputError: The text is missing, too long or has several lines, or the last day lies before the first.
        """
        with self.transactions.write(actor, Action.MANAGE_CHOICES, once) as writing:
            choice = _checked(writing, wish)
            ChoiceRepository(writing.session).put(choice)
            told = {
                "value": choice.value,
                "since": choice.since.isoformat(),
                "until": choice.until and choice.until.isoformat(),
            }
            writing.record(Event.CHOICE_ENTERED, _subject(choice.list), after=told)
            return writing.done(choice)

    def drop(self, actor: Actor, of: ChoiceList, value: str, once: Once | None = None) -> None:
        """Take an entry away; requests keep what they hold. Again changes nothing."""
        with self.transactions.write(actor, Action.MANAGE_CHOICES, once) as writing:
            repository = ChoiceRepository(writing.session)
            if any((one.list, one.value) == (of, value) for one in repository.all()):
                repository.drop(of, value)
                writing.record(Event.CHOICE_REMOVED, _subject(of), before={"value": value})
            writing.done(None)


def offered_now(reading: Reading, day: date) -> dict[ChoiceList, tuple[str, ...]]:
    """Return what each list offers on a day; the caller has asked what the reader may see."""
    return offered(ChoiceRepository(reading.session).all(), day)


def _checked(writing: Writing, wish: ChoiceWish) -> Choice:
    longest = LONGEST_ROLE if wish.list is ChoiceList.ROLLE else LONGEST_VALUE
    value = " ".join(checked_text(wish.value, "value", longest=longest).split())
    since = wish.since or official_day(writing.now)
    if wish.list is ChoiceList.ROLLE and ";" in value:
        raise InputError([Fault("capacity_role_mark", "/value")])  # lines of effort are parted by it
    if wish.until is not None and wish.until < since:
        raise InputError([Fault("capacity_days_reversed", "/until")])
    return Choice(
        list=wish.list, value=value, since=since, until=wish.until, person=str(writing.actor.person), at=writing.now
    )


def _subject(of: ChoiceList) -> Subject:
    return Subject(kind=CHOICE, id=of.value)
