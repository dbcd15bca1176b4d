"""What reads an archive: the application has it done in a limited child process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from licensing.repository.facts import ShownFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArchive:
    """An archive that was read.

    Args:
        checksums: Checksum of each file by its path.
        commit: Commit that the archive names itself; empty where it names none.
        shown: What its files show.
    """

    checksums: Mapping[str, str]
    commit: str
    shown: ShownFacts


class SnapshotReader(Protocol):
    """Reads archives of repositories."""

    def read(self, data: bytes, licence: str) -> ReadArchive:
        """Return what an archive shows.

        Args:
            data: A ZIP archive.
            licence: Licence that the bid states, as an expression; empty where it states none.

        Raises:
            InputError: The archive is not let in; the fault says why.
        """
