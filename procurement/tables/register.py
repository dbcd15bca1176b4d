"""Tables of the register of contracts and systems. Only its repository names them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from infra.rows import CityOwned
from procurement.model import BrowserUse, CheckOutcome, EndKind, LicenceKind, RegisterOrigin
from procurement.tables.shared import SEARCHED, enumerated


class RegisterEntryRow(CityOwned, table=True):
    """A product in use with its contract."""

    __tablename__ = "procurement_register_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "office"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_procurement_register_entry_office",
        ),
        # One entry for what one decision bought; entries by hand have no source.
        UniqueConstraint("city_id", "origin", "source", "lot", name="uq_procurement_register_entry_source"),
        CheckConstraint("version > 0", name="ck_procurement_register_entry_version"),
        Index("ix_procurement_register_entry_office", "city_id", "office", "id"),
        Index("ix_procurement_register_entry_contract_end", "city_id", "contract_end"),
        Index("ix_procurement_register_entry_support_end", "city_id", "support_end"),
        Index("ix_procurement_register_entry_switch_off", "city_id", "switch_off"),
        {"sqlite_autoincrement": True},  # a number is never given twice: old links must not lead elsewhere
    )

    id: int | None = Field(default=None, primary_key=True)
    version: int
    product: str = Field(max_length=120)
    purpose: str = Field(max_length=200)
    office: str | None = Field(default=None, max_length=36)
    supplier: str = Field(max_length=200)
    contract: str = Field(max_length=120)
    licence_kind: LicenceKind = Field(sa_type=enumerated(LicenceKind, "ck_procurement_register_entry_licence_kind"))
    licence: str = Field(max_length=200)
    browser: BrowserUse = Field(sa_type=enumerated(BrowserUse, "ck_procurement_register_entry_browser"))
    product_version: str = Field(max_length=60)
    support_end: date | None = None
    contract_end: date | None = None
    notice_months: int | None = None
    is_legacy: bool
    switch_off: date | None = None
    out_of_use: date | None = None
    note: str = Field(max_length=500)
    search_text: str = Field(max_length=SEARCHED)
    origin: RegisterOrigin = Field(sa_type=enumerated(RegisterOrigin, "ck_procurement_register_entry_origin"))
    source: str | None = Field(default=None, max_length=120)
    lot: int
    created_at: datetime
    changed_at: datetime


class RegisterChangeRow(CityOwned, table=True):
    """What changed on an entry; triggers keep it from changing."""

    __tablename__ = "procurement_register_change"

    entry_id: int = Field(primary_key=True, foreign_key="procurement_register_entry.id")
    version: int = Field(primary_key=True)
    changes: dict[str, Any] = Field(sa_type=JSON)
    changed_by: str = Field(max_length=40)
    changed_at: datetime


class RegisterAlarmRow(CityOwned, table=True):
    """An alarm that was given: its key gives it once. Triggers keep it from changing."""

    __tablename__ = "procurement_register_alarm"

    entry_id: int = Field(primary_key=True, foreign_key="procurement_register_entry.id")
    kind: EndKind = Field(primary_key=True, sa_type=enumerated(EndKind, "ck_procurement_register_alarm_kind"))
    ends_on: date = Field(primary_key=True)
    months: int = Field(primary_key=True)
    given_at: datetime


class AlternativeCheckRow(CityOwned, table=True):
    """A check of alternatives: one for each end of an entry."""

    __tablename__ = "procurement_register_check"
    __table_args__ = (
        UniqueConstraint("entry_id", "kind", "ends_on", name="uq_procurement_register_check_end"),
        CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL)",
            name="ck_procurement_register_check_decided",
        ),
    )

    entry_id: int = Field(primary_key=True, foreign_key="procurement_register_entry.id")
    number: int = Field(primary_key=True)
    kind: EndKind = Field(sa_type=enumerated(EndKind, "ck_procurement_register_check_kind"))
    ends_on: date
    words: str = Field(max_length=200)
    found: int
    sources: dict[str, Any] = Field(sa_type=JSON)
    opened_at: datetime
    outcome: CheckOutcome | None = Field(
        default=None, sa_type=enumerated(CheckOutcome, "ck_procurement_register_check_outcome")
    )
    reason: str = Field(max_length=1_000)
    decided_by: str | None = Field(default=None, max_length=40)
    decided_at: datetime | None = None
