"""From a Digital-Check to tender procedures, and back."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.problems import responses
from core.numbers import LARGEST_NUMBER
from digitalcheck.model import CheckStatus
from infra.once.model import KeptAnswer, Once
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import LinkedProcedure, Procedure, ProcedureStage
from procurement.services.check_linking import LONGEST_REASON, CheckLinking
from procurement.services.linked_checks import LinkedCheck
from procurement.services.tendering import Tendering

Call = Request[Any, Any, Any]


class TenderInput(BaseModel):
    """What a procedure needs that the check does not say."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(max_length=200, description="Vergabenummer, in der Stadt nur einmal")


class LinkInput(BaseModel):
    """The check that a procedure is to be linked to."""

    model_config = ConfigDict(extra="forbid")

    check: int = Field(ge=1, le=LARGEST_NUMBER, description="Nummer des Digital-Checks")


class UnlinkInput(BaseModel):
    """Why a link is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Grund; er steht im Protokoll")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedProcedureView:
    """A procedure that is linked to a check.

    Args:
        slug: Its name in addresses.
        reference: Its reference number.
        stage: How far it is.
    """

    slug: str
    reference: str
    stage: ProcedureStage


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCheckView:
    """The check that a procedure is linked to.

    Args:
        number: Its number.
        title: What it is about.
        reference: Number of the Magistratsvorlage; empty while there is none.
        status: How far it has come.
        headline: Whether it is agreed; empty without digital relation.
        office: Name of the office that proposes.
        way: Answer to E2; null where nothing is bought any more.
    """

    number: int
    title: str
    reference: str
    status: CheckStatus
    headline: str
    office: str
    way: str | None


@get(
    "/digital-checks/{check:int}/procedures",
    operation_id="list_procedures_of_check",
    summary="Vergabeverfahren, die mit einem Digital-Check verbunden sind",
    sync_to_thread=True,
    action=Action.READ_CHECK,
)
def list_procedures(
    actor: NamedDependency[Actor], tendering: NamedDependency[Tendering], check: FromPath[int]
) -> list[LinkedProcedureView]:
    """Return the procedures that are linked to a check."""
    return [_procedure(one) for one in tendering.procedures(actor, check)]


@post(
    "/digital-checks/{check:int}/procedures",
    operation_id="begin_procedure_from_check",
    summary="Ein Vergabeverfahren mit den Angaben eines Digital-Checks anlegen",
    description="Titel, Amt, Los und Bedarf werden übernommen. Möglich ab der Zeichnung durch die Amtsleitung.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.TENDER_CHECK,
)
def begin_procedure(
    request: Call,
    actor: NamedDependency[Actor],
    tendering: NamedDependency[Tendering],
    check: FromPath[int],
    data: JSONBody[TenderInput],
) -> Response[LinkedProcedureView]:
    """Begin a procedure."""

    def begin(once: Once | None) -> Procedure:
        return tendering.begin(actor, check, data.reference, once)

    return answer_once(request, begin, _begun)


@get(
    "/procedures/{procedure:str}/digital-check",
    operation_id="get_check_of_procedure",
    summary="Der Digital-Check, mit dem ein Vergabeverfahren verbunden ist; null, wo es keinen gibt",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_check(
    actor: NamedDependency[Actor], tendering: NamedDependency[Tendering], procedure: FromPath[str]
) -> LinkedCheckView | None:
    """Return the check that a procedure is linked to."""
    found = tendering.check_of(actor, procedure)
    return None if found is None else _check(found)


@post(
    "/procedures/{procedure:str}/digital-check",
    operation_id="link_procedure_to_check",
    summary="Ein vorhandenes Vergabeverfahren mit einem Digital-Check verbinden",
    description=(
        "Möglich ab der Zeichnung durch die Amtsleitung und vor der ersten Veröffentlichung. Eingaben des "
        "Vergabeverfahrens bleiben; leere Bezüge auf Digital-Check und Zusage werden ausgefüllt."
    ),
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.TENDER_CHECK,
)
def link_check(
    request: Call,
    actor: NamedDependency[Actor],
    check_linking: NamedDependency[CheckLinking],
    procedure: FromPath[str],
    data: JSONBody[LinkInput],
) -> Response[LinkedCheckView]:
    """Link a procedure to a check."""

    def present(linked: LinkedCheck) -> KeptAnswer:
        return presented(
            _check(linked), status=HTTP_201_CREATED, location=f"/api/v1/procedures/{procedure}/digital-check"
        )

    return answer_once(request, lambda once: check_linking.link(actor, data.check, procedure, once), present)


@post(
    "/procedures/{procedure:str}/digital-check/unlink",
    operation_id="unlink_procedure_from_check",
    summary="Die Verbindung eines Vergabeverfahrens mit seinem Digital-Check lösen",
    description="Vor der ersten Veröffentlichung, mit Grund.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_PROCEDURE,
)
def unlink_check(
    request: Call,
    actor: NamedDependency[Actor],
    check_linking: NamedDependency[CheckLinking],
    procedure: FromPath[str],
    data: JSONBody[UnlinkInput],
) -> Response[LinkedProcedureView]:
    """Take the link of a procedure back."""
    return answer_once(
        request,
        lambda once: check_linking.unlink(actor, procedure, data.reason, once),
        lambda found: presented(_view(found), status=HTTP_200_OK),
    )


def _procedure(found: LinkedProcedure) -> LinkedProcedureView:
    return LinkedProcedureView(slug=found.slug, reference=found.reference, stage=found.stage)


def _view(procedure: Procedure) -> LinkedProcedureView:
    return LinkedProcedureView(slug=procedure.slug, reference=procedure.reference, stage=procedure.stage)


def _begun(procedure: Procedure) -> KeptAnswer:
    return presented(_view(procedure), status=HTTP_201_CREATED, location=f"/api/v1/procedures/{procedure.slug}")


def _check(found: LinkedCheck) -> LinkedCheckView:
    return LinkedCheckView(
        number=found.number,
        title=found.title,
        reference=found.reference,
        status=found.status,
        headline=found.headline,
        office=found.office_name,
        way=found.purchase.way.value if found.purchase else None,
    )


HANDLERS = (list_procedures, begin_procedure, get_check, link_check, unlink_check)
