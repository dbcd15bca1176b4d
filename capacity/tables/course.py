"""Tables of what happens to requests: events, checks, questions, proofs."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from capacity.model import Party, ProofKind, RequestStage, ReviewKind, ReviewLight
from capacity.tables.requests import codes
from infra.rows import CityOwned


class RequestEventRow(CityOwned, table=True):
    """Something that happened to a request; never changed."""

    __tablename__ = "capacity_event"
    __table_args__ = (Index("ix_capacity_event_step", "city_id", "step", "at", "request_id"),)

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    step: str = Field(max_length=20)
    before: RequestStage = Field(sa_type=codes(RequestStage, "ck_capacity_event_before"))
    after: RequestStage = Field(sa_type=codes(RequestStage, "ck_capacity_event_after"))
    reason: str = Field(max_length=500)
    person: str | None = Field(default=None, max_length=36)
    at: datetime


class ReviewRow(CityOwned, table=True):
    """What a party says about a request."""

    __tablename__ = "capacity_review"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    kind: ReviewKind = Field(sa_type=codes(ReviewKind, "ck_capacity_review_kind"), primary_key=True)
    light: ReviewLight | None = Field(
        default=None, sa_type=codes(ReviewLight, "ck_capacity_review_light"), nullable=True
    )
    note: str = Field(max_length=2000)
    condition: str = Field(max_length=500)
    person: str | None = Field(default=None, max_length=36)
    at: datetime | None = None


class RequestQuestionRow(CityOwned, table=True):
    """A question to a party."""

    __tablename__ = "capacity_question"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    asker: Party = Field(sa_type=codes(Party, "ck_capacity_question_asker"))
    party: Party = Field(sa_type=codes(Party, "ck_capacity_question_party"))
    text: str = Field(max_length=2000)
    paused: int | None = None
    asked_by: str = Field(max_length=36)
    asked_at: datetime
    answer: str = Field(max_length=2000)
    answered_by: str | None = Field(default=None, max_length=36)
    answered_at: datetime | None = None


class ProofRow(CityOwned, table=True):
    """A proof for the start of operation."""

    __tablename__ = "capacity_proof"

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    kind: ProofKind = Field(sa_type=codes(ProofKind, "ck_capacity_proof_kind"), primary_key=True)
    is_needed: bool
    reference: str = Field(max_length=500)
    person: str = Field(max_length=36)
    at: datetime
