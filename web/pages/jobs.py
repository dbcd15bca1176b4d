"""Jobs: the list, one job with its progress, starting and cancelling. Progress moves by itself where scripts run."""

from contextlib import suppress
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.numbers import LARGEST_NUMBER
from infra.jobs.errors import JobOverError
from infra.jobs.model import Job, job_address
from infra.jobs.services import Jobs, sees_all
from infra.oversight.report import VERIFICATION
from infra.policy.decision import decide
from infra.policy.table import Action
from web.rendering import SEE_OTHER, render

PAGE_SIZE = 25

Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]
Asking = Request[Any, Any, State]


@get("/auftraege", sync_to_thread=True, action=Action.READ_JOB)
def show_jobs(request: Asking, jobs: NamedDependency[Jobs], before: Before = None) -> Response[str]:
    """Show one page of the list."""
    found = jobs.page(request.user, before=before, size=PAGE_SIZE)
    may_verify = decide(request.user, Action.VERIFY_AUDIT_LOG) is None
    return render(
        request,
        "auftraege/liste.html",
        found=found,
        is_first=before is None,
        may_verify=may_verify,
        sees_all=sees_all(request.user),
    )


@get("/auftraege/{job:int}", sync_to_thread=True, action=Action.READ_JOB)
def show_job(request: Asking, jobs: NamedDependency[Jobs], job: FromPath[int]) -> Response[str]:
    """Show one job."""
    return _shown(request, jobs, jobs.get(request.user, job), "auftraege/auftrag.html")


@get("/auftraege/{job:int}/stand", sync_to_thread=True, action=Action.READ_JOB)
def show_progress(request: Asking, jobs: NamedDependency[Jobs], job: FromPath[int]) -> Response[str]:
    """Show the part of the page that changes; it asks again until the job is over."""
    return _shown(request, jobs, jobs.get(request.user, job), "auftraege/stand.html")


@post("/auftraege/pruefprotokoll", status_code=SEE_OTHER, sync_to_thread=True, action=Action.VERIFY_AUDIT_LOG)
def start_verification(request: Asking, jobs: NamedDependency[Jobs]) -> Redirect:
    """Start to verify the audit log, or lead to where that is going on."""
    return Redirect(job_address(jobs.start(request.user, VERIFICATION).id), status_code=SEE_OTHER)


@post("/auftraege/{job:int}/abbrechen", status_code=SEE_OTHER, sync_to_thread=True, action=Action.CANCEL_JOB)
def cancel_job(request: Asking, jobs: NamedDependency[Jobs], job: FromPath[int]) -> Redirect:
    """Cancel a job; one that is over meanwhile shows how it ended."""
    with suppress(JobOverError):
        jobs.cancel(request.user, job)
    return Redirect(job_address(job), status_code=SEE_OTHER)


def _shown(request: Asking, jobs: Jobs, job: Job, template: str) -> Response[str]:
    now = jobs.transactions.clock.now()
    elapsed = (job.finished_at or now) - job.started_at if job.started_at else None
    return render(request, template, job=job, elapsed=elapsed, waited=now - job.asked_at)


HANDLERS = (show_jobs, show_job, show_progress, start_verification, cancel_job)
