"""Whether the sheet of a check was published with its proposal: found by its name, compared by its checksum."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from digitalcheck.rules.council.objects import CouncilFile, CouncilPaper

_NAME = "digitalcheck"


class CouncilPublication(StrEnum):
    """What the council system shows of a sheet.

    ``UNVERGLICHEN`` is an annex of that name whose bytes could not be had and whose checksum is not stated.
    """

    NICHT_GEFUNDEN = "nicht_gefunden"
    UNVERGLICHEN = "unverglichen"
    ABWEICHEND = "abweichend"
    VEROEFFENTLICHT = "veroeffentlicht"


@dataclass(frozen=True, slots=True)
class SeenAnnex:
    """An annex as it was looked at.

    Args:
        file: What the system says of it.
        fetched_sha512: Checksum of its bytes as hexadecimal digits; empty where they could not be had.
    """

    file: CouncilFile
    fetched_sha512: str = ""

    @property
    def sha512(self) -> str:
        """Checksum that counts: that of the bytes, else the one that is stated; empty without either."""
        return self.fetched_sha512 or self.file.sha512


def annexes_of(paper: CouncilPaper) -> tuple[CouncilFile, ...]:
    """Return the annexes of a paper that are a Digital-Check by their name or file name, however it is written."""
    return tuple(one for one in paper.annexes if _NAME in _letters(one.name) or _NAME in _letters(one.file_name))


def publication(seen: Sequence[SeenAnnex], issued: Collection[str]) -> CouncilPublication:
    """Return what the council system shows of a sheet.

    Args:
        seen: Annexes that are a Digital-Check.
        issued: SHA-512 of every file that was issued of this sheet, in small hexadecimal digits.
    """
    checksums = {one.sha512 for one in seen} - {""}
    if not seen:
        return CouncilPublication.NICHT_GEFUNDEN
    if checksums & set(issued):
        return CouncilPublication.VEROEFFENTLICHT
    return CouncilPublication.ABWEICHEND if checksums else CouncilPublication.UNVERGLICHEN


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
