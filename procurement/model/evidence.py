"""What this package tells about evidence on licences: files that are judged together, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use


class EvidenceKind(StrEnum):
    """What a file is: a bill of materials or licence list, or the text of a licence."""

    BILL = "bill"
    LICENCE_TEXT = "licence-text"


class EvidenceOrigin(StrEnum):
    """Where a file comes from: somebody uploaded it, or it was imported with the bid."""

    UPLOADED = "uploaded"
    BID = "bid"


class LicenceClass(StrEnum):
    """How a component's licence counts; every component is in exactly one class."""

    PERMISSIVE = "permissive"
    WEAK_COPYLEFT = "weak_copyleft"
    COPYLEFT = "copyleft"
    SOURCE_AVAILABLE = "source_available"
    PROPRIETARY = "proprietary"
    UNKNOWN = "unknown"


class ComponentRuling(StrEnum):
    """What the rules of the house say about a component; ``NONE`` where no licence could be judged."""

    ALLOW = "allow"
    REVIEW = "review"
    DENY = "deny"
    NONE = "none"


class FindingWeight(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ComponentOrder(StrEnum):
    """In which order components are listed: by name, or as they stand in their files."""

    NAME = "name"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisChoice:
    """What the files are judged by.

    Args:
        outbound: Licence of the offered product as an expression; empty where it is what the file says.
        use: How the components are used in the product.
        scenario: What is done with the product.
        rules: Name of the version of the rules of the house; empty for the one that holds when a result is asked for.
    """

    outbound: str = ""
    use: Use = Use.LINK
    scenario: Scenario = Scenario.DISTRIBUTION
    rules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Files that are judged together: of a bid, or free-standing.

    Args:
        id: Its number; 0 before it is stored.
        slug: Procedure of the bid; None where it is free-standing.
        bid: Id of the bid; None likewise.
        title: What it is called.
        choice: What the next result is judged by.
        created_by: Id of the person who made it.
        created_at: When, UTC.
        version: Counts its changes, from 1.
    """

    id: int
    slug: str | None
    bid: str | None
    title: str
    choice: AnalysisChoice
    created_by: str
    created_at: datetime
    version: int

    @property
    def is_free(self) -> bool:
        """It belongs to no bid."""
        return self.bid is None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file of an analysis, without its content.

    Args:
        number: Its number within the analysis, from 1.
        kind: What it is.
        name: Its name.
        size: Bytes.
        digest: ``sha256:…`` of the content.
        licence: For a licence text the licence that it claims to be; else empty.
        columns: Confirmed columns, by the licence list: its name in an archive or workbook, empty where no list was
            named; field to column, counted from 0. None while only guessed.
        origin: Where it comes from.
        box_key: What its sealed content is bound to.
        added_by: Id of the person who added it.
        added_at: When, UTC.
    """

    number: int
    kind: EvidenceKind
    name: str
    size: int
    digest: str
    licence: str
    columns: Mapping[str, Mapping[str, int]] | None
    origin: EvidenceOrigin
    box_key: str = field(repr=False)
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisResult:
    """One version of what came of an analysis; it never changes once it is finished.

    Args:
        id: Its number in the database.
        number: Counts the results of the analysis, from 1.
        choice: What it was judged by.
        asked_by: Id of the person who asked for it.
        asked_at: When, UTC; the lists of this day hold.
        job: The job that makes it.
        finished_at: When it was there, UTC; None until then.
        lists: Name and version of every list and dated file it was judged by.
        rules_number: Number of the version of the rules of the house that ``choice`` names; 0 for the one that ships.
        rules_digest: ``sha256:…`` of that version; empty for results from before cities had their own.
    """

    id: int
    number: int
    choice: AnalysisChoice
    asked_by: str
    asked_at: datetime
    job: int
    finished_at: datetime | None
    lists: Mapping[str, str]
    rules_number: int = 0
    rules_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVerdict:
    """What came of one document in a file, without its list of components.

    Args:
        place: Its number within the result, from 1: an archive holds several.
        file: Number of the file.
        name: Name of the file.
        kind: What the file is.
        member: Name inside an archive; empty for the file itself.
        digest: ``sha256:…`` of the file.
        is_read: It could be read; else the document says why not.
        format: Format that was recognised; empty where it could not be read.
        spec_version: Version of the format.
        components: How many components it has.
        counts: How many of them are what, as in ``licences`` of the contract.
        columns: Columns of a licence list as they were read; None for other files.
    """

    place: int
    file: int
    name: str
    kind: EvidenceKind
    member: str
    digest: str
    is_read: bool
    format: str
    spec_version: str
    components: int
    counts: Mapping[str, int]
    columns: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundComponent:
    """A component in a result.

    Args:
        number: Its number within the result, from 1, in the order of files.
        verdict: Place of the document it stands in.
        name: Name.
        version: Version.
        purl: Package URL.
        supplier: Supplier.
        licence: What it states about its licence; empty where it states nothing.
        licence_class: How that counts.
        is_osi: Its licence is approved by the OSI.
        ruling: What the rules of the house say.
        compatible: ``yes``, ``no`` or ``unclear`` with the licence of the product; empty where nobody asked.
        has_finding: Something about it is wrong or to be asked.
        place: Where it stands in the document.
    """

    number: int
    verdict: int
    name: str
    version: str
    purl: str
    supplier: str
    licence: str
    licence_class: LicenceClass
    is_osi: bool
    ruling: ComponentRuling
    compatible: str
    has_finding: bool
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFinding:
    """Something that people should look at.

    Args:
        number: Its number within the result, from 1.
        verdict: Place of the document it is about.
        type: Slug of its kind.
        weight: How much it matters.
        component: Name or key of the component; empty where none is meant.
        place: Where it stands in the document; empty for the whole of it.
        text: German sentence.
    """

    number: int
    verdict: int
    type: str
    weight: FindingWeight
    component: str
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentQuery:
    """Which components somebody wants to see; what is None is not asked for.

    Args:
        licence_class: Only of this class.
        ruling: Only with this ruling.
        has_finding: Only with a finding, or without any.
        verdict: Only of this document.
        text: Every word stands in the name or the package URL.
        order: In which order.
    """

    licence_class: LicenceClass | None = None
    ruling: ComponentRuling | None = None
    has_finding: bool | None = None
    verdict: int | None = None
    text: str = ""
    order: ComponentOrder = ComponentOrder.NAME
