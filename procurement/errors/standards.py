"""What can stop work with open standards."""

from procurement.errors.base import ProcurementError


class StandardNotFoundError(ProcurementError):
    """The catalogue has no standard of this id."""

    type = "procurement/standard-not-found"

    def __init__(self, standard: str) -> None:
        super().__init__(standard=standard)


class StandardProbeNotFoundError(ProcurementError):
    """There is no probe of this number."""

    type = "procurement/standard-probe-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class StandardProbeKeptError(ProcurementError):
    """It belongs to a bid: it stays."""

    type = "procurement/standard-probe-kept"


class StandardProbeRunningError(ProcurementError):
    """The file is being looked at: until that is over, nothing about the probe changes."""

    type = "procurement/standard-probe-running"
