"""The JSON interface as one router."""

from litestar import Router

from api.etag import Tagged
from api.once import check_form
from api.problems import respond
from api.routes import (
    account,
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
    examination,
    health,
    inquiries,
    jobs,
    lot_terms,
    lots,
    notice,
    notices,
    offices,
    participation,
    people,
    preparation,
    presentations,
    prices,
    procedure_steps,
    procedures,
    pruefvermerk,
    results,
    scoring,
    session,
    sheets,
)


def create_router() -> Router:
    """Return all addresses of the JSON interface. What they call is handed to them by name: see ``app.main``."""
    interface = Router(
        "/api/v1",
        route_handlers=[
            *docs.HANDLERS,
            *evaluations.HANDLERS,
            *pruefvermerk.HANDLERS,
            *procedures.HANDLERS,
            *lots.HANDLERS,
            *lot_terms.HANDLERS,
            *bid_intake.HANDLERS,
            *bids.HANDLERS,
            *procedure_steps.HANDLERS,
            *examination.HANDLERS,
            *inquiries.HANDLERS,
            *evaluators.HANDLERS,
            *sheets.HANDLERS,
            *consensus.HANDLERS,
            *participation.HANDLERS,
            *presentations.HANDLERS,
            *prices.HANDLERS,
            *results.HANDLERS,
            *scoring.HANDLERS,
            *notice.HANDLERS,
            *criteria.HANDLERS,
            *catalogue_drafts.HANDLERS,
            *catalogue_releases.HANDLERS,
            *preparation.HANDLERS,
            *session.HANDLERS,
            *account.HANDLERS,
            *people.HANDLERS,
            *offices.HANDLERS,
            *audit.HANDLERS,
            *jobs.HANDLERS,
            *notices.HANDLERS,
        ],
        before_request=check_form,
        middleware=[Tagged()],
    )
    return Router("/", route_handlers=[*health.HANDLERS, interface], exception_handlers={Exception: respond})
