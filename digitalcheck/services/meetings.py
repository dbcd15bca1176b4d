"""What the Magistrat reads before a meeting: proposals with their headline, and all sheets in one file."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.german import german_date
from core.listing import Page
from core.parameters import ParameterSet
from digitalcheck.errors import MeetingEmptyError
from digitalcheck.exports import folder_of
from digitalcheck.model import Headline
from digitalcheck.papers.meeting import ALL
from digitalcheck.repository import ReleaseQuery, ReleaseRepository
from digitalcheck.repository.agendas import AgendaRepository
from digitalcheck.rules.council.kept import AgendaPlace
from digitalcheck.rules.course.release import Release, judged_again
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement
from digitalcheck.services.agendas import places_of
from digitalcheck.services.questions import named
from digitalcheck.services.sheets import SheetFile
from infra.clock import official_day
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

MAGISTRAT = "Magistrat"
MOST_PROPOSALS = 150
"""Proposals of one meeting that go into one file."""
_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMeeting:
    """A meeting as its members read it.

    Args:
        day: Its day; None where neither an agenda nor a released check names one.
        days: Days of meetings there are, the latest first.
        waiting: Proposals of the agenda without a released check, in its order.
        releases: Proposals that the filters find.
        lines: How many proposals of the meeting have which headline; None for those without digital relation.
        dezernate: Names of the Dezernate, for the filter.
    """

    day: date | None
    days: tuple[date, ...]
    waiting: tuple[AgendaPlace, ...]
    releases: Page[Release]
    lines: Mapping[Headline | None, int]
    dezernate: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFilter:
    """Which proposals of a meeting somebody wants to see.

    Args:
        headline: Only with this headline.
        dezernat: Only of this Dezernat.
        with_reds: Only with a red finding.
    """

    headline: Headline | None = None
    dezernat: str | None = None
    with_reds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Meetings of the Magistrat.

    Args:
        transactions: Opens them to those who may read them.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def read(
        self, actor: Actor, day: date | None, wanted: MeetingFilter, *, page: int = 1, size: int = 50
    ) -> ReadMeeting:
        """Return a meeting: that of a day, else the next one, else the last there was."""
        with self.transactions.read(actor, Action.READ_MEETING) as reading:
            releases = ReleaseRepository(reading.session)
            days = _days(reading)
            chosen = day or self._next_day(reading) or next(iter(days), None)
            agenda = _agenda(reading, chosen)
            checks = _checks(agenda)
            everything = releases.page(_query(chosen, MeetingFilter(), checks), page=1, size=MOST_PROPOSALS)
            released = {one.check for one in everything.items}
            return ReadMeeting(
                day=chosen,
                days=days,
                waiting=tuple(one for one in agenda if one.check is None or one.check.number not in released),
                releases=releases.page(_query(chosen, wanted, checks), page=page, size=size),
                lines=Counter(one.headline for one in everything.items),
                dezernate=releases.dezernate(),
            )

    def collection(self, actor: Actor, day: date) -> SheetFile:
        """Return contents and all sheets of a meeting as one PDF, in the internal version.

        Raises:
            MeetingEmptyError: No released check is dealt with on this day.
        """
        with self.transactions.read(actor, Action.READ_MEETING) as reading:
            query = _query(day, MeetingFilter(), _checks(_agenda(reading, day)))
            found = ReleaseRepository(reading.session).page(query, page=1, size=MOST_PROPOSALS)
            judgements = [self._judged(reading, one) for one in found.items]
        if not judgements:
            raise MeetingEmptyError
        name = f"{MAGISTRAT}, {german_date(day)}"
        _, _, files = folder_of(name, self._today(), judgements, internal=True)
        return SheetFile(
            name=f"digital-checks-{day.isoformat()}.pdf", media_type="application/pdf", data=files[f"{ALL}.pdf"]
        )

    def _judged(self, reading: Reading, release: Release) -> Judgement:
        figures = Figures.on(self.figures, release.day)
        return judged_again(release.record, named(reading, release.catalogue), figures)

    def _next_day(self, reading: Reading) -> date | None:
        today = self._today()
        named = ReleaseRepository(reading.session).next_day(MAGISTRAT, today)
        return min(filter(None, (named, AgendaRepository(reading.session).next_day(today))), default=None)

    def _today(self) -> date:
        return official_day(self.transactions.clock.now())


def _days(reading: Reading) -> tuple[date, ...]:
    named = ReleaseRepository(reading.session).days(MAGISTRAT, _DAYS)
    return tuple(sorted({*named, *AgendaRepository(reading.session).days(_DAYS)}, reverse=True)[:_DAYS])


def _agenda(reading: Reading, day: date | None) -> tuple[AgendaPlace, ...]:
    agendas = AgendaRepository(reading.session)
    entries = () if day is None else agendas.on(day)
    return places_of(entries, agendas.marks()) if entries else ()


def _checks(agenda: tuple[AgendaPlace, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.check.number for one in agenda if one.check is not None))


def _query(day: date | None, wanted: MeetingFilter, checks: tuple[int, ...]) -> ReleaseQuery:
    return ReleaseQuery(
        committee=MAGISTRAT,
        day=day,
        headline=wanted.headline,
        dezernat=wanted.dezernat,
        with_reds=wanted.with_reds,
        checks=checks,
    )
