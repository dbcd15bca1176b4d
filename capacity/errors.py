"""What can stop work with requests for capacity."""

from typing import ClassVar

from core.errors import PruefstandError


class CapacityError(PruefstandError):
    """Root of the errors of this package.

    Args:
        properties: Values that the sentence about the error needs.
    """

    type: ClassVar[str]

    def __init__(self, **properties: str) -> None:
        super().__init__(f"{self.type}: {properties}")
        self.properties = properties


class RequestNotFoundError(CapacityError):
    """There is no request of this number."""

    type = "capacity/request-not-found"
