"""At the door: who is asking, and is the action of this route open to them at all? Services decide the rest."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp

from app.origin import is_for_programs
from app.served import Served
from infra.audit.model import Subject
from infra.identity.sessions import cookie_name
from infra.policy.decision import AccessDeniedError, Denial, require
from infra.policy.table import Action
from web.entrance import CITIES
from web.kept import keep_form
from web.whose import require_same_person

Connection = ASGIConnection[Any, Any, Any, Any]

ACTION = "action"
STATIC_PREFIX = "/static"

# What the parameters of addresses name. An address that names a part names the whole before it.
_KINDS: Mapping[str, str] = {
    "slug": "evaluation",
    "procedure": "procedure",
    "person": "person",
    "office": "office",
    "job": "job",
    "notice": "notice",
    "catalogue": "criteria-catalogue",
    "upload": "upload",
    "analysis": "analysis",
    "rubric": "rubric",
    "house_rules_number": "house-rules",
    "repository": "repository",
    "product": "product",
    "standard_probe": "standard-probe",
    "check": "digital-check",
    "agenda": "agenda",
    "capacity_request": "capacity-request",
    "capacity_round": "capacity-round",
    "plan_scenario": "plan-scenario",
    "short_assessment": "short-assessment",
    "register_entry": "register-entry",
    "disposal": "procedure",
    "question_set": "check-questions",
    "draft": "criteria-catalogue",  # a catalogue has one at a time
}
_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", re.ASCII)


class UndeclaredActionError(RuntimeError):
    """A route does not say which action it carries out. The application does not start with it.

    Args:
        routes: Their addresses.
    """

    def __init__(self, routes: list[str]) -> None:
        super().__init__(f"routes without an action: {', '.join(routes)}")


class Identify(AbstractAuthenticationMiddleware):
    """Finds out who is asking and hands the actor on as ``request.user``.

    Args:
        app: What comes after it.
        served: Who knows the sessions.
    """

    def __init__(self, app: ASGIApp, served: Served) -> None:
        super().__init__(app, exclude=[f"^{STATIC_PREFIX}/"], exclude_http_methods=[])  # no request without a user
        self._served = served

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        """Look the session up, off the event loop."""
        token = connection.cookies.get(cookie_name(secure=connection.scope["scheme"] == "https"))
        sessions = self._served.house.sessions
        actor = await asyncio.to_thread(sessions.actor, token) if token else sessions.actor(None)
        return AuthenticationResult(user=actor, auth=token)


def guard_with(served: Served) -> Any:  # noqa: ANN401 - Litestar's name for it is a union of callables
    """Return the guard of all routes: the policy's answer to the route's action, before anything is read."""

    async def require_action(connection: Connection, handler: BaseRouteHandler) -> None:
        action = handler.opt.get(ACTION)
        if action is None or not isinstance(connection, Request):
            return  # a static file: `check_declared` let nothing else through
        try:
            require(connection.user, action)
        except AccessDeniedError as denied:
            if denied.denial is Denial.NOT_SIGNED_IN and not is_for_programs(connection.url.path):
                await keep_form(connection)  # whoever signs in again finds what was typed
                connection.state[CITIES] = await asyncio.to_thread(served.house.cities.all)
            elif denied.denial is not Denial.PASSWORD_DUE:  # that is no attempt, but the way to the password
                asked = asked_for(connection.path_params)
                record = served.house.transactions.record_denial
                await asyncio.to_thread(record, connection.user, denied, asked)
            raise
        if connection.user.person and action is not Action.SIGN_IN:  # everybody may end the session of this browser
            for_program = is_for_programs(connection.url.path)
            await require_same_person(connection, connection.user.person, for_program=for_program)

    return require_action


def asked_for(names: Mapping[str, object]) -> Subject | None:
    """Return what the address of a request names, as it was asked for; None where it names nothing well-formed.

    Nobody has looked whether it exists: the line tells what somebody wanted to have.
    """
    for name, kind in _KINDS.items():
        if name in names and _WELL_FORMED.fullmatch(str(names[name])):
            return Subject(kind=kind, id=str(names[name]))
    return None


def check_declared(application: Litestar) -> None:
    """Refuse an application with a route that names no action of the policy.

    The guard knows HTTP alone: a websocket or a bare ASGI application would pass it whatever it named.

    Raises:
        UndeclaredActionError: There is one.
    """
    missing = [
        f"{sorted(handler.http_methods)} {route.path}"
        for route in application.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if not isinstance(handler.opt.get(ACTION), Action) and not _needs_none(route.path, handler)
    ]
    missing += [
        f"{type(route).__name__} {route.path}"
        for route in application.routes
        if not isinstance(route, HTTPRoute) and not route.path.startswith(STATIC_PREFIX)
    ]
    if missing:
        raise UndeclaredActionError(missing)


def _needs_none(path: str, handler: HTTPRouteHandler) -> bool:
    """Static files are public; Litestar's own answer to OPTIONS names methods and nothing else."""
    return path.startswith(STATIC_PREFIX) or handler.http_methods == {"OPTIONS"}
