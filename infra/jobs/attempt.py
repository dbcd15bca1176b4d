"""One attempt at a job from beginning to end: claim it, do it, say how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from infra.audit.model import Event, Subject
from infra.database import DatabaseUnavailableError
from infra.identity.repository import IdentityRepository
from infra.jobs.context import Attempt, JobContext
from infra.jobs.errors import JobStoppedError, RetryLaterError, Stop
from infra.jobs.kinds import JobKind
from infra.jobs.model import JobClaim, JobFailure, JobState, job_address
from infra.jobs.repository import JobRepository
from infra.jobs.services import RESOURCE
from infra.logging import bind_job, log_defect, measured
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor, operator
from infra.transactions import Transactions, Writing

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended.

    Args:
        state: ``WAITING`` for one that is to be repeated.
        result: What came out.
        failure: Why it failed for good.
        reference: Names the defect in the log of the process.
        is_counted: The attempt counts towards the last one; not when this process interrupted it.
    """

    state: JobState
    result: Mapping[str, Any] | None = None
    failure: JobFailure | None = None
    reference: str | None = None
    is_counted: bool = True


class Worker:
    """Carries out jobs, one call an attempt.

    Args:
        transactions: Opens transactions.
        kinds: What jobs there are.
        lease: How long a job belongs to a worker that shows no sign of life.
    """

    def __init__(self, transactions: Transactions, kinds: Mapping[str, JobKind], *, lease: timedelta) -> None:
        self._transactions = transactions
        self._database = transactions.database
        self._kinds = kinds
        self._lease = lease

    def claim(self) -> Attempt | None:
        """Take the job that has waited longest; None when there is nothing to do."""
        with self._database.read() as session:
            due = JobRepository(session).first_due(self._now())
        if due is None:
            return None
        job, city = due
        with self._database.write(city) as session:
            now = self._now()
            claim = JobRepository(session).claim(job, str(uuid4()), now=now, until=now + self._lease)
        return None if claim is None else Attempt(claim)

    def keep(self, attempt: Attempt, *, is_renewal_due: bool) -> bool:
        """Store how far an attempt has come and pass on that it has to end; say whether its lease was extended."""
        claim, news = attempt.claim, attempt.take_news()
        if news is None and not is_renewal_due:
            with self._database.read(claim.city) as session:
                self._pass_on(attempt, JobRepository(session))
            return False
        with self._database.write(claim.city) as session:
            repository = JobRepository(session)
            if self._pass_on(attempt, repository):
                repository.renew(claim, until=self._now() + self._lease)
                if news is not None:
                    repository.keep_progress(claim, news)
        return True

    def carry_out(self, attempt: Attempt) -> None:
        """Do the job and store how that ended, unless another worker has taken it over."""
        name = attempt.claim.kind if attempt.claim.kind in self._kinds else "unknown"
        with bind_job(attempt.claim.job), measured("job", name) as outcome:
            ended = self._outcome(attempt)
            if ended is not None:
                self._settle(attempt, ended)
                outcome.code = 0 if ended.state is JobState.DONE else None

    def _pass_on(self, attempt: Attempt, repository: JobRepository) -> bool:
        if not repository.holds(attempt.claim):
            attempt.stop(Stop.LOST)
            return False
        if repository.is_cancel_requested(attempt.claim):
            attempt.stop(Stop.CANCELLED)
        return True

    def _outcome(self, attempt: Attempt) -> Ended | None:
        claim = attempt.claim
        kind = self._kinds.get(claim.kind)
        if kind is None:
            return _failed(JobFailure.UNKNOWN_KIND)
        try:
            return Ended(JobState.DONE, result=self._work(kind, attempt))
        except JobStoppedError as stopped:
            return _stopped(stopped.reason)
        except AccessDeniedError:
            return _failed(JobFailure.NOT_ALLOWED)
        except (RetryLaterError, DatabaseUnavailableError):
            return Ended(JobState.WAITING) if claim.attempt < kind.attempts else _failed(JobFailure.GAVE_UP)
        except Exception as error:  # noqa: BLE001 - a defect in one job must not end the worker
            return _failed(JobFailure.DEFECT, reference=log_defect(error))

    def _work(self, kind: JobKind, attempt: Attempt) -> Mapping[str, Any] | None:
        if attempt.claim.attempt > kind.attempts:  # started again and again and never got to say how it ended
            raise RetryLaterError
        actor = self._actor(attempt.claim)
        self._transactions.require(actor, kind.action)
        attempt.raise_if_stopped()
        result = kind.work(JobContext(self._transactions, actor, attempt), attempt.claim.payload)
        return None if result is None else dict(result)

    def _actor(self, claim: JobClaim) -> Actor:
        """Return as whom to work, with the roles of now; a person who is gone or locked has none."""
        if claim.owner is None:
            return operator(claim.city)
        with self._database.read(claim.city) as session:
            found = IdentityRepository(session).actor(claim.city, claim.owner)
        return found or Actor(city=claim.city, person=claim.owner)

    def _settle(self, attempt: Attempt, ended: Ended) -> None:
        claim = attempt.claim
        with self._database.write(claim.city) as session:
            repository, now = JobRepository(session), self._now()
            if not repository.holds(claim):
                return
            if ended.state is JobState.WAITING:
                pause = _pause(claim.attempt) if ended.is_counted else timedelta(0)
                repository.put_back(claim, due_at=now + pause, is_counted=ended.is_counted)
                return
            if news := attempt.take_news():
                repository.keep_progress(claim, news)
            repository.finish(claim.job, ended.state, at=now, result=ended.result, failure=ended.failure)
            _tell(Writing(session, operator(claim.city), now, None), claim, ended)

    def _now(self) -> datetime:
        return self._transactions.clock.now()


def _failed(failure: JobFailure, reference: str | None = None) -> Ended:
    return Ended(JobState.FAILED, failure=failure, reference=reference)


def _stopped(reason: Stop) -> Ended | None:
    if reason is Stop.LOST:
        return None
    if reason is Stop.INTERRUPTED:
        return Ended(JobState.WAITING, is_counted=False)
    return Ended(JobState.CANCELLED)


def _pause(attempt: int) -> timedelta:
    """Wait twice as long after every attempt."""
    return min(FIRST_PAUSE * (1 << (attempt - 1)), LONGEST_PAUSE)


def _tell(writing: Writing, claim: JobClaim, ended: Ended) -> None:
    properties = {"kind": claim.kind, "job": str(claim.job)}
    if ended.state is JobState.FAILED:
        subject = Subject(kind=RESOURCE, id=str(claim.job))
        facts = {"kind": claim.kind, "reason": str(ended.failure), "attempts": claim.attempt}
        named = {} if ended.reference is None else {"log_reference": ended.reference}
        writing.record(Event.JOB_FAILED, subject, **facts, **named)
    notice = {JobState.FAILED: NoticeKind.JOB_FAILED, JobState.DONE: NoticeKind.JOB_FINISHED}.get(ended.state)
    if claim.owner is not None and notice is not None:
        Notices.tell(writing, claim.owner, notice, properties, job_address(claim.job))
