"""Figures of the queue for everybody who may read requests: sums of the city, never of few people."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from capacity.errors import FigureYearError
from capacity.model import Behind, FigureRule, Party, QueueFigures, RequestStage, StepFigures
from capacity.repository import FigureRepository
from capacity.rules.figures import WAITING, WORKING, figures_of, step_figures
from capacity.services.promising import forecast_figures
from capacity.services.shared import ROLES
from core.german import OFFICIAL_ZONE
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

FIRST_YEAR = 2026
"""No clock ran before."""

_TOLD = ("figure_least", "figure_most_percent")
_BORDERS = ("age_zone_first_weeks", "age_zone_second_weeks", "priority_protection_weeks")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDesk:
    """Counts answers, waiting and age.

    Args:
        transactions: Opens them to those who may read requests.
        figures: What is told, and where zones of age end.
    """

    transactions: Transactions
    figures: ParameterSet

    def years(self) -> tuple[int, ...]:
        """Return the years that there can be figures of, the newest first."""
        return tuple(range(max(FIRST_YEAR, self._today().year), FIRST_YEAR - 1, -1))

    def of(self, actor: Actor, year: int | None = None) -> QueueFigures:
        """Return the figures of a year, this one without a word.

        Raises:
            FigureYearError: There can be none of it.
        """
        day = self._today()
        year = day.year if year is None else year
        if year not in self.years():
            raise FigureYearError(year=str(year))
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            rule = self._rule(min(day, date(year, 12, 31)))
            steps = _steps(reading, year, day, rule)
            forecast = forecast_figures(reading, self.figures, day, rule.least)
            return figures_of(year, day, steps, _ages(reading, year, day), rule, forecast)

    def _rule(self, day: date) -> FigureRule:
        """Return what figures of a day are told by: a later rule changes no finished year."""
        least, most, *borders = (int(self.figures.on(name, day).number) for name in (*_TOLD, *_BORDERS))
        return FigureRule(least=least, most_percent=most, borders=tuple(borders))

    def _today(self) -> date:
        return official_day(self.transactions.clock.now())


def _steps(reading: Reading, year: int, day: date, rule: FigureRule) -> tuple[tuple[StepFigures, ...], StepFigures]:
    """Return what was answered in a year; what runs belongs to the present one."""
    repository = FigureRepository(reading.session)
    ended, answered = repository.ended(date(year, 1, 1), date(year, 12, 31))
    running = repository.running(day) if year == day.year else ()
    return step_figures((*ended, *running), Behind(answered=answered, asked=_people(reading)), rule.least)


def _people(reading: Reading) -> Mapping[Party, frozenset[str]]:
    identity = IdentityRepository(reading.session)
    return {party: frozenset(identity.people_with(role)) for party, role in ROLES.items()}


def _ages(reading: Reading, year: int, day: date) -> dict[str, dict[int, int]]:
    """Return the ages in days of what waits and what is worked on today, and of what was decided on in the year."""
    repository, waited = FigureRepository(reading.session), Counter[int]()
    begin, end = (datetime(one, 1, 1, tzinfo=OFFICIAL_ZONE) for one in (year, year + 1))
    for (since, at), count in repository.decided(begin, end).items():
        waited[max(0, (official_day(at) - since).days)] += count

    def aged(stages: frozenset[RequestStage]) -> dict[int, int]:
        found = Counter[int]()
        for since, count in repository.since(stages).items():
            found[max(0, (day - since).days)] += count
        return dict(found)

    return {"waiting": aged(WAITING), "working": aged(WORKING), "decided": dict(waited)}
