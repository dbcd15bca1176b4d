"""Signing in with a local account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infra.audit.model import Event, Subject
from infra.identity.errors import SignInRefusedError
from infra.identity.fields import account_of
from infra.identity.model import Attempt
from infra.identity.places import Cities
from infra.identity.proving import Proving, Reason
from infra.identity.repository import Credentials, CredentialsRepository, IdentityRepository, SessionRepository
from infra.identity.sessions import token_digest
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.secrets import SecretUnreadableError
from infra.transactions import Writing


class Factors(StrEnum):
    """What somebody has signed in with."""

    PASSWORD = "password"  # noqa: S105 - the name of a factor
    PASSWORD_AND_CODE = "password-and-code"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What the slow part found out: whether the password fits the hash that was kept then."""

    fits: bool
    against: str
    renewed: str | None


class SignIn:
    """Lets people in.

    Args:
        proving: Accounts, and what checks passwords and codes.
        cities: Where there are several, people choose theirs.
        lets_demo_in: Whether people of invented cities may sign in: their password is published.
    """

    def __init__(self, proving: Proving, cities: Cities, *, lets_demo_in: bool) -> None:
        self._with = proving
        self._cities = cities
        self._lets_demo_in = lets_demo_in

    def sign_in(self, attempt: Attempt) -> str:
        """Return the token of a new session; the one this browser had before ends.

        It takes the same work for accounts that do not exist. Everything but the hash is decided inside the writing
        transaction, so that no two attempts can use the same code or slip through the rate limit together.

        Raises:
            CityNotFoundError: There is no such city.
            SignInRefusedError: Account, password or code do not fit.
            TooManyAttemptsError: There were too many failures.
        """
        nobody, account = Actor(city=self._cities.only(attempt.city)), account_of(attempt.account)
        source = self._with.limits.source(str(nobody.city), account, attempt.address)
        with self._with.transactions.read(nobody, Action.SIGN_IN) as reading:
            self._with.limits.require_free(reading.session, source, self._with.transactions.clock.now())
            found = CredentialsRepository(reading.session).of_account(account)
        checked = self._check(found, attempt.password)
        with self._with.transactions.write(nobody, Action.SIGN_IN) as writing:
            self._with.limits.require_free(writing.session, source, writing.now)
            current = CredentialsRepository(writing.session).of_account(account)
            reason, step = self._judge(current, checked, attempt.code, writing.now)
            if reason is None and not self._lets_demo_in and _is_invented(writing):
                reason = Reason.PUBLISHED_PASSWORD  # a demo city can be loaded while the service is running
            token = None
            if current is None or reason is not None:
                self._with.refuse(writing, source, current, reason or Reason.UNKNOWN_ACCOUNT)
            else:
                self._with.limits.forgive(writing.session, source)
                token = self._admit(writing, current, checked.renewed, step, attempt.old_token)
        if token is None:
            raise SignInRefusedError
        return token

    def _check(self, found: Credentials | None, password: str) -> _Checked:
        """Do the slow part, outside any transaction."""
        against = found.password_hash if found else ""
        fits = self._with.passwords.verify(against, password)
        renewed = self._with.passwords.hash(password) if fits and self._with.passwords.is_outdated(against) else None
        return _Checked(fits=fits, against=against, renewed=renewed)

    def _judge(
        self, current: Credentials | None, checked: _Checked, code: str, now: datetime
    ) -> tuple[Reason | None, int | None]:
        """Return why not, or the step of the code that was used."""
        if current is None:
            return Reason.UNKNOWN_ACCOUNT, None
        ended = current.password_expires_at is not None and current.password_expires_at <= now
        reasons: Mapping[Reason, bool] = {
            Reason.PASSWORD: not checked.fits or current.password_hash != checked.against,
            Reason.LOCKED: current.is_locked,
            Reason.ONE_TIME_PASSWORD_ENDED: ended,
        }
        if reason := next((reason for reason, applies in reasons.items() if applies), None):
            return reason, None
        return self._judge_code(current, code, now) if current.totp_secret else (None, None)

    def _judge_code(self, current: Credentials, code: str, now: datetime) -> tuple[Reason | None, int | None]:
        try:
            step = self._with.step_of(current, code, now)
        except SecretUnreadableError:
            return Reason.KEY_LOST, None
        return (Reason.CODE, None) if step is None else (None, step)

    def _admit(
        self, writing: Writing, current: Credentials, renewed: str | None, step: int | None, old_token: str | None
    ) -> str:
        credentials = CredentialsRepository(writing.session)
        if renewed is not None:
            credentials.renew_hash(current.person, renewed)
        if step is not None:
            credentials.use_step(current.person, step)
        if old_token is not None:
            SessionRepository(writing.session).close(token_digest(old_token))
        person = writing.on_behalf_of(Actor(city=writing.city, person=current.person))
        factors = Factors.PASSWORD if step is None else Factors.PASSWORD_AND_CODE
        person.record(Event.SIGNED_IN, Subject(kind="person", id=current.person), by=factors.value)
        return self._with.sessions.open_within(writing.session, writing.city, current.person)


def _is_invented(writing: Writing) -> bool:
    city = IdentityRepository(writing.session).city(writing.city)
    return city is not None and city.is_demo
