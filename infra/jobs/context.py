"""What the function of a job gets: as whom it works, transactions that no lost job commits, a way to tell how far."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from infra.jobs.errors import JobStoppedError, Stop
from infra.jobs.model import JobClaim, JobProgress
from infra.jobs.repository import JobRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing


class Attempt:
    """One attempt at a job, shared by the thread that works and the thread that keeps its lease.

    Args:
        claim: What gives the right to work.
    """

    def __init__(self, claim: JobClaim) -> None:
        self.claim = claim
        self._lock = Lock()
        self._news: JobProgress | None = None
        self._stop: Stop | None = None

    def report(self, progress: JobProgress) -> None:
        """Remember how far the attempt has come.

        Raises:
            JobStoppedError: It has to end.
        """
        with self._lock:
            self._news = progress
        self.raise_if_stopped()

    def take_news(self) -> JobProgress | None:
        """Return what was reported since the last call, if anything was."""
        with self._lock:
            news, self._news = self._news, None
        return news

    def stop(self, reason: Stop) -> None:
        """Let the attempt end at its next step."""
        self._stop = self._stop or reason

    def raise_if_stopped(self) -> None:
        """Do nothing as long as the attempt may go on.

        Raises:
            JobStoppedError: It has to end.
        """
        if self._stop is not None:
            raise JobStoppedError(self._stop)


class JobContext:
    """Handed to the function of a job.

    A job may be carried out more than once: after a crash it starts anew. So its steps must be safe to repeat. What
    ``write`` commits is safe from a second worker: the transaction of an attempt that was taken over is rolled back.

    Args:
        transactions: Opens transactions.
        actor: As whom the job runs: the person who asked, with the roles of this attempt, or the operator.
        attempt: The attempt.
    """

    def __init__(self, transactions: Transactions, actor: Actor, attempt: Attempt) -> None:
        self.actor = actor
        self._transactions = transactions
        self._attempt = attempt

    @property
    def job(self) -> int:
        """Number of the job."""
        return self._attempt.claim.job

    def progress(self, done: int, total: int | None = None, step: str = "") -> None:
        """Tell how far the job has come. Cheap: call it as often as there is something to tell.

        Raises:
            JobStoppedError: The job has to end now; let it pass.
        """
        self._attempt.report(JobProgress(done=done, total=total, step=step))

    @contextmanager
    def read(self, action: Action) -> Iterator[Reading]:
        """Open a transaction that sees one state, as ``Transactions.read`` does for the actor of the job.

        Raises:
            JobStoppedError: The job has to end now; let it pass.
        """
        self._attempt.raise_if_stopped()
        with self._transactions.read(self.actor, action) as reading:
            yield reading

    @contextmanager
    def write(self, action: Action) -> Iterator[Writing]:
        """Open the one writing transaction, as ``Transactions.write`` does for the actor of the job.

        Raises:
            JobStoppedError: The job has to end now, or another process has taken it over; let it pass.
        """
        self._attempt.raise_if_stopped()
        with self._transactions.write(self.actor, action) as writing:
            if not JobRepository(writing.session).holds(self._attempt.claim):
                raise JobStoppedError(Stop.LOST)
            yield writing
