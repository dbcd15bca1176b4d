"""The order of requests: the ranked list with the line of capacity, ranks set by hand."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from capacity.errors import RankTakenError, RequestClosedError
from capacity.services.desk import RequestDesk
from capacity.services.ranking import RankDesk
from core.errors import InputError
from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses, rank_words
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.views.request import TYPED, Refused, shown

PAGE_SIZE = 25
_LARGEST_PAGE, _LARGEST_BODY, _MOST_SKIPPED = 100_000, 20_000, 300
_CONFLICT, _DIGITS = 409, 4
_TAKEN = (
    "Auf Rang {rank} steht schon eine andere Anforderung, die von Hand gesetzt ist. Bitte nennen Sie einen anderen."
)
_CLOSED = "Ein Rang lässt sich nur setzen, solange die Anforderung auf die Entscheidung wartet."

PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Skipped = Annotated[list[int] | None, QueryParameter(name="ohne", max_items=_MOST_SKIPPED)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/anforderungen/rangfolge", sync_to_thread=True, action=Action.READ_RANKING)
def show_ranking(
    request: Connection, rank_desk: NamedDependency[RankDesk], number: PageNumber = 1, skipped: Skipped = None
) -> Response[str]:
    """Show a part of the ranked list, and what fits when some are left out on trial."""
    left_out = frozenset(one for one in skipped or () if 0 < one <= LARGEST_NUMBER)
    found = rank_desk.part(request.user, (number - 1) * PAGE_SIZE + 1, PAGE_SIZE, left_out)
    here = {one.request.number for one in found.page.items}
    return render(
        request,
        "anforderungen/rangfolge.html",
        found=found,
        elsewhere=sorted(left_out - here),
        to=partial(_page_address, left_out),
        words=rank_words,
    )


def _page_address(left_out: frozenset[int], _search: str, page: int) -> str:
    return addresses.capacity_ranking(page, left_out)


def _rank_route(path: str, title: str, act: "Setting") -> Any:  # noqa: ANN401 - Litestar's handler
    """Return the route of something that changes a rank."""

    @post(
        f"/anforderungen/{{capacity_request:int}}/{path}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=Action.SET_RANK,
    )
    async def change(
        request: Connection,
        rank_desk: NamedDependency[RankDesk],
        request_desk: NamedDependency[RequestDesk],
        capacity_request: FromPath[int],
    ) -> Answer:
        form = await form_of(request)
        typed = {name: text_in(form, name) for name in TYPED}

        def done() -> Answer:
            try:
                act(rank_desk, request, capacity_request, typed)
            except InputError as error:
                sentences = tuple(map(fault_sentence, error.faults))
            except RankTakenError as error:
                sentences = (_TAKEN.format_map(error.properties),)
            except RequestClosedError:
                sentences = (_CLOSED,)
            else:
                return Redirect(f"{addresses.capacity_request(capacity_request)}?geaendert=ja", status_code=SEE_OTHER)
            refused = Refused(title=title, sentences=sentences, typed=typed)
            seen = request_desk.see(request.user, capacity_request)
            page = shown(request.user, seen, rank_desk.find(request.user, capacity_request), refused=refused)
            return render(request, "anforderungen/seite.html", status=_CONFLICT, **page)

        return await asyncio.to_thread(done)

    return change


Setting = Callable[[RankDesk, Connection, int, dict[str, str]], object]


def _set(desk: RankDesk, request: Connection, number: int, typed: dict[str, str]) -> object:
    text = typed["rang"].strip()
    rank = int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
    return desk.set(request.user, number, rank, typed["grund"])


def _lift(desk: RankDesk, request: Connection, number: int, typed: dict[str, str]) -> None:
    desk.lift(request.user, number, typed["grund"])


HANDLERS = (
    show_ranking,
    _rank_route("rang", "Rang setzen", _set),
    _rank_route("rang-aufheben", "Rang aufheben", _lift),
)
