"""What it takes to find out whether somebody is who they say, and what happens when they are not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from infra.audit.model import Event, Subject
from infra.identity.limits import Limits, Source
from infra.identity.passwords import Passwords
from infra.identity.repository import Credentials
from infra.identity.second_factor import fitting_step, kept_secret
from infra.identity.sessions import Sessions
from infra.secrets import Secrets
from infra.transactions import Transactions, Writing


class Reason(StrEnum):
    """Why a proof was refused: for the audit log, never for the one who tries."""

    UNKNOWN_ACCOUNT = "unknown-account"
    PASSWORD = "password"  # noqa: S105 - a reason, no password
    LOCKED = "locked"
    ONE_TIME_PASSWORD_ENDED = "one-time-password-ended"  # noqa: S105 - the same
    CODE = "code"
    KEY_LOST = "key-lost"
    PUBLISHED_PASSWORD = "published-password"  # noqa: S105 - the same
    CONFIRMATION = "confirmation"
    CONFIRMATION_CODE = "confirmation-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """Shared by signing in and by the own account.

    Args:
        transactions: Opens the city's accounts.
        passwords: Checks and makes hashes.
        secrets: Seals and opens second factors.
        limits: Counts failures.
        sessions: Opens and closes sessions.
    """

    transactions: Transactions
    passwords: Passwords
    secrets: Secrets
    limits: Limits
    sessions: Sessions

    def step_of(self, current: Credentials, code: str, now: datetime) -> int | None:
        """Return the time step of a code of the second factor in use; None where it does not fit or was used before.

        Raises:
            SecretUnreadableError: The instance has another key than the one the factor was sealed with.
        """
        secret = kept_secret(self.secrets, str(current.totp_secret), current.person)
        return fitting_step(secret, code, now, after=current.totp_last_step)

    def refuse(self, writing: Writing, source: Source, current: Credentials | None, reason: Reason) -> None:
        """Count and record a refusal. What was typed as account is not written down: it may be a password."""
        self.limits.count(writing.session, source, writing.now)
        subject = Subject(kind="person", id=current.person) if current else Subject(kind="account", id="unknown")
        writing.record(Event.SIGN_IN_REFUSED, subject, reason=reason.value)
