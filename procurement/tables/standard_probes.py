"""Tables of files held against open standards. Only their repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance
from procurement.model import EvidenceOrigin
from procurement.tables.shared import enumerated, is_digest, of_bid

TABLE = "procurement_standard_probe"


class StandardProbeRow(CityOwned, table=True):
    """A file that is held against open standards, and what came of it."""

    __tablename__ = TABLE
    __table_args__ = (
        of_bid(TABLE),
        CheckConstraint("(slug IS NULL) = (bid IS NULL)", name=f"ck_{TABLE}_bid"),
        CheckConstraint(f"size > 0 AND {is_digest('digest')}", name=f"ck_{TABLE}_size"),
        Index(f"ix_{TABLE}_bid", "city_id", "slug", "bid", "id"),
        Index(f"ix_{TABLE}_person", "city_id", "created_by", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str | None = Field(default=None, max_length=200)
    bid: str | None = Field(default=None, max_length=40)
    name: str = Field(max_length=255)
    size: int
    digest: str = Field(max_length=DIGEST_LENGTH)
    origin: EvidenceOrigin = Field(sa_type=enumerated(EvidenceOrigin, f"ck_{TABLE}_origin"))
    box_key: str = Field(max_length=36)
    created_by: str = Field(max_length=36)
    created_at: datetime
    job: int
    finished_at: datetime | None = None
    standard: str = Field(default="", max_length=80)
    edition: str = Field(default="", max_length=120)
    conformance: Conformance | None = Field(default=None, sa_type=enumerated(Conformance, f"ck_{TABLE}_conformance"))
    openness: Openness | None = Field(default=None, sa_type=enumerated(Openness, f"ck_{TABLE}_openness"))
    document: str | None = Field(default=None, sa_type=Text, description="JSON: all that is told of it")


class StandardProbeChunkRow(CityOwned, table=True):
    """A part of a file that waits to be looked at, compressed and sealed with a key that is not in the database."""

    __tablename__ = f"{TABLE}_chunk"

    probe_id: int = Field(primary_key=True, foreign_key=f"{TABLE}.id")
    part: int = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)
