"""``/session``: sign in, who am I, sign out."""

import asyncio
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.problems import responses
from infra.identity.cookies import session_cookie
from infra.identity.desk import Desk
from infra.identity.model import Attempt
from infra.identity.passwords import LONGEST
from infra.identity.sessions import Sessions
from infra.identity.signing_in import SignIn
from infra.policy.model import Actor, Role
from infra.policy.table import Action

Connection = Request[Any, Any, Any]


class SignInInput(BaseModel):
    """What proves who somebody is."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    account: str = Field(max_length=120, description="Konto")
    password: str = Field(max_length=LONGEST, repr=False, description="Kennwort")
    code: str = Field(default="", max_length=10, repr=False, description="Code des zweiten Faktors")
    city: str | None = Field(default=None, max_length=40, description="Kennung der Stadt, wo es mehrere gibt")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """Who is signed in.

    Args:
        person: Id of the person; null where nobody is signed in.
        name: Name of the person.
        city: Id of the city.
        city_name: Name of the city.
        office: Id of the office, if any.
        roles: What the person is there for, as of this moment.
        password_due: The person has to choose a password before anything else.
    """

    person: str | None
    name: str
    city: str | None
    city_name: str
    office: str | None
    roles: tuple[Role, ...]
    password_due: bool


@get(
    "/session",
    operation_id="get_session",
    summary="Wer angemeldet ist",
    sync_to_thread=False,
    action=Action.SIGN_IN,
)
def get_session(actor: NamedDependency[Actor]) -> SessionView:
    """Return who is signed in."""
    return _view(actor)


@post(
    "/session",
    operation_id="sign_in",
    summary="Anmelden",
    status_code=HTTP_201_CREATED,
    responses=responses(400, 403, 422, 429, 503),
    action=Action.SIGN_IN,
)
async def sign_in(
    request: Connection,
    data: JSONBody[SignInInput],
    sign_in: NamedDependency[SignIn],
    sessions: NamedDependency[Sessions],
    desk: NamedDependency[Desk],
) -> Response[SessionView]:
    """Open a session and set its cookie; an earlier session of this client ends."""
    attempt = Attempt(
        account=data.account,
        password=data.password,
        code=data.code,
        city=data.city,
        address=address_of(request),
        old_token=request.auth,
    )
    token = await desk.serve(lambda: sign_in.sign_in(attempt))
    actor = await asyncio.to_thread(sessions.actor, token)
    return Response(_view(actor), cookies=[cookie(request, token)])


@delete(
    "/session",
    operation_id="sign_out",
    summary="Abmelden",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(401, 403),
    action=Action.USE_OWN_ACCOUNT,
    repeatable=False,
)
def sign_out(request: Connection, sessions: NamedDependency[Sessions]) -> Response[None]:
    """End the session."""
    sessions.close(request.user, request.auth)
    return Response(None, cookies=[cookie(request, None)])


def cookie(request: Connection, token: str | None) -> Cookie:
    """Return the session cookie; without a token the one that ends it."""
    return Cookie(**session_cookie(token, request.scope["scheme"]))


def address_of(request: Connection) -> str:
    """Return the network address a request comes from, as the server or our own proxies tell it."""
    client = request.scope.get("client")
    return client[0] if client else ""


def _view(actor: Actor) -> SessionView:
    return SessionView(
        person=actor.person,
        name=actor.name,
        city=actor.city,
        city_name=actor.city_name,
        office=actor.office,
        roles=tuple(sorted(actor.roles)),
        password_due=actor.password_due,
    )


HANDLERS = (get_session, sign_in, sign_out)
