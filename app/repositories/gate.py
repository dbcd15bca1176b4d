"""Archives of repositories, through the gate that all uploads pass."""

from typing import Any

from pydantic import TypeAdapter

from core.errors import Fault, InputError
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.magic import ZIP
from licensing.repository.facts import ShownFacts
from licensing.repository.snapshot import MOST_FILES
from procurement.services.repositories.reader import ReadArchive
from procurement.services.repositories.taking import MOST_BYTES

_MIB = 2**20
_ARCHIVE = ArchiveLimits(entries=MOST_FILES, total=1024 * _MIB, ratio=200, any_names=True)
_LIMITS = Limits(memory_bytes=1536 * _MIB, cpu_seconds=60, wall_seconds=240.0, output_bytes=64 * _MIB)
_SHOWN = TypeAdapter(ShownFacts)


class GatedSnapshotReader:
    """Reads in a limited child process."""

    def read(self, data: bytes, licence: str) -> ReadArchive:
        """Return what an archive shows.

        Raises:
            InputError: The archive is not let in; the fault says why.
        """
        options = {"licence": licence}
        return inspect(
            FileKind(_check, "app.repositories.child:read_archive", _read, MOST_BYTES, _LIMITS, options), data
        )


def _check(data: bytes) -> None:
    if not data.startswith(ZIP):
        raise InputError([Fault("repository_no_zip", "")])
    check_archive(data, _ARCHIVE)


def _read(value: Any) -> ReadArchive:  # noqa: ANN401 - what the child answered
    checksums = {str(path): str(one) for path, one in value["checksums"].items()}
    return ReadArchive(checksums=checksums, commit=str(value["commit"]), shown=_SHOWN.validate_python(value["shown"]))
