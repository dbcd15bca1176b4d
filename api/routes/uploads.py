"""``/uploads``: large files in pieces, by the tus protocol 1.0 (ADR 34)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from litestar import Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter, RawBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api.problem import Problem
from api.problems import MEDIA_TYPE, responses
from api.tus import PIECE_TYPE, SpeaksTus, headers_of, length_in, metadata_in, offer, offset_in, require_version
from api.upload_titles import CHECKSUM_MISMATCH
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.uploads.model import LONGEST_ABOUT, Upload
from infra.uploads.services import Uploads

ADDRESS = "/api/v1/uploads"

_DAMAGED = ResponseSpec(Problem, media_type=MEDIA_TYPE, generate_examples=False, description="Checksum Mismatch")

Call = Request[Any, Any, Any]
About = Annotated[str | None, QueryParameter(name="about", max_length=LONGEST_ABOUT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadView:
    """An upload.

    Args:
        id: Its id.
        name: Name of the file.
        about: What it is for.
        size: How many bytes the file has.
        offset: How many have arrived.
        expires_at: When it is removed unless something happens before, UTC.
        address: Where its pieces go.
    """

    id: str
    name: str
    about: str
    size: int
    offset: int
    expires_at: datetime
    address: str


@post(
    "/uploads",
    operation_id="begin_upload",
    summary="Hochladen einer großen Datei ankündigen (tus 1.0, „creation“)",
    description=(
        "Kein Inhalt. „Upload-Length“ nennt die Größe in Byte, „Upload-Metadata“ Paare aus Name und Base64: „filename“ "
        "ist nötig, „about“ sagt, wofür die Datei ist. „Location“ der Antwort nennt die Adresse für die Stücke."
    ),
    sync_to_thread=True,
    responses=responses(412, 413, 429),
    repeatable=False,  # its headers are its content, which no digest of a body tells apart; tus asks with HEAD instead
    action=Action.UPLOAD_FILES,
    middleware=[SpeaksTus()],
)
def begin_upload(request: Call, actor: NamedDependency[Actor], uploads: NamedDependency[Uploads]) -> Response[None]:
    """Announce a file."""
    require_version(request)
    told = metadata_in(request)
    upload = uploads.begin(actor, told.get("filename", ""), length_in(request), told.get("about", ""))
    headers = {**headers_of(upload), "Location": f"{ADDRESS}/{upload.id}"}
    return Response(None, status_code=HTTP_201_CREATED, headers=headers)


@get(
    "/uploads",
    operation_id="list_uploads",
    summary="Eigene hochgeladene Dateien, die noch niemand übernommen hat",
    sync_to_thread=True,
    action=Action.UPLOAD_FILES,
    middleware=[SpeaksTus()],
)
def list_uploads(
    actor: NamedDependency[Actor], uploads: NamedDependency[Uploads], about: About = None
) -> Response[list[UploadView]]:
    """Return what is on its way or has arrived, and in the headers what the protocol offers."""
    found = [_view(one) for one in uploads.mine(actor, about)]
    return Response(found, headers=dict(offer(uploads.limits.file_bytes)))


@get(
    "/uploads/{upload:str}",
    operation_id="get_upload",
    summary="Wie viel von einer Datei angekommen ist (tus 1.0: HEAD)",
    sync_to_thread=True,
    responses=responses(412),
    action=Action.UPLOAD_FILES,
    middleware=[SpeaksTus()],
)
def get_upload(
    request: Call, actor: NamedDependency[Actor], uploads: NamedDependency[Uploads], upload: FromPath[str]
) -> Response[UploadView]:
    """Return an upload; HEAD tells the same in headers."""
    require_version(request)
    found = uploads.get(actor, upload)
    return Response(_view(found), headers={**headers_of(found), "Cache-Control": "no-store"})


@patch(
    "/uploads/{upload:str}",
    operation_id="append_upload",
    summary="Das nächste Stück einer Datei senden (tus 1.0)",
    description=(
        "„Upload-Offset“ nennt, wie viele Byte davor liegen. „Upload-Checksum“ ist freiwillig: sha1 oder sha256. "
        "Ein Stück ist höchstens so groß wie jede Anfrage."
    ),
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409, 412) | {CHECKSUM_MISMATCH: _DAMAGED},
    repeatable=False,  # a piece that comes again does not fit its place any more, and says so
    action=Action.UPLOAD_FILES,
    middleware=[SpeaksTus()],
    takes=PIECE_TYPE,
)
def append_upload(
    request: Call,
    actor: NamedDependency[Actor],
    uploads: NamedDependency[Uploads],
    upload: FromPath[str],
    body: RawBody,
) -> Response[None]:
    """Store the next piece."""
    require_version(request)
    checksum = request.headers.get("Upload-Checksum")
    now = uploads.append(actor, upload, offset_in(request), body, checksum)
    return Response(None, status_code=HTTP_204_NO_CONTENT, headers=dict(headers_of(now)))


@delete(
    "/uploads/{upload:str}",
    operation_id="remove_upload",
    summary="Eine hochgeladene Datei entfernen (tus 1.0, „termination“)",
    sync_to_thread=True,
    responses=responses(412),
    repeatable=False,  # it is gone after the first time
    action=Action.UPLOAD_FILES,
    middleware=[SpeaksTus()],
)
def remove_upload(
    request: Call, actor: NamedDependency[Actor], uploads: NamedDependency[Uploads], upload: FromPath[str]
) -> None:
    """Drop an upload with all that has arrived."""
    require_version(request)
    uploads.remove(actor, upload)


def _view(upload: Upload) -> UploadView:
    return UploadView(
        id=upload.id,
        name=upload.name,
        about=upload.about,
        size=upload.size,
        offset=upload.offset,
        expires_at=upload.expires_at,
        address=f"{ADDRESS}/{upload.id}",
    )


HANDLERS = (begin_upload, list_uploads, get_upload, append_upload, remove_upload)
