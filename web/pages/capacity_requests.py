"""Requests for IT capacity: the list, what belongs into the queue, one request, closing days of the city."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.errors import ClosingDayTakenError, RequestOfficeMissingError
from capacity.model import Party, RequestQuery, RequestStage
from capacity.rules.choices import FILTERS, LONGEST_VALUE
from capacity.rules.form import LONGEST_TITLE, TITLE
from capacity.services.desk import RequestDesk
from capacity.services.drafting import RequestDrafting
from capacity.services.files import MOST_ROWS, TableKind
from capacity.services.queue_planning import PlanDesk
from capacity.services.ranking import RankDesk
from core.errors import InputError
from core.german import read_day
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, request_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.request import shown

PAGE_SIZE = 25
NO_OFFICE = (
    "Ihrem Konto ist kein Amt zugeordnet; eine IT-Anforderung gehört immer zu einem Amt. "
    "Bitte wenden Sie sich an die Verwaltung von Prüfstand."
)
NO_DAY = "Bitte einen Tag eingeben, zum Beispiel 24.12.2026."
TAKEN = "An diesem Tag wird ohnehin nicht gearbeitet: Er ist schon eingetragen, ein Feiertag oder ein Wochenende."
_LARGEST_PAGE, _LARGEST_BODY = 1_000_000, 20_000
_DAYS = "/anforderungen/schliesstage"

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Stage = Annotated[str, QueryParameter(name="stand", max_length=20)]
Turn = Annotated[str, QueryParameter(name="stelle", max_length=20)]
Kind = Annotated[str, QueryParameter(name="art", max_length=20)]
Title = Annotated[str, QueryParameter(name=TITLE, max_length=LONGEST_TITLE)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen", sync_to_thread=True, action=Action.READ_CAPACITY)
def show_requests(
    request: Connection,
    request_desk: NamedDependency[RequestDesk],
    search: Search = "",
    stage: Stage = "",
    turn: Turn = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the list: where each request is, whose turn it is, and how long."""
    query = query_of(request, search, stage, turn)
    found = request_desk.page(request.user, query, page=number, size=PAGE_SIZE)
    return render(
        request,
        "anforderungen/liste.html",
        found=found.page,
        awaited=found.awaited,
        offices=found.offices,
        search=search.strip(),
        stage=query.stage.value if query.stage else "",
        turn=query.turn.value if query.turn else "",
        labels=query.labels,
        filters=request_words.filters(found.choices, query.labels),
        to=partial(_list_address, stage, turn, query.labels),
        kinds=tuple(TableKind),
        most=MOST_ROWS,
        words=request_words,
    )


def query_of(request: Connection, search: str, stage: str, turn: str) -> RequestQuery:
    """Return what a list is asked for; fields have names of our own, so that no address asks for another one."""
    wanted = RequestStage(stage) if stage in set(RequestStage) else None
    party = Party(turn) if turn in set(Party) else None
    asked = {one.value: request.query_params.get(one.value, "").strip()[:LONGEST_VALUE] for one in FILTERS}
    labels = {name: value for name, value in asked.items() if value}
    return RequestQuery(text=search, stage=wanted, turn=party, labels=labels)


def _list_address(stage: str, turn: str, labels: Mapping[str, str], search: str, page: int) -> str:
    return addresses.capacity_requests(search, page, stage, turn, labels)


@get("/anforderungen/neu", sync_to_thread=True, action=Action.WRITE_REQUEST)
def show_new_request(
    request: Connection, request_drafting: NamedDependency[RequestDrafting], kind: Kind = "", title: Title = ""
) -> Response[str]:
    """Show what belongs into the queue and, for a request, the first field with what is alike already."""
    return _new(request, request_drafting, kind, title)


@post("/anforderungen/neu", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.WRITE_REQUEST)
async def add_request(request: Connection, request_drafting: NamedDependency[RequestDrafting]) -> Answer:
    """Begin a request."""
    title = text_in(await form_of(request), TITLE)
    return await asyncio.to_thread(_add, request, request_drafting, title)


def _add(request: Connection, drafting: RequestDrafting, title: str) -> Answer:
    try:
        begun = drafting.begin(request.user, title)
    except InputError as error:
        return _new(request, drafting, request_words.REQUEST, title, fault_sentence(error.faults[0]))
    except RequestOfficeMissingError:
        return _new(request, drafting, request_words.REQUEST, title, NO_OFFICE)
    return Redirect(addresses.capacity_request_form(begun.number, "steckbrief"), status_code=SEE_OTHER)


def _new(request: Connection, drafting: RequestDrafting, kind: str, title: str, fault: str = "") -> Response[str]:
    return render(
        request,
        "anforderungen/neu.html",
        status=UNREADABLE if fault else 200,
        kind=kind if kind in {*request_words.ELSEWHERE, request_words.REQUEST} else "",
        title=title,
        fault=fault,
        alike=drafting.alike(request.user, title) if title else (),
        longest=LONGEST_TITLE,
        words=request_words,
    )


@get("/anforderungen/{capacity_request:int}", sync_to_thread=True, action=Action.READ_CAPACITY)
def show_request(
    request: Connection,
    request_desk: NamedDependency[RequestDesk],
    request_drafting: NamedDependency[RequestDrafting],
    rank_desk: NamedDependency[RankDesk],
    plan_desk: NamedDependency[PlanDesk],
    capacity_request: FromPath[int],
) -> Response[str]:
    """Show one request: its state, whose turn it is, what is missing, and what can be done now."""
    seen = request_desk.see(request.user, capacity_request)
    alike = request_drafting.alike_to(request.user, capacity_request)
    place = rank_desk.find(request.user, capacity_request)
    when = plan_desk.find(request.user, capacity_request)
    return render(request, "anforderungen/seite.html", **shown(request.user, seen, place, alike, when))


@get(_DAYS, sync_to_thread=True, action=Action.READ_CAPACITY)
def show_closing_days(request: Connection, request_desk: NamedDependency[RequestDesk]) -> Response[str]:
    """Show the closing days of the city."""
    return _closing(request, request_desk)


@post(_DAYS, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.MANAGE_CLOSING_DAYS)
async def change_closing_days(request: Connection, request_desk: NamedDependency[RequestDesk]) -> Answer:
    """Enter a closing day, or take one back."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in ("tag", "anlass", "streichen")}
    return await asyncio.to_thread(_change_days, request, request_desk, typed)


def _change_days(request: Connection, desk: RequestDesk, typed: dict[str, str]) -> Answer:
    if removed := read_day(typed["streichen"]):
        desk.reopen(request.user, removed)
        return Redirect(f"{_DAYS}?geaendert=ja", status_code=SEE_OTHER)
    day = read_day(typed["tag"])
    if day is None:
        return _closing(request, desk, typed, {"tag": NO_DAY})
    try:
        desk.close(request.user, day, typed["anlass"])
    except ClosingDayTakenError:
        return _closing(request, desk, typed, {"tag": TAKEN})
    except InputError as error:
        return _closing(request, desk, typed, {"anlass": fault_sentence(error.faults[0])})
    return Redirect(f"{_DAYS}?geaendert=ja", status_code=SEE_OTHER)


def _closing(
    request: Connection, desk: RequestDesk, typed: dict[str, str] | None = None, faults: dict[str, str] | None = None
) -> Response[str]:
    return render(
        request,
        "anforderungen/schliesstage.html",
        status=UNREADABLE if faults else 200,
        days=desk.closing_days(request.user),
        typed=typed or {"tag": "", "anlass": ""},
        faults=faults or {},
    )


HANDLERS = (show_requests, show_new_request, add_request, show_request, show_closing_days, change_closing_days)
