"""Whose form it is: what one person typed is never stored as another's who has signed in in the same browser since.

Every form that is sent from a page carries the person it was shown to; fields that save themselves say it in a header.
"""

import re
from contextvars import ContextVar
from typing import Any

from jinja2.ext import Extension
from litestar import Request
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from markupsafe import Markup

from infra.identity.errors import OtherPersonError

FIELD = "_person"
HEADER = "Pruefstand-Person"
"""Name of the header; ``felder.js`` sends it."""

_FORM = re.compile(r"""<form\b(?:[^>"]|"[^"]*")*\bmethod="post"(?:[^>"]|"[^"]*")*>""")
_KINDS = (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART)
_reader: ContextVar[str] = ContextVar("_reader", default="")


class WhoseForms(Extension):
    """Writes the person behind the beginning of every form that is sent."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return the template with the field in every form."""
        return _FORM.sub(lambda form: form[0] + "{{ whose_form() }}", source)


def show_to(person: str) -> None:
    """Say for whom the next page is made; nobody's pages carry no field."""
    _reader.set(person)


def whose_form() -> Markup:
    """Return the field of a form."""
    person = _reader.get()
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, person) if person else Markup("")


async def require_same_person(request: Request[Any, Any, Any], person: str, *, for_program: bool) -> None:
    """Refuse what was typed on a page that was shown to somebody else.

    Args:
        request: What was sent; programs say nothing about persons, and need not.
        person: Who is signed in now.
        for_program: Whether the address belongs to the interface, which takes no forms.

    Raises:
        ClientException: The body is no form.
        OtherPersonError: The page was shown to another person.
    """
    said = request.headers.getall(HEADER, [])
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind in _KINDS and not for_program:
        try:
            said = [*said, *map(str, (await request.form()).getall(FIELD, []))]
        except (UnicodeDecodeError, LookupError, ValueError) as error:
            raise ClientException from error
    if any(one != person for one in said):
        raise OtherPersonError
