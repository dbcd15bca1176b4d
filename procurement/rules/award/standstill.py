"""Wartefrist: how long a contract waits after the letters to those who do not get it."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.legal import LegalSource, VerificationStatus
from core.parameters import DatedParameter, ParameterSet
from procurement.rules.periods import Holiday, free_day

_DAY = timedelta(days=1)

CALENDAR_DAYS = LegalSource(
    "OLG Düsseldorf, 14.05.2008, Verg 11/08; VK Bund, 28.06.2021, VK 2-77/21",
    VerificationStatus.SECONDARY,
    "§ 193 BGB gilt für die Wartefrist nicht: Sie endet auch an einem Wochenende oder Feiertag",
    date(2026, 11, 23),
)
"""Why the last day does not move: nobody has to declare anything on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandstillPeriods:
    """Lengths of the Wartefrist, valid on a day.

    Args:
        electronic: Days where the letter went electronically or by fax, 1 to 60.
        other: Days where it went by post, 1 to 60.
        fewest_working_days: With fewer working days in it, people are warned; 0 to 60.
    """

    electronic: DatedParameter
    other: DatedParameter
    fewest_working_days: DatedParameter

    @classmethod
    def on(cls, parameters: ParameterSet, day: date) -> "StandstillPeriods":
        """Return the lengths valid on a day.

        Raises:
            ParameterNotValidError: One has no entry for the day.
        """
        return cls(
            electronic=parameters.on("standstill_electronic_days", day),
            other=parameters.on("standstill_other_days", day),
            fewest_working_days=parameters.on("standstill_fewest_working_days", day),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """A Wartefrist laid over the calendar.

    Args:
        sent: Day the letter left the authority; the period starts the day after.
        length: The entry that sets its length.
        last: Last day on which the contract must not be signed.
        earliest: First day on which it may be.
        working_days: Days in it that are neither weekend nor public holiday.
        is_short: So few of them that bidders might say they had no time.
    """

    sent: date
    length: DatedParameter
    last: date
    earliest: date
    working_days: int
    is_short: bool


def standstill(sent: date, *, electronic: bool, periods: StandstillPeriods, holiday: Holiday) -> Standstill:
    """Lay the Wartefrist over the calendar: calendar days from the day after sending, without moving the last one.

    Args:
        sent: Day the last letter left the authority.
        electronic: True for e-mail, fax or the tender platform, False for post.
        periods: Lengths in calendar days, valid on ``sent``.
        holiday: Public holidays where the bidders would ask for a review.

    Legal source:
        § 134 Abs. 2 GWB
    """
    length = periods.electronic if electronic else periods.other
    days = [sent + number * _DAY for number in range(1, int(length.number) + 1)]
    working = sum(free_day(day, holiday) is None for day in days)
    return Standstill(
        sent=sent,
        length=length,
        last=days[-1],
        earliest=days[-1] + _DAY,
        working_days=working,
        is_short=working < periods.fewest_working_days.number,
    )
