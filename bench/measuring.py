"""Paired, interleaved timing: what disturbs one side of a comparison disturbs the other as well."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Args:
        what: What was measured.
        ours: Our figure as printed.
        peer: The other figure as printed, or nothing.
        figure: What is held against the target.
        target: Largest lawful figure; None where the row only informs.
        unit: Printed behind figure and target.
    """

    what: str
    ours: str
    peer: str
    figure: float
    target: float | None = None
    unit: str = "×"

    @property
    def failed(self) -> bool:
        """Whether a promise is broken."""
        return self.target is not None and self.figure > self.target

    @property
    def cells(self) -> list[str]:
        """The row as it is printed."""
        verdict = "" if self.target is None else "FAIL" if self.failed else "PASS"
        target = "" if self.target is None else f"≤ {self.target:g} {self.unit}"
        return [self.what, self.ours, self.peer, f"{self.figure:.2f} {self.unit}", target, verdict]


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of an interleaved measurement, in CPU seconds, and the median of the ratios of each pair."""

    ours: float
    peer: float
    ratio: float


def seconds(work: Work) -> float:
    """Return the CPU seconds of one call; unlike time on the wall it does not count what else the machine does."""
    started = time.process_time()
    work()
    return time.process_time() - started


def paired(ours: Work, peer: Work, rounds: int) -> Pair:
    """Measure both alternately, each first in every other round, after one call to warm up."""
    ours(), peer()
    gc.collect()
    pairs = []
    for round_ in range(rounds):
        if round_ % 2:
            second, first = seconds(peer), seconds(ours)
            pairs.append((first, second))
        else:
            pairs.append((seconds(ours), seconds(peer)))
    return Pair(
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )


def milliseconds(value: float) -> str:
    """Return a duration as printed."""
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"
