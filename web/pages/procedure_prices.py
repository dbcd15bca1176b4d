"""The prices of a tender procedure: checked, and where one is unusually low clarified and decided."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import (
    DrawPlannedError,
    NothingToCorrectError,
    PriceNotAskedError,
    ProcedureFrozenError,
    SamePersonDecidesError,
)
from procurement.services.results import Correcting, CorrectionDecision, PriceDesk
from procurement.services.results.price_desk import LONGEST_TEXT
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.typed import NOTHING, Typed, faults_at, values_in

CHANGED = "Das wurde inzwischen geändert. Es ist nichts gespeichert. Bitte prüfen Sie den jetzigen Stand."
_REFUSALS: Mapping[type[Exception], str] = {
    VersionConflictError: CHANGED,
    ProcedureFrozenError: "Die Preiswertung läuft nicht mehr. Es ist nichts gespeichert.",
    PriceNotAskedError: "Bitte befragen Sie zuerst den Bieter und halten Sie seine Antwort fest.",
    NothingToCorrectError: "Daran gibt es nichts mehr zu berichtigen oder zu entscheiden.",
    SamePersonDecidesError: "Darüber entscheidet eine andere Person der Vergabestelle.",
    DrawPlannedError: "Der Losentscheid ist festgelegt; wer teilnimmt, ändert sich nicht mehr.",
}
_CONFLICT = 409
_LARGEST_BODY = 200_000
_PLACES = {"/reason": "begruendung"}

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/preise", sync_to_thread=True, action=Action.READ_PRICES)
def show_prices(request: Connection, price_desk: NamedDependency[PriceDesk], procedure: FromPath[str]) -> Response[str]:
    """Show the prices; none before they are unlocked."""
    return _page(request, price_desk, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/preise/{bid_id:str}/annahme",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def accept(
    request: Connection, price_desk: NamedDependency[PriceDesk], procedure: FromPath[str], bid_id: FromPath[str]
) -> Answer:
    """Accept an unusually low price."""
    form, bid = await form_of(request), addresses.identifier(bid_id)
    values, version = values_in(form, ("begruendung",)), version_in(form)
    sent = Typed(form=f"annahme-{bid}", values=values)

    def call() -> None:
        price_desk.accept(request.user, procedure, bid, version, values["begruendung"])

    return await asyncio.to_thread(_do, request, price_desk, procedure, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/preise/{bid_id:str}/ausschluss",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def exclude(
    request: Connection, price_desk: NamedDependency[PriceDesk], procedure: FromPath[str], bid_id: FromPath[str]
) -> Answer:
    """Exclude a bid for its price."""
    form, bid = await form_of(request), addresses.identifier(bid_id)
    values, version = values_in(form, ("begruendung",)), version_in(form)
    sent = Typed(form=f"ausschluss-{bid}", values=values)

    def call() -> None:
        price_desk.exclude(request.user, procedure, bid, version, values["begruendung"])

    return await asyncio.to_thread(_do, request, price_desk, procedure, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/preise/{bid_id:str}/berichtigung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def ask_correction(
    request: Connection,
    price_desk: NamedDependency[PriceDesk],
    correcting: NamedDependency[Correcting],
    procedure: FromPath[str],
    bid_id: FromPath[str],
) -> Answer:
    """Ask for an arithmetical error to be corrected."""
    form, bid = await form_of(request), addresses.identifier(bid_id)
    values, version = values_in(form, ("begruendung",)), version_in(form)
    sent = Typed(form=f"berichtigung-{bid}", values=values)

    def call() -> None:
        correcting.ask(request.user, procedure, bid, version, values["begruendung"])

    return await asyncio.to_thread(_do, request, price_desk, procedure, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/preise/{bid_id:str}/berichtigung/entscheidung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def decide_correction(
    request: Connection,
    price_desk: NamedDependency[PriceDesk],
    correcting: NamedDependency[Correcting],
    procedure: FromPath[str],
    bid_id: FromPath[str],
) -> Answer:
    """Confirm or refuse a correction that another person asked for."""
    form, bid = await form_of(request), addresses.identifier(bid_id)
    decision = CorrectionDecision(number=version_in(form), is_accepted=text_in(form, "entscheidung") == "ja")
    sent = Typed(form=f"entscheidung-{bid}", values={})

    def call() -> None:
        correcting.decide(request.user, procedure, bid, decision)

    return await asyncio.to_thread(_do, request, price_desk, procedure, sent, call)


def _do(request: Connection, desk: PriceDesk, slug: str, sent: Typed, call: Callable[[], None]) -> Answer:
    try:
        call()
    except InputError as error:
        return _page(request, desk, slug, _again(sent, faults=faults_at(error, _PLACES), status=UNREADABLE))
    except tuple(_REFUSALS) as error:
        sentence = next(text for kind, text in _REFUSALS.items() if isinstance(error, kind))
        return _page(request, desk, slug, _again(sent, sentence=sentence, status=_CONFLICT))
    return Redirect(f"{addresses.procedure_prices(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _again(sent: Typed, *, faults: Mapping[str, str] | None = None, sentence: str = "", status: int) -> Typed:
    return Typed(form=sent.form, values=sent.values, faults=faults or {}, sentence=sentence, status=status)


def _page(request: Connection, desk: PriceDesk, slug: str, sent: Typed = NOTHING) -> Response[str]:
    view = desk.open(request.user, slug)
    return render(
        request,
        "vergabeverfahren/preise.html",
        status=sent.status,
        view=view,
        procedure=view.procedure,
        sent=sent,
        longest=LONGEST_TEXT,
    )


HANDLERS = (show_prices, accept, exclude, ask_correction, decide_correction)
