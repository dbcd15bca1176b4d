"""The own key: made, shown once, confirmed, given up."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from infra.policy.table import Action
from procurement.errors import SealKeyNotFoundError, SealKeyWrongError
from procurement.services.sealed import SealKeys
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

SECRET = "schluessel-geheim"  # noqa: S105 - the name of a field; nothing of this name is kept for after a new sign-in
_LARGEST_BODY = 10_000
_WRONG = "Das ist nicht Ihr Siegelschlüssel. Bitte prüfen Sie, ob Sie ihn vollständig eingegeben haben."
_NONE = "Sie haben keinen Siegelschlüssel. Bitte erzeugen Sie einen."

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/konto/siegelschluessel", sync_to_thread=True, action=Action.KEEP_SEAL_KEY)
def show_seal_key(request: Connection, seal_keys: NamedDependency[SealKeys]) -> Response[str]:
    """Show whether there is a key, and what can be done with it."""
    return _page(request, seal_keys)


@post(
    "/konto/siegelschluessel",
    status_code=200,
    request_max_body_size=_LARGEST_BODY,
    action=Action.KEEP_SEAL_KEY,
)
async def keep_seal_key(request: Connection, seal_keys: NamedDependency[SealKeys]) -> Answer:
    """Make a key and show it once, confirm it, or give it up."""
    form = await form_of(request)
    wish, secret = text_in(form, "wahl"), text_in(form, SECRET)

    def keep() -> Answer:
        try:
            match wish:
                case "erzeugen":
                    return _page(request, seal_keys, secret=seal_keys.make(request.user))
                case "aufgeben":
                    seal_keys.give_up(request.user)
                case _:
                    seal_keys.confirm(request.user, secret)
        except SealKeyWrongError:
            return _page(request, seal_keys, fault=_WRONG)
        except SealKeyNotFoundError:
            return _page(request, seal_keys, fault=_NONE)
        return Redirect(f"{addresses.SEAL_KEY}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(keep)


def _page(request: Connection, seal_keys: SealKeys, *, secret: str = "", fault: str = "") -> Response[str]:
    page = render(
        request,
        "annahme/schluessel.html",
        status=UNREADABLE if fault else 200,
        key=seal_keys.own(request.user),
        secret=secret,
        field=SECRET,
        faults={SECRET: fault} if fault else {},
    )
    page.headers["Cache-Control"] = "no-store"
    return page


HANDLERS = (show_seal_key, keep_seal_key)
