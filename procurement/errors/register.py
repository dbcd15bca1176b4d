"""What can stop work on the register of contracts and systems."""

from procurement.errors.base import ProcurementError


class RegisterEntryNotFoundError(ProcurementError):
    """The register has no entry of this number."""

    type = "procurement/register-entry-not-found"


class AlternativeCheckNotFoundError(ProcurementError):
    """The entry has no alternative check of this number."""

    type = "procurement/alternative-check-not-found"


class AlternativeCheckDecidedError(ProcurementError):
    """Somebody has decided on it; that stays."""

    type = "procurement/alternative-check-decided"
