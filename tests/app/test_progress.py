"""The progress bar: only at a terminal, only for long work, gone at the end."""

import io
import sys

import pytest

from app import progress
from app.progress import ProgressBar
from scoring.robustness import stability
from tests.factories import bid, criterion, evaluation, outcome_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Stands in for the module ``time``."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(progress, "time", found)
    return found


def test_a_bar_appears_after_two_seconds_and_is_cleared(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ProgressBar() as bar:
        clock.now = 1.9
        bar("weights", 0.1)
        assert terminal.getvalue() == ""
        clock.now = 2.0
        bar("weights", 0.5)
        clock.now = 2.05
        bar("weights", 0.9)
    drawn = terminal.getvalue()
    assert drawn == f"\r\x1b[KStabilität: Gewichte       [{'#' * 15}{'-' * 15}]  50 %\r\x1b[K"


def test_nothing_is_printed_where_nobody_watches(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressBar() as bar:
        clock.now = 60
        bar("prices", 0.5)
    assert stream.getvalue() == ""


def test_short_work_leaves_the_terminal_alone(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ProgressBar() as bar:
        clock.now = 1
        bar("prices", 0.5)
    assert terminal.getvalue() == ""


def test_every_part_of_the_stability_has_a_name() -> None:
    told: list[tuple[str, float]] = []
    bids = [bid("A", "100", {"Q": "10", "O": "0"}), bid("B", "100", {"Q": "0", "O": "9"})]
    criteria = [criterion("Q", "50"), criterion("O", "50", role="open_source")]
    outcome = outcome_of(evaluation(bids, "festpreis", criteria))
    stability(outcome, samples=10, progress=lambda part, done: told.append((part, done)))
    assert list(dict.fromkeys(part for part, _ in told)) == list(progress._PARTS)  # noqa: SLF001 - the names it knows
    assert all(0 <= done < 1 for _, done in told)
