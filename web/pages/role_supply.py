"""What roles can work: staffing, external pools, sums by week or quarter, and what follows from them."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from capacity.services.staffing import PoolWish, Staffing, StaffingWish, day_in
from capacity.services.supplying import COLUMNS, Supplying, SupplyWish
from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, supply_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, FaultList, faults_of, form_of, megabytes, one_fault, submitted, text_in

_LARGEST_BODY = 20_000
_SUM = {"role": "rolle", "period": "zeitraum", "days": "tage"}
_STAFFING = {"role": "besetzung-rolle", "fte": "vze", "base_percent": "grundlast", "valid_from": "ab"}
_POOL = {
    "name": "extern-name",
    "role": "extern-rolle",
    "begins": "extern-von",
    "ends": "extern-bis",
    "days": "extern-tage",
    "budget_eur": "extern-budget",
}
_FIELDS = (*_SUM.values(), *_STAFFING.values(), *_POOL.values())
_NO_FILE = "Bitte wählen Sie eine Tabelle aus."
_DONE = "?geaendert=ja"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Act = Callable[[Connection, Supplying, Staffing, Mapping[str, str]], None]


@get("/anforderungen/kapazitaet", sync_to_thread=True, action=Action.READ_RANKING)
def show_supply(
    request: Connection, supplying: NamedDependency[Supplying], role_staffing: NamedDependency[Staffing]
) -> Response[str]:
    """Show what roles can work."""
    return _page(request, supplying, role_staffing, {}, {})


def _change(path: str, act: Act, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - Litestar's handler
    """Return the route of something that changes what roles can work.

    Args:
        path: Its path behind the page.
        act: Does it.
        fields: Names of the inputs by the place of a fault.
    """

    @post(
        addresses.capacity_supply() + path,
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=Action.MANAGE_SUPPLY,
    )
    async def change(
        request: Connection, supplying: NamedDependency[Supplying], role_staffing: NamedDependency[Staffing]
    ) -> Answer:
        form = await form_of(request)
        typed = {name: text_in(form, name) for name in (*_FIELDS, "streichen")}

        def done() -> Answer:
            try:
                act(request, supplying, role_staffing, typed)
            except InputError as error:
                faults = {fields[one.pointer.removeprefix("/")]: fault_sentence(one) for one in error.faults}
                return _page(request, supplying, role_staffing, typed, faults)
            return Redirect(addresses.capacity_supply() + _DONE, status_code=SEE_OTHER)

        return await asyncio.to_thread(done)

    return change


def _sum(request: Connection, supplying: Supplying, _: Staffing, typed: Mapping[str, str]) -> None:
    if typed["streichen"]:
        supplying.drop(request.user, typed["rolle"], typed["streichen"])
        return
    wish = SupplyWish(**{name: typed[field] for name, field in _SUM.items()})
    supplying.put(request.user, wish)


def _staff(request: Connection, _: Supplying, staffing: Staffing, typed: Mapping[str, str]) -> None:
    if typed["streichen"]:
        staffing.drop(request.user, typed["besetzung-rolle"], _day(typed["streichen"]))
        return
    staffing.put(request.user, StaffingWish(**{name: typed[field] for name, field in _STAFFING.items()}))


def _pool(request: Connection, _: Supplying, staffing: Staffing, typed: Mapping[str, str]) -> None:
    if typed["streichen"]:
        begins = _day(typed["streichen"])
        staffing.drop_pool(request.user, typed["extern-name"], typed["extern-rolle"], begins)
        return
    staffing.put_pool(request.user, PoolWish(**{name: typed[field] for name, field in _POOL.items()}))


@get("/anforderungen/kapazitaet/einlesen", sync_to_thread=False, action=Action.MANAGE_SUPPLY)
def show_table(request: Connection) -> Response[str]:
    """Show where a table is handed in."""
    return _table(request, None)


@post("/anforderungen/kapazitaet/einlesen", status_code=SEE_OTHER, action=Action.MANAGE_SUPPLY)
async def take_table(request: Connection, supplying: NamedDependency[Supplying]) -> Answer:
    """Enter the sums of a table."""
    handed_in = await submitted(await form_of(request))
    return await asyncio.to_thread(_take_table, request, supplying, handed_in.data)


def _take_table(request: Connection, supplying: Supplying, data: bytes) -> Answer:
    if not data:
        return _table(request, one_fault(_NO_FILE))
    try:
        supplying.take_in(request.user, data)
    except InputError as error:
        return _table(request, faults_of(error))
    return Redirect(addresses.capacity_supply() + _DONE, status_code=SEE_OTHER)


def _table(request: Connection, faults: FaultList | None) -> Response[str]:
    return render(
        request,
        "anforderungen/kapazitaet_einlesen.html",
        status=UNREADABLE if faults else 200,
        faults=faults,
        columns=COLUMNS,
        megabytes=megabytes(request),
    )


def _page(
    request: Connection, supplying: Supplying, staffing: Staffing, typed: Mapping[str, str], faults: Mapping[str, str]
) -> Response[str]:
    weeks = supplying.weeks(request.user)
    return render(
        request,
        "anforderungen/kapazitaet.html",
        status=UNREADABLE if faults else 200,
        supply=supplying.all(request.user),
        staffing=staffing.all(request.user),
        pools=staffing.pools(request.user),
        roles=supplying.roles(request.user),
        overview=supply_words.overview(weeks),
        percent=supplying.plannable_percent(),
        typed={name: typed.get(name, "") for name in _FIELDS},
        faults=faults,
        labels=supply_words.LABELS,
    )


def _day(text: str) -> date:
    return day_in(text) or date.min


HANDLERS = (
    show_supply,
    _change("", _sum, _SUM),
    _change("/besetzung", _staff, _STAFFING),
    _change("/extern", _pool, _POOL),
    show_table,
    take_table,
)
