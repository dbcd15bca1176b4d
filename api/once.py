"""Writes that may come again. Whoever sends ``Idempotency-Key`` may repeat a request until it is answered.

A client that never got its answer cannot know whether its change was made. With a key it sends the same request again:
the change is made once, in one transaction with its answer, and every repetition gets that answer.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from litestar import Request, Response
from litestar.enums import MediaType
from litestar.exceptions import ClientException, InternalServerException
from litestar.serialization import encode_json

from api.errors import BrokenKeyError, NoBodyExpectedError, NoJsonError, OtherKindError
from infra.once.model import AlreadyDoneError, KeptAnswer, Once
from infra.policy.table import Action

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
TAKES = "takes"
"""In the ``opt`` of a route: the kind of body it takes where that is not JSON."""

PATTERN = "^[!-~]{1,200}$"

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_KEY = re.compile(PATTERN)
_CREATED = 201
_TAKES_BODY = frozenset({"data", "body"})

Call = Request[Any, Any, Any]
Outcome = TypeVar("Outcome")


def is_repeatable(opt: Mapping[str, Any], method: str) -> bool:
    """Tell whether a changing request may come again under its key, by the ``opt`` of its route.

    ``repeatable=False`` is for what must not be kept for a repetition: one-time passwords and cookies of sessions.
    """
    return is_write(method, opt["action"]) and bool(opt.get("repeatable", True))


def is_write(method: str, action: Action) -> bool:
    """Tell whether a request changes something. Public tools compute with what is posted and keep nothing."""
    return method not in READING and action is not Action.USE_PUBLIC_TOOLS


async def check_form(request: Call) -> None:
    """Refuse a changing request whose key or kind of body is none; the hook before every request.

    Raises:
        BrokenKeyError: The key is no key.
        NoBodyExpectedError: There is a body, and the address takes none.
        ClientException: The line broke before all of it was there.
        NoJsonError: The body is not JSON: a form of another site cannot send that without asking first.
        OtherKindError: The address takes another kind of body, see its ``takes``; no form can send those either.
    """
    if request.method in READING or not is_write(request.method, request.route_handler.opt["action"]):
        return  # looked at first: Litestar's own answer to OPTIONS carries out no action
    keys = request.headers.getall(HEADER, [])
    if len(keys) > 1 or not all(map(_KEY.match, keys)):
        raise BrokenKeyError
    try:
        body = await request.body()
    except InternalServerException as error:  # so Litestar calls it; a defect of ours it is not
        raise ClientException from error
    takes = request.route_handler.opt.get(TAKES, MediaType.JSON)
    if body and request.content_type[0] != takes:
        raise NoJsonError if takes == MediaType.JSON else OtherKindError
    if body and not _TAKES_BODY & request.route_handler.parsed_fn_signature.parameters.keys():
        raise NoBodyExpectedError
    request.state.digest = _digest(request, body)


def answer_once(
    request: Call, call: Callable[[Once | None], Outcome], present: Callable[[Outcome], KeptAnswer]
) -> Response[Any]:
    """Call a service that changes something and answer; a repeated request gets the answer it got before.

    Args:
        request: The request.
        call: Calls the service with the wish that it happens once; None where the client did not ask for it.
        present: Makes the answer from what the service returns, see ``presented``; pure.

    Raises:
        KeyReusedError: The key came with another request before.
    """
    key = request.headers.get(HEADER)
    wish = None if key is None else Once(key=key, request_digest=request.state.digest, present=present)
    try:
        return _response(present(call(wish)))
    except AlreadyDoneError as done:
        return _response(done.answer, {REPLAYED: "true"})


def presented(
    content: object = None, *, status: int = 200, location: str | None = None, etag: str | None = None
) -> KeptAnswer:
    """Return an answer that can be kept.

    Args:
        content: What it tells, anything that can be written as JSON; None for an answer without a body.
        status: HTTP status; 201 comes with ``location``.
        location: Address of what was made.
        etag: Tag of the state that the change led to, see ``api.etag``.
    """
    if (status == _CREATED) != (location is not None):
        raise ValueError("201 tells where the new thing is, and nothing else does")
    headers = {"Location": location, "ETag": etag}
    return KeptAnswer(
        status=status,
        headers={name: value for name, value in headers.items() if value is not None},
        body=b"" if content is None else encode_json(content),
    )


def _response(answer: KeptAnswer, further: dict[str, str] | None = None) -> Response[Any]:
    return Response(
        answer.body or None,
        status_code=answer.status,
        headers=answer.headers | (further or {}),
        media_type=MediaType.JSON,
    )


def _digest(request: Call, body: bytes) -> str:
    """Return what makes two requests the same: method, address with query, precondition, body."""
    parts = (request.method, request.url.path, request.url.query, request.headers.get("if-match", ""))
    digest = hashlib.sha256()
    for part in (*map(str.encode, parts), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
