"""Tables of scenarios of the plan."""

from datetime import date, datetime

from sqlmodel import Field

from capacity.model import ScenarioState
from capacity.tables.requests import codes
from infra.rows import CityOwned


class ScenarioRow(CityOwned, table=True):
    """Another plan that somebody may take over or leave."""

    __tablename__ = "capacity_scenario"

    id: int | None = Field(default=None, primary_key=True)
    state: ScenarioState = Field(sa_type=codes(ScenarioState, "ck_capacity_scenario_state"))
    made_at: datetime
    document: str
    decided_by: str | None = Field(default=None, max_length=36)
    decided_at: datetime | None = None
    reason: str = ""


class ScenarioPlaceRow(CityOwned, table=True):
    """Where a scenario puts a request."""

    __tablename__ = "capacity_scenario_place"

    scenario_id: int = Field(primary_key=True, foreign_key="capacity_scenario.id")
    request_id: int = Field(primary_key=True, foreign_key="capacity_request.id")
    place: int
    is_moved: bool
    before: date | None = None
    weeks: str
