"""Whether a sheet is genuine, for everybody: by its Prüfcode, or by the file itself."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.digest import checksum
from digitalcheck.errors import SheetMissingError
from digitalcheck.papers.code import typed_code
from digitalcheck.repository import ReleaseRepository
from digitalcheck.rules.course.release import Release, SheetForm, SheetVersion
from digitalcheck.services.sheets import SheetFile, named_file
from infra.likeness import likeness_of
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

LONGEST_CODE = 40


class Authenticity(StrEnum):
    """What is known of a sheet."""

    GENUINE = "genuine"
    REPACKED = "repacked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What everybody may know of a sheet.

    Args:
        authenticity: Whether it is what was released.
        code: Its Prüfcode; empty for an unknown one.
        version: For whom it is; None for an unknown one.
        released_at: When it was released, UTC; None likewise.
        is_superseded: Another check has taken the place of its check.
        is_public: The committee office gave the public version to everybody; only then follows what it is about.
        title: What it is about; empty where that is not public.
        reference: Number of the Vorlage likewise.
        successor: Prüfcode of the public sheet that has taken its place; empty where there is none in public.
    """

    authenticity: Authenticity
    code: str = ""
    version: SheetVersion | None = None
    released_at: datetime | None = None
    is_superseded: bool = False
    is_public: bool = False
    title: str = ""
    reference: str = ""
    successor: str = ""


_UNKNOWN = Verified(authenticity=Authenticity.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifying:
    """Tells everybody whether sheets are genuine.

    Args:
        transactions: Opens the rows of the city that is asked about.
    """

    transactions: Transactions

    def by_code(self, city: str, code: str) -> Verified:
        """Return what is known of a Prüfcode, however it was typed.

        Args:
            city: Id of a city of this instance.
            code: As it was typed.
        """
        with self._reading(city) as reading:
            found = ReleaseRepository(reading.session).by_code(typed_code(code[:LONGEST_CODE].replace("\0", "")))
            return _UNKNOWN if found is None else _told(reading, *found, Authenticity.GENUINE)

    def by_file(self, city: str, data: bytes) -> Verified:
        """Return what is known of a file: of its bytes, else of what it says and shows.

        Raises:
            InspectionError: The file is no PDF, or is not let in.
        """
        with self._reading(city) as reading:
            found = ReleaseRepository(reading.session).by_file(checksum(data))
            if found is not None:
                return _told(reading, *found, Authenticity.GENUINE)
        likeness = likeness_of(data)  # in a process of its own: no transaction waits for it
        with self._reading(city) as reading:
            found = ReleaseRepository(reading.session).by_likeness(likeness)
            return _UNKNOWN if found is None else _told(reading, *found, Authenticity.REPACKED)

    def public_sheet(self, city: str, code: str, form: SheetForm) -> SheetFile:
        """Return the public version of a sheet that the committee office gave to everybody.

        Raises:
            SheetMissingError: There is none of this Prüfcode, or it is not for everybody.
        """
        with self._reading(city) as reading:
            releases = ReleaseRepository(reading.session)
            found = releases.by_code(typed_code(code[:LONGEST_CODE].replace("\0", "")))
            if found is None or found[0].published_at is None or found[1] is not SheetVersion.PUBLIC:
                raise SheetMissingError
            release, version = found
            return named_file(release.reference, version, form, releases.file(release.check, version, form))

    def _reading(self, city: str) -> AbstractContextManager[Reading]:
        return self.transactions.read(Actor(city=city), Action.USE_PUBLIC_TOOLS)


def _told(reading: Reading, release: Release, version: SheetVersion, authenticity: Authenticity) -> Verified:
    sheet, is_public = release.sheet(version), release.published_at is not None
    return Verified(
        authenticity=authenticity,
        code=sheet.code if sheet else "",
        version=version,
        released_at=release.released_at,
        is_superseded=release.successor is not None,
        is_public=is_public,
        title=release.title if is_public else "",
        reference=release.reference if is_public else "",
        successor=_successor(reading, release),
    )


def _successor(reading: Reading, release: Release) -> str:
    """Return the Prüfcode of the public sheet that has taken the place of one; empty where it is not public."""
    other = None if release.successor is None else ReleaseRepository(reading.session).find(release.successor)
    sheet = other.sheet(SheetVersion.PUBLIC) if other and other.published_at else None
    return sheet.code if sheet else ""
