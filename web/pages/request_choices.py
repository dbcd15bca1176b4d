"""Lists that requests are classified by: what the city offers, from when until when."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from capacity.model import ChoiceList
from capacity.services.choosing import ChoiceWish, RequestChoices
from core.errors import InputError
from core.german import read_day
from infra.clock import official_day
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, request_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

NO_DAY = "Bitte einen Tag eingeben, zum Beispiel 31.12.2027, oder das Feld leer lassen."
NO_LIST = "Bitte eine der Listen wählen."
_LARGEST_BODY = 20_000
_TYPED = ("liste", "eintrag", "ab", "bis", "streichen")
_FIELDS = {"value": "eintrag", "until": "bis"}

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen/auswahllisten", sync_to_thread=True, action=Action.MANAGE_CHOICES)
def show_choices(request: Connection, request_choices: NamedDependency[RequestChoices]) -> Response[str]:
    """Show the lists."""
    return _lists(request, request_choices, {}, {})


@post(
    "/anforderungen/auswahllisten",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_CHOICES,
)
async def change_choices(request: Connection, request_choices: NamedDependency[RequestChoices]) -> Answer:
    """Enter something to choose, change from when until when it is offered, or take it away."""
    form = await form_of(request)
    typed = {name: text_in(form, name).strip() for name in _TYPED}
    return await asyncio.to_thread(_change, request, request_choices, typed)


def _change(request: Connection, choices: RequestChoices, typed: dict[str, str]) -> Answer:
    days = {name: read_day(typed[name]) for name in ("ab", "bis")}
    faults = {name: NO_DAY for name, day in days.items() if typed[name] and day is None}
    if typed["liste"] not in set(ChoiceList):
        faults["liste"] = NO_LIST
    if not faults:
        faults = _put(
            request,
            choices,
            typed,
            ChoiceWish(list=ChoiceList(typed["liste"]), value=typed["eintrag"], since=days["ab"], until=days["bis"]),
        )
    if faults:
        return _lists(request, choices, typed, faults)
    return Redirect(f"{addresses.request_choices()}?geaendert=ja", status_code=SEE_OTHER)


def _put(request: Connection, choices: RequestChoices, typed: dict[str, str], wish: ChoiceWish) -> dict[str, str]:
    if typed["streichen"]:
        choices.drop(request.user, wish.list, typed["streichen"])
        return {}
    try:
        choices.put(request.user, wish)
    except InputError as error:
        return {_FIELDS[one.pointer.removeprefix("/")]: fault_sentence(one) for one in error.faults}
    return {}


def _lists(
    request: Connection, choices: RequestChoices, typed: dict[str, str], faults: dict[str, str]
) -> Response[str]:
    entries = choices.all(request.user)
    return render(
        request,
        "anforderungen/auswahllisten.html",
        status=UNREADABLE if faults else 200,
        lists=[(of, words[0], [one for one in entries if one.list is of]) for of, words in request_words.LISTS.items()],
        today=official_day(choices.transactions.clock.now()),
        options=[(of.value, one) for of, (_, one) in request_words.LISTS.items()],
        typed=dict.fromkeys(_TYPED, "") | typed,
        faults=faults,
    )


HANDLERS = (show_choices, change_choices)
