"""What a request really took: shown to its readers, noted by ADIT once the work is finished."""

import asyncio
from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from capacity.errors import RequestClosedError
from capacity.services.spending import MOST_ROLES, SeenSpending, Spending, SpentWish
from capacity.services.supplying import LONGEST_ROLE
from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses
from web.formats import number
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

_LARGEST_BODY, _MORE_ROLES, _CONFLICT = 20_000, 2, 409
_CLOSED = "Der Ist-Aufwand wird eingetragen, wenn die Arbeit fertig ist: zur Abnahme oder danach."

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen/{capacity_request:int}/ist-aufwand", sync_to_thread=True, action=Action.READ_CAPACITY)
def show_spending(
    request: Connection, request_spending: NamedDependency[Spending], capacity_request: FromPath[int]
) -> Response[str]:
    """Show what a request took beside what was estimated."""
    seen = request_spending.see(request.user, capacity_request)
    return _page(request, seen, _rows(seen))


@post(
    "/anforderungen/{capacity_request:int}/ist-aufwand",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.HANDLE_REQUEST,
)
async def note_spending(
    request: Connection, request_spending: NamedDependency[Spending], capacity_request: FromPath[int]
) -> Answer:
    """Note what a request took."""
    form = await form_of(request)
    rows = [
        SpentWish(role=text_in(form, f"rolle-{at}"), days=text_in(form, f"tage-{at}"))
        for at in range(MOST_ROLES)
        if f"rolle-{at}" in form
    ]
    return await asyncio.to_thread(_note, request, request_spending, capacity_request, rows)


def _note(request: Connection, spending: Spending, number_: int, rows: Sequence[SpentWish]) -> Answer:
    try:
        spending.note(request.user, number_, rows)
    except InputError as error:
        faults = {one.pointer.removeprefix("/roles/"): fault_sentence(one) for one in error.faults}
        return _page(request, spending.see(request.user, number_), rows, faults)
    except RequestClosedError:
        return _page(request, spending.see(request.user, number_), rows, {"": _CLOSED}, _CONFLICT)
    return Redirect(f"{addresses.spent_effort(number_)}?geaendert=ja", status_code=SEE_OTHER)


def _rows(seen: SeenSpending) -> list[SpentWish]:
    """Return a row for each role that was estimated or noted, and some for others."""
    noted = {one.role: number(one.days) for one in seen.spent}
    known = [SpentWish(role=role, days=noted.get(role, "")) for role in sorted({*seen.estimated, *noted})]
    return (known + [SpentWish(role="", days="")] * _MORE_ROLES)[:MOST_ROLES]


def _page(
    request: Connection,
    seen: SeenSpending,
    rows: Sequence[SpentWish],
    faults: dict[str, str] | None = None,
    status: int = UNREADABLE,
) -> Response[str]:
    return render(
        request,
        "anforderungen/ist_aufwand.html",
        status=status if faults else 200,
        seen=seen,
        one=seen.request,
        rows=rows,
        faults=faults or {},
        longest=LONGEST_ROLE,
    )


HANDLERS = (show_spending, note_spending)
