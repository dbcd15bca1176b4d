from datetime import UTC, date, datetime

import pytest

from infra.clock import SystemClock, official_day


def test_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_a_day_begins_at_midnight_in_germany(moment: datetime, day: date) -> None:
    assert official_day(moment) == day
