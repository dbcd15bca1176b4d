"""What this package tells about files that were held against open standards."""

from dataclasses import dataclass
from datetime import datetime

from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance
from procurement.model.evidence import EvidenceOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardProbe:
    """A file that is held against open standards, and what came of it. It never changes once that is there.

    Args:
        id: Its number.
        slug: Procedure of the bid; None for a free-standing one.
        bid: The bid; None likewise.
        name: Name of the file.
        size: Bytes.
        digest: ``sha256:…`` of the content.
        origin: Where the file comes from.
        box_key: What the sealed content is bound to.
        created_by: Id of the person who wanted it.
        created_at: When.
        job: Number of the job that looks at the file.
        finished_at: When the answer was there; None until then.
        standard: Id of the standard that was recognised; empty where none was, or until then.
        edition: Version of the standard that the file names; empty likewise.
        conformance: How far the file keeps to it; None until then.
        openness: What followed for the standard on that day; None where nothing is decided, or until then.
    """

    id: int
    slug: str | None
    bid: str | None
    name: str
    size: int
    digest: str
    origin: EvidenceOrigin
    box_key: str
    created_by: str
    created_at: datetime
    job: int
    finished_at: datetime | None = None
    standard: str = ""
    edition: str = ""
    conformance: Conformance | None = None
    openness: Openness | None = None

    @property
    def is_free(self) -> bool:
        """It belongs to no bid."""
        return self.bid is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeVerdict:
    """What came of a file.

    Args:
        standard: Id of the standard that was recognised; empty where none was.
        edition: Version of it that the file names.
        conformance: How far the file keeps to it.
        openness: What follows for the standard; None where nothing is decided.
        document: All that is told of it, JSON: a file of ``pruefstand/standards/1``.
    """

    standard: str
    edition: str
    conformance: Conformance
    openness: Openness | None
    document: str
