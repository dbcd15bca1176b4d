"""A line of waiting threads: first come, first served."""

from collections import deque
from threading import Lock


class Line:
    """Lets one thread at a time pass, in the order in which they came.

    A plain lock lets whoever asks at the right moment pass all others: under load some wait for ever.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    def enter(self, timeout: float) -> bool:
        """Wait for one's turn, at most so many seconds, and tell whether it came; then ``leave`` has to be called."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        return turn.acquire(timeout=timeout) or not self._gave_up(turn)

    def leave(self) -> None:
        """Hand over to the next in line."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _gave_up(self, turn: Lock) -> bool:
        """Step out of the line; False when the turn came in the very last moment."""
        with self._guard:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
