"""The time line of requests: where bars begin and end, firm ones apart from soft ones by more than colour."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from capacity.model import BookingKind, PlannedRequest, QueuePlan, RoleLoad
from web.views.timeline import WEEK_WIDTH, timeline

MONDAY = date(2026, 11, 23)
WEEK = timedelta(weeks=1)
ROLE = RoleLoad(role="A", plannable=(4,) * 20, booked=(0,) * 20)
PLAN = QueuePlan(
    made_at=datetime(2026, 11, 23, tzinfo=UTC),
    monday=MONDAY,
    roles=(ROLE,),
    planned=1,
    refused=(),
    unestimated=(),
    runs=1,
    seed=1,
    rule_version="1",
)
ONE = PlannedRequest(
    request=7,
    kind=BookingKind.WEICH,
    start=MONDAY + 2 * WEEK,
    finish=MONDAY + 5 * WEEK,
    earliest=MONDAY,
    p50=MONDAY + 6 * WEEK,
    p85=MONDAY + 9 * WEEK,
)


def weeks_of(one: PlannedRequest) -> list[tuple[int, int, int]]:
    drawn = timeline(PLAN, [one], {7: "Bauakte"})
    assert drawn is not None
    assert all(bar.x + bar.width <= drawn.width for line in drawn.lines for bar in line.bars)
    return [(bar.x // WEEK_WIDTH, bar.width // WEEK_WIDTH, bar.style) for bar in drawn.lines[0].bars]


def test_bars_stand_in_their_weeks() -> None:
    assert weeks_of(ONE) == [(2, 3, 1), (6, 3, 2)]
    assert weeks_of(replace(ONE, kind=BookingKind.FEST, p85=ONE.p50)) == [(2, 3, 3)]
    assert weeks_of(replace(ONE, p50=None, p85=None)) == [(2, 3, 1)]
    assert weeks_of(replace(ONE, p85=None)) == [(2, 3, 1), (6, 14, 2)]
    assert weeks_of(replace(ONE, start=MONDAY - WEEK, p50=MONDAY, p85=MONDAY + WEEK)) == [(0, 5, 1)]


def test_quarters_are_named_and_what_has_no_place_is_left_to_the_list() -> None:
    drawn = timeline(PLAN, [ONE, replace(ONE, request=8, start=None, finish=None)], {7: "Bauakte"})
    assert drawn is not None
    assert [(one.x // WEEK_WIDTH, one.label) for one in drawn.ticks] == [(0, "2026-Q4"), (6, "2027-Q1")]
    assert [one.label for one in drawn.lines] == ["Nr. 7: Bauakte"]
    assert timeline(PLAN, [replace(ONE, start=None)], {}) is None
    assert timeline(replace(PLAN, roles=()), [ONE], {}) is None
