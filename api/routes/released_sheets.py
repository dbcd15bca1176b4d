"""Sheets of Digital-Checks: as files, for everybody, for the Magistrat, and whether one is genuine."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.check_course_view import (
    ReleaseView,
    VerifiedView,
    published,
    release_view,
    verified_view,
)
from api.content import content_of
from api.meeting_view import MeetingView, meeting_view
from api.once import answer_once
from api.problems import responses
from digitalcheck.model import Headline
from digitalcheck.services.meetings import MeetingFilter, Meetings
from digitalcheck.services.sheets import SheetDesk, SheetFile, sheet_name
from digitalcheck.services.verifying import Verifying
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
_LONGEST_FILE = 7_000_000


class SheetInput(BaseModel):
    """A file that may be a sheet."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt der PDF-Datei, base64")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """What is pasted into the Vorlage.

    Args:
        text: One paragraph.
    """

    text: str


@get(
    "/digital-checks/{check:int}/released",
    operation_id="get_released_check",
    summary="Was von einem freigegebenen Digital-Check festgehalten ist",
    sync_to_thread=True,
    responses=responses(409),
    action=Action.READ_SHEET,
)
def get_released_check(
    actor: NamedDependency[Actor], sheet_desk: NamedDependency[SheetDesk], check: FromPath[int]
) -> ReleaseView:
    """Return the release of a check."""
    return release_view(sheet_desk.release(actor, check))


@get(
    "/digital-checks/{check:int}/paragraph",
    operation_id="get_check_paragraph",
    summary="Der Absatz zum Einfügen in die Vorlage",
    sync_to_thread=True,
    action=Action.READ_SHEET,
)
def get_check_paragraph(
    actor: NamedDependency[Actor], sheet_desk: NamedDependency[SheetDesk], check: FromPath[int]
) -> ParagraphView:
    """Return the paragraph for the Vorlage."""
    return ParagraphView(text=sheet_desk.paragraph(actor, check))


@get(
    "/digital-checks/{check:int}/sheets/{sheet:str}",
    operation_id="get_check_sheet",
    summary="Eine Fassung der Übersicht als Datei",
    description=(
        "„public“ oder „internal“, dann „.pdf“, „.json“, „.html“ oder „.txt“. Nach der Freigabe immer dieselben Bytes; "
        "vorher ein Entwurf, der das auf jeder Seite sagt."
    ),
    sync_to_thread=True,
    media_type="application/octet-stream",
    action=Action.READ_SHEET,
)
def get_check_sheet(
    actor: NamedDependency[Actor],
    sheet_desk: NamedDependency[SheetDesk],
    check: FromPath[int],
    sheet: FromPath[str],
) -> Response[bytes]:
    """Return a sheet as a file."""
    return _file(sheet_desk.file(actor, check, *sheet_name(sheet)))


@post(
    "/digital-checks/{check:int}/publication",
    operation_id="publish_check_sheet",
    summary="Die öffentliche Fassung der Übersicht für alle freigeben (Gremienbüro)",
    description="Das lässt sich nicht zurücknehmen.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PUBLISH_SHEET,
)
def publish_check_sheet(
    request: Call, actor: NamedDependency[Actor], sheet_desk: NamedDependency[SheetDesk], check: FromPath[int]
) -> Response[ReleaseView]:
    """Give the public version to everybody."""
    return answer_once(request, lambda once: sheet_desk.publish(actor, check, once), published)


@get(
    "/magistrat-meeting",
    operation_id="get_magistrat_meeting",
    summary="Die nächste Sitzung des Magistrats mit ihren freigegebenen Digital-Checks",
    sync_to_thread=True,
    action=Action.READ_MEETING,
)
def get_magistrat_meeting(  # noqa: PLR0913, PLR0917 - the filters of the list
    actor: NamedDependency[Actor],
    meetings: NamedDependency[Meetings],
    day: Annotated[date | None, QueryParameter(description="Tag der Sitzung; ohne Angabe die nächste")] = None,
    headline: Annotated[Headline | None, QueryParameter(description="Nur mit dieser Aussage zur Abstimmung")] = None,
    dezernat: Annotated[str | None, QueryParameter(max_length=80, description="Nur dieses Dezernat")] = None,
    with_reds: Annotated[bool, QueryParameter(description="Nur mit roten Befunden")] = False,  # noqa: FBT002 - a query
    page: Annotated[int, QueryParameter(ge=1, le=1_000_000, description="Seite der Liste")] = 1,
) -> MeetingView:
    """Return a meeting."""
    wanted = MeetingFilter(headline=headline, dezernat=dezernat, with_reds=with_reds)
    return meeting_view(meetings.read(actor, day, wanted, page=page))


@get(
    "/magistrat-meeting/sheets",
    operation_id="get_magistrat_sheets",
    summary="Inhalt und alle Übersichten einer Sitzung in einer PDF-Datei, interne Fassung",
    sync_to_thread=True,
    media_type="application/octet-stream",
    responses=responses(404),
    action=Action.READ_MEETING,
)
def get_magistrat_sheets(
    actor: NamedDependency[Actor],
    meetings: NamedDependency[Meetings],
    day: Annotated[date, QueryParameter(description="Tag der Sitzung")],
) -> Response[bytes]:
    """Return all sheets of a meeting."""
    return _file(meetings.collection(actor, day))


@get(
    "/cities/{city:str}/sheets/{code:str}",
    operation_id="verify_sheet_code",
    summary="Ist eine Übersicht echt? Nach ihrem Prüfcode, ohne Anmeldung",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def verify_sheet_code(verifying: NamedDependency[Verifying], city: FromPath[str], code: FromPath[str]) -> VerifiedView:
    """Return what is known of a Prüfcode."""
    return verified_view(verifying.by_code(city, code))


@get(
    "/cities/{city:str}/sheets/{code:str}/{sheet:str}",
    operation_id="get_public_sheet",
    summary="Eine öffentlich freigegebene Übersicht als Datei, ohne Anmeldung",
    sync_to_thread=True,
    media_type="application/octet-stream",
    responses=responses(404),
    action=Action.USE_PUBLIC_TOOLS,
)
def get_public_sheet(
    verifying: NamedDependency[Verifying], city: FromPath[str], code: FromPath[str], sheet: FromPath[str]
) -> Response[bytes]:
    """Return a public sheet as a file."""
    return _file(verifying.public_sheet(city, code, sheet_name(sheet)[1]))


@post(
    "/cities/{city:str}/sheet-verification",
    operation_id="verify_sheet_file",
    summary="Ist eine Übersicht echt? Nach der PDF-Datei, ohne Anmeldung",
    description="Gespeichert wird nichts.",
    status_code=HTTP_200_OK,
    responses=responses(404, 422),
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def verify_sheet_file(
    verifying: NamedDependency[Verifying], city: FromPath[str], data: JSONBody[SheetInput]
) -> VerifiedView:
    """Return what is known of a file."""
    return verified_view(verifying.by_file(city, content_of(data.content, "/content")))


def _file(file: SheetFile) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "X-Content-Type-Options": "nosniff"}
    return Response(file.data, media_type=file.media_type, headers=headers)


HANDLERS = (
    get_released_check,
    get_check_paragraph,
    get_check_sheet,
    publish_check_sheet,
    get_magistrat_meeting,
    get_magistrat_sheets,
    verify_sheet_code,
    get_public_sheet,
    verify_sheet_file,
)
