"""What happens every day happens once a day: also when clocks change, with several processes, and after a pause."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.database import Database
from infra.jobs.context import JobContext
from infra.jobs.kinds import Payload
from infra.jobs.schedule import latest_due
from tests.jobs import Bench

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("at", "now", "day", "moment"),
    [
        (time(3), datetime(2026, 11, 22, 9, tzinfo=UTC), date(2026, 11, 22), datetime(2026, 11, 22, 2, tzinfo=UTC)),
        (time(3), datetime(2026, 11, 22, 1, 59, tzinfo=UTC), date(2026, 11, 21), datetime(2026, 11, 21, 2, tzinfo=UTC)),
        (time(3), datetime(2026, 11, 22, 2, 0, tzinfo=UTC), date(2026, 11, 22), datetime(2026, 11, 22, 2, tzinfo=UTC)),
        # 2 o'clock becomes 3 o'clock at 1:00 UTC
        (time(3), datetime(2027, 3, 28, 1, 0, tzinfo=UTC), SPRING, datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (time(2, 30), datetime(2027, 3, 28, 12, tzinfo=UTC), SPRING, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # 3 o'clock becomes 2 o'clock at 1:00 UTC
        (time(3), datetime(2026, 10, 25, 12, tzinfo=UTC), AUTUMN, datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (time(2, 30), datetime(2026, 10, 25, 12, tzinfo=UTC), AUTUMN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_when_it_is_due(at: time, now: datetime, day: date, moment: datetime) -> None:
    assert latest_due(at, now) == (day, moment)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds the zone
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_it_is_due_at_least_once_in_twenty_five_hours_and_never_in_the_future(now: datetime, at: time) -> None:
    day, moment = latest_due(at, now)
    assert moment <= now < moment + timedelta(hours=25, minutes=1)
    assert moment.astimezone(BERLIN).date() == day


@pytest.mark.parametrize(
    "day", [date(2027, 1, 15), SPRING, AUTUMN + timedelta(days=364)], ids=["winter", "spring", "autumn"]
)
def test_two_processes_a_quarter_of_an_hour_each_time_three_days_long(database: Database, day: date) -> None:
    ran: list[datetime] = []

    def work(_context: JobContext, _payload: Payload) -> None:
        ran.append(bench.clock.moment.astimezone(BERLIN))

    bench = Bench(database, work, daily_at=time(3))
    bench.clock.moment = datetime.combine(day - timedelta(days=1), time(4), tzinfo=BERLIN).astimezone(UTC)
    other = bench.another()
    bench.runner.plan_once()
    while bench.runner.work_once():
        pass
    ran.clear()
    for _ in range(3 * 24 * 4):
        bench.later(minutes=15)
        bench.runner.plan_once()
        other.plan_once()
        while other.work_once():
            pass
    days = [one.date() for one in ran]
    assert days == [day + timedelta(days=n) for n in range(3)]
    assert {one.time() for one in ran} == {time(3)}


def test_after_a_pause_it_catches_up_once(database: Database) -> None:
    ran: list[int] = []
    bench = Bench(database, lambda context, _payload: ran.append(context.job), daily_at=time(3))
    bench.later(days=10)
    for _ in range(3):
        bench.another().plan_once()
        bench.runner.plan_once()
    assert bench.runner.work_once()
    assert not bench.runner.work_once()
    assert len(ran) == 1


def test_a_city_added_today_has_nothing_to_catch_up_with(database: Database) -> None:
    bench = Bench(database, lambda _context, _payload: None, daily_at=time(3))
    bench.clock.moment = datetime(2026, 11, 21, 10, tzinfo=UTC)  # the demo people came at 9
    bench.runner.plan_once()
    assert not bench.runner.work_once()
