"""When something ends, when the register gives an alarm before it, and until when notice is to be given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.parameters import ParameterSet
from digitalcheck.rules.facts import months_later
from procurement.model import EndKind, RegisterFacts

_NAMES = ("register_alarm_first_months", "register_alarm_second_months", "register_alarm_last_months")
_SHORTEST_MONTH = timedelta(days=3)  # 31 August is 18 months after 28 February, and that day 18 months before it


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmMonths:
    """How many months before an end there are alarms, the earliest first.

    Args:
        first: Months of the first alarm.
        second: Months of the second one, fewer.
        last: Months of the last one, fewer still, 1 or more.

    Raises:
        ValueError: They do not come one after the other.
    """

    first: int
    second: int
    last: int

    def __post_init__(self) -> None:
        if not self.first > self.second > self.last > 0:
            raise ValueError("alarms come one after the other")

    @classmethod
    def on(cls, figures: ParameterSet, day: date) -> "AlarmMonths":
        """Return what holds on a day.

        Raises:
            ParameterNotValidError: Nothing holds on that day.
        """
        first, second, last = (int(figures.on(name, day).number) for name in _NAMES)
        return cls(first=first, second=second, last=last)

    def horizon(self, day: date) -> date:
        """Return the last day of which an end may give an alarm on ``day``; some ends before it do not yet."""
        return months_later(day, self.first) + _SHORTEST_MONTH

    def near(self, day: date) -> date:
        """Return the last day that counts as ending soon: that of the last alarm."""
        return months_later(day, self.last)

    def due(self, ends_on: date, day: date) -> int | None:
        """Return the alarm that an end is in on ``day``, in months before it; None where it is further away.

        Of several that have passed the nearest one counts: whoever enters a contract late is told once. After the end
        the last one counts, so that an end that was over when it was entered is told as well.

        Args:
            ends_on: Last day of contract or support, or day of switching off.
            day: Today.
        """
        reached = (one for one in (self.last, self.second, self.first) if months_later(ends_on, -one) <= day)
        return next(reached, None)


def ends_of(facts: RegisterFacts) -> Mapping[EndKind, date]:
    """Return what ends when; nothing for a product that is not used any more."""
    known = {
        EndKind.CONTRACT: facts.contract_end,
        EndKind.SUPPORT: facts.support_end,
        EndKind.SWITCH_OFF: facts.switch_off,
    }
    return {} if facts.out_of_use else {kind: day for kind, day in known.items() if day is not None}


def notice_by(facts: RegisterFacts) -> date | None:
    """Return the last day for giving notice; None without a contract end or a notice period.

    Counted back by the calendar, in months that are one short where a month has no such day: rather too early.
    """
    if facts.contract_end is None or facts.notice_months is None:
        return None
    return months_later(facts.contract_end, -facts.notice_months)


def words_of(facts: RegisterFacts) -> str:
    """Return what a search for alternatives begins with: what the product is for, else its name."""
    return facts.purpose or facts.product
