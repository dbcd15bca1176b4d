"""All pages with their style sheets as one router."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from web.origin import require_own_origin
from web.pages import (
    bundle,
    check,
    files,
    help_pages,
    methods,
    probe,
    procedure_kind,
    procedures,
    stability,
    start,
    takeover,
    theme,
)
from web.problems import respond
from web.rendering import STATIC

_YEAR = 365 * 24 * 60 * 60


def create_router() -> Router:
    """Return all pages and static files. What pages call is handed to them by name: see ``app.main``."""
    pages = Router(
        "/",
        route_handlers=[
            *start.HANDLERS,
            *procedures.HANDLERS,
            *stability.HANDLERS,
            *probe.HANDLERS,
            *methods.HANDLERS,
            *procedure_kind.HANDLERS,
            *check.HANDLERS,
            *takeover.HANDLERS,
            *files.HANDLERS,
            *bundle.HANDLERS,
            *help_pages.HANDLERS,
            *theme.HANDLERS,
        ],
        guards=[require_own_origin],
    )
    # Addresses carry a digest of the content (web.rendering.static): what is behind one never changes.
    kept = CacheControlHeader(max_age=_YEAR, public=True, immutable=True)
    static = create_static_files_router("/static", directories=[str(STATIC)], cache_control=kept)
    return Router("/", route_handlers=[pages, static], exception_handlers={Exception: respond}, include_in_schema=False)
