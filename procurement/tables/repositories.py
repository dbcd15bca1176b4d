"""Tables of repositories that bids name. Rows come and never change. Only their repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from infra.rows import CityOwned
from licensing.repository.snapshot import Origin
from procurement.model import SnapshotProblem
from procurement.tables.shared import enumerated, of_bid


class NamedRepositoryRow(CityOwned, table=True):
    """A repository as a bid names it."""

    __tablename__ = "procurement_repository"
    __table_args__ = (
        of_bid("procurement_repository"),
        Index("ix_procurement_repository_bid", "city_id", "slug", "bid", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=200)
    bid: str = Field(max_length=40)
    url: str = Field(max_length=500)
    place: str = Field(max_length=200)
    product: str = Field(max_length=200)
    offered: str = Field(max_length=100)
    licence: str = Field(max_length=400)
    replaces: int | None = None
    named_by: str = Field(max_length=36)
    named_at: datetime


class RepositoryWithdrawalRow(CityOwned, table=True):
    """An entry was taken back."""

    __tablename__ = "procurement_repository_withdrawal"

    repository_id: int = Field(primary_key=True, foreign_key="procurement_repository.id")
    reason: str = Field(sa_type=Text)
    withdrawn_by: str = Field(max_length=36)
    withdrawn_at: datetime


class RepositoryFetchRow(CityOwned, table=True):
    """A snapshot was asked for."""

    __tablename__ = "procurement_repository_fetch"

    repository_id: int = Field(primary_key=True, foreign_key="procurement_repository.id")
    number: int = Field(primary_key=True)
    job: int
    asked_by: str = Field(max_length=36)
    asked_at: datetime


class RepositorySnapshotRow(CityOwned, table=True):
    """A snapshot that was taken, or why none could be."""

    __tablename__ = "procurement_repository_snapshot"
    __table_args__ = (
        UniqueConstraint("repository_id", "number", name="uq_procurement_repository_snapshot_number"),
        CheckConstraint("problem IS NOT NULL OR facts IS NOT NULL", name="ck_procurement_repository_snapshot_facts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    repository_id: int = Field(foreign_key="procurement_repository.id")
    number: int
    fetch: int | None = None
    origin: Origin = Field(sa_type=enumerated(Origin, "ck_procurement_repository_snapshot_origin"))
    taken_at: datetime
    taken_by: str = Field(max_length=36)
    problem: SnapshotProblem | None = Field(
        default=None, sa_type=enumerated(SnapshotProblem, "ck_procurement_repository_snapshot_problem"), nullable=True
    )
    detail: str = Field(max_length=60)
    facts: str | None = Field(default=None, sa_type=Text, description="JSON; none where there is no snapshot")
    archive_name: str = Field(max_length=255)
    archive_size: int
    box_key: str = Field(max_length=36)


class RepositoryArchiveRow(CityOwned, table=True):
    """A part of a stored archive, compressed and sealed with a key that is not in the database."""

    __tablename__ = "procurement_repository_archive"

    snapshot_id: int = Field(primary_key=True, foreign_key="procurement_repository_snapshot.id")
    part: int = Field(primary_key=True)
    sealed: str = Field(sa_type=Text)
