"""Scenarios of the plan, within one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlmodel import Session, col

from capacity.model import PlanScenario, ScenarioPlace, ScenarioState
from capacity.tables.scenarios import ScenarioPlaceRow, ScenarioRow
from core.listing import Page
from infra.rows import add_many, city_of

_SCENARIO, _WEEKS = TypeAdapter(PlanScenario), TypeAdapter(tuple[date, ...])
_DECIDED = ("state", "decided_by", "decided_at", "reason")


class ScenarioRepository:
    """The scenarios of the city.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, scenario: PlanScenario, places: Sequence[ScenarioPlace]) -> int:
        """Store a scenario with where it puts requests, and return its number."""
        document = _SCENARIO.dump_json(scenario).decode()
        plain = {"state": scenario.state, "made_at": scenario.made_at, "document": document, "reason": ""}
        row = ScenarioRow.model_validate({"city_id": city_of(self._session), **plain})
        self._session.add(row)
        self._session.flush()
        number = int(row.id or 0)
        rows = (
            {
                "scenario_id": number,
                "request_id": one.request,
                "place": place,
                "is_moved": one.is_moved,
                "before": one.before,
                "weeks": _WEEKS.dump_json(one.weeks).decode(),
            }
            for place, one in enumerate(places)
        )
        add_many(self._session, ScenarioPlaceRow, rows)
        return number

    def find(self, number: int) -> PlanScenario | None:
        """Return a scenario; None where there is none of this number."""
        row = self._session.execute(select(ScenarioRow).where(col(ScenarioRow.id) == number)).scalar_one_or_none()
        return None if row is None else _scenario(row)

    def page(self, *, page: int, size: int) -> Page[PlanScenario]:
        """Return a page of the scenarios, the newest first."""
        wanted = select(ScenarioRow).order_by(col(ScenarioRow.id).desc()).limit(size).offset((page - 1) * size)
        rows = self._session.execute(wanted).scalars()
        total = self._session.execute(select(func.count()).select_from(ScenarioRow)).scalar_one()
        return Page(items=tuple(map(_scenario, rows)), page=page, size=size, total=total)

    def opened(self) -> tuple[int, ...]:
        """Return the numbers of the scenarios on which nobody has decided."""
        wanted = select(col(ScenarioRow.id)).where(col(ScenarioRow.state) == ScenarioState.OFFEN)
        return tuple(int(one or 0) for one in self._session.execute(wanted).scalars())

    def decide(self, scenario: PlanScenario) -> None:
        """Store what has become of a scenario."""
        change = update(ScenarioRow).where(col(ScenarioRow.id) == scenario.number)
        values = {name: getattr(scenario, name) for name in _DECIDED}
        self._session.execute(change.values(**values).execution_options(synchronize_session=False))

    def places(self, number: int) -> tuple[ScenarioPlace, ...]:
        """Return where a scenario puts requests, in the order of ranks."""
        wanted = select(ScenarioPlaceRow).where(col(ScenarioPlaceRow.scenario_id) == number)
        return tuple(map(_place, self._session.execute(wanted.order_by(col(ScenarioPlaceRow.place))).scalars()))

    def moves(self, number: int, *, page: int, size: int) -> Page[ScenarioPlace]:
        """Return a page of the requests that a scenario moves, in the order of ranks."""
        of_it = (col(ScenarioPlaceRow.scenario_id) == number, col(ScenarioPlaceRow.is_moved).is_(True))
        wanted = select(ScenarioPlaceRow).where(*of_it).order_by(col(ScenarioPlaceRow.place))
        rows = self._session.execute(wanted.limit(size).offset((page - 1) * size)).scalars()
        total = self._session.execute(select(func.count()).select_from(ScenarioPlaceRow).where(*of_it)).scalar_one()
        return Page(items=tuple(map(_place, rows)), page=page, size=size, total=total)


def _scenario(row: ScenarioRow) -> PlanScenario:
    decided = {name: getattr(row, name) for name in _DECIDED}
    return replace(_SCENARIO.validate_json(row.document), number=int(row.id or 0), **decided)


def _place(row: ScenarioPlaceRow) -> ScenarioPlace:
    return ScenarioPlace(request=row.request_id, before=row.before, weeks=_WEEKS.validate_json(row.weeks))
