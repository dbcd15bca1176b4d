"""Moments as people type them: a day and a time in Germany, where one hour a year is missing and one comes twice."""

import re
from datetime import UTC, datetime, time

from core.german import OFFICIAL_ZONE, german_date, read_day

NO_DAY = "Bitte einen Tag eingeben, zum Beispiel 30.11.2026."
NO_TIME = "Bitte eine Uhrzeit eingeben, zum Beispiel 12:00."
MISSING_TIME = "Diese Uhrzeit gibt es am {day} nicht: In dieser Nacht wird die Uhr von 2 auf 3 Uhr vorgestellt."
DOUBLE_TIME = (
    "Diese Uhrzeit gibt es am {day} zweimal: In dieser Nacht wird die Uhr von 3 auf 2 Uhr zurückgestellt. "
    "Bitte wählen Sie eine Zeit vor 2 Uhr oder ab 3 Uhr."
)

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*Uhr)?", re.ASCII)


class UnreadableTimeError(ValueError):
    """What was typed is no moment.

    Args:
        sentence: What to do, in German.
        is_day: The day is wrong; else the time of day.
    """

    def __init__(self, sentence: str, *, is_day: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_day = is_day


def read_moment(day: str, clock: str) -> datetime:
    """Return the moment in UTC that a day and a time of day in Germany name.

    Raises:
        UnreadableTimeError: They name none, or two.
    """
    read, found = read_day(day), _TIME.fullmatch(clock.strip())
    if read is None:
        raise UnreadableTimeError(NO_DAY, is_day=True)
    if found is None:
        raise UnreadableTimeError(NO_TIME)
    first = datetime.combine(read, time(int(found[1]), int(found[2])), OFFICIAL_ZONE)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return _in_utc(first)
    is_missing = _in_utc(first).astimezone(OFFICIAL_ZONE).replace(tzinfo=None) != first.replace(tzinfo=None)
    raise UnreadableTimeError((MISSING_TIME if is_missing else DOUBLE_TIME).format(day=german_date(read)))


def typed_moment(moment: datetime | None) -> tuple[str, str]:
    """Return day and time of day as somebody in Germany would type them; empty without a moment."""
    if moment is None:
        return "", ""
    local = moment.astimezone(OFFICIAL_ZONE)
    return german_date(local.date()), f"{local:%H:%M}"


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # the first day of the year 1
        raise UnreadableTimeError(NO_DAY, is_day=True) from error
