"""Files to take away: papers, workbooks and bundles of a stored evaluation, and empty workbooks to start from."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from infra.policy.table import Action
from procurement.services import ExportKind, Services, WorkbookKind
from scoring.methods import METHODS
from scoring.workbook.start import START_METHODS
from web.downloads import attachment
from web.rendering import render
from web.upload import UNREADABLE

MOST_EVALUATORS = 10
METHOD_UNKNOWN = "Bitte eine der Wertungsmethoden wählen."
EVALUATORS_WRONG = f"Bitte eine ganze Zahl von 1 bis {MOST_EVALUATORS} eingeben."
FORMAT_UNKNOWN = "Bitte eines der beiden Formate wählen."

Method = Annotated[str, QueryParameter(name="methode", max_length=60)]
Evaluators = Annotated[str, QueryParameter(name="personen", max_length=20)]
Format = Annotated[str | None, QueryParameter(name="format", max_length=20)]


@get("/vergaben/{slug:str}/dateien/{name:str}", sync_to_thread=True, action=Action.EXPORT_EVALUATION)
def send_file(
    request: Request[Any, Any, Any], services: NamedDependency[Services], slug: FromPath[str], name: FromPath[str]
) -> Response[bytes]:
    """Send a stored evaluation as a file."""
    if name not in set(ExportKind):
        raise NotFoundException
    return attachment(services.export(request.user, slug, ExportKind(name)))


@get("/vergaben/vorlage", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def offer_template(
    request: Request[Any, Any, Any],
    services: NamedDependency[Services],
    method: Method = START_METHODS[0],
    evaluators: Evaluators = "1",
    wanted: Format = None,
) -> Response[Any]:
    """Show the questions about the empty workbook; with a format in the address send it."""
    if wanted is None:
        return _questions(request, method, evaluators, {})
    faults = _faults(method, evaluators.strip(), wanted)
    if faults:
        return _questions(request, method, evaluators, faults)
    return attachment(services.empty_workbook(request.user, method, int(evaluators), WorkbookKind(wanted)))


def _faults(method: str, evaluators: str, wanted: str) -> dict[str, str]:
    checks = {
        "methode": (method in START_METHODS, METHOD_UNKNOWN),
        "personen": (evaluators in {str(number + 1) for number in range(MOST_EVALUATORS)}, EVALUATORS_WRONG),
        "format": (wanted in set(WorkbookKind), FORMAT_UNKNOWN),
    }
    return {name: text for name, (right, text) in checks.items() if not right}


def _questions(request: Request[Any, Any, Any], method: str, evaluators: str, faults: dict[str, str]) -> Response[str]:
    return render(
        request,
        "neu/vorlage.html",
        status=UNREADABLE if faults else 200,
        methods={name: METHODS[name] for name in START_METHODS},
        chosen=method,
        typed=evaluators,
        faults=faults,
    )


HANDLERS = (offer_template, send_file)
