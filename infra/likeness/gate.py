"""Files from outside, through the gate."""

from typing import Any

from infra.inspect.errors import InspectionError
from infra.inspect.gate import FileKind, inspect

MAXIMUM_BYTES = 5 * 2**20
_MARK, _HEAD = b"%PDF-", 1024


def likeness_of(data: bytes) -> str:
    """Return a digest of all that a PDF says and shows; equal for files that differ in their packing alone.

    Raises:
        InspectionError: The file is no PDF, or is not let in.
    """
    return inspect(_PDF, data)


def _check(data: bytes) -> None:
    if _MARK not in data[:_HEAD]:
        raise InspectionError("file_kind", expected="PDF-Datei")


def _text(value: Any) -> str:  # noqa: ANN401 - what the child answered
    return str(value["likeness"])


_PDF = FileKind(_check, "infra.likeness.child:read_likeness", _text, MAXIMUM_BYTES)
