"""All pages with their style sheets as one router."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from web.pages import (
    account,
    audit,
    bundle,
    check,
    criteria,
    criteria_import,
    criteria_matrix,
    files,
    help_pages,
    jobs,
    matrix_probe,
    methods,
    notice,
    notices,
    offices,
    people,
    probe,
    procedure,
    procedure_kind,
    procedure_list,
    procedure_lots,
    procedure_matrix,
    procedure_need,
    procedure_plan,
    procedure_steps,
    procedure_versions,
    procedures,
    pruefvermerk,
    signin,
    stability,
    start,
    takeover,
    theme,
)
from web.problems import respond
from web.rendering import STATIC, count_unread

_YEAR = 365 * 24 * 60 * 60
_PAGES = (
    *start.HANDLERS,
    *procedures.HANDLERS,
    *procedure_list.HANDLERS,
    *procedure.HANDLERS,
    *procedure_need.HANDLERS,
    *procedure_plan.HANDLERS,
    *pruefvermerk.HANDLERS,
    *stability.HANDLERS,
    *probe.HANDLERS,
    *methods.HANDLERS,
    *procedure_kind.HANDLERS,
    *procedure_lots.HANDLERS,
    *procedure_matrix.HANDLERS,
    *procedure_steps.HANDLERS,
    *procedure_versions.HANDLERS,
    *notice.HANDLERS,
    *criteria.HANDLERS,
    *criteria_import.HANDLERS,
    *criteria_matrix.HANDLERS,
    *check.HANDLERS,
    *matrix_probe.HANDLERS,
    *takeover.HANDLERS,
    *files.HANDLERS,
    *bundle.HANDLERS,
    *help_pages.HANDLERS,
    *theme.HANDLERS,
    *jobs.HANDLERS,
    *notices.HANDLERS,
    *signin.HANDLERS,
    *account.HANDLERS,
    *people.HANDLERS,
    *offices.HANDLERS,
    *audit.HANDLERS,
)


def create_router() -> Router:
    """Return all pages and static files. What pages call is handed to them by name: see ``app.main``."""
    pages = Router(
        "/",
        route_handlers=_PAGES,
        before_request=count_unread,
    )
    # Addresses carry a digest of the content (web.rendering.static): what is behind one never changes.
    kept = CacheControlHeader(max_age=_YEAR, public=True, immutable=True)
    static = create_static_files_router("/static", directories=[str(STATIC)], cache_control=kept)
    return Router("/", route_handlers=[pages, static], exception_handlers={Exception: respond}, include_in_schema=False)
