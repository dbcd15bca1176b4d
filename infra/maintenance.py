"""What is swept out of a city's tables every night: kept as long as it is of use, and no longer."""

from datetime import timedelta

from infra.identity.repository import FailureRepository, SessionRepository
from infra.identity.sessions import IDLE, LONGEST
from infra.jobs.context import JobContext
from infra.jobs.kinds import Payload
from infra.jobs.repository import JobRepository
from infra.notices.repository import NoticeRepository
from infra.once.repository import AnswerRepository
from infra.policy.table import Action
from infra.transactions import Writing
from infra.uploads.model import KEPT as UPLOADS_KEPT
from infra.uploads.repository import UploadRepository

ANSWERS_KEPT = timedelta(hours=48)
FAILURES_KEPT = timedelta(days=1)
JOBS_KEPT = timedelta(days=90)
UPLOADS_AT_A_TIME = 4  # up to a gigabyte: more would let others wait
READ_NOTICES_KEPT = timedelta(days=90)


def sweep(context: JobContext, _payload: Payload) -> None:
    """Forget answers, ended sessions, refused attempts, finished jobs, read notices and uploads that are too old.

    Short transactions: others wait for a moment, not for all of it. Doing it twice changes nothing.
    """
    steps = (_answers, _sessions, _failures, _jobs, _notices)
    for done, step in enumerate(steps):
        context.progress(done, len(steps))
        with context.write(Action.RUN_MAINTENANCE) as writing:
            step(writing)
    _uploads(context)
    context.progress(len(steps), len(steps))


def _answers(writing: Writing) -> None:
    AnswerRepository(writing.session).forget_before(writing.now - ANSWERS_KEPT)


def _sessions(writing: Writing) -> None:
    seen_before, opened_before = writing.now - IDLE, writing.now - LONGEST
    SessionRepository(writing.session).forget_ended(seen_before=seen_before, opened_before=opened_before)


def _failures(writing: Writing) -> None:
    FailureRepository(writing.session).forget_before(writing.now - FAILURES_KEPT)


def _jobs(writing: Writing) -> None:
    JobRepository(writing.session).forget_finished_before(writing.now - JOBS_KEPT)


def _notices(writing: Writing) -> None:
    NoticeRepository(writing.session).forget_read_before(writing.now - READ_NOTICES_KEPT)


def _uploads(context: JobContext) -> None:
    """Drop uploads of which nothing was heard for too long, a few in a transaction: they are large."""
    dropped = UPLOADS_AT_A_TIME
    while dropped == UPLOADS_AT_A_TIME:
        with context.write(Action.RUN_MAINTENANCE) as writing:
            uploads = UploadRepository(writing.session)
            dropped = uploads.forget_untouched_until(writing.now - UPLOADS_KEPT, UPLOADS_AT_A_TIME)
