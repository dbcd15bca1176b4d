"""The forecast and closed requests: how it is calibrated, what is promised, and what became of the promises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from statistics import median

from capacity.model import FinishPromise, ForecastFigures, PlannedRequest, PromisedWork, PromiseOutcome
from capacity.planning.calibration import calibrated, ratio_of
from capacity.planning.forecast import Spread
from capacity.repository import CalibrationRepository
from capacity.rules.promises import PROMISED, outcome_of, told
from capacity.services.shared import KIND
from core.parameters import ParameterSet
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.transactions import Reading, Writing

NEEDED, ASSUMED = "forecast_least_closed", ("effort_median", "effort_sigma", "presence_least")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What was promised for a request.

    Args:
        due: The work is finished before this day.
        outcome: What became of it.
    """

    due: date
    outcome: PromiseOutcome


def spread_now(reading: Reading, figures: ParameterSet, day: date) -> Spread:
    """Return how far reality strays from estimates: as closed requests show, or as assumed while they are too few."""
    middle, sigma, presence = (float(figures.on(f"forecast_{name}", day).number) for name in ASSUMED)
    assumed = Spread(effort_median=middle, effort_sigma=sigma, presence_least=presence)
    return calibrated(assumed, _ratios(reading), int(figures.on(NEEDED, day).number))


def promise(writing: Writing, planned: Iterable[PlannedRequest]) -> None:
    """Promise the P85 of a calibrated plan for each request that was decided on and has no promise since.

    The caller has asked the policy about the plan.
    """
    repository = CalibrationRepository(writing.session)
    standing, given = repository.standing(PROMISED), _last(repository.promises())
    found: list[FinishPromise] = []
    for one in planned:
        if one.request not in standing or one.p85 is None:
            continue
        last, decided = given.get(one.request), standing[one.request][1]
        if last is None or (decided is not None and last.given_at < decided):
            number = 1 if last is None else last.number + 1
            found.append(FinishPromise(request=one.request, number=number, due=one.p85, given_at=writing.now))
    repository.add_promises(found)
    for promised in found:
        subject = Subject(kind=KIND, id=str(promised.request))
        writing.record(Event.CAPACITY_PROMISED, subject, after={"due": promised.due.isoformat()})


def promised_for(reading: Reading, request: int, day: date) -> Promised | None:
    """Return what is promised for a request, as its last decision left it; None where nothing is."""
    promises = CalibrationRepository(reading.session).promises(request)
    outcome = dict(_outcomes(reading, promises[-1:], day)).get(request)
    if outcome in {None, PromiseOutcome.ENTFALLEN}:
        return None
    return Promised(due=promises[-1].due, outcome=PromiseOutcome(outcome))


def forecast_figures(reading: Reading, figures: ParameterSet, day: date, least: int) -> ForecastFigures:
    """Return how good the forecast is.

    Args:
        reading: The transaction.
        figures: How many closed requests it takes.
        day: Today.
        least: Fewest cases that a figure is told about.
    """
    ratios, needed = _ratios(reading), int(figures.on(NEEDED, day).number)
    factor = median(ratios) if len(ratios) >= needed else None
    known = ForecastFigures(closed=len(ratios), needed=needed, factor=factor)
    promises = CalibrationRepository(reading.session).promises()
    return told(known, [outcome for _, outcome in _outcomes(reading, promises, day)], least)


def _ratios(reading: Reading) -> list[Fraction]:
    closed = CalibrationRepository(reading.session).closed()
    found = (ratio_of(estimated, spent) for estimated, spent in closed)
    return [one for one in found if one is not None]


def _outcomes(reading: Reading, promises: Sequence[FinishPromise], day: date) -> list[tuple[int, PromiseOutcome]]:
    """Return what became of promises, with the number of their request."""
    repository = CalibrationRepository(reading.session)
    standing, finished = repository.standing(), repository.handed_over()
    following = {(one.request, one.number - 1): one.given_at for one in promises}
    found = []
    for one in promises:
        stage, decided = standing[one.request]
        done, replaced = finished.get(one.request), following.get((one.request, one.number))
        if decided is not None and decided > one.given_at:
            replaced = decided if replaced is None else min(replaced, decided)
        work = PromisedWork(stage=stage, finished_on=_day(done), replaced_on=_day(replaced))
        found.append((one.request, outcome_of(one.due, work, day)))
    return found


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else official_day(moment)


def _last(promises: Iterable[FinishPromise]) -> Mapping[int, FinishPromise]:
    return {one.request: one for one in promises}
