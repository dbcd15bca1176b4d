"""What can stop work with notices."""

from core.errors import PruefstandError


class NoticeNotFoundError(PruefstandError):
    """There is no notice with this number."""
