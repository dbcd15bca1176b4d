"""Sessions: a random token in the browser, its digest here. A token that was not issued here is never adopted.

A token names its city, so that one transaction, open for that city, finds the session and its person. The digest covers
the whole token: with another city in front of it, it is a token that was not issued.
"""

import hashlib
import re
import secrets
from datetime import timedelta

from sqlmodel import Session

from infra.audit.model import Event, Subject
from infra.identity.repository import SessionRepository, StoredSession
from infra.policy.model import NOBODY, Actor
from infra.policy.table import Action
from infra.transactions import Transactions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
TOUCHED_EVERY = timedelta(minutes=1)
TOKEN_BYTES = 32

# The prefix binds the cookie to this host and TLS; plain HTTP on loopback cannot have it.
SECURE_COOKIE = "__Host-pruefstand"
PLAIN_COOKIE = "pruefstand"

_TOKEN = re.compile(r"([a-z0-9-]{1,40})\.[A-Za-z0-9_-]{43}", re.ASCII)


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
        with self._database.write(city) as session:
            return self.open_within(session, city, person)

    def open_within(self, session: Session, city: str, person: str) -> str:
        """Do the same within a transaction that changes more; ended sessions of everybody are forgotten with it."""
        token = f"{city}.{secrets.token_urlsafe(TOKEN_BYTES)}"
        now, kept = self._transactions.clock.now(), SessionRepository(session)
        kept.forget_ended(seen_before=now - IDLE, opened_before=now - LONGEST)
        kept.open(token_digest(token), city, person, at=now)
        return token

    def actor(self, token: str | None) -> Actor:
        """Return whose session it is, with the roles of this moment; nobody for an unknown, ended or missing one."""
        city = _city_in(token)
        if city is None:
            return NOBODY
        digest = token_digest(str(token))
        with self._database.read(city) as session:
            found = SessionRepository(session).find(digest)
        if found is None or self._ended(found):
            return NOBODY
        self._touch(digest, found)
        return found.actor

    def close(self, actor: Actor, token: str | None) -> None:
        """Close the session of somebody who leaves.

        Raises:
            AccessDeniedError: Nobody known asks.
        """
        if token is None:
            return
        with self._transactions.write(actor, Action.USE_OWN_ACCOUNT) as writing:
            SessionRepository(writing.session).close(token_digest(token))
            writing.record(Event.SIGNED_OUT, Subject(kind="person", id=str(actor.person)))

    def _ended(self, found: StoredSession) -> bool:
        now = self._transactions.clock.now()
        return now - found.seen_at > IDLE or now - found.opened_at > LONGEST

    def _touch(self, digest: str, found: StoredSession) -> None:
        now = self._transactions.clock.now()
        if now - found.seen_at < TOUCHED_EVERY:
            return
        with self._database.write(found.actor.city) as session:
            SessionRepository(session).touch(digest, at=now)


def token_digest(token: str) -> str:
    """Return what is kept instead of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _city_in(token: str | None) -> str | None:
    """Return the city a token names; None for anything that cannot have been issued here."""
    found = _TOKEN.fullmatch(token or "")
    return found[1] if found else None
