"""A person's own key: made, shown once, confirmed by showing it back, given up."""

from dataclasses import dataclass

from infra.audit.model import Event, Subject
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.sealing import SealKeyUnreadableError, new_key, recipient_of
from infra.transactions import Transactions, Writing
from procurement.errors import SealKeyNotFoundError, SealKeyWrongError
from procurement.model import SealGroup, SealKey
from procurement.repository import SealKeyRepository

KEY = "seal-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeys:
    """Keeps the public halves of people's keys. The secret half is returned once and stored nowhere.

    Args:
        transactions: Opens them to those who can open bids.
    """

    transactions: Transactions

    def own(self, actor: Actor) -> SealKey | None:
        """Return the actor's key, or None."""
        with self.transactions.read(actor, Action.KEEP_SEAL_KEY) as reading:
            return SealKeyRepository(reading.session).of(str(actor.person))

    def make(self, actor: Actor) -> str:
        """Make a new key in place of the one before and return its secret half."""
        with self.transactions.write(actor, Action.KEEP_SEAL_KEY) as writing:
            repository, person = SealKeyRepository(writing.session), str(writing.actor.person)
            if (before := repository.of(person)) is not None:
                _end(writing, before)
            pair = new_key()
            made = SealKey(
                person=person, number=0, group=group_of(writing.actor), recipient=pair.recipient, made_at=writing.now
            )
            key = repository.add(made)
            writing.record(Event.SEAL_KEY_MADE, _subject(key), after={"recipient": key.recipient})
        return pair.secret

    def confirm(self, actor: Actor, secret: str) -> None:
        """Show that the secret half is kept; from now on intakes are sealed for this key.

        Raises:
            SealKeyNotFoundError: There is no key to confirm.
            SealKeyWrongError: It is another key, or none.
        """
        with self.transactions.write(actor, Action.KEEP_SEAL_KEY) as writing:
            key = _own(writing)
            if recipient_or_none(secret) != key.recipient:
                raise SealKeyWrongError
            SealKeyRepository(writing.session).mark(key, confirmed_at=writing.now)
            writing.record(Event.SEAL_KEY_CONFIRMED, _subject(key), after={"recipient": key.recipient})

    def give_up(self, actor: Actor) -> None:
        """Give the own key up: no new intake is sealed for it; those that are stay so.

        Raises:
            SealKeyNotFoundError: There is none.
        """
        with self.transactions.write(actor, Action.KEEP_SEAL_KEY) as writing:
            _end(writing, _own(writing))


def group_of(actor: Actor) -> SealGroup:
    """Return with whom somebody opens."""
    return SealGroup.OFFICERS if Role.PROCUREMENT_OFFICER in actor.roles else SealGroup.AUDITORS


def recipient_or_none(secret: str) -> str | None:
    """Return the public half of a secret key, or None where it is none."""
    try:
        return recipient_of(secret)
    except SealKeyUnreadableError:
        return None


def _own(writing: Writing) -> SealKey:
    key = SealKeyRepository(writing.session).of(str(writing.actor.person))
    if key is None:
        raise SealKeyNotFoundError
    return key


def _end(writing: Writing, key: SealKey) -> None:
    SealKeyRepository(writing.session).mark(key, ended_at=writing.now)
    writing.record(Event.SEAL_KEY_ENDED, _subject(key), after={"recipient": key.recipient})


def _subject(key: SealKey) -> Subject:
    return Subject(kind=KEY, id=f"{key.person}/{key.number}")
