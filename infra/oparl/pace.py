"""Not more requests than the other side bears."""

import time
from collections.abc import Callable
from threading import Lock

USUAL_SECONDS = 1.0
"""Between two requests. The council systems of many cities stand behind one address and count together."""


class Pace:
    """Lets one caller after the other through, so long apart. One for the whole process.

    Args:
        seconds: Least seconds between two requests.
        elapsed: Tells seconds from any fixed moment; never goes back.
        sleep: Waits so many seconds.
    """

    def __init__(
        self,
        seconds: float = USUAL_SECONDS,
        *,
        elapsed: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds = seconds
        self._elapsed = elapsed
        self._sleep = sleep
        self._free_at: float | None = None
        self._lock = Lock()

    def wait(self) -> None:
        """Return when the next request may leave."""
        with self._lock:  # whoever comes meanwhile takes the place after
            now = self._elapsed()
            start = now if self._free_at is None else max(now, self._free_at)
            self._free_at = start + self._seconds
        if start > now:
            self._sleep(start - now)
