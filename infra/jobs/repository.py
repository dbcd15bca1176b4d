"""Jobs and their queue within one transaction: the only place that names their tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from infra.jobs.model import Job, JobClaim, JobFailure, JobPage, JobProgress, JobState
from infra.jobs.tables import JobRow, QueueRow
from infra.rows import city_of

STEP_LENGTH = 200


class JobRepository:
    """Jobs of the city that the session is open for; the queue of all cities.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        kind: str,
        owner: str | None,
        payload: Mapping[str, Any],
        *,
        key: str | None,
        at: datetime,
        not_before: datetime,
    ) -> int:
        """Store a job and put it into the queue."""
        city = str(city_of(self._session))
        row = JobRow(
            city_id=city,
            kind=kind,
            person_id=owner,
            key=key,
            payload=dict(payload),
            state=JobState.WAITING,
            asked_at=at,
            not_before=not_before,
        )
        self._session.add(row)
        self._session.flush()
        number = int(row.id or 0)
        self._session.add(QueueRow(job_id=number, city_id=city, due_at=not_before))
        self._session.flush()
        return number

    def find(self, job: int) -> Job | None:
        """Return a job, or None."""
        row = self._session.exec(select(JobRow).where(col(JobRow.id) == job)).one_or_none()
        return None if row is None else _job(row)

    def find_key(self, key: str) -> int | None:
        """Return the job that was asked for with this key, or None."""
        return self._session.exec(select(JobRow.id).where(col(JobRow.key) == key)).one_or_none()

    def find_open(self, kind: str, owner: str | None) -> int | None:
        """Return a job of this kind that somebody has asked for and that is still to be done, or None."""
        open_states = [state for state in JobState if state.is_open]
        of_owner = select(JobRow.id).where(col(JobRow.kind) == kind, col(JobRow.person_id) == owner)
        found = of_owner.where(col(JobRow.state).in_(open_states))
        return self._session.exec(found.limit(1)).first()

    def page(self, owner: str | None, before: int | None, size: int) -> JobPage:
        """Return the newest jobs with a number below ``before``: those of one person, or of the whole city for None."""
        found = select(JobRow).order_by(col(JobRow.id).desc())
        if owner is not None:
            found = found.where(col(JobRow.person_id) == owner)
        if before is not None:
            found = found.where(col(JobRow.id) < before)
        rows = self._session.exec(found.limit(size + 1)).all()
        items = tuple(map(_job, rows[:size]))
        return JobPage(items=items, before=items[-1].id if len(rows) > size else None)

    def request_cancel(self, job: int) -> None:
        """Let a running job stop at its next step."""
        self._change(job, is_cancel_requested=True)

    def first_due(self, now: datetime) -> tuple[int, str] | None:
        """Return job and city of what has waited longest for somebody to look at it, in any city."""
        due = select(QueueRow.job_id, QueueRow.city_id).where(col(QueueRow.due_at) <= now)
        return self._session.exec(due.order_by(col(QueueRow.due_at)).limit(1)).first()

    def claim(self, job: int, token: str, *, now: datetime, until: datetime) -> JobClaim | None:
        """Take a job that is due, for as long as the lease lasts; None when somebody else was faster."""
        due = select(QueueRow).where(*self._place(job), col(QueueRow.due_at) <= now)
        place = self._session.exec(due).one_or_none()
        row = self._session.exec(select(JobRow).where(col(JobRow.id) == job)).one_or_none()
        if place is None or row is None:
            return None
        place.token, place.due_at = token, until
        row.state, row.attempts, row.started_at = JobState.RUNNING, row.attempts + 1, row.started_at or now
        row.done, row.total, row.step = 0, None, ""
        self._session.flush()
        return JobClaim(
            job=job,
            city=row.city_id,
            token=token,
            attempt=row.attempts,
            kind=row.kind,
            owner=row.person_id,
            payload=row.payload,
        )

    def holds(self, claim: JobClaim) -> bool:
        """Tell whether nobody else has taken the job over."""
        mine = select(QueueRow.job_id).where(*self._place(claim.job), col(QueueRow.token) == claim.token)
        return self._session.exec(mine).first() is not None

    def is_cancel_requested(self, claim: JobClaim) -> bool:
        """Tell whether somebody wants the job to stop."""
        return bool(self._session.exec(select(JobRow.is_cancel_requested).where(col(JobRow.id) == claim.job)).first())

    def renew(self, claim: JobClaim, *, until: datetime) -> None:
        """Extend the lease."""
        self._session.execute(update(QueueRow).where(*self._place(claim.job)).values(due_at=until))

    def keep_progress(self, claim: JobClaim, progress: JobProgress) -> None:
        """Keep how far the attempt has come."""
        self._change(claim.job, done=progress.done, total=progress.total, step=progress.step[:STEP_LENGTH])

    def put_back(self, claim: JobClaim, *, due_at: datetime, is_counted: bool) -> None:
        """Let the job wait for another attempt; an interrupted one is not counted."""
        attempts = claim.attempt if is_counted else claim.attempt - 1
        self._change(claim.job, state=JobState.WAITING, not_before=due_at, attempts=attempts)
        freed = update(QueueRow).where(*self._place(claim.job)).values(due_at=due_at, token=None)
        self._session.execute(freed)

    def finish(
        self,
        job: int,
        state: JobState,
        *,
        at: datetime,
        result: Mapping[str, Any] | None = None,
        failure: JobFailure | None = None,
    ) -> None:
        """Keep how a job ended and take it out of the queue."""
        kept = None if result is None else dict(result)
        self._change(job, state=state, finished_at=at, result=kept, failure=failure)
        self._session.execute(delete(QueueRow).where(*self._place(job)))

    def forget_finished_before(self, moment: datetime) -> None:
        """Drop jobs that were over earlier."""
        self._session.execute(delete(JobRow).where(col(JobRow.finished_at) < moment))

    def _place(self, job: int) -> tuple[ColumnElement[bool], ...]:
        """Return what names a job's place in the queue, which knows no city by itself."""
        return col(QueueRow.job_id) == job, col(QueueRow.city_id) == city_of(self._session)

    def _change(self, job: int, **values: object) -> None:
        self._session.execute(update(JobRow).where(col(JobRow.id) == job).values(**values))


def _job(row: JobRow) -> Job:
    return Job(
        id=int(row.id or 0),
        kind=row.kind,
        owner=row.person_id,
        state=row.state,
        asked_at=row.asked_at,
        not_before=row.not_before,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        progress=JobProgress(done=row.done, total=row.total, step=row.step),
        result=row.result,
        failure=row.failure,
        is_cancel_requested=row.is_cancel_requested,
    )
