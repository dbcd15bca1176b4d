"""Nobody starves: by the default policy no request waits over 60 weeks at four fifths of the load."""

import os

import pytest

from tests.capacity.waiting import waits

MOST_WEEKS, YEARS = 60, 6 * 52
SEEDS = range(1, 1 + int(os.environ.get("PRUEFSTAND_SEEDS", "6")))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_waits_over_sixty_weeks_at_four_fifths_of_the_load(seed: int) -> None:
    found = waits(0.80, YEARS, seed)
    assert len(found) > 400
    assert max(found.values()) <= MOST_WEEKS


def test_the_simulation_sees_who_starves() -> None:
    assert max(waits(1.10, YEARS, 1).values()) > MOST_WEEKS
    assert waits(0.80, YEARS, 1) == waits(0.80, YEARS, 1)
