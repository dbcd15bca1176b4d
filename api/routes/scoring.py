"""``/scoring``: evaluate a document without storing it."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import RawBody
from litestar.status_codes import HTTP_200_OK

from api.problems import responses
from procurement.services import Services
from scoring.result import Result


@post(
    "/scoring",
    operation_id="score_document",
    summary="Eine Wertung berechnen, ohne sie zu speichern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 413, 422),
)
def score_document(services: NamedDependency[Services], body: RawBody) -> Result:
    """Evaluate the posted document ``pruefstand/evaluation/1``."""
    return services.score_document(body).result


HANDLERS = (score_document,)
