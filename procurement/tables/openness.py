"""Tables of openness: rubrics, statements of bids, effects of answers, decisions on points; rows never change."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from licensing.assess.evidence import EvidenceState, Signal
from procurement.tables.shared import enumerated, is_digest, of_bid

_FRACTION = 60


class RubricRow(CityOwned, table=True):
    """One version of the rubric of a city."""

    __tablename__ = "procurement_rubric"
    __table_args__ = (
        UniqueConstraint("city_id", "version", name="uq_procurement_rubric_version"),
        CheckConstraint(f"number > 0 AND {is_digest('digest')}", name="ck_procurement_rubric_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    number: int = Field(primary_key=True)
    version: str = Field(max_length=80)
    title: str = Field(max_length=400)
    valid_from: date
    digest: str = Field(max_length=DIGEST_LENGTH)
    document: str = Field(sa_type=Text)
    added_by: str = Field(max_length=36)
    added_at: datetime


class BidStatementRow(CityOwned, table=True):
    """What a bid says about a signal."""

    __tablename__ = "procurement_bid_statement"
    __table_args__ = (
        of_bid("procurement_bid_statement"),
        CheckConstraint(f"number > 0 AND {is_digest('digest')}", name="ck_procurement_bid_statement_number"),
        Index("ix_procurement_bid_statement_bid", "city_id", "slug", "bid", "number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    bid: str = Field(max_length=40)
    signal: Signal = Field(sa_type=enumerated(Signal, "ck_procurement_bid_statement_signal"))
    said: str = Field(sa_type=Text, description="JSON")
    osi: str = Field(max_length=40)
    lists: str = Field(max_length=200)
    file: str = Field(max_length=255)
    digest: str = Field(max_length=DIGEST_LENGTH)
    place: str = Field(max_length=200)
    noted_by: str = Field(max_length=36)
    noted_at: datetime


class AnswerEffectRow(CityOwned, table=True):
    """What an answer shows about a signal."""

    __tablename__ = "procurement_answer_effect"
    __table_args__ = (
        of_bid("procurement_answer_effect"),
        ForeignKeyConstraint(
            ["city_id", "slug", "inquiry"],
            [f"procurement_inquiry.{name}" for name in ("city_id", "slug", "number")],
            name="fk_procurement_answer_effect_inquiry",
        ),
        CheckConstraint("number > 0", name="ck_procurement_answer_effect_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    bid: str = Field(max_length=40)
    inquiry: int
    signal: Signal = Field(sa_type=enumerated(Signal, "ck_procurement_answer_effect_signal"))
    state: EvidenceState = Field(sa_type=enumerated(EvidenceState, "ck_procurement_answer_effect_state"))
    anchor: str = Field(max_length=80)
    answer_digest: str = Field(max_length=DIGEST_LENGTH)
    noted_by: str = Field(max_length=36)
    noted_at: datetime


class PointsDecisionRow(CityOwned, table=True):
    """What an evaluator decided about suggested points."""

    __tablename__ = "procurement_points_decision"
    __table_args__ = (
        of_bid("procurement_points_decision"),
        CheckConstraint("number > 0", name="ck_procurement_points_decision_number"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    number: int = Field(primary_key=True)
    bid: str = Field(max_length=40)
    criterion: str = Field(max_length=64)
    person: str = Field(max_length=36)
    seal: str = Field(max_length=DIGEST_LENGTH)
    least: str = Field(max_length=_FRACTION)
    most: str = Field(max_length=_FRACTION)
    points: str = Field(max_length=_FRACTION)
    reason: str = Field(sa_type=Text)
    decided_at: datetime
