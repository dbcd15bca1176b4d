"""Released sheets as OParl 1.1 ``File`` objects, for everybody, read-only."""

from typing import Annotated, Any, TypedDict

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api.problems import responses
from digitalcheck.rules.council.own_files import OparlFile, oparl_file
from digitalcheck.rules.course.release import SheetForm
from digitalcheck.services.council.offering import OwnFiles
from digitalcheck.services.sheets import SheetDesk, sheet_name
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_LARGEST_PAGE = 1_000_000


class OparlPagination(TypedDict):
    """Where a page stands in its list."""

    totalElements: int
    elementsPerPage: int
    currentPage: int
    totalPages: int


class OparlList(TypedDict):
    """A page of an OParl list."""

    data: list[OparlFile]
    pagination: OparlPagination
    links: dict[str, str]


@get(
    "/cities/{city:str}/oparl/files",
    operation_id="list_oparl_files",
    summary="Öffentlich freigegebene Übersichten als OParl-Dateien, ohne Anmeldung",
    description="Objekte `File` nach OParl 1.1: PDF, JSON, HTML und Text jeder Übersicht, neueste zuerst.",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def list_files(
    request: Call,
    own_files: NamedDependency[OwnFiles],
    sheet_desk: NamedDependency[SheetDesk],
    city: FromPath[str],
    page: Annotated[int, QueryParameter(ge=1, le=_LARGEST_PAGE, description="Seite, ab 1")] = 1,
) -> OparlList:
    """Return one page of the files."""
    found, base = own_files.page(city, page), _base(request, sheet_desk)
    here = f"{base}/api/v1/cities/{city}/oparl/files"
    links = {"first": f"{here}?page=1", "self": f"{here}?page={page}", "last": f"{here}?page={found.pages}"}
    if page < found.pages:
        links["next"] = f"{here}?page={page + 1}"
    if page > 1:
        links["prev"] = f"{here}?page={page - 1}"
    files = [oparl_file(one, base, city) for sheet in found.items for one in sheet]
    return OparlList(
        data=files,
        pagination=OparlPagination(
            totalElements=found.total * len(SheetForm),
            elementsPerPage=found.size * len(SheetForm),
            currentPage=page,
            totalPages=found.pages,
        ),
        links=links,
    )


@get(
    "/cities/{city:str}/oparl/files/{code:str}/{sheet:str}",
    operation_id="get_oparl_file",
    summary="Eine öffentlich freigegebene Übersicht als OParl-Datei, ohne Anmeldung",
    sync_to_thread=True,
    responses=responses(404),
    action=Action.USE_PUBLIC_TOOLS,
)
def get_file(
    request: Call,
    own_files: NamedDependency[OwnFiles],
    sheet_desk: NamedDependency[SheetDesk],
    city: FromPath[str],
    code: FromPath[str],
    sheet: FromPath[str],
) -> OparlFile:
    """Return one file."""
    return oparl_file(own_files.file(city, code, sheet_name(sheet)[1]), _base(request, sheet_desk), city)


def _base(request: Call, sheet_desk: SheetDesk) -> str:
    """Return the address of this instance for everybody; where it has none, the one that was asked."""
    return sheet_desk.addresses.public_url or str(request.base_url).rstrip("/")


HANDLERS = (list_files, get_file)
