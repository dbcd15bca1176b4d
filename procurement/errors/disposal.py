"""What can stop the disposal of a file."""

from procurement.errors.base import ProcurementError


class HoldNotFoundError(ProcurementError):
    """The file has no open hold of this number."""

    type = "procurement/hold-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class ReferenceDeletedError(ProcurementError):
    """The file of the procedure of this reference number is deleted, and the number is not given again."""

    type = "procurement/reference-deleted"

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)


class DisposalBlockedError(ProcurementError):
    """Something keeps the file: a date, a hold, an open objection, or the archive has not answered.

    Args:
        blockers: What, by their words.
    """

    type = "procurement/disposal-blocked"

    def __init__(self, blockers: tuple[str, ...]) -> None:
        super().__init__(blockers=", ".join(blockers))
        self.blockers = blockers


class DisposalNotAskedError(ProcurementError):
    """Nobody has asked for the deletion of this file."""

    type = "procurement/disposal-not-asked"


class DisposalSamePersonError(ProcurementError):
    """Whoever asked for the deletion of a file does not decide on it."""

    type = "procurement/disposal-same-person"


class DisposalNotFoundError(ProcurementError):
    """No file of this name was deleted."""

    type = "procurement/disposal-not-found"
