"""``/short-assessments``: Kurzbewertungen, from the first field to the signature of a second person."""

from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.etag import etag_of_view, expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.light_view import (
    SeenShortAssessmentView,
    ShortAssessmentView,
    TakenView,
    begun_light,
    listed_light,
    moved_light,
    seen_light,
    taken_light,
)
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from core.numbers import LARGEST_NUMBER
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import LightRoute, ShortAssessmentStage
from procurement.rules.light.form import LONGEST_TITLE
from procurement.services.light import LightDesk, LightDrafting, LightSigning
from procurement.services.light.signing import LONGEST_NOTE

Call = Request[Any, Any, Any]
Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Titel oder Nummer")]
Stage = Annotated[ShortAssessmentStage | None, QueryParameter(description="nur in diesem Stand")]


class BeginningInput(BaseModel):
    """What a Kurzbewertung begins with."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(max_length=LONGEST_TITLE, description="Was beschafft wird")
    route: LightRoute = Field(description="Weg zur Software")
    register_entry: int | None = Field(
        default=None, ge=1, le=LARGEST_NUMBER, description="Nummer des Eintrags im Vertragsregister, um den es geht"
    )


class ProductInput(BaseModel):
    """A product of the catalogue."""

    model_config = ConfigDict(extra="forbid")

    product: int = Field(ge=1, le=LARGEST_NUMBER, description="Nummer des Produkts im Verzeichnis")


class NoteInput(BaseModel):
    """Why it is handed back."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(max_length=LONGEST_NOTE, description="Was zu ändern ist")


@get(
    "/short-assessments",
    operation_id="list_short_assessments",
    summary="Kurzbewertungen auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_SHORT_ASSESSMENT,
)
def list_assessments(  # noqa: PLR0913, PLR0917 - what Litestar hands in
    request: Call,
    actor: NamedDependency[Actor],
    light_desk: NamedDependency[LightDesk],
    search: Search = "",
    stage: Stage = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ShortAssessmentView]]:
    """Return a part of the list, newest first."""
    found = light_desk.stretch(actor, search, stage, after=number_in(request), size=limit)
    return listed(request, map(listed_light, found.items), None if found.last is None else int(found.last))


@post(
    "/short-assessments",
    operation_id="begin_short_assessment",
    summary="Eine Kurzbewertung des eigenen Amts beginnen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(404, 409),
    action=Action.WRITE_SHORT_ASSESSMENT,
)
def begin_assessment(
    request: Call,
    actor: NamedDependency[Actor],
    light_drafting: NamedDependency[LightDrafting],
    data: JSONBody[BeginningInput],
) -> Response[ShortAssessmentView]:
    """Begin a Kurzbewertung."""
    entry = data.register_entry
    return answer_once(
        request, lambda once: light_drafting.begin(actor, data.title, data.route, once, entry=entry), begun_light
    )


@get(
    "/short-assessments/{short_assessment:int}",
    operation_id="get_short_assessment",
    summary="Eine Kurzbewertung mit ihren Feldern und dem, was noch fehlt",
    sync_to_thread=True,
    action=Action.READ_SHORT_ASSESSMENT,
)
def get_assessment(
    actor: NamedDependency[Actor], light_desk: NamedDependency[LightDesk], short_assessment: FromPath[int]
) -> Response[SeenShortAssessmentView]:
    """Return a Kurzbewertung."""
    view = seen_light(light_desk.see(actor, short_assessment))
    return Response(view, headers={"ETag": etag_of_view(view.assessment.version, view)})


@patch(
    "/short-assessments/{short_assessment:int}/fields/{light_field:str}",
    operation_id="change_short_assessment_field",
    summary="Ein Feld einer Kurzbewertung speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_SHORT_ASSESSMENT,
)
def change_field(
    request: Call,
    actor: NamedDependency[Actor],
    light_drafting: NamedDependency[LightDrafting],
    short_assessment: FromPath[int],
    light_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save a field."""
    edit = edit_of(request, light_field, data)
    return answer_once(request, lambda once: light_drafting.change(actor, short_assessment, edit, once), saved_field)


@post(
    "/short-assessments/{short_assessment:int}/products",
    operation_id="take_short_assessment_product",
    summary="Ein quelloffenes Produkt des Verzeichnisses in den nächsten freien Platz übernehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.WRITE_SHORT_ASSESSMENT,
)
def take_product(
    request: Call,
    actor: NamedDependency[Actor],
    light_drafting: NamedDependency[LightDrafting],
    short_assessment: FromPath[int],
    data: JSONBody[ProductInput],
) -> Response[TakenView]:
    """Take a product."""
    return answer_once(
        request, lambda once: light_drafting.take(actor, short_assessment, data.product, once), taken_light
    )


@post(
    "/short-assessments/{short_assessment:int}/submission",
    operation_id="submit_short_assessment",
    summary="Eine Kurzbewertung zur Zeichnung vorlegen",
    description="„If-Match“ nennt die Fassung, die zu sehen war.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_SHORT_ASSESSMENT,
)
def submit_assessment(
    request: Call,
    actor: NamedDependency[Actor],
    light_signing: NamedDependency[LightSigning],
    short_assessment: FromPath[int],
) -> Response[ShortAssessmentView]:
    """Hand it in."""
    seen = expected_version(request)
    return answer_once(request, lambda once: light_signing.ask(actor, short_assessment, seen, once), moved_light)


@post(
    "/short-assessments/{short_assessment:int}/return",
    operation_id="return_short_assessment",
    summary="Eine vorgelegte Kurzbewertung zurückgeben",
    description="„If-Match“ nennt die Fassung, die zu sehen war.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.SIGN_SHORT_ASSESSMENT,
)
def return_assessment(
    request: Call,
    actor: NamedDependency[Actor],
    light_signing: NamedDependency[LightSigning],
    short_assessment: FromPath[int],
    data: JSONBody[NoteInput],
) -> Response[ShortAssessmentView]:
    """Hand it back."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: light_signing.hand_back(actor, short_assessment, seen, data.note, once), moved_light
    )


@post(
    "/short-assessments/{short_assessment:int}/signature",
    operation_id="sign_short_assessment",
    summary="Eine Kurzbewertung als zweite Person zeichnen",
    description="„If-Match“ nennt die Fassung, die zu sehen war.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.SIGN_SHORT_ASSESSMENT,
)
def sign_assessment(
    request: Call,
    actor: NamedDependency[Actor],
    light_signing: NamedDependency[LightSigning],
    short_assessment: FromPath[int],
) -> Response[ShortAssessmentView]:
    """Sign it."""
    seen = expected_version(request)
    return answer_once(request, lambda once: light_signing.sign(actor, short_assessment, seen, once), moved_light)


@get(
    "/short-assessments/{short_assessment:int}/paper",
    operation_id="get_short_assessment_paper",
    summary="Eine Kurzbewertung als PDF",
    description="PDF/UA-1 und PDF/A-2a.",
    media_type="application/pdf",
    sync_to_thread=True,
    action=Action.READ_SHORT_ASSESSMENT,
)
def get_paper(
    actor: NamedDependency[Actor], light_desk: NamedDependency[LightDesk], short_assessment: FromPath[int]
) -> Response[bytes]:
    """Return the page for the file."""
    file = light_desk.paper(actor, short_assessment)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)


HANDLERS = (
    list_assessments,
    begin_assessment,
    get_assessment,
    change_field,
    take_product,
    submit_assessment,
    return_assessment,
    sign_assessment,
    get_paper,
)
