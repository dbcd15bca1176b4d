"""Headers of the tus protocol 1.0: https://tus.io/protocols/resumable-upload."""

import re
from base64 import b64decode
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BrokenHeaderError, UnknownTusVersionError
from infra.uploads.model import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
CHECKSUMS = "sha1,sha256"
PIECE_TYPE = "application/offset+octet-stream"

_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_OFFSET, _LENGTH, _METADATA = "Upload-Offset", "Upload-Length", "Upload-Metadata"

Call = Request[Any, Any, Any]


class SpeaksTus(ASGIMiddleware):
    """Puts the version of the protocol on every answer, errors too."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer one request."""

        async def send_with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"tus-resumable", VERSION.encode())]
            await send(message)

        await next_app(scope, receive, send_with_version)


def require_version(request: Call) -> None:
    """Do nothing when the client speaks our version of the protocol, or says nothing about it.

    Raises:
        UnknownTusVersionError: It speaks another one.
    """
    if request.headers.get("Tus-Resumable", VERSION) != VERSION:
        raise UnknownTusVersionError


def length_in(request: Call) -> int:
    """Return how large the announced file is.

    Raises:
        BrokenHeaderError: The request does not say it.
    """
    return _number(request, _LENGTH)


def offset_in(request: Call) -> int:
    """Return where a piece begins.

    Raises:
        BrokenHeaderError: The request does not say it.
    """
    return _number(request, _OFFSET)


def metadata_in(request: Call) -> dict[str, str]:
    """Return what a client tells about a file: names and texts.

    Raises:
        BrokenHeaderError: It is not of the form that the protocol describes.
    """
    told: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in request.headers.get(_METADATA, "").split(","))):
        name, _, value = pair.partition(" ")
        try:
            told[name] = b64decode(value, validate=True).decode()
        except ValueError as error:  # no Base64, or no UTF-8
            raise BrokenHeaderError from error
    return told


def headers_of(upload: Upload) -> Mapping[str, str]:
    """Return what the protocol tells about an upload."""
    return {
        _OFFSET: str(upload.offset),
        _LENGTH: str(upload.size),
        "Upload-Expires": format_datetime(upload.expires_at, usegmt=True),
    }


def offer(largest: int) -> Mapping[str, str]:
    """Return what the protocol tells about this service."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(largest),
        "Tus-Checksum-Algorithm": CHECKSUMS,
    }


def _number(request: Call, name: str) -> int:
    given = request.headers.get(name, "")
    if not _NUMBER.fullmatch(given):
        raise BrokenHeaderError
    return int(given)
