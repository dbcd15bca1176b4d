"""Coroutines in tests, whatever else runs in the same process: a browser test leaves a loop running in its thread."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Outcome = TypeVar("Outcome")


def run_apart(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    """Run a coroutine to its end on a loop of its own, in a thread of its own."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
