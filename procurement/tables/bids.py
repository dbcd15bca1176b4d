"""Tables of bids and of what came of them. Only the repositories name them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import BidState, CheckAnswer, Decision, InquiryKind, InquiryOutcome
from procurement.tables.shared import enumerated, is_digest, of_bid, of_procedure


class OpeningRow(CityOwned, table=True):
    """The opening of the bids of one round; rows come and never change."""

    __tablename__ = "procurement_opening"
    __table_args__ = (
        of_procedure("procurement_opening"),
        CheckConstraint("first_person <> second_person", name="ck_procurement_opening_two_people"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    publication: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    opened_at: datetime
    first_person: str = Field(max_length=200)
    second_person: str = Field(max_length=200)
    note: str = Field(sa_type=Text)
    recorded_by: str = Field(max_length=36)
    recorded_at: datetime


class BidRow(CityOwned, table=True):
    """One bid, without price and files."""

    __tablename__ = "procurement_bid"
    __table_args__ = (
        of_procedure("procurement_bid"),
        UniqueConstraint("city_id", "slug", "publication", "round", "lot", "number", name="uq_procurement_bid_place"),
        CheckConstraint("lot > 0 AND number > 0 AND round > 0 AND version > 0", name="ck_procurement_bid_numbers"),
        CheckConstraint(is_digest("receipt_digest"), name="ck_procurement_bid_digest"),
        CheckConstraint("(decision = 'excluded') = (exclusion_code <> '')", name="ck_procurement_bid_exclusion"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    publication: int
    round: int
    lot: int
    number: int
    tenderer: str = Field(max_length=400)
    received_at: datetime
    receipt_digest: str = Field(max_length=DIGEST_LENGTH)
    state: BidState = Field(sa_type=enumerated(BidState, "ck_procurement_bid_state"))
    decision: Decision = Field(sa_type=enumerated(Decision, "ck_procurement_bid_decision"))
    exclusion_code: str = Field(max_length=64)
    exclusion_reason: str = Field(sa_type=Text)
    admission_reason: str = Field(default="", sa_type=Text)
    variant: str = Field(default="", max_length=200, description="empty for a main bid")
    imported_by: str = Field(max_length=36)
    imported_at: datetime
    version: int


class BidPriceRow(CityOwned, table=True):
    """The price of a bid, sealed with a key that is not in the database."""

    __tablename__ = "procurement_bid_price"
    __table_args__ = (of_bid("procurement_bid_price"),)

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    sealed: str = Field(sa_type=Text)


class BidFileRow(CityOwned, table=True):
    """One file of a bid, its content sealed with a key that is not in the database."""

    __tablename__ = "procurement_bid_file"
    __table_args__ = (
        of_bid("procurement_bid_file"),
        CheckConstraint(f"size >= 0 AND {is_digest('digest')}", name="ck_procurement_bid_file_digest"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    name: str = Field(primary_key=True, max_length=255)
    size: int
    digest: str = Field(max_length=DIGEST_LENGTH)
    with_price: bool
    sealed: str = Field(sa_type=Text)


class CheckRow(CityOwned, table=True):
    """What was found about one point of the examination of a bid."""

    __tablename__ = "procurement_check"
    __table_args__ = (
        of_bid("procurement_check"),
        CheckConstraint("version > 0", name="ck_procurement_check_version"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    item: str = Field(primary_key=True, max_length=80)
    answer: CheckAnswer = Field(sa_type=enumerated(CheckAnswer, "ck_procurement_check_answer"))
    note: str = Field(sa_type=Text)
    changed_by: str = Field(max_length=36)
    changed_at: datetime
    version: int


class InquiryRow(CityOwned, table=True):
    """One exchange with bidders."""

    __tablename__ = "procurement_inquiry"
    __table_args__ = (
        of_procedure("procurement_inquiry"),
        of_bid("procurement_inquiry"),
        CheckConstraint("number > 0 AND version > 0", name="ck_procurement_inquiry_numbers"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    publication: int
    round: int
    bid: str | None = Field(default=None, max_length=40)
    kind: InquiryKind = Field(sa_type=enumerated(InquiryKind, "ck_procurement_inquiry_kind"))
    subject: str = Field(max_length=400)
    text: str = Field(sa_type=Text)
    asked_by: str = Field(max_length=36)
    asked_at: datetime
    due_at: datetime | None = None
    outcome: InquiryOutcome = Field(sa_type=enumerated(InquiryOutcome, "ck_procurement_inquiry_outcome"))
    answer: str = Field(sa_type=Text)
    answered_at: datetime | None = None
    version: int


class EvaluatorRow(CityOwned, table=True):
    """Who scores the bids of a lot in a round."""

    __tablename__ = "procurement_evaluator"
    __table_args__ = (
        of_procedure("procurement_evaluator"),
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_evaluator_person",
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    publication: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    lot: int = Field(primary_key=True)
    person_id: str = Field(primary_key=True, max_length=36)
    appointed_by: str = Field(max_length=36)
    appointed_at: datetime
    submitted_at: datetime | None = None


class ConflictDeclarationRow(CityOwned, table=True):
    """What somebody declared about a bidder; rows come and never change."""

    __tablename__ = "procurement_conflict_declaration"
    __table_args__ = (
        of_bid("procurement_conflict_declaration"),
        ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_procurement_conflict_declaration_person",
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    person_id: str = Field(primary_key=True, max_length=36)
    number: int = Field(primary_key=True)
    has_conflict: bool
    text: str = Field(sa_type=Text)
    declared_at: datetime


class FrozenScoreRow(CityOwned, table=True):
    """Points that were handed in or fixed; rows come and never change."""

    __tablename__ = "procurement_score"
    __table_args__ = (of_bid("procurement_score"),)

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    person_id: str = Field(primary_key=True, max_length=36, description="or 'consensus'")
    criterion: str = Field(primary_key=True, max_length=64)
    points: str = Field(max_length=24, description="exact decimal")
    reason: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    frozen_at: datetime


class PresentationRow(CityOwned, table=True):
    """A bidder's Teststellung or presentation."""

    __tablename__ = "procurement_presentation"
    __table_args__ = (of_bid("procurement_presentation"),)

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    bid: str = Field(primary_key=True, max_length=40)
    held_at: datetime
    minutes_taken: int
    attendees: str = Field(sa_type=Text)
    minutes: str = Field(sa_type=Text)
    criteria: str = Field(sa_type=Text, description="JSON list of ids")
    changed_by: str = Field(max_length=36)
    changed_at: datetime
    version: int


class LotDrawRow(CityOwned, table=True):
    """A decision by lot between equal bids."""

    __tablename__ = "procurement_lot_draw"
    __table_args__ = (
        of_procedure("procurement_lot_draw"),
        CheckConstraint(is_digest("plan_digest"), name="ck_procurement_lot_draw_digest"),
        CheckConstraint("(outcome IS NULL) = (drawn_at IS NULL)", name="ck_procurement_lot_draw_outcome"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    publication: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    lot: int = Field(primary_key=True)
    plan: str = Field(sa_type=Text)
    plan_digest: str = Field(max_length=DIGEST_LENGTH)
    planned_by: str = Field(max_length=36)
    planned_at: datetime
    outcome: str | None = Field(default=None, sa_type=Text)
    drawn_at: datetime | None = None
