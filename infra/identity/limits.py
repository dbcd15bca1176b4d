"""How many failures are let pass: few for an account, more for an address, because offices share one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlmodel import Session

from infra.identity.errors import TooManyAttemptsError
from infra.identity.repository import FailureRepository
from infra.secrets import Secrets

WINDOW = timedelta(minutes=15)
ACCOUNT_FAILURES = 5
ADDRESS_FAILURES = 20
_PURPOSE = "sign-in-failures"
_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an attempt comes from, as keyed digests: nothing tells account or address without the instance's key."""

    account: str
    address: str


class Limits:
    """Counts failures in the database, so that all processes count together.

    Args:
        secrets: Key of the digests.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def source(self, city: str, account: str, address: str) -> Source:
        """Return the source of an attempt."""
        return Source(
            account=self._secrets.digest(_PURPOSE, f"account {city} {account}"),
            address=self._secrets.digest(_PURPOSE, f"address {city} {network_of(address)}"),
        )

    def require_free(self, session: Session, source: Source, now: datetime) -> None:
        """Do nothing while there are few failures.

        Raises:
            TooManyAttemptsError: There are too many; it tells how long to wait.
        """
        kept, since = FailureRepository(session), now - WINDOW
        waits = [
            _free_at(kept.of_account(source.account, since=since, most=ACCOUNT_FAILURES), ACCOUNT_FAILURES),
            _free_at(kept.of_address(source.address, since=since, most=ADDRESS_FAILURES), ADDRESS_FAILURES),
        ]
        if until := max((moment for moment in waits if moment is not None), default=None):
            raise TooManyAttemptsError(until, now)

    def count(self, session: Session, source: Source, now: datetime) -> None:
        """Remember a failure, and forget those that are too old to count."""
        kept = FailureRepository(session)
        kept.forget_before(now - WINDOW)
        kept.add(source.account, source.address, at=now)

    def forgive(self, session: Session, source: Source) -> None:
        """Forget the failures of an account whose owner has signed in or was recovered. Those of the address stay."""
        FailureRepository(session).forget_account(source.account)


def network_of(address: str) -> str:
    """Return what is counted as one address: of IPv6 the network of 64 bits that one household or office has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> _NETWORK_BITS << _NETWORK_BITS))


def _free_at(failures: Sequence[datetime], allowed: int) -> datetime | None:
    """Return when the oldest of so many failures no longer counts; None while there are fewer."""
    return failures[-1] + WINDOW if len(failures) >= allowed else None
