"""``/health``: whether this process lives, and whether it can do its work."""

from dataclasses import dataclass
from typing import Literal

from litestar import get
from litestar.di import NamedDependency

from infra.policy.table import Action
from infra.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Health:
    """All is well.

    Args:
        status: Always ``ok``; otherwise the answer is a problem.
    """

    status: Literal["ok"] = "ok"


@get(
    "/health/live",
    operation_id="health_live",
    summary="Ob der Dienst läuft",
    sync_to_thread=False,
    action=Action.USE_PUBLIC_TOOLS,
)
def live() -> Health:
    """Answer; who gets no answer starts the process anew."""
    return Health()


@get(
    "/health/ready",
    operation_id="health_ready",
    summary="Ob der Dienst arbeiten kann: die Datenbank antwortet und hat den Stand dieser Version",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def ready(readiness: NamedDependency[Readiness]) -> Health:
    """Ask the database; who gets a problem sends no requests here for a while."""
    readiness.check()
    return Health()


HANDLERS = (live, ready)
