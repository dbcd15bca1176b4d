"""A file inside the file: the machine's twin of the paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to embed (PDF/A-3).

    Args:
        name: File name as the reader's program shows it.
        content: Its bytes.
        media_type: Its kind, e.g. ``application/json``.
        description: What it is.
    """

    name: str
    content: bytes
    media_type: str
    description: str
