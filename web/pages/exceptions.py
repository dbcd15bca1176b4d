"""What went on without agreement: the public list, without signing in."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from capacity.services.gates import PublicLifts
from infra.policy.table import Action
from web import request_words
from web.rendering import render


@get("/ausnahmen/{city:str}", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def show_exceptions(
    request: Request[Any, Any, Any], public_lifts: NamedDependency[PublicLifts], city: FromPath[str]
) -> Response[str]:
    """Show the latest lifts of a city."""
    return render(request, "anforderungen/ausnahmen.html", lifts=public_lifts.of(city), grounds=request_words.GROUNDS)


HANDLERS = (show_exceptions,)
