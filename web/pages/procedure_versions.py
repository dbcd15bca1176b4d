"""What was published of a tender procedure: all versions with what they changed, and the words for the notice."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from infra.exported_file import ExportedFile
from infra.policy.decision import decide
from infra.policy.table import Action
from procurement.errors import LotNotFoundError
from procurement.rules.procedure.notice import PriceKind, WeightUnit, Wishes
from procurement.services.naming import plain_name
from procurement.services.notice import MadeNotice
from procurement.services.procedures import OpenedProcedure, Procedures
from web.downloads import attachment
from web.rendering import render
from web.views.publication import content_view
from web.views.versions import versions_view

Price = Annotated[PriceKind, QueryParameter(name="preis")]
Unit = Annotated[WeightUnit, QueryParameter(name="gewichte")]
Connection = Request[Any, Any, Any]


@get("/vergabeverfahren/{procedure:str}/fassungen", sync_to_thread=True, action=Action.READ_PUBLICATION)
def show_versions(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str]
) -> Response[str]:
    """Show all published versions, newest first; who took part only to those who may read the procedure."""
    found, opened = procedures.publications(request.user, procedure), _opened(request, procedures, procedure)
    view = versions_view(
        found,
        opened,
        lambda number: procedures.differences(request.user, procedure, number),
        procedures.kind_titles,
    )
    shown = opened.procedure if opened else None
    return render(request, "vergabeverfahren/fassungen.html", slug=procedure, procedure=shown, view=view)


@get(
    "/vergabeverfahren/{procedure:str}/fassungen/{number:int}/dateien/fassung.json",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def send_version(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str], number: FromPath[int]
) -> Response[bytes]:
    """Send a version byte for byte as its digest was computed."""
    version = procedures.publication(request.user, procedure, number)
    name = plain_name("fassung", procedure, str(number))
    return attachment(ExportedFile(f"{name}.json", version.document.encode()))


@get("/vergabeverfahren/{procedure:str}/bekanntmachung", sync_to_thread=True, action=Action.READ_PUBLICATION)
def show_notice(
    request: Connection,
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    price: Price = PriceKind.PRICE,
    unit: Unit = WeightUnit.PERCENT,
) -> Response[str]:
    """Show text and block of the version that holds now."""
    versions = procedures.publications(request.user, procedure)
    last, opened = versions[-1] if versions else None, _opened(request, procedures, procedure)
    return render(
        request,
        "vergabeverfahren/bekanntmachung.html",
        slug=procedure,
        procedure=opened.procedure if opened else None,
        last=last,
        head=content_view(last.document, procedures.kind_titles) if last else None,
        lots=procedures.notices(request.user, procedure, last.number, price, unit) if last else (),
        wishes=Wishes(price=price, unit=unit),
    )


@get(
    "/vergabeverfahren/{procedure:str}/bekanntmachung/{number:int}/dateien/text",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def send_text(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str], number: FromPath[int]
) -> Response[bytes]:
    """Send the text about a lot as a file."""
    return attachment(_of_lot(request, procedures, procedure, number).text_file)


@get(
    "/vergabeverfahren/{procedure:str}/bekanntmachung/{number:int}/dateien/xml",
    sync_to_thread=True,
    action=Action.READ_PUBLICATION,
)
def send_xml(
    request: Connection,
    procedures: NamedDependency[Procedures],
    procedure: FromPath[str],
    number: FromPath[int],
    price: Price = PriceKind.PRICE,
    unit: Unit = WeightUnit.PERCENT,
) -> Response[bytes]:
    """Send the block about a lot as a file."""
    return attachment(_of_lot(request, procedures, procedure, number, price, unit).xml_file)


def _opened(request: Connection, procedures: Procedures, slug: str) -> OpenedProcedure | None:
    """Return the procedure for readers who may know more than what is public."""
    return procedures.open(request.user, slug) if decide(request.user, Action.READ_PROCEDURE) is None else None


def _of_lot(
    request: Connection,
    procedures: Procedures,
    slug: str,
    number: int,
    price: PriceKind = PriceKind.PRICE,
    unit: WeightUnit = WeightUnit.PERCENT,
) -> MadeNotice:
    versions = procedures.publications(request.user, slug)
    lots = procedures.notices(request.user, slug, versions[-1].number, price, unit) if versions else ()
    found = next((one.notice for one in lots if one.number == number), None)
    if found is None:
        raise LotNotFoundError(number)
    return found


HANDLERS = (show_versions, send_version, show_notice, send_text, send_xml)
