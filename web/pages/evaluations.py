"""One stored evaluation: its result, its bids, one bid's one criterion."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from infra.policy.table import Action
from procurement.errors import BidNotFoundError
from procurement.services import Services
from procurement.services.results import Results
from web.addresses import identifier
from web.rendering import render
from web.views.bid import bid_view
from web.views.result import result_view


@get("/vergaben/{slug:str}", sync_to_thread=True, action=Action.READ_EVALUATION)
def show_result(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    results: NamedDependency[Results],
    slug: FromPath[str],
) -> Response[str]:
    """Show the Wertungsübersicht."""
    opened = services.open_evaluation(request.user, slug)
    view = result_view(opened.outcome, opened.result)
    fixed_by = results.procedure_of(request.user, opened.summary)
    return render(request, "vergaben/wertung.html", summary=opened.summary, view=view, fixed_by=fixed_by)


@get("/vergaben/{slug:str}/angebote/{bid_id:str}", sync_to_thread=True, action=Action.READ_EVALUATION)
def show_bid(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    slug: FromPath[str],
    bid_id: FromPath[str],
) -> Response[str]:
    """Show one bid with all its arithmetic."""
    opened = services.open_evaluation(request.user, slug)
    try:
        view = bid_view(opened.outcome, identifier(bid_id))
    except KeyError as error:
        raise BidNotFoundError(identifier(bid_id)) from error
    return render(request, "vergaben/angebot.html", summary=opened.summary, outcome=opened.outcome, view=view)


@get(
    "/vergaben/{slug:str}/angebote/{bid_id:str}/kriterien/{criterion_id:str}",
    sync_to_thread=True,
    action=Action.READ_EVALUATION,
)
def show_criterion(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    slug: FromPath[str],
    bid_id: FromPath[str],
    criterion_id: FromPath[str],
) -> Response[str]:
    """Show how one criterion of one bid was weighed."""
    opened = services.open_evaluation(request.user, slug)
    account = opened.explain(identifier(bid_id), identifier(criterion_id))
    return render(request, "vergaben/kriterium.html", summary=opened.summary, outcome=opened.outcome, account=account)


HANDLERS = (show_result, show_bid, show_criterion)
