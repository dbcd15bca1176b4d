"""What the child process calls: one digest of everything that hangs below the catalog of a PDF.

Objects are walked in the order of their names and counted as they are met, so that numbers, order and compression of
objects do not matter. Left out is only what tells of the packing: metadata, dates of change, filters and lengths.
Whatever is added to the file that a reader could show or run changes the digest.
"""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

from core.digest import PREFIX

_PACKING = frozenset({"/Metadata", "/PieceInfo", "/LastModified", "/Version"})
_STREAM_PACKING = _PACKING | {"/Length", "/Filter", "/DecodeParms", "/DL"}


def read_likeness(data: bytes) -> dict[str, str]:
    """Return the digest of a PDF."""
    import pikepdf  # noqa: PLC0415 - only the child needs it

    found = sha256()
    with pikepdf.open(BytesIO(data)) as pdf:
        for part in _walk(pikepdf, pdf.Root):
            found.update(len(part).to_bytes(8, "big") + part)
    return {"likeness": PREFIX + found.hexdigest()}


def _walk(pikepdf: Any, root: Any) -> Iterator[bytes]:  # noqa: ANN401 - a library loaded late, and its objects
    met: dict[tuple[int, int], int] = {}
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, bytes):
            yield one
            continue
        number = getattr(one, "objgen", (0, 0))
        if number != (0, 0):
            if number in met:
                yield b"met %d" % met[number]
                continue
            met[number] = len(met)
        waiting += reversed(_parts(pikepdf, one))


def _parts(pikepdf: Any, one: Any) -> list[Any]:  # noqa: ANN401 - see _walk
    """Return what an object consists of: bytes as they are, other objects to be walked."""
    if isinstance(one, pikepdf.Stream):
        return [*_entries(one, _STREAM_PACKING), b"stream", _content(pikepdf, one)]
    if isinstance(one, pikepdf.Dictionary):
        return _entries(one, _PACKING)
    if isinstance(one, pikepdf.Array):
        return [b"[", *list(one), b"]"]
    return [_plain(pikepdf, one)]


def _entries(one: Any, left_out: frozenset[str]) -> list[Any]:  # noqa: ANN401 - see _walk
    names = sorted(set(one.keys()) - left_out)
    return [b"<<", *(part for name in names for part in (name.encode("utf-8", "surrogateescape"), one[name])), b">>"]


def _content(pikepdf: Any, one: Any) -> bytes:  # noqa: ANN401 - see _walk
    try:
        return bytes(one.read_bytes())
    except pikepdf.PdfError:  # a filter that cannot be undone: its bytes are what is shown
        return bytes(one.read_raw_bytes())


def _plain(pikepdf: Any, one: Any) -> bytes:  # noqa: ANN401 - see _walk
    if isinstance(one, pikepdf.String):
        return b"(" + bytes(one)
    if isinstance(one, bool | None):
        return repr(one).encode()
    if isinstance(one, int | float | Decimal):
        return format(Decimal(str(one)).normalize(), "f").encode()
    return str(one).encode("utf-8", "surrogateescape")
