"""Stability of a result: an internal note, withheld while the result is preliminary."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from infra.policy.table import Action
from procurement.services import Services
from web.rendering import render
from web.views.stability import stability_view


@get("/vergaben/{slug:str}/stabilitaet", sync_to_thread=True, action=Action.READ_EVALUATION)
def show_stability(
    request: Request[Any, Any, Any], services: NamedDependency[Services], slug: FromPath[str]
) -> Response[str]:
    """Show the stability figures that were stored with the result."""
    opened = services.open_evaluation(request.user, slug)
    figures = opened.result.get("robustness")
    view = stability_view(opened.outcome, figures) if figures is not None else None
    return render(request, "vergaben/stabilitaet.html", summary=opened.summary, outcome=opened.outcome, view=view)


HANDLERS = (show_stability,)
