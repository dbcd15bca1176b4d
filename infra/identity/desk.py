"""Threads of their own for signing in. Hashing is slow on purpose and must not take the threads others need."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from infra.identity.errors import TooBusyError
from infra.identity.passwords import AT_ONCE

WAITING = 40
"""So many may wait; at half a second each that is ten seconds for the last one."""

Answer = TypeVar("Answer")


class Desk:
    """Serves a few at a time and refuses a queue that would only grow."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._present = 0

    async def serve(self, work: Callable[[], Answer]) -> Answer:
        """Return what ``work`` returns.

        Raises:
            TooBusyError: Too many are waiting.
        """
        if self._present >= AT_ONCE + WAITING:
            raise TooBusyError
        self._present += 1
        # Made for the first and after an end: an application can be stopped and started again.
        self._threads = self._threads or ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sign-in")
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._present -= 1

    def close(self) -> None:
        """Let the threads end."""
        if self._threads is not None:
            self._threads.shutdown(wait=False)
            self._threads = None
