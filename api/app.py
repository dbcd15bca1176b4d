"""The JSON interface as one router."""

from litestar import Router
from litestar.di import Provide

from api.problems import respond
from api.routes import health, procedures, scoring
from procurement.services import Services


def create_router(services: Services) -> Router:
    """Return all addresses of the JSON interface; they call ``services`` and nothing else."""

    def provide_services() -> Services:
        return services

    return Router(
        "/",
        route_handlers=[*health.HANDLERS, Router("/api/v1", route_handlers=[*procedures.HANDLERS, *scoring.HANDLERS])],
        dependencies={"services": Provide(provide_services, sync_to_thread=False)},
        exception_handlers={Exception: respond},
    )
