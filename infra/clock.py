"""The present moment, as a port: whoever needs it is given a clock and never asks the machine."""

from datetime import UTC, date, datetime
from typing import Protocol

from core.german import OFFICIAL_ZONE


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...  # pragma: no cover


class SystemClock:
    """The clock of the machine. No setting overrides it: a movable "today" would move legal periods."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


def official_day(moment: datetime) -> date:
    """Return the calendar day in Germany of an aware moment: it decides which dated parameter applies."""
    return moment.astimezone(OFFICIAL_ZONE).date()
