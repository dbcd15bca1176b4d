"""Sign in and out. Both work on pages that were open when the session ended: see ``web.kept``."""

import asyncio
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from litestar.response import Redirect

from infra.identity.desk import Desk
from infra.identity.errors import CityNotFoundError, SignInRefusedError, TooManyAttemptsError
from infra.identity.model import Attempt
from infra.identity.places import Cities
from infra.identity.sessions import Sessions
from infra.identity.signing_in import SignIn
from infra.identity.wording import sentence
from infra.policy.table import Action
from web.addresses import is_local
from web.entrance import kept_page, password_due_page, sign_in_page
from web.kept import LARGEST_BODY, Kept, from_json
from web.rendering import SEE_OTHER, actor_of
from web.signed_in import address_of, cookie
from web.upload import form_of, text_in

Back = Annotated[str, QueryParameter(name="weiter", max_length=2_000)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anmelden", sync_to_thread=True, action=Action.SIGN_IN)
def show_sign_in(request: Connection, cities: NamedDependency[Cities], back: Back = "") -> Answer:
    """Show the form; whoever is signed in needs none."""
    if request.user.person:
        return Redirect(back if is_local(back) else "/", status_code=SEE_OTHER)
    return sign_in_page(request, cities.all(), back=back if is_local(back) else "")


@post("/anmelden", status_code=SEE_OTHER, request_max_body_size=LARGEST_BODY, action=Action.SIGN_IN)
async def sign_in(
    request: Connection,
    sign_in: NamedDependency[SignIn],
    sessions: NamedDependency[Sessions],
    cities: NamedDependency[Cities],
    desk: NamedDependency[Desk],
) -> Answer:
    """Open a session and lead on: to where it was asked for, to a form that was kept, or to a password that is due."""
    form = await form_of(request)
    typed = {"konto": text_in(form, "konto"), "stadt": text_in(form, "stadt")}
    back, kept = text_in(form, "weiter"), from_json(text_in(form, "gemerkt"))
    attempt = Attempt(
        account=typed["konto"],
        password=text_in(form, "kennwort"),
        code=text_in(form, "code"),
        city=typed["stadt"] or None,
        address=address_of(request),
        old_token=request.auth,
    )
    again = partial(sign_in_page, request, typed=typed, back=back if is_local(back) else "", kept=kept)
    try:
        token = await desk.serve(lambda: sign_in.sign_in(attempt))
    except (SignInRefusedError, CityNotFoundError) as error:
        return again(await asyncio.to_thread(cities.all), status=422, fault=sentence(error))
    except TooManyAttemptsError as error:
        page = again(await asyncio.to_thread(cities.all), status=429, fault=sentence(error))
        page.headers["Retry-After"] = str(error.seconds)
        return page
    return await _lead_on(request, sessions, token, typed["konto"], back, kept)


async def _lead_on(
    request: Connection, sessions: Sessions, token: str, account: str, back: str, kept: Kept | None
) -> Answer:
    actor = await asyncio.to_thread(sessions.actor, token)
    request.scope["user"] = actor
    if kept is not None:
        page = password_due_page(request, account, kept) if actor.password_due else kept_page(request, kept)
        page.set_cookie(cookie(request, token))
        return page
    way = "/konto/passwort" if actor.password_due else back if is_local(back) else "/"
    return Redirect(way, status_code=SEE_OTHER, cookies=[cookie(request, token)])


@post("/abmelden", status_code=SEE_OTHER, sync_to_thread=True, action=Action.SIGN_IN)
def sign_out(request: Connection, sessions: NamedDependency[Sessions]) -> Redirect:
    """End the session; whoever has none is led to the same place."""
    if actor_of(request).person:
        sessions.close(request.user, request.auth)
    return Redirect("/anmelden", status_code=SEE_OTHER, cookies=[cookie(request, None)])


HANDLERS = (show_sign_in, sign_in, sign_out)
