"""``/procedure-kind``: what a need is worth and which kinds of procedure it admits. Nothing is stored."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import RawBody
from litestar.status_codes import HTTP_200_OK

from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.report import ProcedureKindReport
from procurement.services.preparation import Preparation


@post(
    "/procedure-kind",
    operation_id="suggest_procedure_kind",
    summary="Auftragswert schätzen und Verfahrensarten vorschlagen, ohne etwas zu speichern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(422),
    action=Action.USE_PUBLIC_TOOLS,
)
def suggest_procedure_kind(
    actor: NamedDependency[Actor], preparation: NamedDependency[Preparation], body: RawBody
) -> ProcedureKindReport:
    """Report on the posted need ``pruefstand/need/1``: value, kinds, minimum periods, EVB-IT contracts."""
    return preparation.suggest_document(actor, body)


HANDLERS = (suggest_procedure_kind,)
