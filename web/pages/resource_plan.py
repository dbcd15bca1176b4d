"""The resource plan for the budget, its tables, and what person-days of roles cost."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.papers.resources import UNSAID, basis_words, mip_words
from capacity.services.files import TableKind
from capacity.services.resources import RateWish, ResourceDesk, RoleRates
from capacity.services.staffing import day_in
from capacity.services.supplying import Supplying
from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses
from web.downloads import attachment
from web.pages.capacity_figures import kind_of
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

PAGE_SIZE = 25
LABELS: Mapping[str, tuple[str, str]] = {
    "rolle": ("rolle", "Rolle"),
    "satz": ("satz", "Euro je Personentag"),
    "ab": ("ab", "Gilt ab"),
}
"""Anchor and label of each input of a rate, by its name."""

_TYPED = {"role": "rolle", "eur_per_day": "satz", "valid_from": "ab"}
_LARGEST_PAGE, _LARGEST_BODY = 100_000, 20_000

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Year = Annotated[int | None, QueryParameter(name="jahr", ge=1, le=9999)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen/ressourcen", sync_to_thread=True, action=Action.READ_RANKING)
def show_resources(
    request: Connection, resource_desk: NamedDependency[ResourceDesk], year: Year = None, number: PageNumber = 1
) -> Response[str]:
    """Show the resource plan of a budget year."""
    seen = resource_desk.see(request.user, year, page=number, size=PAGE_SIZE)
    return render(
        request,
        "anforderungen/ressourcen.html",
        seen=seen,
        year_options=[(str(one), str(one)) for one in seen.totals],
        kinds=tuple(TableKind),
        to=partial(_page_address, seen.year),
        basis_words=basis_words,
        mip_words=mip_words,
        unsaid=UNSAID,
    )


@get("/anforderungen/ressourcen/{table_kind:str}", sync_to_thread=True, action=Action.READ_RANKING)
def send_resources(
    request: Connection,
    resource_desk: NamedDependency[ResourceDesk],
    table_kind: FromPath[str],
    year: Year = None,
) -> Response[bytes]:
    """Send the resource plan of a budget year as a table."""
    return attachment(resource_desk.table(request.user, year, kind_of(table_kind)))


@get("/anforderungen/tagessaetze", sync_to_thread=True, action=Action.READ_RANKING)
def show_rates(
    request: Connection, role_rates: NamedDependency[RoleRates], supplying: NamedDependency[Supplying]
) -> Response[str]:
    """Show what person-days cost."""
    return _rates(request, role_rates, supplying, {}, {})


@post(
    "/anforderungen/tagessaetze",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_SUPPLY,
)
async def change_rate(
    request: Connection, role_rates: NamedDependency[RoleRates], supplying: NamedDependency[Supplying]
) -> Answer:
    """Enter what a person-day costs, or take it back."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (*LABELS, "streichen")}

    def done() -> Answer:
        try:
            _change(request, role_rates, typed)
        except InputError as error:
            faults = {_TYPED[one.pointer.removeprefix("/")]: fault_sentence(one) for one in error.faults}
            return _rates(request, role_rates, supplying, typed, faults)
        return Redirect(f"{addresses.role_rates()}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(done)


def _change(request: Connection, rates: RoleRates, typed: Mapping[str, str]) -> None:
    if not typed["streichen"]:
        rates.put(request.user, RateWish(**{name: typed[field] for name, field in _TYPED.items()}))
    elif (day := day_in(typed["streichen"])) is not None:
        rates.drop(request.user, typed["rolle"], day)


def _rates(
    request: Connection, rates: RoleRates, supplying: Supplying, typed: Mapping[str, str], faults: Mapping[str, str]
) -> Response[str]:
    return render(
        request,
        "anforderungen/tagessaetze.html",
        status=UNREADABLE if faults else 200,
        rates=rates.all(request.user),
        roles=supplying.roles(request.user),
        typed={name: typed.get(name, "") for name in LABELS},
        faults=faults,
        labels=LABELS,
    )


def _page_address(year: int | None, _search: str, page: int) -> str:
    return addresses.resource_plan(year, page)


HANDLERS = (show_resources, send_resources, show_rates, change_rate)
