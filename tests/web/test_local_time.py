"""A deadline is typed as a day and a time in Germany; hours that do not exist or come twice are faults."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.german import OFFICIAL_ZONE
from web.local_time import DOUBLE_TIME, MISSING_TIME, NO_DAY, NO_TIME, UnreadableTimeError, read_moment, typed_moment


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("20.01.2027", "12:00", datetime(2027, 1, 20, 11, 0, tzinfo=UTC)),
        ("2027-07-20", "12.00 Uhr", datetime(2027, 7, 20, 10, 0, tzinfo=UTC)),
        (" 1.2.2027 ", "0:05", datetime(2027, 1, 31, 23, 5, tzinfo=UTC)),
        ("28.03.2027", "03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("31.10.2027", "03:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_typed_moment(day: str, clock: str, moment: datetime) -> None:
    assert read_moment(day, clock) == moment


@pytest.mark.parametrize(
    ("day", "clock", "sentence", "is_day"),
    [
        ("31.02.2027", "12:00", NO_DAY, True),
        ("", "12:00", NO_DAY, True),
        ("01.01.0001", "00:00", NO_DAY, True),
        ("20.01.2027", "", NO_TIME, False),
        ("20.01.2027", "24:00", NO_TIME, False),
        ("20.01.2027", "١٢:٠٠", NO_TIME, False),
        ("28.03.2027", "02:00", MISSING_TIME.format(day="28.03.2027"), False),
        ("28.03.2027", "02:59", MISSING_TIME.format(day="28.03.2027"), False),
        ("31.10.2027", "02:00", DOUBLE_TIME.format(day="31.10.2027"), False),
        ("31.10.2027", "02:59", DOUBLE_TIME.format(day="31.10.2027"), False),
    ],
)
def test_no_moment_or_two(day: str, clock: str, sentence: str, *, is_day: bool) -> None:
    with pytest.raises(UnreadableTimeError) as caught:
        read_moment(day, clock)
    assert (caught.value.sentence, caught.value.is_day) == (sentence, is_day)


@given(st.integers(0, 60 * 24 * 365 * 100))
def test_what_is_shown_is_read_as_the_same_moment_or_refused_as_double(minutes: int) -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    is_double = (
        moment.astimezone(OFFICIAL_ZONE).utcoffset() != moment.astimezone(OFFICIAL_ZONE).replace(fold=1).utcoffset()
    )
    expected = pytest.raises(UnreadableTimeError, match="zweimal") if is_double else nullcontext()
    with expected:
        assert read_moment(*typed_moment(moment)) == moment


def test_nothing_is_typed_for_no_moment() -> None:
    assert typed_moment(None) == ("", "")
