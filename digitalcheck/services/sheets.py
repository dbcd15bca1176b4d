"""Sheets as files: a draft while a check is worked on, as they were released afterwards; giving them to everybody."""

from dataclasses import dataclass

from core.parameters import ParameterSet
from digitalcheck.errors import NotReleasedError, SheetMissingError, SheetPublishedError
from digitalcheck.model import Depth, StoredCheck
from digitalcheck.papers import paragraph_for_proposal
from digitalcheck.repository import ReleaseRepository
from digitalcheck.rules.course.release import Release, SheetForm, SheetVersion
from digitalcheck.services.releasing import Addresses, files_of
from digitalcheck.services.shared import OpenedCheck, found, opened, require, resource, subject_of
from infra.audit.model import Event
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

MEDIA_TYPES = {
    SheetForm.PDF: "application/pdf",
    SheetForm.JSON: "application/json",
    SheetForm.HTML: "text/html; charset=utf-8",
    SheetForm.TEXT: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """A sheet as a file.

    Args:
        name: Its name.
        media_type: What it is.
        data: Its bytes.
    """

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDesk:
    """Hands out sheets.

    Args:
        transactions: Opens them to those who may read them.
        figures: The dated figures of the Digital-Check.
        addresses: Where people check sheets.
    """

    transactions: Transactions
    figures: ParameterSet
    addresses: Addresses

    def file(self, actor: Actor, number: int, version: SheetVersion, form: SheetForm) -> SheetFile:
        """Return a sheet: as it was released, else as a draft that says so on every page.

        Raises:
            CheckNotFoundError: There is none of this number.
            CheckClosedError: The reader sees released checks alone, and it is none.
            AccessDeniedError: It is not theirs to read.
            SheetMissingError: It has no digital relation, and so no sheet.
        """
        with self.transactions.read(actor, Action.READ_SHEET) as reading:
            check = _readable(reading, number)
            releases = ReleaseRepository(reading.session)
            if releases.find(number) is not None:
                return named_file(check.reference, version, form, releases.file(number, version, form))
            seen, city = self._opened(reading, check), reading.city
        if seen.judgement.depth is Depth.NEGATIV:
            raise SheetMissingError
        return named_file(check.reference, version, form, files_of(seen.judgement, version, city, self.addresses)[form])

    def paragraph(self, actor: Actor, number: int) -> str:
        """Return what is pasted into the Vorlage; errors as above, but there is always one."""
        with self.transactions.read(actor, Action.READ_SHEET) as reading:
            check = _readable(reading, number)
            release = ReleaseRepository(reading.session).find(number)
            if release is not None:
                return release.paragraph
            return paragraph_for_proposal(self._opened(reading, check).judgement)

    def release(self, actor: Actor, number: int) -> Release:
        """Return what is kept of a released check.

        Raises:
            NotReleasedError: It is not released. Else as above.
        """
        with self.transactions.read(actor, Action.READ_SHEET) as reading:
            return released(reading, _readable(reading, number).number)

    def publish(self, actor: Actor, number: int, once: Once | None = None) -> Release:
        """Give the public version of a released sheet to everybody; there is no way back.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to do.
            NotReleasedError: It is not released.
            SheetMissingError: It has no digital relation, and so no sheet.
            SheetPublishedError: It is everybody's already.
        """
        with self.transactions.write(actor, Action.PUBLISH_SHEET, once) as writing:
            check = found(writing, number)
            writing.require(Action.PUBLISH_SHEET, resource(writing, check))
            release = released(writing, number)
            public = release.sheet(SheetVersion.PUBLIC)
            if public is None:
                raise SheetMissingError
            if release.published_at is not None:
                raise SheetPublishedError
            ReleaseRepository(writing.session).publish(number, str(writing.actor.person), writing.now)
            writing.record(Event.SHEET_PUBLISHED, subject_of(check), after={"digest": public.pdf_digest})
            return writing.done(released(writing, number))

    def _opened(self, reading: Reading, check: StoredCheck) -> OpenedCheck:
        return opened(reading, check, self.figures, official_day(self.transactions.clock.now()))


def released(reading: Reading, number: int) -> Release:
    """Return what is kept of a released check.

    Raises:
        NotReleasedError: It is not released.
    """
    release = ReleaseRepository(reading.session).find(number)
    if release is None:
        raise NotReleasedError
    return release


def sheet_name(name: str) -> tuple[SheetVersion, SheetForm]:
    """Return which file a name asks for, e.g. ``public.pdf``.

    Raises:
        SheetMissingError: None has such a name.
    """
    version, _, form = name.partition(".")
    try:
        return SheetVersion(version), SheetForm(form)
    except ValueError:
        raise SheetMissingError from None


def named_file(reference: str, version: SheetVersion, form: SheetForm, data: bytes | None) -> SheetFile:
    """Return a file with its name, e.g. ``digital-check-2026-0417-intern.pdf``.

    Raises:
        SheetMissingError: There is none.
    """
    if data is None:
        raise SheetMissingError
    number = "".join(char if char.isascii() and char.isalnum() else "-" for char in reference).strip("-")
    suffix = "-intern" if version is SheetVersion.INTERNAL else ""
    return SheetFile(
        name=f"digital-check-{number or 'ohne-nummer'}{suffix}.{form.value}",
        media_type=MEDIA_TYPES[form],
        data=data,
    )


def _readable(reading: Reading, number: int) -> StoredCheck:
    check = found(reading, number)
    require(reading, Action.READ_SHEET, check)
    return check
