"""``/capacity-requests/…/spent-effort``: what requests really took."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.problems import responses
from capacity.model import SpentEffort
from capacity.services.spending import MOST_ROLES, Spending, SpentWish
from capacity.services.supplying import LONGEST_ROLE
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_AMOUNT = 20


class SpentInput(BaseModel):
    """What a role spent."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description="Rolle, geschrieben wie in der Schätzung")
    person_days: str = Field(max_length=_AMOUNT, description="Personentage, zum Beispiel 12 oder 12,5")


class SpendingInput(BaseModel):
    """What a request took; it replaces what was noted before."""

    model_config = ConfigDict(extra="forbid")

    roles: list[SpentInput] = Field(max_length=MOST_ROLES, description="Rollen, von denen es bekannt ist")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentView:
    """What a role spent."""

    role: str
    person_days: str
    at: datetime


@get(
    "/capacity-requests/{capacity_request:int}/spent-effort",
    operation_id="list_spent_effort",
    summary="Ist-Aufwand einer IT-Anforderung",
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_CAPACITY,
)
def list_spent(
    actor: NamedDependency[Actor], request_spending: NamedDependency[Spending], capacity_request: FromPath[int]
) -> list[SpentView]:
    """Return what was noted, by role."""
    return _views(request_spending.see(actor, capacity_request).spent)


@post(
    "/capacity-requests/{capacity_request:int}/spent-effort",
    operation_id="note_spent_effort",
    summary="Ist-Aufwand einer IT-Anforderung eintragen, sobald die Arbeit fertig ist",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.HANDLE_REQUEST,
)
def note_spent(
    request: Call,
    actor: NamedDependency[Actor],
    request_spending: NamedDependency[Spending],
    capacity_request: FromPath[int],
    data: JSONBody[SpendingInput],
) -> Response[list[SpentView]]:
    """Note what a request took."""
    wishes = [SpentWish(role=one.role, days=one.person_days) for one in data.roles]
    return answer_once(
        request,
        lambda once: request_spending.note(actor, capacity_request, wishes, once),
        lambda kept: presented(_views(kept)),
    )


def _views(spent: tuple[SpentEffort, ...]) -> list[SpentView]:
    return [SpentView(role=one.role, person_days=format(one.days, "f"), at=one.at) for one in spent]


HANDLERS = (list_spent, note_spent)
