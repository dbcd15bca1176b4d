"""What is shown as the receipt of a bid: one checksum over what was received."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import rfc8785

from core.digest import checksum
from procurement.model import BidFile

KEYED = "hs-256:"
"""Begins a checksum made with a key of the instance (HMAC-SHA-256): nobody can find a price from it by trying."""


def receipt_digest(
    files: Sequence[BidFile], *, lot: int, tenderer: str, received_at: datetime, price: str, variant: str = ""
) -> str:
    """Return ``sha256:…`` over the files of a bid; over its line of the list where there is no file.

    Args:
        files: Of the bid; checksums of those that tell the price are keyed.
        lot: Number of the lot.
        tenderer: Name of the bidder.
        received_at: When it was received, UTC.
        price: Keyed checksum of the price; empty without one.
        variant: Name of the variant; empty for a main bid.
    """
    if files:
        listed = [
            {"name": one.name, "size": one.size, "digest": one.digest}
            for one in sorted(files, key=lambda file: file.name)
        ]
        return checksum(_canonical({"files": listed}))
    row = {"lot": lot, "tenderer": tenderer, "received_at": received_at.isoformat(), "price": price}
    return checksum(_canonical(row | ({"variant": variant} if variant else {})))


def _canonical(value: Mapping[str, Any]) -> bytes:
    """Return the RFC 8785 form of a JSON object."""
    return rfc8785.dumps(dict(value))
