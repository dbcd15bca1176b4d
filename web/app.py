"""All pages with their style sheets as one router."""

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.static_files import create_static_files_router

from procurement.services import Services
from web.origin import require_own_origin
from web.pages import (
    bundle,
    check,
    files,
    help_pages,
    methods,
    probe,
    procedures,
    stability,
    start,
    takeover,
    theme,
)
from web.problems import respond
from web.rendering import STATIC

_YEAR = 365 * 24 * 60 * 60


def create_router(services: Services) -> Router:
    """Return all pages and static files; pages call ``services`` and nothing else."""

    def provide_services() -> Services:
        return services

    pages = Router(
        "/",
        route_handlers=[
            *start.HANDLERS,
            *procedures.HANDLERS,
            *stability.HANDLERS,
            *probe.HANDLERS,
            *methods.HANDLERS,
            *check.HANDLERS,
            *takeover.HANDLERS,
            *files.HANDLERS,
            *bundle.HANDLERS,
            *help_pages.HANDLERS,
            *theme.HANDLERS,
        ],
        dependencies={"services": Provide(provide_services, sync_to_thread=False)},
        guards=[require_own_origin],
    )
    # Addresses carry a digest of the content (web.rendering.static): what is behind one never changes.
    kept = CacheControlHeader(max_age=_YEAR, public=True, immutable=True)
    static = create_static_files_router("/static", directories=[str(STATIC)], cache_control=kept)
    return Router("/", route_handlers=[pages, static], exception_handlers={Exception: respond}, include_in_schema=False)
