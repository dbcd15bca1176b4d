"""Freezing a check: its record and both versions of its sheet, made before the transaction that keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.digest import checksum
from digitalcheck.exports import SheetFiles
from digitalcheck.model import CheckStatus, Depth
from digitalcheck.papers import paragraph_for_proposal
from digitalcheck.papers.code import check_code
from digitalcheck.papers.twin import sheet_twin
from digitalcheck.repository import FilesByForm, ReleaseRepository
from digitalcheck.rules.course.release import (
    CommitteeDate,
    Release,
    ReleasedSheet,
    SheetForm,
    SheetVersion,
    record_of,
    reds_of,
)
from digitalcheck.rules.findings import Judgement
from digitalcheck.services.shared import OpenedCheck
from infra.likeness import own_likeness
from infra.transactions import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A check as it is to be kept.

    Args:
        judgement: What it says, as a released one.
        record: All that it rests on.
        sheets: Its versions; none without digital relation.
        files: Their files.
    """

    judgement: Judgement
    record: bytes
    sheets: tuple[ReleasedSheet, ...]
    files: FilesByForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where people check sheets.

    Args:
        public_url: Address of this instance for everybody; None where it has none, then sheets have no link.
    """

    public_url: str | None = None

    def of_code(self, city: str, code: str) -> str | None:
        """Return the address that says whether a sheet is genuine."""
        return f"{self.public_url}/pruefcode/{city}/{code}" if self.public_url else None


def frozen(opened: OpenedCheck, city: str, addresses: Addresses) -> Frozen:
    """Return a check as it is to be kept; it takes a while and needs no transaction."""
    judgement = as_released(opened.judgement)
    versions = () if judgement.depth is Depth.NEGATIV else tuple(SheetVersion)
    files = {one: files_of(judgement, one, city, addresses) for one in versions}
    sheets = tuple(_sheet(judgement, one, files[one]) for one in versions)
    return Frozen(judgement=judgement, record=record_of(judgement), sheets=sheets, files=files)


def as_released(judgement: Judgement) -> Judgement:
    """Return the judgement of a check as its released sheet says it."""
    return replace(judgement, check=judgement.check.model_copy(update={"status": CheckStatus.FREIGEGEBEN}))


def files_of(judgement: Judgement, version: SheetVersion, city: str, addresses: Addresses) -> Mapping[SheetForm, bytes]:
    """Return a version of a sheet in every form. Equal judgements and addresses give equal bytes."""
    internal = version is SheetVersion.INTERNAL
    link = addresses.of_code(city, check_code(sheet_twin(judgement, internal=internal)["digest"]))
    sheet = SheetFiles(judgement, internal=internal, link=link)
    return {
        SheetForm.PDF: sheet.pdf(),
        SheetForm.JSON: sheet.json(),
        SheetForm.HTML: sheet.html(),
        SheetForm.TEXT: sheet.text(),
    }


def keep(writing: Writing, opened: OpenedCheck, kept: Frozen) -> Release:
    """Store a release for good and return it."""
    judgement = kept.judgement
    head = judgement.check.head
    release = Release(
        check=opened.check.number,
        title=head.titel,
        reference=(head.vorlagen_nr or "").strip(),
        dezernat=head.dezernat,
        office=head.amt,
        catalogue=judgement.catalogue.name,
        depth=judgement.depth,
        headline=judgement.headline,
        reds=reds_of(judgement),
        day=judgement.day,
        record=kept.record.decode(),
        digest=checksum(kept.record),
        paragraph=paragraph_for_proposal(judgement),
        released_by=str(writing.actor.person),
        released_at=writing.now,
        sheets=kept.sheets,
        committees=tuple(CommitteeDate(committee=one.gremium, day=one.datum) for one in head.gremienlauf),
    )
    ReleaseRepository(writing.session).add(release, kept.files)
    return release


def _sheet(judgement: Judgement, version: SheetVersion, files: Mapping[SheetForm, bytes]) -> ReleasedSheet:
    digest = sheet_twin(judgement, internal=version is SheetVersion.INTERNAL)["digest"]
    return ReleasedSheet(
        version=version,
        code=check_code(digest),
        digest=digest,
        pdf_digest=checksum(files[SheetForm.PDF]),
        likeness=own_likeness(files[SheetForm.PDF]),
    )
