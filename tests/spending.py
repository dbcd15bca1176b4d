"""What reading a hostile file may cost: processor time, which other work on the machine does not change."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PROCESSOR, _WALL = 5.0, 120.0


@contextmanager
def little_time() -> Iterator[None]:
    """Check that what is done inside costs at most five seconds of processor time, here and in children that ended.

    The time on the wall depends on what else runs; its generous bound only catches what hangs.
    """
    used, started = os.times(), time.monotonic()
    yield
    spent = sum(os.times()[:4]) - sum(used[:4])  # user and system time, of this process and of its children
    assert spent < _PROCESSOR, f"{spent:.1f} s of processor time"
    assert time.monotonic() - started < _WALL, "hung"
