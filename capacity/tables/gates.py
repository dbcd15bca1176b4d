"""Table of decisions that open the gates for a request. Its rows come and never change."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from capacity.model import LiftGround
from capacity.tables.requests import codes
from infra.rows import CityOwned


class GateLiftRow(CityOwned, table=True):
    """A decision that the missing agreement of a request stops nothing for a while."""

    __tablename__ = "capacity_lift"
    __table_args__ = (
        CheckConstraint("ground = 'beschluss' OR until IS NOT NULL", name="ck_capacity_lift_until"),
        CheckConstraint("length(line) > 0", name="ck_capacity_lift_line"),
    )

    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    number: int = Field(primary_key=True)
    ground: LiftGround = Field(sa_type=codes(LiftGround, "ck_capacity_lift_ground"))
    reason: str = Field(max_length=500)
    line: str = Field(max_length=300)
    until: date | None = None
    person: str = Field(max_length=36)
    at: datetime
