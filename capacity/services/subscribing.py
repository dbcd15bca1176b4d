"""What waits for somebody, as a calendar and as a mail once a day."""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from capacity.errors import CalendarNotFoundError, MailAddressError
from capacity.model import Duty, QueueSubscription
from capacity.papers.duties import mail_subject, mail_text
from capacity.repository import DutyRepository
from capacity.services.shared import ROLES
from core.german import german_date
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.jobs.context import JobContext
from infra.jobs.errors import RetryLaterError
from infra.jobs.kinds import JobKind, Payload
from infra.mail import Mailer, MailNotSentError, MailUnsureError
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
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


class _Fate(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"


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
        """Send what was not sent today.

        A mail is noted as underway before it goes, and as sent once the server has taken it. So nothing is sent twice,
        and whose mail was cut off between the two is told so.

        Raises:
            RetryLaterError: The mail server did not take all of them.
        """
        found = dict.fromkeys(_Fate, 0)
        if self.mailer is None:
            return _told(found)
        with context.read(Action.RUN_CLOCKS) as reading:
            people = [one.person for one in DutyRepository(reading.session).with_mail()]
        for done, person in enumerate(people):
            context.progress(done, len(people))
            for fate in self._send(context, self.mailer, person):
                found[fate] += 1
        if found[_Fate.REFUSED]:
            raise RetryLaterError
        return _told(found)

    def _send(self, context: JobContext, mailer: Mailer, person: str) -> Iterator[_Fate]:
        """Send somebody the mail of the day, where something waits; yield what became of it and of one cut off."""
        with context.write(Action.RUN_CLOCKS) as writing:
            before = _held(DutyRepository(writing.session), person)
            if before.is_underway:
                _settle(writing, before, _Fate.UNSURE)
            letter = self._letter(writing, before)
        if before.is_underway:
            yield _Fate.UNSURE
        if letter is None:
            return
        fate = _fate(mailer, before.address, letter)
        with context.write(Action.RUN_CLOCKS) as writing:
            _settle(writing, before, fate)
        yield fate

    def _letter(self, writing: Writing, wanted: QueueSubscription) -> tuple[str, str] | None:
        """Return subject and text of the mail of the day and note it as underway; None where none is due."""
        actor, day = IdentityRepository(writing.session).actor(writing.city, wanted.person), official_day(writing.now)
        duties = duties_of(writing, actor) if actor else ()
        if actor is None or not wanted.address or wanted.sent_on == day or not duties:
            return None
        DutyRepository(writing.session).save(replace(wanted, sent_on=day, is_underway=True))
        return mail_subject(duties), mail_text(actor.name, duties, day, self.public_url)

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


def _fate(mailer: Mailer, address: str, letter: tuple[str, str]) -> _Fate:
    try:
        mailer.send(address, *letter)
    except MailUnsureError:
        return _Fate.UNSURE
    except MailNotSentError:
        return _Fate.REFUSED
    return _Fate.SENT


def _settle(writing: Writing, before: QueueSubscription, fate: _Fate) -> None:
    """Note what became of a mail. A refused one may go again; whose mail nobody knows of is told, it goes no more.

    Args:
        writing: The transaction.
        before: As it stood before the mail was underway; where that was cut off, as it stands.
        fate: What became of it.
    """
    repository = DutyRepository(writing.session)
    after = replace(_held(repository, before.person), is_underway=False)
    repository.save(replace(after, sent_on=before.sent_on) if fate is _Fate.REFUSED else after)
    if fate is _Fate.UNSURE and after.sent_on is not None:
        day = {"day": german_date(after.sent_on)}
        Notices.tell(writing, before.person, NoticeKind.QUEUE_MAIL_UNSURE, day, "/")


def _told(found: Mapping[_Fate, int]) -> Mapping[str, Any]:
    return {"sent": found[_Fate.SENT], "unsure": found[_Fate.UNSURE]}


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
