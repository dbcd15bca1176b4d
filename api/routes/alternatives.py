"""``/procedures/…/alternatives``: open-source products weighed up for a procedure, and the page for the file."""

from typing import Annotated, Any

from litestar import Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.etag import expected_version
from api.fields import PRECONDITION, FieldInput, FieldView, edit_of, saved_field
from api.once import answer_once, presented
from api.problems import responses
from api.product_view import (
    AlternativeReceipt,
    AlternativeSearchView,
    AlternativesView,
    FoundProductsView,
    alternatives_view,
    found_view,
    kept_search,
    listed_alternative,
)
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.alternatives import Alternatives
from procurement.services.alternatives.weighing import LONGEST_WORDS, NewAlternative

Call = Request[Any, Any, Any]
Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus dem Bedarf")]
Category = Annotated[str, QueryParameter(max_length=200, description="Nur diese Kategorie")]


class WordsInput(BaseModel):
    """What is looked for."""

    model_config = ConfigDict(extra="forbid")

    words: str = Field(default="", max_length=LONGEST_WORDS, description="Wörter aus dem Bedarf")
    category: str = Field(default="", max_length=LONGEST_WORDS, description="Nur diese Kategorie")


class TakingInput(BaseModel):
    """A product of the catalogue."""

    model_config = ConfigDict(extra="forbid")

    product: int = Field(ge=1, description="Nummer des Produkts im Verzeichnis")


class AlternativeInput(BaseModel):
    """A product entered by hand."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=400, description="Name des Produkts")
    url: str = Field(default="", max_length=500, description="Adresse des Repositoriums oder der Seite")
    licence: str = Field(default="", max_length=400, description="Lizenz")
    product_version: str = Field(default="", max_length=100, description="Version")
    summary: str = Field(default="", max_length=1000, description="Was es leistet")
    source: str = Field(default="", max_length=300, description="Woher das bekannt ist")


@get(
    "/procedures/{procedure:str}/alternatives",
    operation_id="list_alternatives",
    summary="Quelloffene Alternativen eines Vergabeverfahrens",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def list_alternatives(
    actor: NamedDependency[Actor], alternatives: NamedDependency[Alternatives], procedure: FromPath[str]
) -> AlternativesView:
    """Return searches, alternatives and the documented check."""
    return alternatives_view(alternatives.open(actor, procedure))


@get(
    "/procedures/{procedure:str}/alternative-products",
    operation_id="find_alternatives",
    summary="Quelloffene Produkte zu einem Bedarf suchen",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def find_alternatives(
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    search: Search = "",
    category: Category = "",
) -> FoundProductsView:
    """Return the most telling products; nothing is kept."""
    return found_view(alternatives.search(actor, procedure, search, category))


@post(
    "/procedures/{procedure:str}/alternative-searches",
    operation_id="keep_alternative_search",
    summary="Eine Suche nach quelloffenen Alternativen festhalten",
    description="Auch, dass nichts gefunden wurde, gehört zur Prüfung.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_PROCEDURE,
)
def keep_search(
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    data: JSONBody[WordsInput],
) -> Response[AlternativeSearchView]:
    """Keep a search."""
    wanted = (data.words, data.category)
    return answer_once(request, lambda once: alternatives.keep_search(actor, procedure, *wanted, once), kept_search)


@post(
    "/procedures/{procedure:str}/alternatives-from-catalogue",
    operation_id="take_alternative",
    summary="Ein Produkt des Verzeichnisses als Alternative aufnehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_PROCEDURE,
)
def take_alternative(
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    data: JSONBody[TakingInput],
) -> Response[AlternativeReceipt]:
    """List a product of the catalogue."""
    return answer_once(
        request, lambda once: alternatives.take(actor, procedure, data.product, once), listed_alternative
    )


@post(
    "/procedures/{procedure:str}/alternatives",
    operation_id="add_alternative",
    summary="Ein Produkt von Hand als Alternative aufnehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_PROCEDURE,
)
def add_alternative(
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    data: JSONBody[AlternativeInput],
) -> Response[AlternativeReceipt]:
    """List a product that the catalogue does not have."""
    new = NewAlternative(**data.model_dump())
    return answer_once(request, lambda once: alternatives.add_by_hand(actor, procedure, new, once), listed_alternative)


@patch(
    "/procedures/{procedure:str}/alternatives/{alternative_number:int}/{alternative_field:str}",
    operation_id="change_alternative",
    summary="Beurteilung oder Grund einer Alternative speichern",
    description=PRECONDITION,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_PROCEDURE,
)
def change_alternative(  # noqa: PLR0913, PLR0917 - who, which field of what
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    alternative_number: FromPath[int],
    alternative_field: FromPath[str],
    data: JSONBody[FieldInput],
) -> Response[FieldView]:
    """Save ``stand`` or ``grund``."""
    edit = edit_of(request, alternative_field, data)
    return answer_once(
        request, lambda once: alternatives.change(actor, procedure, alternative_number, edit, once), saved_field
    )


@delete(
    "/procedures/{procedure:str}/alternatives/{alternative_number:int}",
    operation_id="remove_alternative",
    summary="Eine Alternative aus der Liste nehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_PROCEDURE,
)
def remove_alternative(
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    alternative_number: FromPath[int],
) -> Response[None]:
    """Take an alternative from the list."""
    return answer_once(
        request,
        lambda once: alternatives.remove(actor, procedure, alternative_number, once),
        lambda _nothing: presented(status=HTTP_204_NO_CONTENT),
    )


@post(
    "/procedures/{procedure:str}/alternative-check",
    operation_id="document_alternatives",
    summary="Die Prüfung quelloffener Alternativen dokumentieren",
    description="Schreibt den Vorschlag in den Text des Vergabeverfahrens. „If-Match“ nennt dessen Fassung.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_PROCEDURE,
)
def document_alternatives(
    request: Call,
    actor: NamedDependency[Actor],
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
) -> Response[FieldView]:
    """Write the proposal into the text of the procedure."""
    seen = expected_version(request, first=0)
    return answer_once(request, lambda once: alternatives.document(actor, procedure, seen, once), saved_field)


@get(
    "/procedures/{procedure:str}/alternatives-paper",
    operation_id="get_alternatives_paper",
    summary="Unterlage zur Prüfung quelloffener Alternativen als PDF",
    media_type="application/pdf",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def get_paper(
    actor: NamedDependency[Actor], alternatives: NamedDependency[Alternatives], procedure: FromPath[str]
) -> Response[bytes]:
    """Return one page for the file."""
    file = alternatives.paper(actor, procedure)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)


HANDLERS = (
    list_alternatives,
    find_alternatives,
    keep_search,
    take_alternative,
    add_alternative,
    change_alternative,
    remove_alternative,
    document_alternatives,
    get_paper,
)
