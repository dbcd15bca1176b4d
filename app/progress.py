"""A progress bar on standard error for people at a terminal; nothing is printed elsewhere."""

import sys
import time
from typing import Self

QUIET_SECONDS = 2.0
"""Shorter work shows no bar."""

_REDRAW_SECONDS = 0.1
_WIDTH = 30
_PARTS = {
    "weights": "Stabilität: Gewichte",
    "scores": "Stabilität: Punkte",
    "prices": "Stabilität: Preise",
    "removal": "Stabilität: Wegfall",
    "acceptability": "Stabilität: Rangakzeptanz",
}


class ProgressBar:
    """A line that is drawn over and over once the work has taken two seconds, and cleared at the end.

    Called with the part of the work and its done share, 0 to 1; used as a context manager.
    """

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._next = time.monotonic() + QUIET_SECONDS
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def __call__(self, part: str, done: float) -> None:
        """Draw how far a part is, ten times a second at most."""
        if not self._shows or time.monotonic() < self._next:
            return
        self._next, self._drawn = time.monotonic() + _REDRAW_SECONDS, True
        full = int(_WIDTH * done)
        line = f"{_PARTS.get(part, part):26} [{'#' * full}{'-' * (_WIDTH - full)}] {int(100 * done):3} %"
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
