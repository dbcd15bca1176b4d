"""Entry of the server: one ASGI application from wired parts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.response import Redirect
from litestar.types import ASGIApp

from api.app import create_router as create_api
from api.contract import complete
from api.description import openapi_config
from api.problems import respond as respond_with_problem
from api.problems import to_problem
from app.doors import Identify, check_declared, guard_with
from app.forwarded import Forwarded
from app.guard import Guard
from app.house import House
from app.incoming import Incoming
from app.memory import keep_what_is_loaded
from app.methods import Methods, known_methods
from app.origin import is_for_programs, require_own_origin
from app.request_log import RequestLog
from app.served import Served
from app.wiring import build_house
from infra.database import Database
from infra.jobs.runner import Runner
from infra.logging import configure
from infra.policy.model import Actor
from infra.settings import Settings
from web.app import create_router as create_pages
from web.problems import respond as respond_with_page


def create_app() -> ASGIApp:
    """Build the application from the environment; the server calls this once a worker."""
    configure()
    settings = Settings()
    house = build_house(Database(settings.database_url), settings=settings)
    application = guarded(house, settings, Runner(house.jobs))
    keep_what_is_loaded()
    return application


def guarded(house: House, settings: Settings, runner: Runner | None = None) -> ASGIApp:
    """Build the application on given services, known to the hosts of ``settings``; ``runner`` does jobs beside it."""
    return walled(build(house, settings, runner), settings)


def walled(application: Litestar, settings: Settings) -> ASGIApp:
    """Put before the routes what every request passes first."""
    guard = Guard(application, {*settings.allowed_hosts, settings.host.lower()})
    return RequestLog(Forwarded(Methods(guard, known_methods(application)), settings.trusted_proxies))


def build(house: House, settings: Settings, runner: Runner | None = None) -> Litestar:
    """Build the routes.

    Args:
        house: What the routes call.
        settings: Limits.
        runner: Does jobs as long as the application runs; None where nobody waits for them.

    Raises:
        UndeclaredActionError: A route does not say which action it carries out.
    """
    served = Served(house)
    application = Litestar(
        route_handlers=[create_api(), create_pages()],
        dependencies={name: _service(served, name) for name in served.services} | {"actor": ACTOR},
        middleware=[DefineMiddleware(Identify, served=served)],
        guards=[require_own_origin, guard_with(served)],
        exception_handlers={Exception: respond_outside_routes},
        logging_config=None,
        lifespan=[lambda _application: background(served, runner)],
        state=State({"served": served, "unread": served.unread, "to_problem": to_problem}),
        openapi_config=openapi_config(),
        request_class=Incoming,
        request_max_body_size=settings.max_upload_bytes,
    )
    check_declared(application)
    return application


@asynccontextmanager
async def background(served: Served, runner: Runner | None) -> AsyncIterator[None]:
    """Do jobs as long as the application runs; then let them go back into the queue and close the database."""
    if runner is not None:
        runner.start()
    try:
        yield
    finally:
        if runner is not None:
            await asyncio.to_thread(runner.stop)
        served.house.desk.close()
        served.house.transactions.database.close()


def _actor(request: Request[Actor, Any, Any]) -> Actor:
    return request.user


ACTOR = Provide(_actor, sync_to_thread=False)


def _service(served: Served, name: str) -> Provide:
    def provide() -> Any:  # noqa: ANN401 - handlers name the type they expect
        return served.services[name]

    return Provide(provide, sync_to_thread=False)


def respond_outside_routes(request: Request[Any, Any, Any], error: Exception) -> Response[Any] | Redirect:
    """Answer for an address or method that nothing serves: programs get a problem, people a page."""
    by_program = is_for_programs(request.url.path)
    return respond_with_problem(request, error) if by_program else respond_with_page(request, error)


def specification(settings: Settings) -> dict[str, Any]:
    """Return the OpenAPI document; no database is opened."""
    return complete(build(build_house(Database(settings.database_url), settings=settings), settings))
