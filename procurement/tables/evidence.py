"""Tables of evidence on licences. Only its repositories name them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from procurement.model import ComponentRuling, EvidenceKind, EvidenceOrigin, LicenceClass
from procurement.tables.shared import enumerated, is_digest, of_bid

LONGEST_NAME, LONGEST_SEARCHED = 200, 600


class AnalysisRow(CityOwned, table=True):
    """Files that are judged together."""

    __tablename__ = "procurement_analysis"
    __table_args__ = (
        of_bid("procurement_analysis"),
        CheckConstraint("(slug IS NULL) = (bid IS NULL)", name="ck_procurement_analysis_bid"),
        CheckConstraint("version > 0", name="ck_procurement_analysis_version"),
        Index("ix_procurement_analysis_bid", "city_id", "slug", "bid", "id"),
        Index("ix_procurement_analysis_person", "city_id", "created_by", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str | None = Field(default=None, max_length=200)
    bid: str | None = Field(default=None, max_length=40)
    title: str = Field(max_length=400)
    outbound: str = Field(max_length=400)
    use: Use = Field(sa_type=enumerated(Use, "ck_procurement_analysis_use"))
    scenario: Scenario = Field(sa_type=enumerated(Scenario, "ck_procurement_analysis_scenario"))
    rules: str = Field(max_length=200)
    created_by: str = Field(max_length=36)
    created_at: datetime
    version: int


class EvidenceFileRow(CityOwned, table=True):
    """A file of an analysis, without its content."""

    __tablename__ = "procurement_evidence_file"
    __table_args__ = (
        CheckConstraint(
            f"number > 0 AND size >= 0 AND {is_digest('digest')}", name="ck_procurement_evidence_file_size"
        ),
    )

    analysis_id: int = Field(primary_key=True, foreign_key="procurement_analysis.id")
    number: int = Field(primary_key=True)
    kind: EvidenceKind = Field(sa_type=enumerated(EvidenceKind, "ck_procurement_evidence_file_kind"))
    name: str = Field(max_length=255)
    size: int
    digest: str = Field(max_length=DIGEST_LENGTH)
    licence: str = Field(max_length=LONGEST_NAME)
    columns: str | None = Field(default=None, sa_type=Text, description="JSON; none while only guessed")
    origin: EvidenceOrigin = Field(sa_type=enumerated(EvidenceOrigin, "ck_procurement_evidence_file_origin"))
    box_key: str = Field(max_length=36)
    added_by: str = Field(max_length=36)
    added_at: datetime


class EvidenceChunkRow(CityOwned, table=True):
    """A part of a file's content, compressed and sealed with a key that is not in the database."""

    __tablename__ = "procurement_evidence_chunk"
    __table_args__ = (
        ForeignKeyConstraint(
            ["analysis_id", "number"],
            ["procurement_evidence_file.analysis_id", "procurement_evidence_file.number"],
            name="fk_procurement_evidence_chunk_file",
        ),
    )

    analysis_id: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    part: int = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)


class AnalysisResultRow(CityOwned, table=True):
    """One version of what came of an analysis."""

    __tablename__ = "procurement_analysis_result"
    __table_args__ = (UniqueConstraint("analysis_id", "number", name="uq_procurement_analysis_result_number"),)

    id: int | None = Field(default=None, primary_key=True)
    analysis_id: int = Field(foreign_key="procurement_analysis.id")
    number: int
    outbound: str = Field(max_length=400)
    use: Use = Field(sa_type=enumerated(Use, "ck_procurement_analysis_result_use"))
    scenario: Scenario = Field(sa_type=enumerated(Scenario, "ck_procurement_analysis_result_scenario"))
    rules: str = Field(max_length=200)
    asked_by: str = Field(max_length=36)
    asked_at: datetime
    job: int
    finished_at: datetime | None = None
    lists: str = Field(sa_type=Text, description="JSON: versions by the name of the list")
    rules_number: int = 0
    rules_digest: str = Field(default="", max_length=DIGEST_LENGTH)


class FileVerdictRow(CityOwned, table=True):
    """What came of one document in a file."""

    __tablename__ = "procurement_evidence_verdict"

    result_id: int = Field(primary_key=True, foreign_key="procurement_analysis_result.id")
    place: int = Field(primary_key=True)
    file: int
    name: str = Field(max_length=255)
    kind: EvidenceKind = Field(sa_type=enumerated(EvidenceKind, "ck_procurement_evidence_verdict_kind"))
    member: str = Field(sa_type=Text)
    digest: str = Field(max_length=DIGEST_LENGTH)
    is_read: bool
    format: str = Field(max_length=40)
    spec_version: str = Field(max_length=80)
    components: int
    counts: str = Field(sa_type=Text, description="JSON")
    columns: str | None = Field(default=None, sa_type=Text, description="JSON; none for what is no list")
    document: str = Field(sa_type=Text, description="JSON: all that is told of it")


class FoundComponentRow(CityOwned, table=True):
    """A component in a result. Each list that pages show has its index; the name decides the order within it."""

    __tablename__ = "procurement_evidence_component"
    __table_args__ = tuple(
        Index(f"ix_procurement_evidence_component_{name}", "result_id", *columns, "name_key", "number")
        for name, columns in (
            ("name", ()),
            ("class", ("licence_class",)),
            ("ruling", ("ruling",)),
            ("finding", ("has_finding",)),
        )
    )

    result_id: int = Field(primary_key=True, foreign_key="procurement_analysis_result.id")
    number: int = Field(primary_key=True)
    verdict: int
    name: str = Field(max_length=400)
    version: str = Field(max_length=LONGEST_NAME)
    purl: str = Field(max_length=LONGEST_SEARCHED)
    supplier: str = Field(max_length=LONGEST_NAME)
    licence: str = Field(max_length=1000)
    licence_class: LicenceClass = Field(
        sa_type=enumerated(LicenceClass, "ck_procurement_evidence_component_class", length=20)
    )
    is_osi: bool
    ruling: ComponentRuling = Field(
        sa_type=enumerated(ComponentRuling, "ck_procurement_evidence_component_ruling", length=10)
    )
    compatible: str = Field(max_length=20)
    has_finding: bool
    place: str = Field(max_length=LONGEST_NAME)
    name_key: str = Field(max_length=120, description="folded, for the order")
    search_text: str = Field(max_length=1000, description="name and package URL, folded")


class EvidenceFindingRow(CityOwned, table=True):
    """Something that people should look at in a result."""

    __tablename__ = "procurement_evidence_finding"
    __table_args__ = (Index("ix_procurement_evidence_finding_rank", "result_id", "rank", "number"),)

    result_id: int = Field(primary_key=True, foreign_key="procurement_analysis_result.id")
    number: int = Field(primary_key=True)
    verdict: int
    rank: int = Field(description="0 error, 1 warning, 2 note")
    type: str = Field(max_length=120)
    component: str = Field(max_length=400)
    place: str = Field(max_length=400)
    text: str = Field(sa_type=Text)
