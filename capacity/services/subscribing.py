"""What waits for somebody, as a calendar and as a mail once a day."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any
from urllib.parse import quote

from capacity.errors import CalendarNotFoundError, MailAddressError
from capacity.model import Duty, QueueSubscription
from capacity.papers.duties import mail_subject, mail_text
from capacity.repository import DutyRepository
from capacity.services.shared import ROLES
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.jobs.context import JobContext
from infra.jobs.errors import RetryLaterError
from infra.jobs.kinds import JobKind, Payload
from infra.mail import Mailer, MailNotSentError
from infra.once.model import Once
from infra.policy.decision import scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

KIND = "mail-what-waits"
MAIL_AT = time(6)
"""When the mail of a day goes, German time."""

LONGEST_ADDRESS = 254
MOST = 500
"""Most entries of a calendar of each kind, and most answers that are counted for a mail."""

_ADDRESS = re.compile(r"[^@\s<>,;:\"\\()\[\]\x00-\x1f\x7f]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_KEY_BYTES, _LONGEST_KEY = 32, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribing:
    """Tells people what waits for them.

    Args:
        transactions: Opens them to those who may read requests.
        public_url: Address of this service for everybody; None where it has none.
        mailer: Sends mails; None where this service sends none.
    """

    transactions: Transactions
    public_url: str | None = None
    mailer: Mailer | None = None

    def of(self, actor: Actor) -> QueueSubscription:
        """Return how the actor wants to hear of what waits."""
        with self.transactions.read(actor, Action.USE_OWN_ACCOUNT) as reading:
            return _held(DutyRepository(reading.session), str(actor.person))

    def set_address(self, actor: Actor, address: str, once: Once | None = None) -> QueueSubscription:
        """Order the daily mail to an address, or with none cancel it.

        Raises:
            MailAddressError: It is no address.
        """
        with self.transactions.write(actor, Action.USE_OWN_ACCOUNT, once) as writing:
            typed = address.strip()
            if typed and (len(typed) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(typed)):
                raise MailAddressError
            writing.record(Event.QUEUE_MAIL_CHANGED, _subject(writing), after={"ordered": bool(typed)})
            return writing.done(_saved(writing, address=typed))

    def new_calendar(self, actor: Actor) -> str:
        """Return a new secret key of the actor's calendar; one before it is worth nothing from now on.

        It is shown once and stored nowhere, so that this cannot be repeated with the same answer.
        """
        key = secrets.token_urlsafe(_KEY_BYTES)
        with self.transactions.write(actor, Action.USE_OWN_ACCOUNT) as writing:
            _saved(writing, calendar=_digest(key))
            writing.record(Event.QUEUE_CALENDAR_CHANGED, _subject(writing), after={"shared": True})
        return key

    def drop_calendar(self, actor: Actor, once: Once | None = None) -> QueueSubscription:
        """Let the key of the actor's calendar be worth nothing."""
        with self.transactions.write(actor, Action.USE_OWN_ACCOUNT, once) as writing:
            writing.record(Event.QUEUE_CALENDAR_CHANGED, _subject(writing), after={"shared": False})
            return writing.done(_saved(writing, calendar=None))

    def calendar(self, actor: Actor) -> bytes:
        """Return what waits for the actor, and the slots of what they may read, as a calendar."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            return self._calendar(reading, actor)

    def shared_calendar(self, city: str, key: str) -> bytes:
        """Return the calendar of whoever has a secret key, with their rights of this moment.

        Args:
            city: Id of a city of this instance.
            key: As it stands in the address.

        Raises:
            CalendarNotFoundError: Nobody has this key, or they may not read requests any more.
        """
        with self.transactions.read(Actor(city=city), Action.USE_PUBLIC_TOOLS) as reading:
            return self._calendar(reading, _owner(reading, city, key, Action.READ_CAPACITY))

    def owner(self, city: str, key: str, action: Action) -> Actor:
        """Return whose secret key it is, for another calendar of theirs.

        Args:
            city: Id of a city of this instance.
            key: As it stands in the address.
            action: What they have to be allowed for it.

        Raises:
            CalendarNotFoundError: Nobody has this key, or they may not do this any more.
        """
        with self.transactions.read(Actor(city=city), Action.USE_PUBLIC_TOOLS) as reading:
            return _owner(reading, city, key, action)

    def kind(self) -> JobKind:
        """Return the kind of job that sends the mails of a day."""
        return JobKind(name=KIND, action=Action.RUN_CLOCKS, work=self.work, daily_at=MAIL_AT)

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Send what was not sent today. A mail is noted before it goes, so that no crash sends it twice.

        Raises:
            RetryLaterError: The mail server did not take all of them.
        """
        if self.mailer is None:
            return {"sent": 0}
        with context.read(Action.RUN_CLOCKS) as reading:
            people = [one.person for one in DutyRepository(reading.session).with_mail()]
        sent = failed = 0
        for done, person in enumerate(people):
            context.progress(done, len(people))
            try:
                sent += self._send(context, self.mailer, person)
            except MailNotSentError:
                failed += 1
        if failed:
            raise RetryLaterError
        return {"sent": sent}

    def _send(self, context: JobContext, mailer: Mailer, person: str) -> int:
        """Send somebody the mail of the day, where something waits; return how many were sent."""
        with context.write(Action.RUN_CLOCKS) as writing:
            repository, day = DutyRepository(writing.session), official_day(writing.now)
            wanted = _held(repository, person)
            actor = IdentityRepository(writing.session).actor(writing.city, person)
            duties = duties_of(writing, actor) if actor else ()
            if actor is None or not wanted.address or wanted.sent_on == day or not duties:
                return 0
            repository.save(replace(wanted, sent_on=day))
            text = mail_text(actor.name, duties, day, self.public_url)
        try:
            mailer.send(wanted.address, mail_subject(duties), text)
        except MailNotSentError:
            with context.write(Action.RUN_CLOCKS) as writing:
                repository = DutyRepository(writing.session)
                repository.save(replace(_held(repository, person), sent_on=wanted.sent_on))
            raise
        return 1

    def _calendar(self, reading: Reading, actor: Actor) -> bytes:
        from capacity.papers.calendars import calendar_of  # noqa: PLC0415 - the library is loaded with the first calendar only

        slots = DutyRepository(reading.session).slots(scopes(actor, Action.READ_CAPACITY), MOST)
        now = self.transactions.clock.now()
        return calendar_of(str(actor.city), duties_of(reading, actor), slots, now, self.public_url)


def shared_path(city: str, key: str) -> str:
    """Return where the calendar of whoever has a key is, behind the address of this service."""
    return f"/kalender/{quote(city, safe='')}/{quote(key, safe='')}"


def duties_of(reading: Reading, actor: Actor) -> tuple[Duty, ...]:
    """Return the answers that somebody's parties owe about requests that they may read, the most urgent first."""
    parties = [party for party, role in ROLES.items() if role in actor.roles]
    seen = scopes(actor, Action.READ_CAPACITY)
    return DutyRepository(reading.session).duties(parties, actor.office, seen, MOST)


def _owner(reading: Reading, city: str, key: str, action: Action) -> Actor:
    wanted = DutyRepository(reading.session).of_calendar(_digest(key[:_LONGEST_KEY]))
    person = wanted and IdentityRepository(reading.session).actor(city, wanted.person)
    if not person or not scopes(person, action):
        raise CalendarNotFoundError
    return person


def _held(repository: DutyRepository, person: str) -> QueueSubscription:
    """Return how somebody wants to hear of what waits; by default not at all."""
    return repository.subscription(person) or QueueSubscription(person=person)


def _saved(writing: Writing, **changes: str | None) -> QueueSubscription:
    repository = DutyRepository(writing.session)
    after = replace(_held(repository, str(writing.actor.person)), **changes)  # type: ignore[arg-type]  # by name
    repository.save(after)
    return after


def _subject(writing: Writing) -> Subject:
    return Subject(kind="person", id=str(writing.actor.person))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
