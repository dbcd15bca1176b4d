"""Sessions: a random token in the browser, its digest here. A token that was not issued here is never adopted."""

import hashlib
import secrets
from datetime import timedelta

from infra.identity.repository import IdentityRepository, StoredSession
from infra.policy.model import NOBODY, Actor
from infra.transactions import Transactions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32

# The prefix binds the cookie to this host and TLS; plain HTTP on loopback cannot have it.
SECURE_COOKIE = "__Host-pruefstand"
PLAIN_COOKIE = "pruefstand"


def cookie_name(*, secure: bool) -> str:
    """Return the name of the session cookie."""
    return SECURE_COOKIE if secure else PLAIN_COOKIE


class Sessions:
    """Opens, finds and closes sessions.

    Args:
        transactions: Where they are kept.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._database = transactions.database

    def open(self, city: str, person: str) -> str:
        """Open a session for somebody who has proved who they are, and return its token: never seen before."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._database.write(city) as session:
            now = self._transactions.clock.now()
            IdentityRepository(session).open_session(_digest(token), city, person, at=now)
        return token

    def actor(self, token: str | None) -> Actor:
        """Return whose session it is, with the roles of this moment; nobody for an unknown, ended or missing one."""
        if not token:
            return NOBODY
        digest = _digest(token)
        with self._database.read() as session:
            found = IdentityRepository(session).find_session(digest)
        if found is None or self._ended(found):
            return NOBODY
        self._touch(digest, found)
        with self._database.read(found.city) as session:
            return IdentityRepository(session).actor(found.city, found.person) or NOBODY

    def close(self, token: str) -> None:
        """Close a session."""
        with self._database.write() as session:
            IdentityRepository(session).close_session(_digest(token))

    def _ended(self, found: StoredSession) -> bool:
        now = self._transactions.clock.now()
        return now - found.seen_at > IDLE or now - found.opened_at > LONGEST

    def _touch(self, digest: str, found: StoredSession) -> None:
        now = self._transactions.clock.now()
        if now - found.seen_at < TOUCHED_EVERY:
            return
        with self._database.write() as session:
            IdentityRepository(session).touch_session(digest, at=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
