"""``/capacity-plan``: when requests for capacity would be worked on."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_202_ACCEPTED

from api.once import answer_once
from api.queue_plan_view import (
    PlannedRequestView,
    PlanStarted,
    QueuePlanView,
    kept_start,
    plan_view,
    planned_view,
)
from capacity.errors import QueuePlanMissingError
from capacity.services.queue_planning import PlanDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


@get(
    "/capacity-plan",
    operation_id="get_capacity_plan",
    summary="Plan der IT-Anforderungen: Auslastung der Rollen je Woche",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def get_plan(actor: NamedDependency[Actor], plan_desk: NamedDependency[PlanDesk]) -> QueuePlanView:
    """Return the plan."""
    seen = plan_desk.queue(actor, size=1)
    if seen is None:
        raise QueuePlanMissingError
    return plan_view(seen.plan)


@get(
    "/capacity-requests/{capacity_request:int}/plan",
    operation_id="get_capacity_request_plan",
    summary="Wann eine IT-Anforderung bearbeitet würde, und warum nicht früher",
    sync_to_thread=True,
    action=Action.READ_CAPACITY,
)
def get_planned(
    actor: NamedDependency[Actor], plan_desk: NamedDependency[PlanDesk], capacity_request: FromPath[int]
) -> PlannedRequestView:
    """Return where it stands in the plan."""
    return planned_view(plan_desk.see(actor, capacity_request))


@post(
    "/capacity-plan/runs",
    operation_id="run_capacity_plan",
    summary="Plan der IT-Anforderungen neu rechnen lassen",
    status_code=HTTP_202_ACCEPTED,
    sync_to_thread=True,
    action=Action.PLAN_QUEUE,
)
def run_plan(
    request: Call, actor: NamedDependency[Actor], plan_desk: NamedDependency[PlanDesk]
) -> Response[PlanStarted]:
    """Have the plan made anew."""
    return answer_once(request, lambda once: plan_desk.anew(actor, once), kept_start)


HANDLERS = (get_plan, get_planned, run_plan)
