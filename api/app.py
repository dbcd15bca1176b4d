"""The JSON interface as one router."""

from types import ModuleType

from litestar import Router

from api.etag import Tagged
from api.once import check_form
from api.problems import respond
from api.routes import (
    account,
    alternatives,
    analyses,
    analysis_results,
    audit,
    bid_intake,
    bids,
    catalogue_drafts,
    catalogue_releases,
    consensus,
    criteria,
    docs,
    evaluations,
    evaluators,
    evidence_files,
    examination,
    health,
    inquiries,
    jobs,
    lot_terms,
    lots,
    notice,
    notices,
    offices,
    openness,
    participation,
    people,
    preparation,
    presentations,
    prices,
    procedure_steps,
    procedures,
    products,
    pruefvermerk,
    repositories,
    results,
    rubrics,
    scoring,
    session,
    sheets,
    uploads,
)

_AREAS: tuple[ModuleType, ...] = (
    docs,
    evaluations,
    pruefvermerk,
    procedures,
    lots,
    lot_terms,
    bid_intake,
    bids,
    procedure_steps,
    examination,
    inquiries,
    evaluators,
    sheets,
    consensus,
    participation,
    presentations,
    prices,
    results,
    scoring,
    notice,
    criteria,
    catalogue_drafts,
    catalogue_releases,
    preparation,
    session,
    account,
    people,
    offices,
    audit,
    jobs,
    notices,
    analyses,
    evidence_files,
    products,
    alternatives,
    repositories,
    analysis_results,
    rubrics,
    openness,
    uploads,
)


def create_router() -> Router:
    """Return all addresses of the JSON interface. What they call is handed to them by name: see ``app.main``."""
    interface = Router(
        "/api/v1",
        route_handlers=[handler for area in _AREAS for handler in area.HANDLERS],
        before_request=check_form,
        middleware=[Tagged()],
    )
    return Router("/", route_handlers=[*health.HANDLERS, interface], exception_handlers={Exception: respond})
