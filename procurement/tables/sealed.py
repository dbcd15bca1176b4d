"""Tables of sealed intakes. Only their repository names them.

A slot tells nothing about itself: each has an address, a code, and content of the same size from the first moment on.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Field

from infra.rows import CityOwned
from procurement.model import SealGroup
from procurement.tables.shared import enumerated, of_procedure

_RECIPIENT = 100
_ACCESS = 64


def _of_person(table: str, column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["city_id", column],
        ["identity_person.city_id", "identity_person.id"],
        name=f"fk_{table}_{column}",
    )


def _of_intake(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["city_id", "slug", "number"],
        [f"procurement_sealed_intake.{name}" for name in ("city_id", "slug", "number")],
        name=f"fk_{table}_intake",
    )


class SealKeyRow(CityOwned, table=True):
    """The public half of a person's key."""

    __tablename__ = "procurement_seal_key"
    __table_args__ = (
        _of_person("procurement_seal_key", "person_id"),
        CheckConstraint("number > 0", name="ck_procurement_seal_key_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    person_id: str = Field(primary_key=True, max_length=36)
    number: int = Field(primary_key=True)
    key_group: SealGroup = Field(sa_type=enumerated(SealGroup, "ck_procurement_seal_key_group"))
    recipient: str = Field(max_length=_RECIPIENT)
    made_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None


class SealedIntakeRow(CityOwned, table=True):
    """A sealed intake; rows come and never change."""

    __tablename__ = "procurement_sealed_intake"
    __table_args__ = (
        of_procedure("procurement_sealed_intake"),
        CheckConstraint("number > 0 AND slots > 0 AND slot_bytes > 0", name="ck_procurement_sealed_intake_numbers"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    recipient: str = Field(max_length=_RECIPIENT)
    slots: int
    slot_bytes: int
    made_by: str = Field(max_length=36)
    made_at: datetime


class SealWrapRow(CityOwned, table=True):
    """The key of an intake for one ordered pair; rows come and never change."""

    __tablename__ = "procurement_seal_wrap"
    __table_args__ = (
        _of_intake("procurement_seal_wrap"),
        CheckConstraint("first_person <> second_person", name="ck_procurement_seal_wrap_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    first_person: str = Field(primary_key=True, max_length=36)
    second_person: str = Field(primary_key=True, max_length=36)
    key_group: SealGroup = Field(sa_type=enumerated(SealGroup, "ck_procurement_seal_wrap_group"))
    recipient: str = Field(max_length=_RECIPIENT)
    wrapped: bytes = Field(sa_type=LargeBinary)


class IntakeSlotRow(CityOwned, table=True):
    """A slot, used or not."""

    __tablename__ = "procurement_intake_slot"
    __table_args__ = (
        _of_intake("procurement_intake_slot"),
        UniqueConstraint("city_id", "access", name="uq_procurement_intake_slot_access"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    slot: str = Field(primary_key=True, max_length=36)
    access: str = Field(max_length=_ACCESS)
    content: bytes = Field(sa_type=LargeBinary)


class SealPresenceRow(CityOwned, table=True):
    """Somebody is there to open, for one person who can come second."""

    __tablename__ = "procurement_seal_presence"
    __table_args__ = (
        _of_intake("procurement_seal_presence"),
        CheckConstraint("person_id <> partner", name="ck_procurement_seal_presence_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    person_id: str = Field(primary_key=True, max_length=36)
    partner: str = Field(primary_key=True, max_length=36)
    key_group: SealGroup = Field(sa_type=enumerated(SealGroup, "ck_procurement_seal_presence_group"))
    present_at: datetime
    inner: bytes = Field(sa_type=LargeBinary)


class SealedOpeningRow(CityOwned, table=True):
    """The opening of an intake; rows come and never change: it cannot be opened again, nor closed."""

    __tablename__ = "procurement_sealed_opening"
    __table_args__ = (
        _of_intake("procurement_sealed_opening"),
        CheckConstraint("first_person <> second_person", name="ck_procurement_sealed_opening_two_people"),
        CheckConstraint("bids >= 0 AND unreadable >= 0", name="ck_procurement_sealed_opening_numbers"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    opened_at: datetime
    first_person: str = Field(max_length=36)
    second_person: str = Field(max_length=36)
    key_group: SealGroup = Field(sa_type=enumerated(SealGroup, "ck_procurement_sealed_opening_group"))
    bids: int
    unreadable: int
