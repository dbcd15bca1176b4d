"""Tables of cities, people and sessions. Only the repository names them."""

from datetime import datetime
from enum import Enum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy import Enum as EnumColumn
from sqlmodel import Field, SQLModel

from infra.policy.model import Role
from infra.rows import CITY_ID_LENGTH, CityOwned

ID_LENGTH = 36
DIGEST_LENGTH = 64


def _values(enumeration: type[Enum]) -> list[str]:
    return [member.value for member in enumeration]


class CityRow(SQLModel, table=True):
    """A city. Its rows in all other tables carry its id."""

    __tablename__ = "identity_city"
    __table_args__ = (CheckConstraint("length(id) > 0", name="ck_identity_city_id"),)

    id: str = Field(primary_key=True, max_length=CITY_ID_LENGTH)
    name: str = Field(max_length=120)
    is_demo: bool = False
    added_at: datetime


class OfficeRow(CityOwned, table=True):
    """An Amt or Dezernat."""

    __tablename__ = "identity_office"
    __table_args__ = (
        UniqueConstraint("city_id", "id", name="uq_identity_office_city_id"),
        UniqueConstraint("city_id", "name", name="uq_identity_office_name"),
    )

    id: str = Field(primary_key=True, max_length=ID_LENGTH)
    name: str = Field(max_length=120)
    is_dezernat: bool = False
    version: int = 1


class PersonRow(CityOwned, table=True):
    """A person with a local account."""

    __tablename__ = "identity_person"
    __table_args__ = (
        UniqueConstraint("city_id", "id", name="uq_identity_person_city_id"),
        UniqueConstraint("city_id", "account", name="uq_identity_person_account"),
        ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_identity_person_office",
        ),
        Index("ix_identity_person_search", "city_id", "search_text", "id"),
    )

    id: str = Field(primary_key=True, max_length=ID_LENGTH)
    account: str = Field(max_length=120, description="case-folded name to sign in with")
    name: str = Field(max_length=120)
    search_text: str = Field(max_length=260, description="name and account, case-folded; also the order of lists")
    office_id: str | None = Field(default=None, max_length=ID_LENGTH)
    password_hash: str = Field(max_length=255)
    must_change_password: bool = False
    password_expires_at: datetime | None = Field(default=None, description="of a one-time password")
    totp_secret: str | None = Field(default=None, max_length=255, description="encrypted")
    totp_last_step: int = 0
    is_locked: bool = False
    version: int = 1
    added_at: datetime


class PersonRoleRow(CityOwned, table=True):
    """One role of a person."""

    __tablename__ = "identity_person_role"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_identity_person_role_person",
        ),
    )

    person_id: str = Field(primary_key=True, max_length=ID_LENGTH)
    role: Role = Field(
        primary_key=True,
        sa_type=EnumColumn(
            Role,
            name="ck_identity_person_role_role",
            native_enum=False,
            values_callable=_values,
            create_constraint=True,
            length=30,
        ),
    )


class SessionRow(SQLModel, table=True):
    """A session. It names its city but is not among the city's rows: it is found before the city is known."""

    __tablename__ = "identity_session"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_identity_session_person",
        ),
    )

    token_digest: str = Field(primary_key=True, max_length=DIGEST_LENGTH)
    city_id: str = Field(max_length=CITY_ID_LENGTH)
    person_id: str = Field(max_length=ID_LENGTH, index=True)
    opened_at: datetime
    seen_at: datetime = Field(index=True)


class SignInFailureRow(CityOwned, table=True):
    """A refused attempt, kept as long as the rate limit looks back."""

    __tablename__ = "identity_sign_in_failure"

    id: int | None = Field(default=None, primary_key=True)
    account_digest: str = Field(max_length=DIGEST_LENGTH, index=True)
    address_digest: str = Field(max_length=DIGEST_LENGTH, index=True)
    at: datetime = Field(index=True)
