"""What is kept of a released check for good: its record, its sheets in every form, and what became of it since."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import rfc8785

from digitalcheck.model import Depth, Headline, Light
from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge


class SheetVersion(StrEnum):
    """For whom a sheet is."""

    PUBLIC = "public"
    INTERNAL = "internal"


class SheetForm(StrEnum):
    """A form of a sheet; the value ends the name of its file."""

    PDF = "pdf"
    JSON = "json"
    HTML = "html"
    TEXT = "txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedSheet:
    """A version of a released sheet, without its files.

    Args:
        version: For whom it is.
        code: Its Prüfcode.
        digest: Checksum of its twin for machines.
        pdf_digest: Checksum of the bytes of its PDF.
        likeness: Digest of all that the PDF says and shows.
    """

    version: SheetVersion
    code: str
    digest: str
    pdf_digest: str
    likeness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDate:
    """A committee that deals with the proposal.

    Args:
        committee: What it is called.
        day: When; None where it was not stated.
    """

    committee: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A released check. All but the last two never change.

    Args:
        check: Number of the check.
        title: What it is about.
        reference: Number of the Magistratsvorlage.
        dezernat: The Dezernat.
        office: Name of the office.
        catalogue: Name of the catalogue.
        depth: How much was asked.
        headline: Whether it is agreed; None without digital relation.
        reds: How many findings are red.
        day: Day of the judgement.
        record: The check as it was judged, as canonical JSON.
        digest: Checksum of the record.
        paragraph: What is pasted into the Vorlage.
        released_by: Id of the person.
        released_at: When, UTC.
        sheets: Its versions; none without digital relation.
        committees: Who deals with it.
        published_at: When the committee office gave the public version to everybody, UTC; None while it has not.
        successor: Number of the check that has taken its place; None while none has.
    """

    check: int
    title: str
    reference: str
    dezernat: str
    office: str
    catalogue: str
    depth: Depth
    headline: Headline | None
    reds: int
    day: date
    record: str
    digest: str
    paragraph: str
    released_by: str
    released_at: datetime
    sheets: tuple[ReleasedSheet, ...] = ()
    committees: tuple[CommitteeDate, ...] = ()
    published_at: datetime | None = None
    successor: int | None = None

    def sheet(self, version: SheetVersion) -> ReleasedSheet | None:
        """Return a version of the sheet; None without digital relation."""
        return next((one for one in self.sheets if one.version is version), None)


def record_of(judgement: Judgement) -> bytes:
    """Return all that a judgement rests on, in the canonical form of RFC 8785."""
    covered: dict[str, Any] = {
        "check": judgement.check.model_dump(mode="json"),
        "catalogue_digest": judgement.catalogue.digest,
        "day": judgement.day.isoformat(),
    }
    return rfc8785.dumps(covered)


def judged_again(record: str, catalogue: QuestionCatalogue, figures: Figures) -> Judgement:
    """Return the judgement of a record.

    Args:
        record: As ``record_of`` wrote it.
        catalogue: The catalogue it names.
        figures: The dated figures of its day.

    Raises:
        ValueError: The catalogue is another one.
    """
    read = json.loads(record)
    if read["catalogue_digest"] != catalogue.digest:
        raise ValueError("the record was judged by another catalogue")
    day = date.fromisoformat(read["day"])
    return judge(parse_check(read["check"]), catalogue, figures, day)


def reds_of(judgement: Judgement) -> int:
    """Return how many findings are red."""
    return sum(one.light is Light.ROT for one in judgement.findings)
