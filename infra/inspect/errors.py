from core.errors import Fault, InputError


class InspectionError(InputError):
    """A file that is not let in. ``reason`` is the slug of the fault, ``place`` the part or cell, as far as known."""

    def __init__(self, reason: str, place: str = "", **properties: str) -> None:
        super().__init__([Fault(reason, place, properties=properties)])
        self.reason = reason
        self.place = place
        self.properties = properties
