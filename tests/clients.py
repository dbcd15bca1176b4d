"""Clients whose requests share one event loop: a loop and threads of its own for each take longer than most answers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal
from litestar import testing
from litestar.types import ASGIApp

T = TypeVar("T", bound=ASGIApp)

_until_the_end = ExitStack()
_running: list[BlockingPortal] = []


class TestClient(testing.TestClient[T]):  # noqa: TID251 - the one place
    """A client of an application in this process."""

    @contextmanager
    def portal(self) -> Iterator[BlockingPortal]:
        """Yield the way into the loop; it stays open for the next client."""
        if not _running:
            _running.append(_until_the_end.enter_context(start_blocking_portal("asyncio")))
        yield _running[0]


def stop() -> None:
    """End the loop, if there was one; no client asks any more."""
    _running.clear()
    _until_the_end.close()
