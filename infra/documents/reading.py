"""JSON documents and packages from outside, through the gate."""

import base64
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.json_text import MAXIMUM_BYTES, check_json
from core.package import Package, PackedFile, looks_like_archive
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError
from infra.inspect.gate import FileKind, inspect

_LIMITS = ArchiveLimits(entries=100)
_MIB = 2**20
MOST_UNPACKED = 40 * _MIB
"""Most bytes of all files of an archive; as base64 they have to fit into the answer of the child."""
_FILES = ArchiveLimits(entries=1_000, total=MOST_UNPACKED, any_names=True)


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of an archive.

    Args:
        path: As it stands in the archive: anybody's words, never to be used as a path.
        content: Its bytes.
    """

    path: str
    content: bytes


def read_document(data: bytes) -> object:
    """Return the JSON value in a file.

    Raises:
        InputError: The file is not let in, or is no JSON; the fault says why and where.
    """
    return inspect(_DOCUMENT, data)


def read_package(data: bytes, own_files: Collection[str]) -> Package | None:
    """Return what is in a package; None for one that is too damaged to be opened.

    Where the two directories of the archive contradict each other, the package has no files but a broken one.

    Args:
        data: The file.
        own_files: A ZIP without any of these is another one.

    Raises:
        InspectionError: The file is no package, or is not let in.
    """
    precheck = partial(_check_package, own_files=frozenset(own_files))
    try:
        return inspect(FileKind(precheck, "infra.documents.child:parse_package", _package, MAXIMUM_BYTES), data)
    except InspectionError as error:
        if error.reason != "file_damaged":
            raise
        part = error.properties.get("part")
        return Package({}, as_packed=False, broken=frozenset({part})) if part else None


def read_archive(data: bytes) -> tuple[ArchivedFile, ...]:
    """Return the files of a ZIP archive in their order. Nothing is written anywhere, whatever their names say.

    Raises:
        InspectionError: The file is no archive, or is not let in.
    """
    return inspect(_ARCHIVE, data)


def names_in_archive(data: bytes) -> frozenset[str]:
    """Return the paths in a ZIP archive in small letters, from its directory alone.

    Raises:
        InspectionError: The file is no archive, or is not let in.
    """
    return frozenset(member.orig_filename.casefold() for member in check_archive(data, _FILES))


def _check_files(data: bytes) -> None:
    if not looks_like_archive(data):
        raise InspectionError("file_kind", expected="ZIP-Datei")
    check_archive(data, _FILES)


def _archived(value: dict[str, Any]) -> tuple[ArchivedFile, ...]:
    return tuple(ArchivedFile(str(path), base64.b64decode(content, validate=True)) for path, content in value["files"])


def _check_package(data: bytes, own_files: frozenset[str]) -> None:
    if not looks_like_archive(data):
        raise InspectionError("bundle_unknown")
    if own_files.isdisjoint(member.filename for member in check_archive(data, _LIMITS)):
        raise InspectionError("bundle_unknown")


def _same(value: object) -> object:
    return value


def _package(value: dict[str, Any]) -> Package:
    files = {
        str(name): PackedFile(int(size), str(sha256), document, str(fault))
        for name, size, sha256, document, fault in value["files"]
    }
    return Package(files, as_packed=value["as_packed"] is True, broken=frozenset(map(str, value["broken"])))


_DOCUMENT = FileKind(check_json, "infra.documents.child:parse_document", _same, MAXIMUM_BYTES)
_ARCHIVE = FileKind(_check_files, "infra.documents.child:parse_archive", _archived, MOST_UNPACKED)
