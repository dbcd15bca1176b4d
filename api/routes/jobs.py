"""``/jobs``: work in the background."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from infra.jobs.model import Job
from infra.jobs.services import Jobs
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


@get(
    "/jobs",
    operation_id="list_jobs",
    summary="Aufträge auflisten, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_JOB,
)
def list_jobs(
    request: Call,
    actor: NamedDependency[Actor],
    jobs: NamedDependency[Jobs],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[Job]]:
    """Return a part of the list."""
    found = jobs.page(actor, before=number_in(request), size=limit)
    return listed(request, found.items, found.before)


@get(
    "/jobs/{job:int}",
    operation_id="get_job",
    summary="Ein Auftrag mit seinem Fortschritt",
    sync_to_thread=True,
    action=Action.READ_JOB,
)
def get_job(actor: NamedDependency[Actor], jobs: NamedDependency[Jobs], job: FromPath[int]) -> Job:
    """Return one job."""
    return jobs.get(actor, job)


@post(
    "/jobs/{job:int}/cancel",
    operation_id="cancel_job",
    summary="Einen Auftrag abbrechen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.CANCEL_JOB,
)
def cancel_job(
    request: Call, actor: NamedDependency[Actor], jobs: NamedDependency[Jobs], job: FromPath[int]
) -> Response[Job]:
    """Cancel a job: one that waits is over at once, one that runs ends at its next step."""
    return answer_once(request, lambda once: jobs.cancel(actor, job, once), presented)


HANDLERS = (list_jobs, get_job, cancel_job)
