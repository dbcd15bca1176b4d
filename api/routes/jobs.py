"""``/jobs``: work in the background."""

from typing import Annotated

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from api.problems import responses
from infra.jobs.model import Job, JobPage
from infra.jobs.services import Jobs
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.rows import LARGEST_NUMBER

Before = Annotated[int | None, QueryParameter(ge=1, le=LARGEST_NUMBER, description="Nur Einträge mit kleinerer Nummer")]
PageSize = Annotated[int, QueryParameter(ge=1, le=100, description="Einträge je Seite, höchstens 100")]


@get(
    "/jobs",
    operation_id="list_jobs",
    summary="Aufträge auflisten, die neuesten zuerst",
    sync_to_thread=True,
    responses=responses(400, 401, 403),
    action=Action.READ_JOB,
)
def list_jobs(
    actor: NamedDependency[Actor], jobs: NamedDependency[Jobs], before: Before = None, size: PageSize = 25
) -> JobPage:
    """Return one page; ``before`` of the answer asks for the next one."""
    return jobs.page(actor, before=before, size=size)


@get(
    "/jobs/{job:int}",
    operation_id="get_job",
    summary="Ein Auftrag mit seinem Fortschritt",
    sync_to_thread=True,
    responses=responses(401, 403, 404),
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
    responses=responses(401, 403, 404, 409),
    action=Action.CANCEL_JOB,
)
def cancel_job(actor: NamedDependency[Actor], jobs: NamedDependency[Jobs], job: FromPath[int]) -> Job:
    """Cancel a job: one that waits is over at once, one that runs ends at its next step."""
    return jobs.cancel(actor, job)


HANDLERS = (list_jobs, get_job, cancel_job)
