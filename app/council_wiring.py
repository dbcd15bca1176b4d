"""A council system as the settings allow it: its own host alone, one request a second for the whole process."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from core.errors import PruefstandError
from infra.clock import SystemClock
from infra.http.client import AllowListClient, Limits
from infra.oparl.pace import Pace
from infra.oparl.server import PATIENT_SECONDS, CouncilServer
from infra.settings import Settings

_PACE = Pace()


class SystemNotListedError(PruefstandError):
    """The settings do not name this council system."""


@contextmanager
def opened_council(settings: Settings, system: str) -> Iterator[CouncilServer]:
    """Open the way to a council system.

    Args:
        settings: Name the systems that may be read.
        system: Address of one of them.

    Raises:
        SystemNotListedError: It is none of them.
    """
    if system not in settings.council_systems.values():
        raise SystemNotListedError(system)
    limits = Limits(size=settings.fetch_bytes, seconds=PATIENT_SECONDS)
    with AllowListClient(frozenset({urlsplit(system).netloc}), SystemClock(), limits=limits) as client:
        yield CouncilServer(client, _PACE)
