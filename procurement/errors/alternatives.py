"""What can stop work with open-source products and alternatives."""

from procurement.errors.base import ProcurementError


class ProductNotFoundError(ProcurementError):
    """The catalogue has no product of this number; a later import may have replaced it."""

    type = "procurement/product-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class AlternativeNotFoundError(ProcurementError):
    """The procedure has no alternative of this number."""

    type = "procurement/alternative-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class AlternativeListedError(ProcurementError):
    """The procedure lists this product already."""

    type = "procurement/alternative-listed"
