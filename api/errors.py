"""What can be wrong with the form of a request: facts; their status stands in ``problems``."""

from core.errors import PruefstandError


class BrokenCursorError(PruefstandError):
    """The cursor was not issued here, or for another list."""


class BrokenKeyError(PruefstandError):
    """The idempotency key is no run of 1 to 200 visible ASCII characters."""


class BrokenTagError(PruefstandError):
    """``If-Match`` is no list of tags, or names several versions."""


class NoJsonError(PruefstandError):
    """The body of a changing request says it is something else than JSON."""


class OtherKindError(PruefstandError):
    """The body is not of the one kind that the address takes."""


class BrokenHeaderError(PruefstandError):
    """A header that the tus protocol asks for is missing or cannot be read."""


class UnknownTusVersionError(PruefstandError):
    """The client speaks another version of the tus protocol."""


class NoBodyExpectedError(PruefstandError):
    """A request says more than the address takes: what is ignored would be taken for done."""


class PreconditionMissingError(PruefstandError):
    """A change needs ``If-Match`` with the version that was seen, and there is none."""
