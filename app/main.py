"""Entry of the server: one ASGI application from wired parts."""

from importlib.resources import files
from typing import Any

from litestar import Litestar
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from api.app import create_router as create_api
from api.description import complete, openapi_config
from api.problems import respond
from app.guard import Guard
from app.wiring import build_services
from infra.database import Database
from infra.settings import Settings
from procurement.services import Services

_WEEK = 7 * 24 * 60 * 60  # pages name static files with a digest of their content


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
        route_handlers=[
            create_api(services),
            create_static_files_router(
                "/static",
                directories=[str(files("web") / "static")],
                cache_control=CacheControlHeader(public=True, max_age=_WEEK),
            ),
        ],
        exception_handlers={Exception: respond},
        logging_config=None,
        on_shutdown=[services.database.close],
        openapi_config=openapi_config(),
        request_max_body_size=settings.max_upload_bytes,
    )


def specification(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document; no database is opened."""
    application = build(build_services(Database(settings.database_url)), settings)
    return complete(application.openapi_schema.to_schema())
