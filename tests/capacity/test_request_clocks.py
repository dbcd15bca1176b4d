"""Response clocks against a counter that walks day by day, over ten years, with pauses and holidays."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.model import Party
from capacity.rules.calendar import WorkCalendar, calendar_of, read_calendar
from capacity.rules.clocks import ClockState, days_left, ended, paused, resumed, started
from infra.holidays import holiday_in_hesse

FIRST, LAST = date(2026, 1, 1), date(2037, 12, 31)
CHRISTMAS = [date(year, 12, day) for year in range(2026, 2038) for day in (24, 31)]
DAY = timedelta(days=1)


@cache
def calendar(*closed: date) -> WorkCalendar:
    return calendar_of(FIRST, LAST, holiday_in_hesse, closed)


@pytest.mark.parametrize(
    ("source", "closed", "expected"),
    [
        ("capacity.md §8.8: 10 AT ab 2026-12-21 ohne Betriebsruhe", (), date(2027, 1, 6)),
        (
            "capacity.md §8.8: mit Betriebsruhe am 24. und 31.12.",
            (date(2026, 12, 24), date(2026, 12, 31)),
            date(2027, 1, 8),
        ),
    ],
)
def test_golden_ten_working_days_over_christmas(source: str, closed: tuple[date, ...], expected: date) -> None:
    assert source
    assert calendar(*closed).after(date(2026, 12, 21), 10) == expected


@pytest.mark.parametrize(("year", "days"), [(2026, 253), (2027, 255), (2028, 251)])
def test_golden_working_days_of_a_year_in_hesse(year: int, days: int) -> None:
    # capacity.md §6: 253 / 255 / 251 working days, counted with another library
    assert (
        calendar_of(date(year - 1, 12, 31), LAST, holiday_in_hesse, ()).between(
            date(year - 1, 12, 31), date(year, 12, 31)
        )
        == days
    )


def counted(days: WorkCalendar, began: date, wanted: int, pauses: list[tuple[date, date]]) -> date:
    """Return the due day by walking: a day counts that is a working day, after the start and in no pause."""
    day, count = began, 0
    while count < wanted:
        day += DAY
        count += days.is_working(day) and not any(asked < day <= answered for asked, answered in pauses)
    return day


def test_every_day_of_ten_years_agrees_with_the_counter() -> None:
    known, day = calendar(*CHRISTMAS), FIRST
    while day < date(2036, 1, 1):
        for wanted in (1, 2, 5, 10, 20):
            assert known.after(day, wanted) == counted(known, day, wanted, [])
        day += DAY


@given(
    st.dates(FIRST, date(2035, 12, 31)),
    st.integers(1, 30),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40)), max_size=4),
)
def test_pauses_agree_with_the_counter(began: date, wanted: int, gaps: list[tuple[int, int]]) -> None:
    known = calendar(*CHRISTMAS)
    clock, day = started("pruefung", Party.ADIT, known, began, wanted), began
    pauses: list[tuple[date, date]] = []
    for before, length in gaps:
        day += DAY * before
        if clock.is_late(day) or day >= clock.due:
            break  # what is due cannot be saved by asking
        clock = paused(clock, known, day)
        answered = day + DAY * length
        assert clock.state is ClockState.PAUSED
        assert days_left(clock, known, answered) == known.between(day, counted(known, began, wanted, pauses))
        clock = resumed(clock, known, answered)
        pauses.append((day, answered))
        day = answered
    assert clock.due == counted(known, began, wanted, pauses)
    over = ended(clock, known, day + DAY)
    assert over.used == sum(
        known.is_working(one) and not any(asked < one <= answered for asked, answered in pauses)
        for one in (began + DAY * number for number in range(1, (day + DAY - began).days + 1))
    )


def test_what_ends_while_it_stands_still_has_run_no_longer_than_to_the_question() -> None:
    known = calendar(*CHRISTMAS)
    asked = paused(started("bewertung", Party.ADIT, known, date(2026, 12, 18), 10), known, date(2026, 12, 21))
    over = ended(asked, known, date(2027, 1, 8))
    assert (over.used, over.waited, over.was_missed, over.paused_on) == (1, 10, False, None)


@given(st.dates(FIRST, date(2034, 12, 31)), st.integers(1, 20), st.integers(0, 30), st.integers(0, 60))
def test_a_later_calendar_changes_nothing(began: date, wanted: int, ask: int, wait: int) -> None:
    known, later = calendar(*CHRISTMAS), calendar(*CHRISTMAS, *(began + DAY * number for number in range(1, 40)))
    clock = started("pruefung", Party.ADIT, known, began, wanted)
    assert clock.calendar == known.digest != later.digest
    kept = read_calendar(known.text)
    assert (kept, kept.digest) == (known, known.digest)
    asked = min(began + DAY * ask, clock.due)
    again = resumed(paused(clock, kept, asked), kept, asked + DAY * wait)
    assert again.due >= clock.due
    assert known.between(began, asked) + max(0, known.between(asked + DAY * wait, again.due)) in {wanted, wanted + 0}


def test_a_question_never_heals_what_was_late() -> None:
    known = calendar()
    clock = started("vorpruefung", Party.ADIT, known, date(2026, 11, 23), 5)
    assert clock.due == date(2026, 11, 30)
    late = resumed(paused(clock, known, date(2026, 12, 2)), known, date(2026, 12, 9))
    assert late.was_missed
    assert ended(late, known, date(2026, 12, 9)).was_missed
    assert not ended(clock, known, date(2026, 11, 30)).was_missed
    assert ended(clock, known, date(2026, 12, 1)).was_missed


def test_asked_on_the_last_day_the_day_of_the_answer_is_still_in_time() -> None:
    known = calendar()
    clock = started("vorpruefung", Party.ADIT, known, date(2026, 11, 23), 5)
    on = resumed(paused(clock, known, clock.due), known, date(2026, 12, 10))
    assert not ended(on, known, date(2026, 12, 10)).was_missed
    assert ended(on, known, date(2026, 12, 11)).was_missed


def test_an_ended_clock_stays_as_it_is_and_stands_for_nothing_else() -> None:
    known = calendar()
    over = ended(started("abnahme", Party.FACHAMT, known, date(2026, 11, 23), 5), known, date(2026, 11, 24))
    assert ended(over, known, date(2027, 1, 1)) is over
    for change in (paused, resumed):
        with pytest.raises(ValueError, match="clock"):
            change(over, known, date(2026, 11, 25))
    with pytest.raises(ValueError, match="at least one"):
        started("abnahme", Party.FACHAMT, known, date(2026, 11, 23), 0)
    with pytest.raises(ValueError, match="does not know"):
        known.after(LAST, 1)
