"""``/procedures/…/lots``: the lots of a procedure and their Bewertungsmatrizen."""

from typing import Any

from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, RawBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.procedures import LotDrafting, Procedures
from scoring.matrix_check import Probe

Call = Request[Any, Any, Any]


class LotInput(BaseModel):
    """A lot."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=200, description="Bezeichnung, im Vergabeverfahren nur einmal")


@post(
    "/procedures/{procedure:str}/lots",
    operation_id="add_lot",
    summary="Ein Los hinzufügen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def add_lot(
    request: Call,
    actor: NamedDependency[Actor],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    data: JSONBody[LotInput],
) -> Response[ProcedureReceipt]:
    """Add a lot; it gets the next number."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: lot_drafting.put_lot(actor, procedure, seen, None, data.title, once), changed
    )


@put(
    "/procedures/{procedure:str}/lots/{number:int}",
    operation_id="rename_lot",
    summary="Ein Los anders bezeichnen",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def rename_lot(
    request: Call,
    actor: NamedDependency[Actor],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[LotInput],
) -> Response[ProcedureReceipt]:
    """Give a lot another title."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: lot_drafting.put_lot(actor, procedure, seen, number, data.title, once), changed
    )


@delete(
    "/procedures/{procedure:str}/lots/{number:int}",
    operation_id="remove_lot",
    summary="Ein Los mit seiner Bewertungsmatrix entfernen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def remove_lot(
    request: Call,
    actor: NamedDependency[Actor],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[ProcedureReceipt]:
    """Remove a lot; the others keep their numbers."""
    seen = expected_version(request)
    return answer_once(request, lambda once: lot_drafting.remove_lot(actor, procedure, seen, number, once), changed)


@put(
    "/procedures/{procedure:str}/lots/{number:int}/matrix",
    operation_id="set_lot_matrix",
    summary="Einem Los seine Bewertungsmatrix geben",
    description="Ein Dokument „pruefstand/evaluation/1“ ohne Angebote; von den Kopfdaten zählt nur die Ausnahme.",
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def set_lot_matrix(
    request: Call,
    actor: NamedDependency[Actor],
    lot_drafting: NamedDependency[LotDrafting],
    procedure: FromPath[str],
    number: FromPath[int],
    body: RawBody,
) -> Response[ProcedureReceipt]:
    """Replace the Bewertungsmatrix of a lot."""
    seen, matrix = expected_version(request), lot_drafting.read_matrix(actor, body)
    return answer_once(
        request, lambda once: lot_drafting.set_matrix(actor, procedure, seen, number, matrix, once), changed
    )


@get(
    "/procedures/{procedure:str}/lots/{number:int}/probe",
    operation_id="probe_lot",
    summary="Die Bewertungsmatrix eines Loses prüfen",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def probe_lot(
    actor: NamedDependency[Actor],
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Probe:
    """Stress-test the Bewertungsmatrix of a lot."""
    return procedures.probe_lot(actor, procedure, number)


HANDLERS = (add_lot, rename_lot, remove_lot, set_lot_matrix, probe_lot)
