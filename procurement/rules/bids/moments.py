"""Moments of receipt as platforms and programs write them, read to the second in German time."""

import re
from datetime import UTC, datetime, timedelta

from core.cells import Cell, CellKind
from core.german import OFFICIAL_ZONE, german_date

_TYPED = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*Uhr)?(?:\s*(MEZ|MESZ))?", re.ASCII
)
_SERIAL = re.compile(r"\d{1,6}\.\d+", re.ASCII)  # a whole number is a day without a time of day
_OFFSETS = {"MEZ": timedelta(hours=1), "MESZ": timedelta(hours=2)}
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, its zone is added below


class UnreadableMomentError(ValueError):
    """What stands there is no moment, or does not say which.

    Args:
        fault: Type of the fault.
        day: The day it is about, in German; empty where none could be read.
    """

    def __init__(self, fault: str, day: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.day = day


def moment_in(cell: Cell) -> datetime:
    """Return the moment in UTC that a cell of a list names: a date of its own kind, or a typed text.

    Raises:
        UnreadableMomentError: It names none, or one that the clocks of that night know not or twice.
    """
    text = str(cell.value or "").strip()
    if cell.kind is CellKind.DATE and _SERIAL.fullmatch(text):
        return _local(_FIRST_DAY + timedelta(seconds=round(float(text) * 86_400)))
    return read_moment(text)


def read_moment(text: str) -> datetime:
    """Return the moment in UTC that a text names: ``10.11.2026 11:05:09``, or ISO 8601.

    Without an offset it is the time in Germany; where that is ambiguous, ``MEZ`` or ``MESZ`` may stand behind it.

    Raises:
        UnreadableMomentError: It names none, or one that the clocks of that night know not or twice.
    """
    if typed := _TYPED.fullmatch(text.strip()):
        day, month, year, hour, minute, second = (int(part or 0) for part in typed.groups()[:6])
        parts = (year, month, day, hour, minute, second)
        return _from(parts, typed[7])
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableMomentError("bid_moment") from error
    if len(text.strip()) <= len("2026-11-10"):
        raise UnreadableMomentError("bid_moment")
    return _local(found) if found.tzinfo is None else _utc(found)


def _from(parts: tuple[int, ...], zone: str | None) -> datetime:
    try:
        wall = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - year to second; the zone is added below
    except ValueError as error:
        raise UnreadableMomentError("bid_moment") from error
    return _utc((wall - _OFFSETS[zone]).replace(tzinfo=UTC)) if zone else _local(wall)


def _local(wall: datetime) -> datetime:
    first = wall.replace(tzinfo=OFFICIAL_ZONE)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return _utc(first)
    is_missing = _utc(first).astimezone(OFFICIAL_ZONE).replace(tzinfo=None) != wall
    raise UnreadableMomentError("bid_moment_missing" if is_missing else "bid_moment_twice", german_date(wall.date()))


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError as error:
        raise UnreadableMomentError("bid_moment") from error
