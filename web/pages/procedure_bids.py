"""Opened bids of a tender procedure: the list, one bid with its files, and how it stands."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import exact_moment
from infra.policy.table import Action
from procurement.errors import TenderBidNotFoundError
from procurement.model import BidState
from procurement.services.intake.changing import BidChanges, NewState
from procurement.services.intake.opening_paper import OpeningPaper
from procurement.services.intake.reading import Bids
from procurement.services.sealed.opening import BY_INTAKE
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, faults_of, form_of, text_in
from web.versions import version_in
from web.views.procedure_bids import bid_line, bid_lines, round_of, state_choices

CHANGED = "Das Angebot wurde inzwischen geändert. Es ist nichts gespeichert. Bitte vergleichen Sie den jetzigen Stand."
NO_STATE = "Bitte einen Stand aus der Liste wählen."
_CONFLICT = 409
_LARGEST_BODY = 40_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/angebote", sync_to_thread=True, action=Action.READ_BIDS)
def show_bids(request: Connection, bids: NamedDependency[Bids], procedure: FromPath[str]) -> Response[str]:
    """Show the bids of the present round, those of earlier ones apart, and what can be done."""
    seen = bids.all(request.user, procedure)
    return render(
        request,
        "vergabeverfahren/angebote.html",
        procedure=seen.procedure,
        seen=seen,
        round=round_of(seen),
        exact=exact_moment,
        current=bid_lines(procedure, seen.current),
        earlier=bid_lines(procedure, seen.earlier),
    )


@get("/vergabeverfahren/{procedure:str}/angebote/{bid:str}", sync_to_thread=True, action=Action.READ_BIDS)
def show_bid(
    request: Connection, bids: NamedDependency[Bids], procedure: FromPath[str], bid: FromPath[str]
) -> Response[str]:
    """Show one bid."""
    return _page(request, bids, procedure, addresses.identifier(bid))


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/stand",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.IMPORT_BIDS,
)
async def set_state(
    request: Connection,
    bids: NamedDependency[Bids],
    bid_changes: NamedDependency[BidChanges],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Say that a bid was withdrawn or replaced, or that this was a mistake."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in ("stand", "grund")}
    return await asyncio.to_thread(_set, request, bids, bid_changes, (procedure, bid, version_in(form)), typed)


def _set(
    request: Connection, bids: Bids, changes: BidChanges, asked: tuple[str, str, int], typed: dict[str, str]
) -> Answer:
    slug, bid, version = asked[0], addresses.identifier(asked[1]), asked[2]
    if typed["stand"] not in set(BidState):
        return _page(request, bids, slug, bid, typed, {"stand": NO_STATE})
    wanted = NewState(version=version, state=BidState(typed["stand"]), reason=typed["grund"])
    try:
        changes.set_state(request.user, slug, bid, wanted)
    except InputError as error:
        field = "grund" if error.faults[0].pointer == "/reason" else "stand"
        return _page(request, bids, slug, bid, typed, {field: faults_of(error).lines[0].text})
    except VersionConflictError:
        return _page(request, bids, slug, bid, typed, {}, CHANGED)
    return Redirect(f"{addresses.procedure_bid(slug, bid)}?geaendert=ja", status_code=SEE_OTHER)


@get(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/dateien/{file_name:str}",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def send_file(
    request: Connection,
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
    file_name: FromPath[str],
) -> Response[bytes]:
    """Send a file that a browser saves and never shows."""
    found = bids.file(request.user, procedure, addresses.identifier(bid), addresses.identifier(file_name))
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


def _page(  # noqa: PLR0913, PLR0917 - what was typed comes back with what is wrong with it
    request: Connection,
    bids: Bids,
    slug: str,
    bid: str,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    seen = bids.all(request.user, slug)
    found = next((one for one in seen.bids if one.bid.id == bid), None)
    if found is None:
        raise TenderBidNotFoundError(bid)
    return render(
        request,
        "vergabeverfahren/angebot.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        procedure=seen.procedure,
        seen=seen,
        bid=bid_line(slug, found, seen.bids),
        has_rubric=any(one.number == found.bid.place.lot and one.terms.rubric for one in seen.procedure.lots),
        importer=({BY_INTAKE: "versiegelte Annahme"} | dict(seen.names)).get(found.bid.imported_by, "unbekannt"),
        imported_at=found.bid.imported_at,
        is_changeable=seen.accepts_bids and found.is_current and found.bid.state is not BidState.LATE,
        choices=state_choices(),
        typed=typed or {"stand": found.bid.state.value, "grund": ""},
        faults=faults or {},
        conflict=conflict,
    )


@get(
    "/vergabeverfahren/{procedure:str}/fassungen/{number:int}/runden/{offer_round:int}/niederschrift",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def send_opening_record(
    request: Connection,
    opening_paper: NamedDependency[OpeningPaper],
    procedure: FromPath[str],
    number: FromPath[int],
    offer_round: FromPath[int],
) -> Response[bytes]:
    """Send the Öffnungsniederschrift of a round."""
    return attachment(opening_paper.draw(request.user, procedure, number, offer_round))


HANDLERS = (show_bids, show_bid, set_state, send_file, send_opening_record)
