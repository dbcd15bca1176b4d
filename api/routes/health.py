"""``/health``: whether this process and its database answer."""

from dataclasses import dataclass
from typing import Literal

from litestar import get
from litestar.di import NamedDependency

from api.problems import responses
from infra.policy.table import Action
from procurement.services import Services


@dataclass(frozen=True, slots=True)
class Health:
    """The service answers.

    Args:
        status: Always ``ok``; otherwise the answer is a problem.
    """

    status: Literal["ok"] = "ok"


@get(
    "/health",
    operation_id="health",
    summary="Bereitschaft von Dienst und Datenbank",
    sync_to_thread=True,
    responses=responses(503),
    action=Action.USE_PUBLIC_TOOLS,
)
def health(services: NamedDependency[Services]) -> Health:
    """Ask the database for an answer."""
    services.ping()
    return Health()


HANDLERS = (health,)
