"""Passwords: which ones are good enough, and how they are kept (argon2id).

Rules after NIST SP 800-63B-4, section 3.1.1.2, and BSI ORP.4.A22: length counts, composition does not; names and the
commonest ones are refused; nobody has to change a good password.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256
_FEWEST_DIFFERENT = 5
_ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else when read aloud
_ONE_TIME_GROUPS, _ONE_TIME_GROUP = 4, 5

COMMONEST = frozenset(
    {
        "passwort1234", "passwort12345", "passwort123456", "password1234", "password12345", "password123456",
        "passwortpasswort", "passwordpassword", "meinpasswort", "meinpasswort1", "geheimgeheim", "geheim123456",
        "willkommen12", "willkommen123", "willkommen1234", "hallo1234567", "hallohallo12", "schatzischatzi",
        "ichliebedich", "ichliebedich1", "iloveyou1234", "iloveyouiloveyou", "letmein12345", "welcome12345",
        "qwertzuiop12", "qwertzuiop123", "qwertzuiopasdf", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdf",
        "1q2w3e4r5t6z", "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5z6", "asdfghjkl123", "yxcvbnm12345",
        "abcdefghijkl", "abcdefghijklm", "abc123abc123", "abcd12345678", "a1b2c3d4e5f6",
        "123456789012", "1234567890123", "12345678901234", "0123456789012", "123412341234", "123123123123",
        "987654321098", "112233445566", "administrator", "administrator1", "admin1234567", "adminadminadmin",
        "stadtverwaltung", "rathaus12345", "sommer123456", "winter123456", "fussball1234", "changeme1234",
    }
)  # fmt: skip


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    LIKE_ACCOUNT = "like-account"
    COMMON = "common"


def weakness(password: str, account: str) -> Weakness | None:
    """Return why a password for an account is refused, or None.

    What is left of it without the account name must be long enough by itself.
    """
    text = _normalised(password)
    folded = text.casefold()
    if len(text) > LONGEST:
        return Weakness.TOO_LONG
    if len(text) < SHORTEST:
        return Weakness.TOO_SHORT
    if account and len(folded.replace(account.casefold(), "")) < SHORTEST:
        return Weakness.LIKE_ACCOUNT
    if folded in COMMONEST or len(set(folded)) < _FEWEST_DIFFERENT:
        return Weakness.COMMON
    return None


def one_time_password() -> str:
    """Return a password to be read out once: 20 letters and digits in groups, about 99 bits."""
    letters = [
        "".join(secrets.choice(_ONE_TIME_ALPHABET) for _ in range(_ONE_TIME_GROUP)) for _ in range(_ONE_TIME_GROUPS)
    ]
    return "-".join(letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a hash costs. The defaults are the second recommendation of RFC 9106, section 4, for argon2id.

    Args:
        passes: Passes over the memory (t).
        memory_kibibytes: Memory (m).
        lanes: Lanes (p).
    """

    passes: int = 3
    memory_kibibytes: int = 64 * 1024
    lanes: int = 4


AT_ONCE = 2
"""How many hashes are computed at the same time: each holds its memory and a core."""


class Passwords:
    """Makes and checks hashes, never more than a few at once. Slow on purpose: keep it off the event loop.

    Args:
        cost: What a new hash costs.
    """

    def __init__(self, cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._hasher = PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory_kibibytes, parallelism=cost.lanes)
        self._turns = BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """Return what to keep instead of the password."""
        with self._turns:
            return self._hasher.hash(_normalised(password))

    def verify(self, stored: str, password: str) -> bool:
        """Tell whether it is the password. An empty ``stored`` (nobody, none set) costs the same and is False."""
        with self._turns:
            try:
                self._hasher.verify(stored or self._nobodys, _normalised(password[: LONGEST + 1]))
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

    def is_outdated(self, stored: str) -> bool:
        """Tell whether the hash was made at another cost than new ones."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe())


def _normalised(password: str) -> str:
    """Return the form in which keyboards that compose letters differently agree."""
    return unicodedata.normalize("NFKC", password)
