"""What can stop work with repositories that bids name."""

from procurement.errors.base import ProcurementError


class RepositoryNotFoundError(ProcurementError):
    """There is no entry of this number."""

    type = "procurement/repository-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class RepositorySnapshotNotFoundError(ProcurementError):
    """The entry has no snapshot of this number with an archive."""

    type = "procurement/repository-snapshot-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class RepositoryWithdrawnError(ProcurementError):
    """The entry was taken back: it is read, and nothing is added to it any more."""

    type = "procurement/repository-withdrawn"


class RepositoryFetchingError(ProcurementError):
    """A snapshot is being fetched: until it is there, no other one is asked for."""

    type = "procurement/repository-fetching"
