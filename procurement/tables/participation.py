"""Tables of requests to participate and their files. Only the repository names them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Text
from sqlmodel import Field

from core.digest import LENGTH as DIGEST_LENGTH
from infra.rows import CityOwned
from procurement.model import BidState, Decision, RequestOutcome
from procurement.tables.shared import enumerated, is_digest, of_procedure


class RequestToParticipateRow(CityOwned, table=True):
    """One request to participate with what was found about it."""

    __tablename__ = "procurement_participation_request"
    __table_args__ = (
        of_procedure("procurement_participation_request"),
        CheckConstraint(
            "number > 0 AND publication > 0 AND version > 0", name="ck_procurement_participation_request_numbers"
        ),
        CheckConstraint(
            "(decision = 'excluded') = (exclusion_code <> '')", name="ck_procurement_participation_request_exclusion"
        ),
        CheckConstraint(
            "(outcome = 'open') = (outcome_reason = '')", name="ck_procurement_participation_request_reason"
        ),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    publication: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    candidate: str = Field(max_length=400)
    received_at: datetime
    state: BidState = Field(sa_type=enumerated(BidState, "ck_procurement_participation_request_state"))
    decision: Decision = Field(sa_type=enumerated(Decision, "ck_procurement_participation_request_decision"))
    exclusion_code: str = Field(max_length=64)
    exclusion_reason: str = Field(sa_type=Text)
    findings: str = Field(sa_type=Text, description="JSON: answer or points, and note, by the id of the point")
    is_drawn: bool
    drawing: str = Field(sa_type=Text)
    outcome: RequestOutcome = Field(sa_type=enumerated(RequestOutcome, "ck_procurement_participation_request_outcome"))
    outcome_reason: str = Field(sa_type=Text)
    recorded_by: str = Field(max_length=36)
    recorded_at: datetime
    version: int


class ParticipationFileRow(CityOwned, table=True):
    """One file of a request to participate, its content sealed with a key that is not in the database."""

    __tablename__ = "procurement_participation_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["city_id", "slug", "publication", "number"],
            [
                "procurement_participation_request.city_id",
                "procurement_participation_request.slug",
                "procurement_participation_request.publication",
                "procurement_participation_request.number",
            ],
            name="fk_procurement_participation_file_request",
        ),
        CheckConstraint(f"size >= 0 AND {is_digest('digest')}", name="ck_procurement_participation_file_digest"),
    )

    city_id: str = Field(foreign_key="identity_city.id", primary_key=True, max_length=40)
    slug: str = Field(primary_key=True, max_length=200)
    publication: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=255)
    size: int
    digest: str = Field(max_length=DIGEST_LENGTH)
    sealed: str = Field(sa_type=Text)
