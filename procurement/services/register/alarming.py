"""The nightly look at what ends: each alarm once, to those whom it concerns, with an alternative check opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from core.german import german_date
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import Clock, official_day
from infra.identity.repository import IdentityRepository
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.model import Role
from infra.policy.table import Action
from infra.transactions import Writing
from procurement.model import AlternativeCheck, EndKind, RegisterAlarm, RegisterEntry
from procurement.repository import RegisterRepository
from procurement.rules.register.ends import AlarmMonths, ends_of, words_of
from procurement.rules.register.wording import ENDS
from procurement.services.alternatives.searching import found_products
from procurement.services.register.shared import subject_of

KIND = "watch-register"
_KEEPERS = (Role.PROCUREMENT_OFFICER, Role.ADIT)
_OF_OFFICE = (Role.DEPARTMENT, Role.OFFICE_HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAlarms:
    """Looks at the register of a city every morning.

    Args:
        figures: How many months before an end there are alarms.
        clock: Tells the day.
    """

    figures: ParameterSet
    clock: Clock

    def kind(self) -> JobKind:
        """Return the kind of its jobs."""
        return JobKind(name=KIND, action=Action.WATCH_REGISTER, work=self.work, daily_at=time(5, 30))

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Give the alarms that are due. Each is a transaction of its own; what was given is not given again."""
        day = official_day(self.clock.now())
        months = AlarmMonths.on(self.figures, day)
        with context.read(Action.WATCH_REGISTER) as reading:
            repository = RegisterRepository(reading.session)
            near = [
                (number, kind)
                for kind in EndKind
                for number in repository.ending(kind, months.horizon(day), months.last)
            ]
        given = 0
        for done, (number, kind) in enumerate(near):
            context.progress(done, len(near))
            with context.write(Action.WATCH_REGISTER) as writing:
                given += warn(writing, number, kind, months)
        return {"alarms": given}


def warn(writing: Writing, number: int, kind: EndKind, months: AlarmMonths) -> bool:
    """Give the alarm about an end that is due, unless it was given; tell whether it was given now.

    Args:
        writing: The transaction: alarm, notices, check and line of the audit log are in it, or none of them.
        number: Number of the entry.
        kind: What ends.
        months: When alarms are given.
    """
    repository, day = RegisterRepository(writing.session), official_day(writing.now)
    entry = repository.find(number)
    ends_on = None if entry is None else ends_of(entry.facts).get(kind)
    if entry is None or ends_on is None:
        return False  # somebody has changed it meanwhile
    level = months.due(ends_on, day)
    if level is None or repository.has_alarm(number, kind, ends_on, level):
        return False
    repository.add_alarm(RegisterAlarm(entry=number, kind=kind, ends_on=ends_on, months=level, given_at=writing.now))
    told = {"end": kind.value, "ends_on": ends_on.isoformat(), "months": level}
    writing.record(Event.REGISTER_ALARM_GIVEN, subject_of(number), after=told)
    _open_check(writing, entry, kind, ends_on)
    _tell(writing, entry, kind, ends_on)
    return True


def _open_check(writing: Writing, entry: RegisterEntry, kind: EndKind, ends_on: date) -> None:
    """Open the check of alternatives to this product, with what the catalogue knows today; one for each end."""
    repository = RegisterRepository(writing.session)
    known = repository.checks(entry.number)
    if any((one.kind, one.ends_on) == (kind, ends_on) for one in known):
        return
    words = words_of(entry.facts)
    found = found_products(writing, words, "", 1)
    check = AlternativeCheck(
        number=1 + max((one.number for one in known), default=0),
        kind=kind,
        ends_on=ends_on,
        words=words,
        found=found.total,
        sources=found.sources,
        opened_at=writing.now,
    )
    repository.put_check(entry.number, check)


def _tell(writing: Writing, entry: RegisterEntry, kind: EndKind, ends_on: date) -> None:
    identity, office = IdentityRepository(writing.session), entry.facts.office
    people = {one for role in _KEEPERS for one in identity.people_with(role)}
    if office is not None:
        people |= {one for role in _OF_OFFICE for one in identity.people_with(role, office)}
    told = {"product": entry.facts.product, "end": ENDS[kind], "day": german_date(ends_on)}
    for person in sorted(people):
        Notices.tell(writing, person, NoticeKind.REGISTER_ENDING, told, f"/vertragsregister/{entry.number}")
