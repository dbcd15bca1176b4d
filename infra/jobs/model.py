"""Jobs as the rest of the house sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """The job is still to be done."""
        return self in {JobState.WAITING, JobState.RUNNING}


class JobFailure(StrEnum):
    """Why a job failed for good."""

    DEFECT = "defect"
    GAVE_UP = "gave-up"
    NOT_ALLOWED = "not-allowed"
    UNKNOWN_KIND = "unknown-kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress:
    """How far an attempt has come.

    Args:
        done: Parts done, from 0.
        total: Parts in all; None as long as nobody knows.
        step: What is being done, as data for people; no names, no sealed content. At most 200 characters are kept.
    """

    done: int = 0
    total: int | None = None
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of background work.

    Args:
        id: Its number.
        kind: Name of what is done.
        owner: Id of the person who asked for it; None for the service itself.
        state: Where it stands.
        asked_at: When it was asked for, UTC.
        not_before: When it may start, or start again after something was not ready.
        started_at: When the first attempt started.
        finished_at: When it was over.
        attempts: How often it was started.
        progress: How far the present attempt has come.
        result: What came out, small; ``link`` in it is the path of the page that shows it.
        failure: Why it failed for good.
        is_cancel_requested: Somebody wants it to stop; it does so at its next step.
    """

    id: int
    kind: str
    owner: str | None
    state: JobState
    asked_at: datetime
    not_before: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    progress: JobProgress
    result: Mapping[str, Any] | None
    failure: JobFailure | None
    is_cancel_requested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """One page of jobs, newest first.

    Args:
        items: Jobs on this page.
        before: What to ask for next: jobs with a smaller number; None on the last page.
    """

    items: tuple[Job, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobClaim:
    """The right to carry out one attempt at one job, until its lease ends.

    Args:
        job: Number of the job.
        city: City it belongs to.
        token: Names this attempt; whoever claims the job later has another one.
        attempt: Number of the attempt, from 1.
        kind: Name of what is to be done.
        owner: Id of the person who asked for it; None for the service itself.
        payload: What it was asked with.
    """

    job: int
    city: str
    token: str
    attempt: int
    kind: str
    owner: str | None
    payload: Mapping[str, Any]


def job_address(job: int) -> str:
    """Return the path of the page of a job, for notices about it."""
    return f"/auftraege/{job}"
