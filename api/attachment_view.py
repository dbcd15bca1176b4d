"""Files of requests as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from capacity.model import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """A file of a request: its number, name, bytes, checksum, and when it was attached."""

    number: int
    name: str
    size: int
    digest: str
    at: datetime


def attachment_view(one: Attachment) -> AttachmentView:
    """Return a file of a request."""
    return AttachmentView(number=one.number, name=one.name, size=one.size, digest=one.digest, at=one.at)
