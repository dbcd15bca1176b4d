"""What can be done with jobs: ask for one, follow it, cancel it."""

import json
from collections.abc import Iterable
from datetime import datetime
from threading import Event as Bell

from sqlalchemy import event

from core.numbers import LARGEST_NUMBER
from infra.jobs.errors import JobNotFoundError, JobOverError
from infra.jobs.kinds import JobKind, Payload, by_name
from infra.jobs.model import Job, JobPage, JobState
from infra.jobs.repository import JobRepository
from infra.once.model import Once
from infra.policy.decision import Resource, decide, require
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

RESOURCE = "job"
LARGEST_PAYLOAD = 10_000


class Jobs:
    """Jobs of all kinds.

    Args:
        transactions: Opens transactions for whoever asks.
        kinds: What jobs there are.
    """

    def __init__(self, transactions: Transactions, kinds: Iterable[JobKind]) -> None:
        self.transactions = transactions
        self.kinds = by_name(kinds)
        self.bell = Bell()
        """Rings when there is something to do, so that workers of this process need not wait for their next look."""

    def enqueue(
        self,
        writing: Writing,
        kind: str,
        payload: Payload | None = None,
        *,
        not_before: datetime | None = None,
        key: str | None = None,
    ) -> int:
        """Ask for a job that is done if and only if the transaction commits, and return its number.

        Args:
            writing: The transaction of the change that needs it. Its actor is whose job it is.
            kind: Name of what is to be done.
            payload: What its function gets: JSON, no sealed content.
            not_before: Earliest start; None for at once.
            key: Asking again with the same key, even after the job is over, gives the same job; at most 80 characters.

        Raises:
            KeyError: There is no such kind.
            AccessDeniedError: The actor may not do what it does.
            ValueError: The payload is larger than ``LARGEST_PAYLOAD``.
        """
        known = self.kinds[kind]
        require(writing.actor, known.action)
        given = dict(payload or {})
        if len(json.dumps(given, allow_nan=False)) > LARGEST_PAYLOAD:
            raise ValueError("a payload names what is to be done, it does not hold it")
        repository = JobRepository(writing.session)
        if (found := _already(repository, known, key, writing.actor)) is not None:
            return found
        start = max(not_before or writing.now, writing.now)
        number = repository.add(kind, writing.actor.person, given, key=key, at=writing.now, not_before=start)
        event.listen(writing.session, "after_commit", lambda _session: self.bell.set())
        return number

    def start(self, actor: Actor, kind: str, payload: Payload | None = None, once: Once | None = None) -> Job:
        """Ask for a job on its own and return it.

        Raises:
            AccessDeniedError: The actor may not do what it does.
        """
        with self.transactions.write(actor, self.kinds[kind].action, once) as writing:
            number = self.enqueue(writing, kind, payload)
            return writing.done(_found(JobRepository(writing.session), number))

    def get(self, actor: Actor, job: int) -> Job:
        """Return a job.

        Raises:
            JobNotFoundError: There is none with this number.
            AccessDeniedError: It is somebody else's.
        """
        with self.transactions.read(actor, Action.READ_JOB) as reading:
            found = _found(JobRepository(reading.session), job)
            reading.require(Action.READ_JOB, _resource(reading, found))
            return found

    def page(self, actor: Actor, *, before: int | None = None, size: int = 25) -> JobPage:
        """Return the newest jobs with a number below ``before``: all of the city where the actor may see them."""
        with self.transactions.read(actor, Action.READ_JOB) as reading:
            owner = None if sees_all(actor) else actor.person
            return JobRepository(reading.session).page(owner, before, size)

    def cancel(self, actor: Actor, job: int, once: Once | None = None) -> Job:
        """Cancel a job: one that waits is over at once, one that runs ends at its next step.

        Raises:
            JobNotFoundError: There is none with this number.
            AccessDeniedError: It is somebody else's.
            JobOverError: It is over.
        """
        with self.transactions.write(actor, Action.CANCEL_JOB, once) as writing:
            repository = JobRepository(writing.session)
            found = _found(repository, job)
            writing.require(Action.CANCEL_JOB, _resource(writing, found))
            if found.state is JobState.WAITING:
                repository.finish(job, JobState.CANCELLED, at=writing.now)
            elif found.state is JobState.RUNNING:
                repository.request_cancel(job)
            else:
                raise JobOverError
            writing.session.expire_all()
            return writing.done(_found(repository, job))


def sees_all(actor: Actor) -> bool:
    """Tell whether the actor sees the jobs of everybody in the city."""
    of_nobody = Resource(kind=RESOURCE, id="", city=str(actor.city))
    return decide(actor, Action.READ_JOB, of_nobody) is None


def _already(repository: JobRepository, kind: JobKind, key: str | None, actor: Actor) -> int | None:
    if key is not None and (found := repository.find_key(key)) is not None:
        return found
    return repository.find_open(kind.name, actor.person) if kind.is_single else None


def _found(repository: JobRepository, number: int) -> Job:
    found = repository.find(number) if number <= LARGEST_NUMBER else None
    if found is None:
        raise JobNotFoundError
    return found


def _resource(reading: Reading, job: Job) -> Resource:
    return Resource(kind=RESOURCE, id=str(job.id), city=reading.city, owner=job.owner)
