"""Refused attempts, counted for as long as the rate limit looks back. They hold keyed digests, no names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from infra.identity.tables import SignInFailureRow
from infra.rows import city_of


class FailureRepository:
    """Failures of a city within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, account_digest: str, address_digest: str, *, at: datetime) -> None:
        """Remember a refused attempt."""
        row = SignInFailureRow(
            city_id=str(city_of(self._session)), account_digest=account_digest, address_digest=address_digest, at=at
        )
        self._session.add(row)
        self._session.flush()

    def of_account(self, digest: str, *, since: datetime, most: int) -> Sequence[datetime]:
        """Return when an account failed, newest first."""
        failed = select(SignInFailureRow.at).where(col(SignInFailureRow.account_digest) == digest)
        newest = failed.where(col(SignInFailureRow.at) > since).order_by(col(SignInFailureRow.at).desc())
        return self._session.exec(newest.limit(most)).all()

    def of_address(self, digest: str, *, since: datetime, most: int) -> Sequence[datetime]:
        """Return when attempts from an address failed, newest first."""
        failed = select(SignInFailureRow.at).where(col(SignInFailureRow.address_digest) == digest)
        newest = failed.where(col(SignInFailureRow.at) > since).order_by(col(SignInFailureRow.at).desc())
        return self._session.exec(newest.limit(most)).all()

    def forget_account(self, digest: str) -> None:
        """Forget the failures of an account."""
        self._session.execute(delete(SignInFailureRow).where(col(SignInFailureRow.account_digest) == digest))

    def forget_before(self, moment: datetime) -> None:
        """Forget what is too old to count."""
        self._session.execute(delete(SignInFailureRow).where(col(SignInFailureRow.at) < moment))
