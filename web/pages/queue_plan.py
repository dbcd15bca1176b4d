"""The plan of the queue: conflicts, how full roles are, and when each request would be worked on."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from capacity.services.queue_planning import PlanDesk
from infra.policy.table import Action
from web import addresses, plan_words
from web.rendering import SEE_OTHER, render
from web.views.heat_map import LEGEND, heat_map
from web.views.timeline import CALIBRATED, timeline
from web.views.timeline import LEGEND as UNCALIBRATED

PAGE_SIZE = 25
_LARGEST_PAGE, _LARGEST_BODY = 100_000, 20_000

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]


@get("/anforderungen/plan", sync_to_thread=True, action=Action.READ_RANKING)
def show_plan(request: Connection, plan_desk: NamedDependency[PlanDesk], number: PageNumber = 1) -> Response[str]:
    """Show the plan."""
    seen = plan_desk.queue(request.user, page=number, size=PAGE_SIZE)
    return render(
        request,
        "anforderungen/plan.html",
        seen=seen,
        chart=heat_map(seen.plan) if seen and seen.plan.roles else None,
        legend=LEGEND,
        times=timeline(seen.plan, seen.page.items, seen.titles) if seen else None,
        times_legend=CALIBRATED if seen and seen.plan.is_calibrated else UNCALIBRATED,
        to=_page_address,
        words=plan_words,
    )


@post("/anforderungen/plan", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PLAN_QUEUE)
async def plan_anew(request: Connection, plan_desk: NamedDependency[PlanDesk]) -> Redirect:
    """Have the plan made anew."""
    await asyncio.to_thread(plan_desk.anew, request.user)
    return Redirect(f"{addresses.queue_plan()}?geaendert=ja", status_code=SEE_OTHER)


def _page_address(_search: str, page: int) -> str:
    return addresses.queue_plan(page)


HANDLERS = (show_plan, plan_anew)
