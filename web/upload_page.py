"""The page that asks for a file or its text."""

from typing import Any

from litestar import Request, Response

from web.rendering import render
from web.upload import UNREADABLE, FaultList, Submitted, megabytes

Connection = Request[Any, Any, Any]


def upload_form(
    request: Connection, handed_in: Submitted | None = None, faults: FaultList | None = None, *, template: str
) -> Response[str]:
    """Return a page that asks for a file or its text, with what was handed in and what is wrong with it."""
    return render(
        request,
        template,
        status=UNREADABLE if faults else 200,
        faults=faults,
        submitted=handed_in,
        megabytes=megabytes(request),
    )
