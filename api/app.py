"""The JSON interface as one router."""

from litestar import Router

from api.problems import respond
from api.routes import health, preparation, procedures, scoring


def create_router() -> Router:
    """Return all addresses of the JSON interface. What they call is handed to them by name: see ``app.main``."""
    return Router(
        "/",
        route_handlers=[
            *health.HANDLERS,
            Router("/api/v1", route_handlers=[*procedures.HANDLERS, *scoring.HANDLERS, *preparation.HANDLERS]),
        ],
        exception_handlers={Exception: respond},
    )
