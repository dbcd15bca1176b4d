"""When something that happens every day is due. Pure: the moment is an argument."""

from datetime import UTC, date, datetime, time, timedelta

from core.german import OFFICIAL_ZONE


def latest_due(at: time, now: datetime) -> tuple[date, datetime]:
    """Return the last German day on which ``at`` has come, and the moment at which it came, UTC.

    Every day has exactly one such moment. A time that the clocks skip in spring comes when they have skipped it; one
    that they show twice in autumn comes the first time.

    Args:
        at: Time of day in Germany.
        now: The present, aware.
    """
    day = now.astimezone(OFFICIAL_ZONE).date()
    moment = _moment(day, at)
    if moment > now:
        day -= timedelta(days=1)
        moment = _moment(day, at)
    return day, moment


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=OFFICIAL_ZONE).astimezone(UTC)
