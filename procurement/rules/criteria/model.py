"""What is told about stored catalogues and their criteria."""

from dataclasses import dataclass
from datetime import date, datetime

from scoring.model import CriterionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSummary:
    """One stored version of a catalogue.

    Args:
        catalogue: Its id, the same in every city.
        number: Number of the version.
        title: What it is called.
        dated: Day that the version bears.
        licence: SPDX identifier of the licence of its texts.
        entries: How many criteria it holds.
        digest: ``sha256:…`` of the canonical document.
        stored_at: When it was imported, UTC.
    """

    catalogue: str
    number: int
    title: str
    dated: date
    licence: str
    entries: int
    digest: str
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRecord:
    """A stored version with its document.

    Args:
        summary: Its line in lists.
        document: Canonical JSON (RFC 8785) of ``pruefstand/criteria/1``.
    """

    summary: CatalogueSummary
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedEntry:
    """What a criterion of a version is found by.

    Args:
        entry: Its id in the catalogue.
        kind: A, B or I.
        name: What it is called.
        group: Title of its group.
        words: Everything that is searched.
    """

    entry: str
    kind: CriterionKind
    name: str
    group: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySummary:
    """A criterion of the newest version of a catalogue, as lists show it.

    Args:
        id: Number of its row, for walking.
        catalogue: Id of its catalogue.
        number: Version it stands in.
        entry: Its id in the catalogue.
        name: What it is called.
        kind: A, B or I.
        group: Title of its group.
    """

    id: int
    catalogue: str
    number: int
    entry: str
    name: str
    kind: CriterionKind
    group: str
