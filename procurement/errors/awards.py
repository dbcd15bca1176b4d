"""What can stop work on awards."""

from procurement.errors.base import ProcurementError


class ObjectionNotFoundError(ProcurementError):
    """The procedure has no objection of this number."""

    type = "procurement/objection-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class LetterNotFoundError(ProcurementError):
    """The procedure has no letter of this number."""

    type = "procurement/letter-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))
