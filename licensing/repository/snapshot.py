"""A repository at one moment as a value: which files, which tags, and the few texts that evidence is read from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import rfc8785

from core.digest import checksum
from licensing.proof import Proof

MOST_FILES = 100_000
_MOST_TEXT = 2 * 2**20
_HEAD_BYTES = 64 * 2**10
_READ = re.compile(
    r"(^|/)(publiccode\.ya?ml|REUSE\.toml|(LICEN[CS]E|COPYING|CONTRIBUTING|README)[^/]*)$|^\.reuse/dep5$|^LICENSES/[^/]+$",
    re.IGNORECASE,
)
_LICENCE_TAG = re.compile(rb"SPDX-License-Identifier:[ \t]*([^\r\n]{1,500})")
_COPYRIGHT = re.compile(rb"SPDX-(?:File|Snippet)CopyrightText:|Copyright |\xc2\xa9")
_COMMENT_END = re.compile(r"\s*(\*/|-->|#\}|--\}\}|\*\)|\"\"\"|'''|\"|')?\s*$")


class Origin(StrEnum):
    """How a snapshot came here; both count alike."""

    FETCHED = "fetched"
    UPLOADED = "uploaded"


@dataclass(frozen=True, slots=True)
class Tag:
    """A name that the repository gives a state of itself.

    Args:
        name: As it stands there.
        commit: What it points to, hexadecimal; empty where it is not known.
        dated: Day and time of the tag or its commit; None where it is not known.
    """

    name: str
    commit: str = ""
    dated: datetime | None = None


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """One file of a snapshot.

    Args:
        sha256: Its checksum.
        size: Its bytes.
        licences: SPDX expressions that its head states.
        copyright_stated: Its head names who holds the rights.
        text: Its text, for the few files that evidence is read from; None for all others.
    """

    sha256: str
    size: int
    licences: tuple[str, ...] = ()
    copyright_stated: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A repository at one moment.

    Args:
        url: Address of the repository, as the bid names it.
        taken_at: When it was fetched or handed in, aware.
        origin: How it came here.
        reference: Tag or commit whose files these are; empty where it is not known.
        files: By path, without a folder that only the archive adds.
        tags: Tags of the repository; empty where they are not known.
    """

    url: str
    taken_at: datetime
    origin: Origin
    reference: str
    files: Mapping[str, SnapshotFile]
    tags: tuple[Tag, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """Checksum of address, reference, tags and files; equal content gives an equal one, whenever it was taken."""
        told: dict[str, Any] = {
            "url": self.url,
            "reference": self.reference,
            "tags": sorted([tag.name, tag.commit] for tag in self.tags),
            "files": {path: file.sha256 for path, file in self.files.items()},
        }
        return checksum(rfc8785.dumps(told))

    def named(self, *names: str) -> tuple[str, SnapshotFile] | None:
        """Return the first file of the top folder that has one of these names, whatever its case."""
        wanted = [name.lower() for name in names]
        found = {path.lower(): (path, file) for path, file in self.files.items() if "/" not in path}
        return next((found[name] for name in wanted if name in found), None)

    def proof(self, path: str, place: str = "") -> Proof:
        """Return a file of the snapshot as proof.

        Raises:
            KeyError: The snapshot has no such file.
        """
        return Proof(path, self.files[path].sha256, place)


class TooManyFilesError(ValueError):
    """The repository has more files than a snapshot holds."""


def files_of(contents: Iterable[tuple[str, bytes]]) -> dict[str, SnapshotFile]:
    """Return the files of an unpacked archive, by path.

    Archives of forges put everything into one folder named after repository and tag; that folder is left out.

    Args:
        contents: Path with ``/`` and bytes of each file.

    Raises:
        TooManyFilesError: More than 100,000 files.
    """
    read: dict[str, SnapshotFile] = {}
    for path, data in contents:
        read[path] = _read(path, data)
        if len(read) > MOST_FILES:
            raise TooManyFilesError(path)
    tops = {path.partition("/")[0] for path in read if "/" in path}
    if len(tops) != 1 or any("/" not in path for path in read):
        return read
    folder = len(next(iter(tops))) + 1
    return {path[folder:]: _again(path[folder:], file) for path, file in read.items()}


def _read(path: str, data: bytes) -> SnapshotFile:
    head = data[:_HEAD_BYTES]
    licences = tuple(
        dict.fromkeys(_COMMENT_END.sub("", found.decode("utf-8", "replace")) for found in _LICENCE_TAG.findall(head))
    )
    text = None
    if len(data) <= _MOST_TEXT and (_READ.search(path) or _READ.search(path.partition("/")[2])):
        text = data.decode("utf-8", "replace")
    return SnapshotFile(checksum(data), len(data), licences, bool(_COPYRIGHT.search(head)), text)


def _again(path: str, file: SnapshotFile) -> SnapshotFile:
    """Return a file under its shorter path: its text is kept only where that path tells it."""
    if file.text is None or _READ.search(path):
        return file
    return SnapshotFile(file.sha256, file.size, file.licences, file.copyright_stated)
