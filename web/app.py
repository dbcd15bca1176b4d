"""All pages as one router."""

from litestar import Router
from litestar.di import Provide

from procurement.services import Services
from web.origin import require_own_origin
from web.pages import check, help_pages, methods, probe, procedures, stability, start, theme
from web.problems import respond


def create_router(services: Services) -> Router:
    """Return all pages; they call ``services`` and nothing else. Static files are served by the application."""

    def provide_services() -> Services:
        return services

    return Router(
        "/",
        route_handlers=[
            *start.HANDLERS,
            *procedures.HANDLERS,
            *stability.HANDLERS,
            *probe.HANDLERS,
            *methods.HANDLERS,
            *check.HANDLERS,
            *help_pages.HANDLERS,
            *theme.HANDLERS,
        ],
        dependencies={"services": Provide(provide_services, sync_to_thread=False)},
        exception_handlers={Exception: respond},
        guards=[require_own_origin],
        include_in_schema=False,
    )
