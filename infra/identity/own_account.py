"""What people do with their own account: password, second factor, sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.errors import PruefstandError
from infra.audit.model import Event, Subject
from infra.identity.errors import (
    FieldsRefusedError,
    PersonNotFoundError,
    Refusal,
    SecondFactorInUseError,
    SecondFactorOfferError,
)
from infra.identity.limits import Source
from infra.identity.model import OwnAccount
from infra.identity.passwords import Weakness, weakness
from infra.identity.proving import Proving, Reason
from infra.identity.repository import Credentials, CredentialsRepository, IdentityRepository, SessionRepository
from infra.identity.second_factor import (
    Enrolment,
    accepted,
    fitting_step,
    offer,
    offered_again,
    sealed_for_keeping,
)
from infra.identity.sessions import IDLE, LONGEST, token_digest
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Writing

OWN = Action.USE_OWN_ACCOUNT

_WEAKNESSES = {
    Weakness.TOO_SHORT: Refusal.PASSWORD_TOO_SHORT,
    Weakness.TOO_LONG: Refusal.PASSWORD_TOO_LONG,
    Weakness.LIKE_ACCOUNT: Refusal.PASSWORD_LIKE_ACCOUNT,
    Weakness.COMMON: Refusal.PASSWORD_COMMON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """What the slow part found out: whether the password fits the hash that was kept then."""

    known: Credentials
    source: Source
    fits: bool


class _WrongCodeError(PruefstandError):
    """The code does not fit: raised within a change, before it has written anything."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class OwnAccounts:
    """The own account of whoever asks. Whatever changes how somebody signs in asks for the password again.

    Failures count here as at the sign-in: a session left open is no way to try passwords.

    Args:
        proving: Accounts, and what checks passwords and codes.
    """

    def __init__(self, proving: Proving) -> None:
        self._with = proving

    def show(self, actor: Actor) -> OwnAccount:
        """Return the account of the one who asks."""
        with self._with.transactions.read(actor, OWN) as reading:
            person = IdentityRepository(reading.session).person(str(actor.person))
            if person is None:
                raise PersonNotFoundError
            now = self._with.transactions.clock.now()
            sessions = SessionRepository(reading.session).count(
                person.id, seen_since=now - IDLE, opened_since=now - LONGEST
            )
            return OwnAccount(person=person, city_name=actor.city_name, sessions=sessions)

    def change_password(self, actor: Actor, *, old: str, new: str, address: str) -> str:
        """Set another password; all sessions of the person end. Return the token of a new one.

        Raises:
            FieldsRefusedError: The old one is wrong, or the new one is not good enough.
            TooManyAttemptsError: There were too many failures.
        """
        proof = self._proof(actor, old, address)
        refusal = _refusal(old, new, proof.known.account)
        made = self._with.passwords.hash(new) if proof.fits and refusal is None else ""
        with self._confirmed(actor, proof, "old") as (writing, current):
            if refusal is not None:
                raise FieldsRefusedError({"new": refusal})
            CredentialsRepository(writing.session).set_password(current.person, made)
            closed = SessionRepository(writing.session).close_all(current.person)
            writing.record(Event.PASSWORD_CHANGED, _subject(actor), sessions_closed=closed)
            return self._with.sessions.open_within(writing.session, writing.city, current.person)

    def offer_second_factor(self, actor: Actor, again: str | None = None) -> Enrolment:
        """Return a new secret to put into an app, or the one that was offered before; nothing changes yet.

        Raises:
            SecondFactorInUseError: There is one already.
            SecondFactorOfferError: ``again`` is no offer to this person, or has ended.
        """
        account = self.show(actor)
        if account.person.has_second_factor:
            raise SecondFactorInUseError
        names = account.person.id, account.person.account, account.city_name
        secrets, now = self._with.secrets, self._with.transactions.clock.now()
        try:
            return offered_again(secrets, again, *names, now) if again else offer(secrets, *names, now)
        except SecretUnreadableError as error:
            raise SecondFactorOfferError from error

    def add_second_factor(self, actor: Actor, *, sealed: str, code: str, password: str, address: str) -> None:
        """Take an offered second factor into use.

        Raises:
            FieldsRefusedError: The password is wrong, or the code does not fit.
            SecondFactorInUseError: There is one already.
            SecondFactorOfferError: ``sealed`` is no offer to this person, or has ended.
            TooManyAttemptsError: There were too many failures.
        """
        proof = self._proof(actor, password, address)
        try:
            secret = accepted(self._with.secrets, sealed, proof.known.person, self._with.transactions.clock.now())
        except SecretUnreadableError as error:
            raise SecondFactorOfferError from error
        with self._confirmed(actor, proof) as (writing, current):
            if current.totp_secret is not None:
                raise SecondFactorInUseError
            step = fitting_step(secret, code, writing.now, after=current.totp_last_step)  # used with an earlier factor
            if step is None:
                raise _WrongCodeError(Reason.CONFIRMATION_CODE)
            kept = sealed_for_keeping(self._with.secrets, secret, current.person)
            CredentialsRepository(writing.session).set_second_factor(current.person, kept, step=step)
            writing.record(Event.SECOND_FACTOR_ADDED, _subject(actor))

    def remove_second_factor(self, actor: Actor, *, code: str, password: str, address: str) -> None:
        """Sign in without a second factor from now on.

        Raises:
            FieldsRefusedError: The password is wrong, or the code does not fit.
            TooManyAttemptsError: There were too many failures.
        """
        with self._confirmed(actor, self._proof(actor, password, address)) as (writing, current):
            if current.totp_secret is None:
                return
            try:
                step = self._with.step_of(current, code, writing.now)
            except SecretUnreadableError as error:
                raise _WrongCodeError(Reason.KEY_LOST) from error
            if step is None:
                raise _WrongCodeError(Reason.CONFIRMATION_CODE)
            CredentialsRepository(writing.session).set_second_factor(current.person, None, step=step)
            writing.record(Event.SECOND_FACTOR_REMOVED, _subject(actor), by="own")

    def close_other_sessions(self, actor: Actor, token: str, once: Once | None = None) -> int:
        """End all sessions of the person but this one; return how many."""
        with self._with.transactions.write(actor, OWN, once) as writing:
            closed = SessionRepository(writing.session).close_all(str(actor.person), but=token_digest(token))
            if closed:
                writing.record(Event.SIGNED_OUT, _subject(actor), other_sessions=closed)
            return writing.done(closed)

    def _proof(self, actor: Actor, password: str, address: str) -> _Proof:
        """Do the slow part, outside any transaction: find out whether it is the password.

        Raises:
            TooManyAttemptsError: There were too many failures.
        """
        with self._with.transactions.read(actor, OWN) as reading:
            known = _credentials(CredentialsRepository(reading.session), actor)
            source = self._with.limits.source(reading.city, known.account, address)
            self._with.limits.require_free(reading.session, source, self._with.transactions.clock.now())
        return _Proof(known=known, source=source, fits=self._with.passwords.verify(known.password_hash, password))

    @contextmanager
    def _confirmed(self, actor: Actor, proof: _Proof, field: str = "password") -> Iterator[tuple[Writing, Credentials]]:
        """Open the writing transaction of a change that the password was given again for.

        A wrong password, or a code that the block finds wrong, is counted and recorded in the same transaction: no two
        attempts slip through the limit together. Of the change nothing is there then; the block looks before it writes.

        Raises:
            FieldsRefusedError: Password or code are wrong.
            TooManyAttemptsError: There were too many failures.
        """
        refused: FieldsRefusedError | None = None
        with self._with.transactions.write(actor, OWN) as writing:
            self._with.limits.require_free(writing.session, proof.source, writing.now)
            current = _credentials(CredentialsRepository(writing.session), writing.actor)
            if not proof.fits or current.password_hash != proof.known.password_hash:
                self._with.refuse(writing, proof.source, current, Reason.CONFIRMATION)
                refused = FieldsRefusedError({field: Refusal.WRONG_PASSWORD})
            else:
                try:
                    yield writing, current
                except _WrongCodeError as wrong:
                    self._with.refuse(writing, proof.source, current, wrong.reason)
                    refused = FieldsRefusedError({"code": Refusal.WRONG_CODE})
        if refused is not None:
            raise refused


def password_refusal(password: str, account: str) -> Refusal | None:
    """Return why a password is refused, or None."""
    weak = weakness(password, account)
    return None if weak is None else _WEAKNESSES[weak]


def _refusal(old: str, new: str, account: str) -> Refusal | None:
    return Refusal.UNCHANGED if new == old else password_refusal(new, account)


def _credentials(kept: CredentialsRepository, actor: Actor) -> Credentials:
    found = kept.of_person(str(actor.person))
    if found is None:
        raise PersonNotFoundError
    return found


def _subject(actor: Actor) -> Subject:
    return Subject(kind="person", id=str(actor.person))
