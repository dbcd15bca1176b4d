"""``/procedures/…/evaluators`` and ``…/conflict-declarations``: who scores, and what they declared; ``/tasks``."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.problems import responses
from api.team_view import (
    DeclarationsView,
    EvaluatorView,
    TaskView,
    declarations_view,
    task_view,
    team_view,
)
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.examination import Declaration, Declarations, Declaring, Staffing, Waiting

Call = Request[Any, Any, Any]


class DeclarationInput(BaseModel):
    """What is declared about a bidder."""

    model_config = ConfigDict(extra="forbid")

    bid: str = Field(max_length=40, description="Kennung des Angebots")
    has_conflict: bool = Field(description="Es besteht ein Interessenkonflikt")
    text: str = Field(default="", max_length=20_000, description="Welcher")


class DeclarationsInput(BaseModel):
    """What is declared."""

    model_config = ConfigDict(extra="forbid")

    declarations: list[DeclarationInput] = Field(max_length=500, description="Zu jedem Bieter eine Erklärung")


@get(
    "/procedures/{procedure:str}/evaluators",
    operation_id="list_evaluators",
    summary="Wer wertet, und was erklärt ist",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def list_evaluators(
    actor: NamedDependency[Actor], staffing: NamedDependency[Staffing], procedure: FromPath[str]
) -> list[EvaluatorView]:
    """Return the team of the present round."""
    return team_view(staffing.open(actor, procedure))


@put(
    "/procedures/{procedure:str}/lots/{number:int}/evaluators/{person:str}",
    operation_id="appoint_evaluator",
    summary="Eine Person zur Wertung eines Loses bestimmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_EVALUATORS,
)
def appoint_evaluator(
    request: Call,
    actor: NamedDependency[Actor],
    staffing: NamedDependency[Staffing],
    procedure: FromPath[str],
    number: FromPath[int],
    person: FromPath[str],
) -> Response[None]:
    """Appoint somebody; they are told."""
    return answer_once(request, lambda once: staffing.appoint(actor, procedure, number, person, once), _done)


@delete(
    "/procedures/{procedure:str}/lots/{number:int}/evaluators/{person:str}",
    operation_id="remove_evaluator",
    summary="Die Bestimmung zur Wertung zurücknehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_EVALUATORS,
)
def remove_evaluator(
    request: Call,
    actor: NamedDependency[Actor],
    staffing: NamedDependency[Staffing],
    procedure: FromPath[str],
    number: FromPath[int],
    person: FromPath[str],
) -> Response[None]:
    """Take an appointment back; the person is told."""
    return answer_once(request, lambda once: staffing.remove(actor, procedure, number, person, once), _done)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/evaluators/copies",
    operation_id="copy_evaluators",
    summary="Die Wertenden eines Loses für alle anderen Lose bestimmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.MANAGE_EVALUATORS,
)
def copy_evaluators(
    request: Call,
    actor: NamedDependency[Actor],
    staffing: NamedDependency[Staffing],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[None]:
    """Copy the team of a lot to all others."""
    return answer_once(request, lambda once: staffing.copy(actor, procedure, number, once), _done)


@get(
    "/procedures/{procedure:str}/conflict-declarations",
    operation_id="get_own_declarations",
    summary="Eigene Erklärungen zu Interessenkonflikten",
    sync_to_thread=True,
    action=Action.DECLARE_CONFLICTS,
)
def get_own_declarations(
    actor: NamedDependency[Actor], declaring: NamedDependency[Declaring], procedure: FromPath[str]
) -> DeclarationsView:
    """Return what the reader has to declare: names of bidders and nothing else."""
    return declarations_view(declaring.open(actor, procedure))


@post(
    "/procedures/{procedure:str}/conflict-declarations",
    operation_id="declare_conflicts",
    summary="Interessenkonflikte erklären",
    description="Die letzte Erklärung zu einem Bieter zählt; frühere bleiben stehen.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.DECLARE_CONFLICTS,
)
def declare_conflicts(
    request: Call,
    actor: NamedDependency[Actor],
    declaring: NamedDependency[Declaring],
    procedure: FromPath[str],
    data: JSONBody[DeclarationsInput],
) -> Response[DeclarationsView]:
    """Add declarations."""
    declared = [Declaration(**one.model_dump()) for one in data.declarations]
    return answer_once(request, lambda once: declaring.declare(actor, procedure, declared, once), _declared)


@get(
    "/tasks",
    operation_id="list_tasks",
    summary="Was auf Sie wartet",
    sync_to_thread=True,
    action=Action.USE_OWN_ACCOUNT,
)
def list_tasks(actor: NamedDependency[Actor], waiting: NamedDependency[Waiting]) -> list[TaskView]:
    """Return what waits for the reader."""
    return list(map(task_view, waiting.of(actor)))


def _done(_outcome: object) -> KeptAnswer:
    return presented(status=HTTP_204_NO_CONTENT)


def _declared(found: Declarations) -> KeptAnswer:
    return presented(declarations_view(found))


HANDLERS = (
    list_evaluators,
    appoint_evaluator,
    remove_evaluator,
    copy_evaluators,
    get_own_declarations,
    declare_conflicts,
    list_tasks,
)
