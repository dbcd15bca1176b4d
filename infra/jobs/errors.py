"""What can stop a job, and what can stop work with jobs."""

from enum import StrEnum

from core.errors import PruefstandError


class JobNotFoundError(PruefstandError):
    """There is no job with this number."""


class JobOverError(PruefstandError):
    """The job is over and cannot be cancelled any more."""


class RetryLaterError(PruefstandError):
    """Raised by a job's function: something outside is not ready yet, the same attempt may work later."""


class Stop(StrEnum):
    """Why a running attempt has to end."""

    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    LOST = "lost"


class JobStoppedError(PruefstandError):
    """The attempt must end now. Job functions let it pass.

    Args:
        reason: Somebody cancelled the job, this process is about to stop, or another process has taken the job over.
    """

    def __init__(self, reason: Stop) -> None:
        super().__init__(reason.value)
        self.reason = reason
