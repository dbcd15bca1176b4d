import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from core.json_text import collector_paused
from infra.inspect.errors import InspectionError
from infra.inspect.runner import Limits, run_reader

T = TypeVar("T")

_MIB = 2**20
_PLACES = threading.BoundedSemaphore(max(4, os.cpu_count() or 1))  # so that many files at once do not fill the memory


@dataclass(frozen=True, slots=True)
class FileKind(Generic[T]):
    """A kind of file and how it is let in.

    Args:
        precheck: Looks at the bytes without parsing them and raises ``InspectionError``.
        reader: ``module:function`` that runs in the child: bytes to JSON values.
        decode: Turns those JSON values into what the caller wants; runs in this process.
        maximum_bytes: Largest file.
        limits: What the child may use.
        options: Given to the reader as arguments by name.
    """

    precheck: Callable[[bytes], object]
    reader: str
    decode: Callable[[Any], T]
    maximum_bytes: int = 20 * _MIB
    limits: Limits = field(default_factory=Limits)
    options: Mapping[str, str] = field(default_factory=dict)


def inspect(kind: FileKind[T], data: bytes) -> T:
    """Return the content of a file from outside. Blocks until the child ends: call it from a thread in a server.

    Raises:
        InspectionError: The file is not let in; its reason says why.
    """
    if not data:
        raise InspectionError("file_empty")
    if len(data) > kind.maximum_bytes:
        raise InspectionError("file_size", maximum=str(kind.maximum_bytes // _MIB))
    kind.precheck(data)
    with _PLACES:
        value = run_reader(kind.reader, data, kind.limits, kind.options)
    try:
        with collector_paused():
            return kind.decode(value)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise InspectionError("file_crash") from error  # the child answered in no shape of ours
