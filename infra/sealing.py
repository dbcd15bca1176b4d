"""Sealing what nobody here can read until two people come together: age (X25519, ChaCha20-Poly1305) by pyrage.

Secrets made here are handed to people or thrown away; none of them is ever stored.
"""

from dataclasses import dataclass, field

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient

from core.errors import PruefstandError

FRAME_BYTES = 1_024
"""Room for the head of age, whose length varies by chance: content of one length is always stored at one length."""

_CHUNK_BYTES, _TAG_BYTES = 65_536, 16
"""Age seals content in chunks, each with its own tag."""

_LENGTH_BYTES = 4
LONGEST_SECRET = 200


class SealKeyUnreadableError(PruefstandError):
    """What was given is no secret key."""


class SealNotOpenedError(PruefstandError):
    """What was sealed does not open: another key, or it was changed."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A new key.

    Args:
        secret: Opens (``AGE-SECRET-KEY-1…``).
        recipient: Seals (``age1…``); everybody may know it.
    """

    secret: str = field(repr=False)
    recipient: str


def new_key() -> KeyPair:
    """Return a new key; its secret is nowhere else."""
    identity = Identity.generate()
    return KeyPair(str(identity), str(identity.to_public()))


def recipient_of(secret: str) -> str:
    """Return the public half of a secret key.

    Raises:
        SealKeyUnreadableError: It is none.
    """
    return str(_identity(secret).to_public())


def seal(plain: bytes, recipient: str) -> bytes:
    """Return ``plain`` sealed for one recipient; only its length tells how long that is.

    Raises:
        SealKeyUnreadableError: The recipient is none.
    """
    try:
        sealed: bytes = encrypt(plain, [Recipient.from_str(recipient)])
    except RecipientError as error:
        raise SealKeyUnreadableError from error
    whole = len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed
    room = len(plain) + len(plain) // _CHUNK_BYTES * _TAG_BYTES + FRAME_BYTES
    if len(whole) > room:
        raise AssertionError("the head of age has grown beyond its frame")
    return whole.ljust(room, b"\0")


def unseal(sealed: bytes, secret: str) -> bytes:
    """Return what was sealed for the owner of a secret key.

    Raises:
        SealKeyUnreadableError: It is no secret key.
        SealNotOpenedError: It is another one, or the content was changed.
    """
    identity = _identity(secret)
    length = int.from_bytes(sealed[:_LENGTH_BYTES], "big")
    try:
        return bytes(decrypt(sealed[_LENGTH_BYTES : _LENGTH_BYTES + length], [identity]))
    except DecryptError as error:
        raise SealNotOpenedError from error


def _identity(secret: str) -> Identity:
    text = "".join(secret[:LONGEST_SECRET].split()).upper()
    try:
        return Identity.from_str(text)
    except IdentityError as error:
        raise SealKeyUnreadableError from error
