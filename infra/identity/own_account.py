"""What people do with their own account: password, second factor, sessions."""

from infra.audit.model import Event, Subject
from infra.identity.errors import (
    FieldsRefusedError,
    PersonNotFoundError,
    Refusal,
    SecondFactorInUseError,
    SecondFactorOfferError,
)
from infra.identity.model import OwnAccount
from infra.identity.passwords import Weakness, weakness
from infra.identity.proving import Proving
from infra.identity.repository import Credentials, CredentialsRepository, IdentityRepository, SessionRepository
from infra.identity.second_factor import (
    Enrolment,
    accepted,
    fitting_step,
    kept_secret,
    offer,
    offered_again,
    sealed_for_keeping,
)
from infra.identity.sessions import IDLE, LONGEST, token_digest
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
        known = self._confirmed(actor, old, address)
        if refusal := _refusal(old, new, known.account):
            raise FieldsRefusedError({"new": refusal})
        made = self._with.passwords.hash(new)
        with self._with.transactions.write(actor, OWN) as writing:
            self._require_unchanged(writing, known)
            CredentialsRepository(writing.session).set_password(known.person, made)
            closed = SessionRepository(writing.session).close_all(known.person)
            writing.record(Event.PASSWORD_CHANGED, _subject(actor), sessions_closed=closed)
            return self._with.sessions.open_within(writing.session, writing.city, known.person)

    def offer_second_factor(self, actor: Actor, again: str | None = None) -> Enrolment:
        """Return a new secret to put into an app, or the one that was offered before; nothing changes yet.

        Raises:
            SecondFactorInUseError: There is one already.
            SecondFactorOfferError: ``again`` is no offer to this person.
        """
        account = self.show(actor)
        if account.person.has_second_factor:
            raise SecondFactorInUseError
        names = account.person.id, account.person.account, account.city_name
        try:
            return offered_again(self._with.secrets, again, *names) if again else offer(self._with.secrets, *names)
        except SecretUnreadableError as error:
            raise SecondFactorOfferError from error

    def add_second_factor(self, actor: Actor, *, sealed: str, code: str, password: str, address: str) -> None:
        """Take an offered second factor into use.

        Raises:
            FieldsRefusedError: The password is wrong, or the code does not fit.
            SecondFactorInUseError: There is one already.
            SecondFactorOfferError: ``sealed`` is no offer to this person.
            TooManyAttemptsError: There were too many failures.
        """
        known = self._confirmed(actor, password, address)
        try:
            secret = accepted(self._with.secrets, sealed, known.person)
        except SecretUnreadableError as error:
            raise SecondFactorOfferError from error
        with self._with.transactions.write(actor, OWN) as writing:
            current = self._require_unchanged(writing, known)
            if current.totp_secret is not None:
                raise SecondFactorInUseError
            step = fitting_step(secret, code, writing.now, after=0)
            if step is None:
                raise FieldsRefusedError({"code": Refusal.WRONG_CODE})
            kept = sealed_for_keeping(self._with.secrets, secret, known.person)
            CredentialsRepository(writing.session).set_second_factor(known.person, kept, step=step)
            writing.record(Event.SECOND_FACTOR_ADDED, _subject(actor))

    def remove_second_factor(self, actor: Actor, *, code: str, password: str, address: str) -> None:
        """Sign in without a second factor from now on.

        Raises:
            FieldsRefusedError: The password is wrong, or the code does not fit.
            TooManyAttemptsError: There were too many failures.
        """
        known = self._confirmed(actor, password, address)
        with self._with.transactions.write(actor, OWN) as writing:
            current = self._require_unchanged(writing, known)
            if current.totp_secret is None:
                return
            secret = kept_secret(self._with.secrets, current.totp_secret, known.person)
            if fitting_step(secret, code, writing.now, after=current.totp_last_step) is None:
                raise FieldsRefusedError({"code": Refusal.WRONG_CODE})
            CredentialsRepository(writing.session).set_second_factor(known.person, None)
            writing.record(Event.SECOND_FACTOR_REMOVED, _subject(actor), by="own")

    def close_other_sessions(self, actor: Actor, token: str) -> int:
        """End all sessions of the person but this one; return how many."""
        with self._with.transactions.write(actor, OWN) as writing:
            closed = SessionRepository(writing.session).close_all(str(actor.person), but=token_digest(token))
            if closed:
                writing.record(Event.SIGNED_OUT, _subject(actor), other_sessions=closed)
            return closed

    def _confirmed(self, actor: Actor, password: str, address: str) -> Credentials:
        """Return the credentials of the one who asks, once the password has been given again."""
        with self._with.transactions.read(actor, OWN) as reading:
            known = _credentials(CredentialsRepository(reading.session), actor)
            source = self._with.limits.source(reading.city, known.account, address)
            self._with.limits.require_free(reading.session, source, self._with.transactions.clock.now())
        if self._with.passwords.verify(known.password_hash, password):
            return known
        with self._with.transactions.write(actor, OWN) as writing:
            self._with.limits.count(writing.session, source, writing.now)
            writing.record(Event.SIGN_IN_REFUSED, _subject(actor), reason="confirmation")
        raise FieldsRefusedError({"password": Refusal.WRONG_PASSWORD})

    def _require_unchanged(self, writing: Writing, known: Credentials) -> Credentials:
        """Return the credentials of now, which must still have the password that was confirmed."""
        current = _credentials(CredentialsRepository(writing.session), writing.actor)
        if current.password_hash != known.password_hash or current.is_locked:
            raise FieldsRefusedError({"password": Refusal.WRONG_PASSWORD})
        return current


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
