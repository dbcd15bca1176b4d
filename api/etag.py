"""Tags of states (RFC 9110, 8.8.3): readers ask whether something changed, writers say what they have seen.

Every answer to GET carries a strong tag. What can be changed has its version as tag; a change names it in ``If-Match``
and is refused when somebody else was faster.
"""

import hashlib
import re
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.serialization import encode_json
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from api.errors import BrokenTagError, PreconditionMissingError

IF_MATCH = "If-Match"
IF_NONE_MATCH = "If-None-Match"
NO_VERSION = -1
"""What no version is equal to."""

_OK, _NOT_MODIFIED = 200, 304
_TAG = re.compile(r'(?:W/)?("[!#-~\x80-\xff]*")')
_TAGS = re.compile(rf"[ \t,]*{_TAG.pattern}[ \t]*(?:,[ \t]*(?:{_TAG.pattern}[ \t]*)?)*")
_VERSION = re.compile(r'(?<!W/)"(0|[1-9][0-9]{0,17})(?:\.[0-9a-f]{12})?"')
_ABOUT_THE_BODY = frozenset({b"content-type", b"content-length"})


def etag_of(state: int | str) -> str:
    """Return the tag of a version or a digest."""
    return f'"{state}"'


def etag_of_view(version: int, view: object) -> str:
    """Return the tag of an answer that tells more than its version counts, such as the name of a person's office.

    Readers notice every change of it; of writers ``expected_version`` takes the version alone.
    """
    return etag_of(f"{version}.{hashlib.sha256(encode_json(view)).hexdigest()[:12]}")


def expected_version(request: Request[Any, Any, Any], *, first: int = 1) -> int:
    """Return the version that the client has seen, from ``If-Match``; the service compares it in its transaction.

    ``*`` is no version: it would change what the client has never seen. Of a list each tag counts (RFC 9110, 13.1.1);
    versions only grow, so the highest one that the client has seen can be the present one, or none. Weak tags count as
    none here. A request that names no version gets ``NO_VERSION``: the service refuses it like one that was too slow,
    and its answer tells the present state.

    Args:
        request: The request.
        first: The version that things of this kind begin with: 0 where something can be read before it is saved.

    Raises:
        PreconditionMissingError: The request names none.
        BrokenTagError: What it names is no list of tags.
    """
    given = request.headers.getall(IF_MATCH, [])
    named = ", ".join(given)
    if not given or named.strip() == "*":
        raise PreconditionMissingError
    if not _TAGS.fullmatch(named):
        raise BrokenTagError
    return max((int(one) for one in _VERSION.findall(named) if int(one) >= first), default=NO_VERSION)


class Tagged(ASGIMiddleware):
    """Gives every answer to GET a tag, and answers 304 to those who have that state already."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer one request."""
        if scope["type"] == ScopeType.HTTP and scope["method"] == "GET":
            send = _tagging(send, _known_to_client(scope["headers"]))
        await next_app(scope, receive, send)


def _tagging(send: Send, known: str) -> Send:
    held: list[HTTPResponseStartEvent] = []

    async def send_tagged(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == _OK:
            held.append(message)
            return
        if message["type"] == "http.response.body" and held:
            start = held.pop()
            if not message.get("more_body") and _tag(start, message["body"], known):
                message["body"] = b""
            await send(start)
        await send(message)

    return send_tagged


def _tag(start: HTTPResponseStartEvent, body: bytes, known: str) -> bool:
    """Add the tag where there is none, and tell whether the client has that state: its body is not sent then."""
    tag = next((value.decode("latin-1") for name, value in start["headers"] if name.lower() == b"etag"), None)
    if tag is None:
        tag = etag_of(hashlib.sha256(body).hexdigest())
        start["headers"] = [*start["headers"], (b"etag", tag.encode("latin-1"))]
    if known.strip() != "*" and tag not in _TAG.findall(known):
        return False
    start["status"] = _NOT_MODIFIED
    start["headers"] = [header for header in start["headers"] if header[0].lower() not in _ABOUT_THE_BODY]
    return True


def _known_to_client(headers: Any) -> str:  # noqa: ANN401 - pairs of bytes, typed differently by servers
    name = IF_NONE_MATCH.lower().encode()
    return ", ".join(value.decode("latin-1") for key, value in headers if key.lower() == name)
