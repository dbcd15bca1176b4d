"""The root of what can stop a piece of procurement work."""

from typing import ClassVar

from core.errors import PruefstandError


class ProcurementError(PruefstandError):
    """Root of the errors of this package.

    Args:
        properties: Values that the sentence about the error needs.
    """

    type: ClassVar[str]

    def __init__(self, **properties: str) -> None:
        super().__init__(f"{self.type}: {properties}")
        self.properties = properties
