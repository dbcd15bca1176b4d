"""The result of a tender procedure: each lot as it would be fixed or was, ties, the decision proposal."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from infra.fields.model import Conflict, Edit, FieldTooLongError
from infra.policy.table import Action
from procurement.errors import (
    AlreadyDrawnError,
    DrawNotPlannedError,
    DrawPlannedError,
    LotNotFoundError,
    NoTieError,
    ProcedureFrozenError,
)
from procurement.rules.procedure.lot_decision import DrawKind, DrawOutcome, DrawPlan
from procurement.services.bids.pricing import LotResult
from procurement.services.results import Draws, Results
from procurement.services.results.results import ResultView
from procurement.services.score_fields import PROPOSED
from scoring.bid_names import bid_labels
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.views.draw import KINDS, draw_view
from web.views.fields import TOO_LONG, FieldForm, edits_in, stored_fields, typed_fields
from web.views.result import result_view
from web.views.typed import NOTHING, Typed, faults_at, moment_in, values_in

_REFUSALS: Mapping[type[Exception], str] = {
    ProcedureFrozenError: "Die Preiswertung läuft nicht mehr. Es ist nichts gespeichert.",
    NoTieError: "Jetzt ist kein Gleichstand zu entscheiden, oder ein Preis ist vorher noch aufzuklären.",
    DrawPlannedError: "Wie der Gleichstand entschieden wird, ist inzwischen festgelegt und ändert sich nicht mehr.",
    DrawNotPlannedError: "Bitte legen Sie zuerst fest, wie der Gleichstand entschieden wird.",
    AlreadyDrawnError: "Der Gleichstand ist inzwischen entschieden; das ändert sich nicht mehr.",
}
_CONFLICT = 409
_LARGEST_BODY = 200_000
_PLAN = ("art", "ablauf", "personen", "ereignis", "am-tag", "am-uhrzeit")
_OUTCOME = ("reihenfolge", "wert", "am-tag", "am-uhrzeit", "niederschrift")
_PLACES = {
    "/procedure": "ablauf",
    "/people": "personen",
    "/event": "ereignis",
    "/event_at": "am-tag",
    "/order": "reihenfolge",
    "/value": "wert",
    "/drawn_at": "am-tag",
    "/minutes": "niederschrift",
}

LotNumber = Annotated[int | None, QueryParameter(name="los", ge=1, le=1_000)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/ergebnis", sync_to_thread=True, action=Action.READ_PRICES)
def show_result(
    request: Connection, results: NamedDependency[Results], procedure: FromPath[str], lot: LotNumber = None
) -> Response[str]:
    """Show the result of one lot; nothing of it before prices are unlocked."""
    return _page(request, results, procedure, lot)


@post(
    "/vergabeverfahren/{procedure:str}/ergebnis",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.FIX_RESULT,
)
async def save_proposal(request: Connection, results: NamedDependency[Results], procedure: FromPath[str]) -> Answer:
    """Save the decision proposal, for those who have no script."""
    edits = edits_in(await form_of(request), (PROPOSED,))
    return await asyncio.to_thread(_save, request, results, procedure, edits)


@post(
    "/vergabeverfahren/{procedure:str}/ergebnis/lose/{number:int}/losentscheid",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def plan_draw(
    request: Connection,
    results: NamedDependency[Results],
    draws: NamedDependency[Draws],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Fix how a tie is decided."""
    values = values_in(await form_of(request), _PLAN)
    is_electronic = values["art"] == DrawKind.ELECTRONIC
    at, faults = moment_in(values, "am") if is_electronic else (None, {})
    sent = Typed(form="losentscheid", values=values, faults=faults)
    kind = DrawKind(values["art"]) if values["art"] in set(DrawKind) else DrawKind.SLIPS
    plan = DrawPlan(
        kind=kind,
        procedure=values["ablauf"],
        people=tuple(values["personen"].splitlines()),
        event=values["ereignis"],
        event_at=at,
    )
    return await asyncio.to_thread(
        _do, request, results, procedure, number, sent, lambda: draws.plan(request.user, procedure, number, plan)
    )


@post(
    "/vergabeverfahren/{procedure:str}/ergebnis/lose/{number:int}/ziehung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.JUDGE_PRICES,
)
async def record_draw(
    request: Connection,
    results: NamedDependency[Results],
    draws: NamedDependency[Draws],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Record how a tie was decided."""
    values = values_in(await form_of(request), _OUTCOME)
    at, faults = moment_in(values, "am")
    sent = Typed(form="ziehung", values=values, faults=faults)

    def call() -> None:
        if at is not None:
            order = tuple(values["reihenfolge"].split())
            outcome = DrawOutcome(order=order, value=values["wert"], drawn_at=at, minutes=values["niederschrift"])
            draws.record(request.user, procedure, number, outcome)

    return await asyncio.to_thread(_do, request, results, procedure, number, sent, call)


def _do(
    request: Connection, results: Results, slug: str, number: int, sent: Typed, call: Callable[[], object]
) -> Answer:
    if sent.faults:
        return _page(request, results, slug, number, sent)
    try:
        call()
    except InputError as error:
        refused = Typed(form=sent.form, values=sent.values, faults=faults_at(error, _PLACES), status=UNREADABLE)
        return _page(request, results, slug, number, refused)
    except tuple(_REFUSALS) as error:
        sentence = next(text for kind, text in _REFUSALS.items() if isinstance(error, kind))
        refused = Typed(form=sent.form, values=sent.values, sentence=sentence, status=_CONFLICT)
        return _page(request, results, slug, number, refused)
    return Redirect(f"{addresses.procedure_result(slug)}?los={number}&geaendert=ja", status_code=SEE_OTHER)


def _save(request: Connection, results: Results, slug: str, edits: Sequence[Edit]) -> Answer:
    try:
        outcomes = results.save_proposal(request.user, slug, edits)
    except FieldTooLongError as error:
        faults = {error.field: TOO_LONG.format(longest=error.longest)}
        held = results.open(request.user, slug).proposal
        return _page(request, results, slug, None, fields=typed_fields(held, edits, {}, faults), status=UNREADABLE)
    except ProcedureFrozenError as error:
        values = {edit.field: edit.value for edit in edits}
        sent = Typed(form="vorschlag", values=values, sentence=_REFUSALS[type(error)], status=_CONFLICT)
        return _page(request, results, slug, None, sent)
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        held = results.open(request.user, slug).proposal
        return _page(request, results, slug, None, fields=typed_fields(held, edits, outcomes, {}), status=_CONFLICT)
    return Redirect(f"{addresses.procedure_result(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _page(  # noqa: PLR0913, PLR0917 - what a form leaves on the page
    request: Connection,
    results: Results,
    slug: str,
    number: int | None,
    sent: Typed = NOTHING,
    fields: list[FieldForm] | None = None,
    status: int | None = None,
) -> Response[str]:
    view = results.open(request.user, slug)
    lot = _lot(view, number)
    shown = result_view(lot.outcome, lot.result) if lot and lot.outcome and lot.result else None
    return render(
        request,
        "vergabeverfahren/ergebnis.html",
        status=status or sent.status,
        found=view,
        procedure=view.procedure,
        lot=lot,
        view=shown,
        draw=draw_view(lot.draw, view.names) if lot and lot.draw else None,
        kinds=KINDS,
        tenderers={bid["id"]: bid["tenderer"] for bid in lot.document["bids"]} if lot else {},
        labels=bid_labels(bid["id"] for bid in lot.document["bids"]) if lot else {},
        sent=sent,
        fields=fields or stored_fields(view.proposal),
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{slug}/decision-proposal/",
    )


def _lot(view: ResultView, number: int | None) -> LotResult | None:
    if not view.lots:
        return None
    wanted = view.lots[0].number if number is None else number
    found = next((one for one in view.lots if one.number == wanted), None)
    if found is None:
        raise LotNotFoundError(wanted)
    return found


HANDLERS = (show_result, save_proposal, plan_draw, record_draw)
