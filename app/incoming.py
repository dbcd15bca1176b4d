"""Forms with files: what of them has to wait on the disk while it comes in is unreadable there (``infra.veil``).

The framework would write every file above 1 MiB in clear to the folder for temporary files: bids, prices, evidence.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, cast

from litestar import Request
from litestar.datastructures import FormMultiDict, State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.types import Empty
from litestar.utils.scope.state import ScopeState
from multipart import MultipartSegment, ParserError, ParserLimitReached, PushMultipartParser

from infra.policy.model import Actor
from infra.veil import VeiledFile

Fields = dict[str, list[str | UploadFile]]


class Incoming(Request[Actor, Any, State]):
    """A request whose files are veiled; everything else is as the framework makes it."""

    async def form(self) -> FormMultiDict:
        """Return the fields of the form, read once."""
        state, (kind, options) = ScopeState.from_scope(self.scope), self.content_type
        boundary = options.get("boundary")
        if kind == RequestEncodingType.MULTI_PART and boundary and state.form is Empty:
            parts = _Parts()
            try:
                await parts.read(self.stream(), boundary.encode(), self.app.multipart_form_part_limit)
            except BaseException:
                await parts.close()
                raise
            state.form = cast("Any", {name: one if len(one) > 1 else one[0] for name, one in parts.fields.items()})
        return await super().form()


class _Parts:
    """The parts of a form as they come in."""

    def __init__(self) -> None:
        self.fields: Fields = defaultdict(list)
        self._segment: MultipartSegment | None = None
        self._text = bytearray()
        self._file: UploadFile | None = None

    async def read(self, stream: AsyncIterator[bytes], boundary: bytes, most: int) -> None:
        """Read all parts.

        Raises:
            ClientException: It is no form, or of too many parts.
            LookupError: A field is in a charset that does not exist.
            UnicodeDecodeError: A field is no text.
        """
        try:
            parser, is_empty = PushMultipartParser(boundary, max_segment_count=most), True
            async for chunk in stream:
                for part in parser.parse(chunk) if chunk else ():
                    await self._take(part)
                is_empty = is_empty and not chunk
            if not is_empty:  # an empty body is a form without fields
                parser.close()
        except (ParserError, ParserLimitReached) as error:
            raise ClientException("Invalid multipart/form-data") from error

    async def close(self) -> None:
        """Give up what has come in."""
        for one in (self._file, *(one for several in self.fields.values() for one in several)):
            if isinstance(one, UploadFile):
                await one.close()

    async def _take(self, part: MultipartSegment | bytearray | None) -> None:
        if isinstance(part, MultipartSegment):
            self._segment, self._text, self._file = part, bytearray(), _file(part) if part.filename else None
        elif part and self._file:
            await self._file.write(part)
        elif part:
            self._text.extend(part)
        elif self._segment is None:
            raise ClientException("Invalid multipart/form-data")
        else:
            self.fields[self._segment.name].append(await self._ended(self._segment))
            self._segment = self._file = None

    async def _ended(self, segment: MultipartSegment) -> str | UploadFile:
        if self._file is None:
            return self._text.decode(segment.charset or "utf-8")
        await self._file.seek(0)
        return self._file


def _file(segment: MultipartSegment) -> UploadFile:
    file = UploadFile(segment.content_type or "text/plain", segment.filename, headers=dict(segment.headerlist))
    file.file.close()
    file.file = cast("Any", VeiledFile())
    return file
