"""Entry of the server: one ASGI application from wired parts."""

from typing import Any

from litestar import Litestar, Request, Response
from litestar.types import ASGIApp

from api.app import create_router as create_api
from api.description import complete, openapi_config
from api.problems import respond as respond_with_problem
from app.guard import Guard
from app.wiring import build_services
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services
from web.app import create_router as create_pages
from web.problems import respond as respond_with_page

_FOR_PROGRAMS = {"api", "health"}


def create_app() -> ASGIApp:
    """Build the application from the environment; the server calls this once a worker."""
    settings = Settings()
    database = Database(settings.database_url)
    return guarded(build_services(database), settings)


def guarded(services: Services, settings: Settings) -> ASGIApp:
    """Build the application on given services, known to the hosts of ``settings``."""
    return Guard(build(services, settings), {*settings.allowed_hosts, settings.host.lower()})


def build(services: Services, settings: Settings) -> Litestar:
    """Build the routes. There is no request log: bodies hold bids."""
    return Litestar(
        route_handlers=[create_api(services), create_pages(services)],
        exception_handlers={Exception: respond_outside_routes},
        logging_config=None,
        on_shutdown=[services.database.close],
        openapi_config=openapi_config(),
        request_max_body_size=settings.max_upload_bytes,
    )


def respond_outside_routes(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer for an address or method that nothing serves: programs get a problem, people a page."""
    by_program = request.url.path.split("/")[1] in _FOR_PROGRAMS
    return respond_with_problem(request, error) if by_program else respond_with_page(request, error)


def specification(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document; no database is opened."""
    application = build(build_services(Database(settings.database_url)), settings)
    return complete(application.openapi_schema.to_schema())
