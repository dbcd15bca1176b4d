"""Lists that are walked with a cursor: each answer says where the next one begins.

The cursor holds the place after the last item, never a count of items: what is added meanwhile neither repeats nor
hides anything. It is bound to its list and search by a check sum. That is no secret: a place is something the client
has seen, and repositories look for it among the rows that the reader may see.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.params import QueryParameter

from api.errors import BrokenCursorError
from core.numbers import LARGEST_NUMBER

LARGEST = 100

Cursor = Annotated[
    str | None,
    QueryParameter(max_length=1_000, description="Wo es weitergeht: „next“ der vorigen Antwort"),
]
Limit = Annotated[int, QueryParameter(ge=1, le=LARGEST, description=f"Einträge je Antwort, höchstens {LARGEST}")]

Place = str | int
Item = TypeVar("Item")

_CHECKED = 12
_MOVING = frozenset({"cursor", "limit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Item]):
    """A part of a list.

    Args:
        items: Its entries.
        next: Cursor of the part after it; null at the end.
    """

    items: tuple[Item, ...]
    next: str | None = None


def place_in(request: Request[Any, Any, Any]) -> Place | None:
    """Return the place that the request's cursor stands at; None at the beginning.

    Raises:
        BrokenCursorError: The cursor was not issued here, or for another list or search.
    """
    cursor = request.query_params.get("cursor")
    if cursor is None:
        return None
    try:
        _, place = json.loads(base64.urlsafe_b64decode(str(cursor).encode("ascii") + b"=="))
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenCursorError from error
    if type(place) not in (str, int) or cursor != _cursor(request, place):
        raise BrokenCursorError
    return place  # type: ignore[no-any-return]  # checked in the line above


def number_in(request: Request[Any, Any, Any]) -> int | None:
    """Return the place in a list whose entries have numbers; None at the beginning.

    Raises:
        BrokenCursorError: The cursor was not issued here, or for another list or search.
    """
    place = place_in(request)
    if place is not None and not (isinstance(place, int) and 0 < place <= LARGEST_NUMBER):
        raise BrokenCursorError
    return place


def listed(request: Request[Any, Any, Any], items: Iterable[Item], place: Place | None) -> Response[Listing[Item]]:
    """Return a part of a list.

    Args:
        request: Tells which list and search it is.
        items: The entries.
        place: Where the next part begins; None at the end.
    """
    if place is None:
        return Response(Listing(items=tuple(items)))
    cursor = _cursor(request, place)
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    address = f"{request.url.path}?{urlencode([*query, ('cursor', cursor)])}"
    return Response(Listing(items=tuple(items), next=cursor), headers={"Link": f'<{address}>; rel="next"'})


def _cursor(request: Request[Any, Any, Any], place: Place) -> str:
    text = json.dumps([_check(request, place), place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _check(request: Request[Any, Any, Any], place: Place) -> str:
    search = sorted((name, str(value)) for name, value in request.query_params.multi_items() if name not in _MOVING)
    text = json.dumps([request.url.path, search, place])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_CHECKED]
