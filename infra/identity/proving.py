"""What it takes to find out whether somebody is who they say."""

from dataclasses import dataclass

from infra.identity.limits import Limits
from infra.identity.passwords import Passwords
from infra.identity.sessions import Sessions
from infra.secrets import Secrets
from infra.transactions import Transactions


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
