"""Checksums of pieces, as the tus protocol 1.0 writes them: a name and a value in Base64."""

import hashlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import Any

from infra.uploads.errors import ChecksumError, UnknownChecksumError

ALGORITHMS: Mapping[str, Callable[..., Any]] = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
"""What is taken. SHA-1 finds damage on the way, which is all it is here for; the protocol asks servers to know it."""


def require_checksum(given: str, content: bytes) -> None:
    """Do nothing when the content is what the checksum was taken of.

    Args:
        given: ``sha256 `` and 32 bytes in Base64, or ``sha1 `` and 20.
        content: What arrived.

    Raises:
        UnknownChecksumError: This is no checksum, or of an unknown kind.
        ChecksumError: The content is another.
    """
    name, _, value = given.partition(" ")
    try:
        wanted, compute = b64decode(value, validate=True), ALGORITHMS[name]
    except (KeyError, ValueError) as error:
        raise UnknownChecksumError from error
    if not compare_digest(wanted, compute(content, usedforsecurity=False).digest()):
        raise ChecksumError
