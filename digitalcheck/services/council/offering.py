"""Released sheets for council systems: files that the committee office gave to everybody, and nothing else."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha512

from core.listing import Page
from digitalcheck.errors import SheetMissingError
from digitalcheck.papers.code import typed_code
from digitalcheck.repository import ReleaseRepository
from digitalcheck.repository.council import CouncilRepository
from digitalcheck.rules.council.own_files import PublicFile
from digitalcheck.rules.course.release import Release, SheetForm, SheetVersion
from digitalcheck.services.sheets import named_file
from digitalcheck.services.verifying import LONGEST_CODE
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

PAGE_SIZE = 10
"""Sheets of one page of the list; each has a file of every form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFiles:
    """Offers public sheets.

    Args:
        transactions: Opens the rows of the city that is asked about.
    """

    transactions: Transactions

    def page(self, city: str, page: int) -> Page[tuple[PublicFile, ...]]:
        """Return one page of the public sheets, those given to everybody last first, each with all its files."""
        with self._reading(city) as reading:
            found = ReleaseRepository(reading.session).published(page=page, size=PAGE_SIZE)
            items = tuple(tuple(_file(reading, one, form) for form in SheetForm) for one in found.items)
            return Page(items=items, page=found.page, size=found.size, total=found.total)

    def file(self, city: str, code: str, form: SheetForm) -> PublicFile:
        """Return a file of a public sheet.

        Raises:
            SheetMissingError: There is none of this Prüfcode, or it is not for everybody.
        """
        with self._reading(city) as reading:
            typed = typed_code(code[:LONGEST_CODE].replace("\0", ""))
            found = ReleaseRepository(reading.session).by_code(typed)
            if found is None or found[0].published_at is None or found[1] is not SheetVersion.PUBLIC:
                raise SheetMissingError
            return _file(reading, found[0], form)

    def _reading(self, city: str) -> AbstractContextManager[Reading]:
        return self.transactions.read(Actor(city=city), Action.USE_PUBLIC_TOOLS)


def _file(reading: Reading, release: Release, form: SheetForm) -> PublicFile:
    sheet = release.sheet(SheetVersion.PUBLIC)
    content = ReleaseRepository(reading.session).file(release.check, SheetVersion.PUBLIC, form)
    if sheet is None or content is None or release.published_at is None:
        raise SheetMissingError
    named = named_file(release.reference, SheetVersion.PUBLIC, form, content)
    return PublicFile(
        code=sheet.code,
        form=form,
        name=named.name,
        media_type=named.media_type.partition(";")[0],
        size=len(content),
        sha512=sha512(content).hexdigest(),
        title=release.title,
        reference=release.reference,
        day=release.day,
        published_at=release.published_at,
        papers=_papers(reading, release.reference),
    )


def _papers(reading: Reading, reference: str) -> tuple[str, ...]:
    """Return where the council system has the papers of a number, as far as it was read."""
    council = CouncilRepository(reading.session)
    current = council.current()
    return () if current is None else tuple(sorted(council.around(current.id, reference).papers))
