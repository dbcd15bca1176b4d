"""All pages with their style sheets as one router."""

from types import ModuleType

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from web.pages import (
    account,
    audit,
    bundle,
    check,
    consensus,
    criteria,
    criteria_draft_parts,
    criteria_drafts,
    criteria_import,
    criteria_matrix,
    declaration,
    eligibility,
    evaluations,
    evaluators,
    examination,
    files,
    help_pages,
    inquiries,
    jobs,
    lot_terms,
    matrix_probe,
    methods,
    notice,
    notices,
    offices,
    participation,
    participation_request,
    people,
    presentations,
    probe,
    procedure,
    procedure_bid_import,
    procedure_bids,
    procedure_history,
    procedure_kind,
    procedure_list,
    procedure_lots,
    procedure_matrix,
    procedure_need,
    procedure_opening,
    procedure_plan,
    procedure_prices,
    procedure_result,
    procedure_steps,
    procedure_versions,
    pruefvermerk,
    sheets,
    signin,
    stability,
    start,
    takeover,
    theme,
)
from web.problems import respond
from web.rendering import STATIC, count_unread

_PAGES: tuple[ModuleType, ...] = (
    start,
    evaluations,
    procedure_list,
    procedure,
    procedure_history,
    procedure_need,
    procedure_plan,
    procedure_prices,
    procedure_result,
    pruefvermerk,
    stability,
    probe,
    methods,
    procedure_kind,
    procedure_lots,
    lot_terms,
    procedure_matrix,
    procedure_steps,
    procedure_versions,
    procedure_opening,
    procedure_bid_import,
    procedure_bids,
    sheets,
    examination,
    inquiries,
    evaluators,
    declaration,
    consensus,
    eligibility,
    participation,
    participation_request,
    presentations,
    notice,
    criteria,
    criteria_drafts,
    criteria_draft_parts,
    criteria_import,
    criteria_matrix,
    check,
    matrix_probe,
    takeover,
    files,
    bundle,
    help_pages,
    theme,
    jobs,
    notices,
    signin,
    account,
    people,
    offices,
    audit,
)
_YEAR = 365 * 24 * 60 * 60


def create_router() -> Router:
    """Return all pages and static files. What pages call is handed to them by name: see ``app.main``."""
    pages = Router(
        "/",
        route_handlers=[handler for page in _PAGES for handler in page.HANDLERS],
        before_request=count_unread,
    )
    # Addresses carry a digest of the content (web.rendering.static): what is behind one never changes.
    kept = CacheControlHeader(max_age=_YEAR, public=True, immutable=True)
    static = create_static_files_router("/static", directories=[str(STATIC)], cache_control=kept)
    return Router("/", route_handlers=[pages, static], exception_handlers={Exception: respond}, include_in_schema=False)
