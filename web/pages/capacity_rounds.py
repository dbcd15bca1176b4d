"""Rounds that decide on requests: opening one, what fits, whom a decision displaces, minutes."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.errors import RoundClosedError, RoundOpenError
from capacity.model import RoundKind
from capacity.papers.minutes import KINDS
from capacity.services.reviewing import LONGEST_TEXT
from capacity.services.rounds import RoundDesk
from core.errors import InputError
from core.listing import Page
from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, rank_words, request_words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

PAGE_SIZE = 25
_CONFLICT = 409
_LARGEST_PAGE, _LARGEST_BODY, _MOST_SKIPPED, _MOST_NAMED = 100_000, 20_000, 300, 10
_OPEN = "Die Runde Nr. {number} ist noch offen. Bitte schließen Sie sie zuerst."
_CLOSED = "Die Runde ist schon geschlossen; ihre Beschlüsse bleiben, wie sie sind."
_KIND = "Bitte wählen Sie eine der angebotenen Arten."

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Skipped = Annotated[list[int] | None, QueryParameter(name="ohne", max_items=_MOST_SKIPPED)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen/runden", sync_to_thread=True, action=Action.READ_RANKING)
def show_rounds(request: Connection, round_desk: NamedDependency[RoundDesk], number: PageNumber = 1) -> Response[str]:
    """Show the rounds, the newest first."""
    return _rounds(request, round_desk, number)


@post("/anforderungen/runden", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.OPEN_ROUND)
async def open_round(request: Connection, round_desk: NamedDependency[RoundDesk]) -> Answer:
    """Open a round."""
    kind = text_in(await form_of(request), "art")
    return await asyncio.to_thread(_open, request, round_desk, kind)


def _open(request: Connection, desk: RoundDesk, kind: str) -> Answer:
    if kind not in set(RoundKind):
        return _rounds(request, desk, fault=_KIND)
    try:
        opened = desk.open(request.user, RoundKind(kind))
    except RoundOpenError as error:
        return _rounds(request, desk, fault=_OPEN.format_map(error.properties))
    return Redirect(addresses.capacity_round(opened.number), status_code=SEE_OTHER)


def _rounds(request: Connection, desk: RoundDesk, page: int = 1, fault: str = "") -> Response[str]:
    return render(
        request,
        "anforderungen/runden.html",
        status=_CONFLICT if fault else 200,
        found=desk.page(request.user, page=page, size=PAGE_SIZE),
        fault=fault,
        kinds=KINDS,
        to=lambda _search, number: addresses.capacity_rounds(number),
    )


@get("/anforderungen/runden/{capacity_round:int}", sync_to_thread=True, action=Action.READ_RANKING)
def show_round(
    request: Connection,
    round_desk: NamedDependency[RoundDesk],
    capacity_round: FromPath[int],
    skipped: Skipped = None,
    number: PageNumber = 1,
) -> Response[str]:
    """Show a page of a round: what fits, also on trial, what was decided, and whom a decision displaces."""
    left_out = frozenset(one for one in skipped or () if 0 < one <= LARGEST_NUMBER)
    return _round(request, round_desk, capacity_round, left_out, page=number)


@post(
    "/anforderungen/runden/{capacity_round:int}/schliessen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.CLOSE_ROUND,
)
async def close_round(
    request: Connection, round_desk: NamedDependency[RoundDesk], capacity_round: FromPath[int]
) -> Answer:
    """Close a round."""
    note = text_in(await form_of(request), "vermerk")
    return await asyncio.to_thread(_close, request, round_desk, capacity_round, note)


def _close(request: Connection, desk: RoundDesk, number: int, note: str) -> Answer:
    try:
        desk.close(request.user, number, note)
    except InputError as error:
        return _round(request, desk, number, note=note, fault=fault_sentence(error.faults[0]), status=UNREADABLE)
    except RoundClosedError:
        return _round(request, desk, number, note=note, fault=_CLOSED, status=_CONFLICT)
    return Redirect(f"{addresses.capacity_round(number)}?geaendert=ja", status_code=SEE_OTHER)


def _round(  # noqa: PLR0913 - the page and what was typed
    request: Connection,
    desk: RoundDesk,
    number: int,
    left_out: frozenset[int] = frozenset(),
    *,
    page: int = 1,
    note: str = "",
    fault: str = "",
    status: int = 200,
) -> Response[str]:
    shown = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    seen = desk.see(request.user, number, left_out, shown)
    rows = Page(items=seen.basis.rows[shown], page=page, size=PAGE_SIZE, total=len(seen.basis.rows))
    return render(
        request,
        "anforderungen/runde.html",
        status=status,
        seen=seen,
        decided={one.number: one for one in seen.decisions},
        rows=rows,
        elsewhere=sorted(left_out - {one.number for one in rows.items}),
        to=lambda _search, wanted: addresses.capacity_round(number, wanted, left_out),
        most_named=_MOST_NAMED,
        note=note,
        fault=fault,
        longest=LONGEST_TEXT,
        kinds=KINDS,
        words=request_words,
        rank_words=rank_words,
    )


@get("/anforderungen/runden/{capacity_round:int}/protokoll", sync_to_thread=True, action=Action.READ_RANKING)
def send_minutes(
    request: Connection, round_desk: NamedDependency[RoundDesk], capacity_round: FromPath[int]
) -> Response[bytes]:
    """Send the minutes of a closed round."""
    return attachment(round_desk.minutes(request.user, capacity_round))


HANDLERS = (show_rounds, open_round, show_round, close_round, send_minutes)
