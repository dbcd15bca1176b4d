"""What can stop work with notices."""

from core.errors import PruefstandError


class NoticeNotFoundError(PruefstandError):
    """The person has no notice with this number."""
