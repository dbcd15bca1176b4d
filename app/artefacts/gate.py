"""Artefacts from outside, through the gate that all uploads pass."""

from typing import Any

from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.magic import ZIP
from licensing.standards.probes.artefact import MAXIMUM_BYTES

_MIB = 2**20
_ARCHIVE = ArchiveLimits(entries=5_000, total=256 * _MIB, ratio=200, any_names=True)
_LIMITS = Limits(memory_bytes=1024 * _MIB, cpu_seconds=15, wall_seconds=45.0, output_bytes=4 * _MIB)
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
    return inspect(
        FileKind(_check, "app.artefacts.child:examine_artefact", _answer, MAXIMUM_BYTES, _LIMITS, options), data
    )


def _check(data: bytes) -> None:
    if data.startswith(ZIP):
        check_archive(data, _ARCHIVE)


def _answer(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    return {**_standard(value), "sha256": str(value["sha256"]), "further": [_standard(one) for one in value["further"]]}


def _standard(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what the child answered
    names = ("standard", "version", "conformance", "findings", "checked", "unchecked")
    return {name: value[name] for name in names}
