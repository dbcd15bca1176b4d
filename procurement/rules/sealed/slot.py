"""What a slot of a sealed intake holds: a bid or nothing, always of the same size."""

import hashlib
import json
from datetime import datetime
from typing import Any

from procurement.model import OfferedFile, SealedOffer
from procurement.rules.digest import canonical

FORMAT = "pruefstand/sealed-bid/1"
HEAD_BYTES = 65_536
"""Room for everything but the contents of files."""

_LENGTH_BYTES = 4


class SlotUnreadableError(ValueError):
    """What a slot holds was not put there for it."""


def room_of(slot_bytes: int) -> int:
    """Return how many bytes the files of a bid may have together."""
    return slot_bytes - HEAD_BYTES


def empty_slot(slot_bytes: int) -> bytes:
    """Return the content of a slot without a bid."""
    return bytes(slot_bytes)


def packed(offer: SealedOffer, place: str, slot_bytes: int) -> bytes | None:
    """Return a bid as the content of a slot; None where it does not fit.

    Args:
        offer: The bid.
        place: Name of the slot, bound to the content: what is moved elsewhere does not open.
        slot_bytes: Size of the slot.
    """
    files = [
        {
            "name": one.name,
            "size": len(one.content),
            "with_price": one.with_price,
            "sha256": hashlib.sha256(one.content).hexdigest(),
        }
        for one in offer.files
    ]
    head = canonical({"format": FORMAT, "place": place, **offer.told, "files": files}).encode()
    contents = b"".join(one.content for one in offer.files)
    if len(head) + _LENGTH_BYTES > HEAD_BYTES or len(contents) > room_of(slot_bytes):
        return None
    return (len(head).to_bytes(_LENGTH_BYTES, "big") + head).ljust(HEAD_BYTES, b"\0") + contents.ljust(
        room_of(slot_bytes), b"\0"
    )


def unpacked(content: bytes, place: str) -> SealedOffer | None:
    """Return the bid in the content of a slot; None for an empty one.

    Raises:
        SlotUnreadableError: It was not put there for this slot, or was changed.
    """
    length = int.from_bytes(content[:_LENGTH_BYTES], "big")
    if length == 0:
        return None
    try:
        head = json.loads(content[_LENGTH_BYTES : _LENGTH_BYTES + length])
    except ValueError as error:
        raise SlotUnreadableError from error
    if head.get("format") != FORMAT or head.get("place") != place:
        raise SlotUnreadableError
    return SealedOffer(
        received_at=datetime.fromisoformat(head["received_at"]),
        lot=head["lot"],
        tenderer=head["tenderer"],
        variant=head["variant"],
        gross_eur=head["gross_eur"],
        files=_files(head["files"], content[HEAD_BYTES:]),
    )


def _files(listed: list[dict[str, Any]], contents: bytes) -> tuple[OfferedFile, ...]:
    files, at = list[OfferedFile](), 0
    for one in listed:
        content = contents[at : at + one["size"]]
        at += one["size"]
        if hashlib.sha256(content).hexdigest() != one["sha256"]:
            raise SlotUnreadableError
        files.append(OfferedFile(name=one["name"], content=content, with_price=one["with_price"]))
    return tuple(files)
