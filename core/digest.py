"""Checksums as they stand in formats, in the database and on paper."""

import hashlib

PREFIX = "sha256:"
LENGTH = len(PREFIX) + 64
"""Characters of a checksum."""


def checksum(data: bytes) -> str:
    """Return the SHA-256 of bytes: ``sha256:`` and 64 hexadecimal digits."""
    return PREFIX + hashlib.sha256(data).hexdigest()
