"""What went on without agreement: the public list, without signing in."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from capacity.services.gates import MOST_LIFTS, PublicLifts
from infra.identity.places import Cities
from infra.policy.table import Action
from web import request_words
from web.rendering import render


@get("/ausnahmen/{city:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_exceptions(
    request: Request[Any, Any, Any],
    cities: NamedDependency[Cities],
    public_lifts: NamedDependency[PublicLifts],
    city: FromPath[str],
) -> Response[str]:
    """Show the latest lifts of a city.

    Raises:
        NotFoundException: There is no such city: its list would be empty whatever was let through.
    """
    named = next((one for one in cities.all() if one.id == city), None)
    if named is None:
        raise NotFoundException
    return render(
        request,
        "anforderungen/ausnahmen.html",
        named=named,
        lifts=public_lifts.of(city),
        most=MOST_LIFTS,
        grounds=request_words.GROUNDS,
    )


HANDLERS = (show_exceptions,)
