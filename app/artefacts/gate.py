"""Artefacts from outside, through the gate that all uploads pass."""

from typing import Any

from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.magic import ZIP
from licensing.standards.probes.artefact import MAXIMUM_BYTES

_MIB = 2**20
_ARCHIVE = ArchiveLimits(entries=5_000, total=256 * _MIB, ratio=200, any_names=True)
_LEAST_MEMORY, _MEMORY_FOR_ONE = 512 * _MIB, 10
"""Address space for a small file, and for each byte beyond: a document becomes a tree."""
_LEAST_SECONDS, _SECONDS_FOR_MIB = 4, 0.4
_FREE = 8 * _MIB
_WALL, _WALL_BUSY = 1.2, 4.0
_SMALL = _MIB
"""Up to this size a file ends soon however busy the machine is; a larger one may wait for its share of the time."""
_LONGEST_NAME = 200


def examine_file(data: bytes, name: str) -> dict[str, Any]:
    """Return the answer of the probes on a file.

    Args:
        data: The file.
        name: Its name: a claim that is held against the content, never a path.

    Raises:
        InputError: The file is not let in; the fault says why.
    """
    options = {"name": name[-_LONGEST_NAME:]}
    reader = "app.artefacts.child:examine_artefact"
    return inspect(FileKind(_check, reader, _answer, MAXIMUM_BYTES, limits_for(data), options), data)


def limits_for(data: bytes) -> Limits:
    """Return what the child may use: little for a small file, so that a hostile one ends soon."""
    size = _size(data)
    more = max(0, min(size, MAXIMUM_BYTES) - _FREE)
    seconds = _LEAST_SECONDS + _SECONDS_FOR_MIB * more / _MIB
    wall = seconds * (_WALL if size <= _SMALL else _WALL_BUSY)
    return Limits(_LEAST_MEMORY + _MEMORY_FOR_ONE * more, round(seconds), wall, output_bytes=4 * _MIB)


def _size(data: bytes) -> int:
    """Return the bytes that are read: of an archive what its directory says that it unpacks to."""
    if not data.startswith(ZIP) or len(data) > MAXIMUM_BYTES:
        return len(data)
    return max(len(data), sum(member.file_size for member in check_archive(data, _ARCHIVE)))


def _check(data: bytes) -> None:
    if data.startswith(ZIP):
        check_archive(data, _ARCHIVE)


def _answer(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    return {**_standard(value), "sha256": str(value["sha256"]), "further": [_standard(one) for one in value["further"]]}


def _standard(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    names = ("standard", "version", "conformance", "findings", "checked", "unchecked")
    return {name: value[name] for name in names}
