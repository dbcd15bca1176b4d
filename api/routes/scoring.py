"""``/scoring`` and ``/matrix-probe``: evaluate a document, or stress-test its matrix, without storing it."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import RawBody
from litestar.status_codes import HTTP_200_OK

from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services import Services
from scoring.matrix_check import Probe
from scoring.result import Result


@post(
    "/scoring",
    operation_id="score_document",
    summary="Eine Wertung berechnen, ohne sie zu speichern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 422),
    action=Action.USE_PUBLIC_TOOLS,
)
def score_document(actor: NamedDependency[Actor], services: NamedDependency[Services], body: RawBody) -> Result:
    """Evaluate the posted document ``pruefstand/evaluation/1``."""
    return services.score_document(actor, body).result


@post(
    "/matrix-probe",
    operation_id="probe_matrix",
    summary="Eine Bewertungsmatrix vor der Veröffentlichung prüfen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(422),
    action=Action.USE_PUBLIC_TOOLS,
)
def probe_matrix(actor: NamedDependency[Actor], services: NamedDependency[Services], body: RawBody) -> Probe:
    """Stress-test the matrix of the posted document; bids may be missing."""
    return services.probe_matrix(actor, body)


HANDLERS = (score_document, probe_matrix)
