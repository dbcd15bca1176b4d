"""What proves who somebody is: password hash and second factor, seen by sign-in and the own account only."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from infra.identity.tables import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """How one person proves who it is.

    Args:
        person: Id of the person.
        account: Case-folded account name.
        password_hash: Hash of the password; empty for nobody's.
        password_due: It is a one-time password.
        password_expires_at: When a one-time password ends.
        totp_secret: Sealed secret of the second factor, if any.
        totp_last_step: Last time step whose code was used.
        is_locked: Cannot sign in.
    """

    person: str
    account: str
    password_hash: str = field(repr=False)
    password_due: bool
    password_expires_at: datetime | None
    totp_secret: str | None = field(repr=False)
    totp_last_step: int
    is_locked: bool


class CredentialsRepository:
    """Credentials of the people of a city within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_account(self, account: str) -> Credentials | None:
        """Return the credentials of an account, or None."""
        row = self._session.exec(select(PersonRow).where(col(PersonRow.account) == account)).one_or_none()
        return None if row is None else _credentials(row)

    def of_person(self, person: str) -> Credentials | None:
        """Return the credentials of a person, or None."""
        row = self._session.exec(select(PersonRow).where(col(PersonRow.id) == person)).one_or_none()
        return None if row is None else _credentials(row)

    def set_password(self, person: str, password_hash: str) -> None:
        """Keep the hash of a password that the person chose."""
        self._change(person, password_hash=password_hash, must_change_password=False, password_expires_at=None)

    def set_one_time_password(self, person: str, password_hash: str, *, until: datetime) -> None:
        """Keep the hash of a password that somebody else has read and that ends."""
        self._change(person, password_hash=password_hash, must_change_password=True, password_expires_at=until)

    def renew_hash(self, person: str, password_hash: str) -> None:
        """Keep a new hash of the same password."""
        self._change(person, password_hash=password_hash)

    def set_second_factor(self, person: str, sealed: str | None, *, step: int | None = None) -> None:
        """Keep the sealed secret of a second factor; None removes it.

        The step just used, or without one the last that was, stays used: whatever factor comes next.
        """
        self._change(person, totp_secret=sealed, **({} if step is None else {"totp_last_step": step}))

    def use_step(self, person: str, step: int) -> None:
        """Remember the step whose code was used."""
        self._change(person, totp_last_step=step)

    def _change(self, person: str, **values: object) -> None:
        self._session.execute(update(PersonRow).where(col(PersonRow.id) == person).values(**values))


def _credentials(row: PersonRow) -> Credentials:
    return Credentials(
        person=row.id,
        account=row.account,
        password_hash=row.password_hash,
        password_due=row.must_change_password,
        password_expires_at=row.password_expires_at,
        totp_secret=row.totp_secret,
        totp_last_step=row.totp_last_step,
        is_locked=row.is_locked,
    )
