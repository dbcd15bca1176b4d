"""Tables of awards, letters and objections. Only their repository names them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import AwardKind, LetterKind, ObjectionKind, ObjectionOutcome
from procurement.tables.shared import enumerated, is_digest, of_bid, of_procedure


class AwardEntryRow(CityOwned, table=True):
    """What two people decided about the award, and the award itself; triggers refuse every change."""

    __tablename__ = "procurement_award_entry"
    __table_args__ = (
        of_procedure("procurement_award_entry"),
        CheckConstraint("number > 0", name="ck_procurement_award_entry_number"),
        CheckConstraint(is_digest("digest"), name="ck_procurement_award_entry_digest"),
        CheckConstraint("(kind = 'decision') = (asked_by IS NOT NULL)", name="ck_procurement_award_entry_asked"),
        CheckConstraint("asked_by <> decided_by", name="ck_procurement_award_entry_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    kind: AwardKind = Field(sa_type=enumerated(AwardKind, "ck_procurement_award_entry_kind"))
    publication: int
    round: int
    document: str = Field(sa_type=Text)
    digest: str = Field(max_length=DIGEST_LENGTH)
    asked_by: str | None = Field(default=None, max_length=36)
    decided_by: str = Field(max_length=36)
    decided_at: datetime


class AwardLetterRow(CityOwned, table=True):
    """A letter to a bidder as it was sent; triggers refuse every change."""

    __tablename__ = "procurement_award_letter"
    __table_args__ = (
        of_bid("procurement_award_letter"),
        CheckConstraint("number > 0", name="ck_procurement_award_letter_number"),
        CheckConstraint(is_digest("digest"), name="ck_procurement_award_letter_digest"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    publication: int
    round: int
    bid: str = Field(max_length=40)
    kind: LetterKind = Field(sa_type=enumerated(LetterKind, "ck_procurement_award_letter_kind"))
    content: str = Field(sa_type=Text)
    digest: str = Field(max_length=DIGEST_LENGTH)
    sent_on: date
    is_electronic: bool
    recorded_by: str = Field(max_length=36)
    recorded_at: datetime


class ObjectionRow(CityOwned, table=True):
    """A Rüge or a review, and how it ended."""

    __tablename__ = "procurement_objection"
    __table_args__ = (
        of_procedure("procurement_objection"),
        CheckConstraint("number > 0 AND version > 0", name="ck_procurement_objection_number"),
        CheckConstraint("outcome = 'open' OR answered_on IS NOT NULL", name="ck_procurement_objection_answer"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    kind: ObjectionKind = Field(sa_type=enumerated(ObjectionKind, "ck_procurement_objection_kind"))
    tenderer: str = Field(max_length=400)
    subject: str = Field(max_length=400)
    text: str = Field(sa_type=Text)
    known_on: date | None = None
    received_on: date
    outcome: ObjectionOutcome = Field(sa_type=enumerated(ObjectionOutcome, "ck_procurement_objection_outcome"))
    answer: str = Field(sa_type=Text)
    answered_on: date | None = None
    recorded_by: str = Field(max_length=36)
    recorded_at: datetime
    version: int
