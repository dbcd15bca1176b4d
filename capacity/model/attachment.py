"""Files that belong to a request."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that somebody attached to a request.

    Args:
        number: Its number within the request; never given twice.
        name: Its name, made harmless.
        size: Bytes.
        digest: ``sha256:…`` of the content.
        box_key: What its sealed parts are bound to.
        person: Id of the person who attached it.
        at: When, UTC.
    """

    number: int
    name: str
    size: int
    digest: str
    box_key: str
    person: str
    at: datetime
