"""What can stand in the way of an upload: facts; nothing was stored."""

from core.errors import PruefstandError


class UploadNotFoundError(PruefstandError):
    """There is no such upload, or it was removed, handed over or swept out."""


class UploadUnfinishedError(PruefstandError):
    """Not all of the file has arrived."""


class UploadNameError(PruefstandError):
    """The name of the file, or what it is for, is missing or too long."""


class UploadTooLargeError(PruefstandError):
    """The file, or what was sent of it, has more bytes than it may have.

    Args:
        limit: How many it may have.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class WrongOffsetError(PruefstandError):
    """The piece does not begin where the last one ended.

    Args:
        offset: Where that is.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(f"the next piece begins at {offset}")
        self.offset = offset


class ChecksumError(PruefstandError):
    """The piece is not the one that its checksum was taken of."""


class UnknownChecksumError(PruefstandError):
    """The checksum is none, or of a kind that is not taken here."""


class TooManyUploadsError(PruefstandError):
    """The person has begun too many uploads, or uploaded too much.

    Args:
        seconds: When to try again.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait for {seconds} s")
        self.seconds = seconds
