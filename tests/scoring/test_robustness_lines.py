"""Lines, intervals and contests against looking at single changes one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.robustness.band import BandContest
from scoring.robustness.band import _not_behind as not_behind
from scoring.robustness.contest import Contest, Path, PriceSplit
from scoring.robustness.factory import contest_of
from scoring.robustness.intervals import Interval, Line, not_negative, positive, value_at
from scoring.robustness.middle import MedianContest, median_pieces
from scoring.robustness.reach import stretches
from scoring.robustness.tree import Mean
from scoring.robustness.tree import _mix as mix
from tests.factories import bid, evaluation, outcome_of

CHANGES = [Fraction(step, 4) for step in range(25)]
HAIR = Fraction(1, 10**6)

small = st.integers(-3, 3).map(Fraction)
lines = st.tuples(small, small)
ends = st.integers(0, 8).map(lambda quarters: Fraction(quarters, 4))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw a set of changes that is not empty."""
    low, length = draw(ends), draw(st.none() | ends)
    if length == 0:
        return Interval(low, low)
    high = None if length is None else low + length
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def holds(one: Interval | None, change: Fraction) -> bool:
    """Tell whether a set contains a change, read off its ends alone."""
    if one is None or change < one.low or (one.high is not None and change > one.high):
        return False
    return (change != one.low or one.low_in) and (change != one.high or one.high_in)


@given(lines)
def test_where_a_line_is_not_negative(line: Line) -> None:
    found = not_negative(line)

    assert [holds(found, change) for change in CHANGES] == [value_at(line, change) >= 0 for change in CHANGES]
    assert found is None or (found.low >= 0 and not found.empty)


@given(lines)
def test_where_a_line_is_positive(line: Line) -> None:
    found = positive(line)

    assert [holds(found, change) for change in CHANGES] == [value_at(line, change) > 0 for change in CHANGES]
    assert found is None or (found.low >= 0 and not found.empty)


@given(lines, lines)
def test_where_a_rival_is_not_behind(lead: Line, second: Line) -> None:
    found = not_behind(lead, second)

    marks = {*CHANGES} if not lead[1] else {*CHANGES, max(Fraction(0), -lead[0] / lead[1])}
    for at in marks:
        assert holds(found, at) == ((value_at(lead, at), value_at(second, at)) >= (Fraction(0), Fraction(0)))


@given(intervals(), intervals())
def test_what_two_sets_share(one: Interval, other: Interval) -> None:
    met = one.meet(other)

    tried = sorted({*CHANGES, *(change + HAIR for change in CHANGES)})
    assert [holds(met, at) for at in tried] == [holds(one, at) and holds(other, at) for at in tried]
    assert (met is None) == (not any(holds(one, at) and holds(other, at) for at in tried))


def test_sets_without_end_share_one_without_end() -> None:
    assert Interval(Fraction(0)).meet(Interval(Fraction(1), low_in=False)) == Interval(Fraction(1), low_in=False)


def tried_changes(found: Iterable[Interval], limit: Fraction | None) -> list[Fraction]:
    """Return changes up to a limit, among them the ends of the sets and what lies a hair beside them."""
    marks = {end for one in found for end in (one.low, one.high) if end is not None}
    near = {mark + step for mark in marks for step in (-HAIR, 0, HAIR)}
    return sorted(at for at in {*CHANGES, *near} if at >= 0 and (limit is None or at <= limit))


def check(contest: Contest, path: Path, limit: Fraction | None, lost: Sequence[tuple[Fraction, bool]]) -> None:
    """Hold that the sets of a contest tell at which changes the winner is lost, and come in order."""
    found = list(contest.lost(path, limit))
    assert [one.low for one in found] == sorted(one.low for one in found)
    assert [any(holds(one, at) for one in found) for at, _ in lost] == [gone for _, gone in lost]


@st.composite
def contests(draw: st.DrawFn) -> tuple[Contest, Path, Fraction | None]:
    """Draw a contest of few bids with coincidences, how their points move, and how far this matters."""
    bids = draw(st.integers(2, 4))
    whole = st.lists(st.integers(0, 6), min_size=bids, max_size=bids)
    moves = st.lists(st.integers(-2, 2), min_size=bids, max_size=bids)
    contest = Contest(
        winner=draw(st.integers(0, bids - 1)),
        totals=tuple(draw(whole)),
        unit=Fraction(1, 2),
        base=tuple(Fraction(one, 2) for one in draw(moves)),
        gain=tuple(Fraction(1, 1 + one) for one in draw(whole)),
    )
    return contest, Path(tuple(draw(moves))), draw(st.sampled_from([None, Fraction(1), Fraction(5, 2), Fraction(6)]))


def values_at(contest: Contest, path: Path, change: Fraction) -> list[Fraction]:
    parts = zip(contest.base, contest.gain, contest.totals, path.moves, strict=True)
    return [base + gain * (total + change * move) for base, gain, total, move in parts]


@settings(max_examples=80)
@given(contests())
def test_where_a_winner_by_lines_is_lost(case: tuple[Contest, Path, Fraction | None]) -> None:
    contest, path, limit = case

    def is_lost(change: Fraction) -> bool:
        values = values_at(contest, path, change)
        own = values.pop(contest.winner)
        return max(values) >= own

    tried = tried_changes(contest.lost(path, limit), limit)
    check(contest, path, limit, [(change, is_lost(change)) for change in tried])


@settings(max_examples=120)
@given(contests(), st.data())
def test_where_a_winner_in_the_band_is_lost(case: tuple[Contest, Path, Fraction | None], data: st.DataObject) -> None:
    """First are those within the band who decide best, and of these who has the highest Z."""
    line, path, limit = case
    bids = len(line.totals)
    by_points, keep = data.draw(st.booleans()), data.draw(st.sampled_from([Fraction(1, 2), Fraction(9, 10)]))
    numbers = st.lists(st.integers(0, 2).map(Fraction), min_size=bids, max_size=bids)
    fixed = tuple(data.draw(numbers))
    group: tuple[Line, ...] = ()
    if not by_points and data.draw(st.booleans()):
        group = tuple(zip(data.draw(numbers), data.draw(numbers), strict=True))
        path = replace(path, group=group)
    # as in the method: every value is one number per point times the points, never below 0
    line = replace(line, base=(Fraction(0),) * bids)
    moves = tuple(max(0, move) for move in path.moves)
    path = replace(path, moves=moves)
    contest = BandContest(
        line.winner, line.totals, line.unit, line.base, line.gain, keep=keep, decisive=fixed, by_points=by_points
    )

    def is_lost(change: Fraction) -> bool:
        values = values_at(contest, path, change)
        bound, decides = keep * max(values), list(fixed)
        if by_points:
            decides = [total + change * move for total, move in zip(contest.totals, moves, strict=True)]
        elif group:
            decides = [value_at(one, change) for one in group]
        order = [(value >= bound, decides[bid], value) for bid, value in enumerate(values)]
        own = order.pop(contest.winner)
        return not own[0] or max((one for one in order if one[0]), default=(False,)) >= own

    tried = tried_changes(contest.lost(path, limit), limit)
    check(contest, path, limit, [(change, is_lost(change)) for change in tried])


@settings(max_examples=80)
@given(contests())
def test_where_a_winner_by_the_median_is_lost(case: tuple[Contest, Path, Fraction | None]) -> None:
    """Where the median of the points is 0 the method has no value, and nobody is first."""
    line, path, limit = case
    quality = Fraction(3, 5)
    contest = MedianContest(
        line.winner, line.totals, line.unit, line.base, (quality * line.unit,) * len(line.totals), split=None
    )

    def is_lost(change: Fraction) -> bool:
        points = [total + change * move for total, move in zip(contest.totals, path.moves, strict=True)]
        middle = median(points)
        index = [quality * one + base * middle for one, base in zip(points, contest.base, strict=True)]
        own = index.pop(contest.winner)
        return middle > 0 and max(index) >= own

    tried = tried_changes(contest.lost(path, limit), limit)
    check(contest, path, limit, [(change, is_lost(change)) for change in tried])


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 2)), min_size=1, max_size=5), st.sampled_from([None, 1, 3])
)
def test_the_median_of_lines_piece_by_piece(drawn: list[tuple[int, int]], limit: int | None) -> None:
    values, growths = [start for start, _ in drawn], [growth for _, growth in drawn]
    end = None if limit is None else Fraction(limit)

    pieces = list(median_pieces(values, growths, end))

    assert pieces[0].start == 0
    assert all(one.stop == other.start for one, other in pairwise(pieces))
    last = pieces[-1].stop
    assert last is None or (end is not None and last >= end)
    for piece in pieces:
        for at in (piece.start, piece.start + 1 if piece.stop is None else (piece.start + piece.stop) / 2):
            expected = 2 * median([start + growth * at for start, growth in drawn])
            assert piece.value + piece.growth * at == expected


@given(st.lists(st.lists(lines, max_size=2), min_size=1, max_size=3), ends)
def test_who_reaches_the_minima_from_stretch_to_stretch(margins: list[list[Line]], end: Fraction) -> None:
    def valid(at: Fraction) -> tuple[int, ...]:
        return tuple(row for row, own in enumerate(margins) if all(value_at(line, at) >= 0 for line in own))

    today = valid(Fraction(0))
    found = stretches(margins, end, today)

    inside = [at for at in tried_changes((part.where for part in found), end) if 0 < at < end]
    if not found:
        assert all(valid(at) == today for at in inside)
        return
    assert any(part.valid != today for part in found)
    assert [part.where.low for part in found] == sorted(part.where.low for part in found)
    for at in inside:
        assert [part.valid for part in found if holds(part.where, at)] == [valid(at)]


def test_a_way_back_leads_through_the_same_points() -> None:
    path = Path((1, -2), ((Fraction(3), Fraction(1)), (Fraction(0), Fraction(-1))))
    assert path.reversed() == Path((-1, 2), ((Fraction(3), Fraction(-1)), (Fraction(0), Fraction(1))))


def test_equal_ends_are_told_once_and_in_order() -> None:
    """Two rivals pass at 2 and at 1, and a third is level from the start: the nearest comes first."""
    contest = Contest(0, (4, 4, 2, 3), Fraction(1), (Fraction(0),) * 4, (Fraction(1),) * 4)
    found = list(contest.lost(Path((0, -1, 1, 1))))
    assert found == [Interval(Fraction(0), Fraction(0)), Interval(Fraction(1))]


HALF, TWO = (Fraction(1, 2),) * 2, (Fraction(1), Fraction(2))


def unequal_contest() -> Contest:
    return Contest(0, (1, 2, 3), Fraction(1), TWO, TWO)


@pytest.mark.parametrize(
    "mismatch",
    [
        lambda: unequal_contest().values(Path((0, 0, 0))),
        lambda: PriceSplit(HALF[0], TWO, (*TWO, Fraction(3))).lines(),
        lambda: next(median_pieces((1, 2), (1,), None)),
        lambda: mix([Mean((1, 2), 1), Mean((1,), 1)], HALF),
        lambda: mix([Mean((1,), 1)], HALF),
    ],
)
def test_numbers_of_unequal_bids_are_a_mistake_and_not_cut_short(mismatch: object) -> None:
    assert callable(mismatch)
    with pytest.raises(ValueError, match=r"zip\(\)"):
        mismatch()


def test_in_a_tie_the_first_by_id_is_looked_at() -> None:
    bids = [bid(name, "100", {"Q": "5", "O": "5"}) for name in "CAB"]
    outcome = outcome_of(evaluation(bids))

    assert outcome.bids[contest_of(outcome).winner].id == "A"
