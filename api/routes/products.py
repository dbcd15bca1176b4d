"""``/products`` and ``/product-imports``: open-source products of the city's catalogue, and their collections."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from api.product_view import (
    ProductImportView,
    ProductView,
    import_view,
    product_view,
    stored_import,
)
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.alternatives import ProductCatalogue
from procurement.services.alternatives.catalogue import LONGEST_SOURCE, NewCollection

Call = Request[Any, Any, Any]
Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Name, Beschreibung, Funktionen")]
Category = Annotated[str, QueryParameter(max_length=200, description="Nur diese Kategorie")]
_LONGEST_FILE, _LONGEST_NAME, _MOST_FILES = 60_000_000, 400, 1_000


class CollectionFileInput(BaseModel):
    """A file of a collection."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=_LONGEST_NAME, description="Name der Datei")
    content: str = Field(max_length=_LONGEST_FILE, description="Inhalt, base64")


class CollectionInput(BaseModel):
    """A collection with its files."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(max_length=LONGEST_SOURCE, description="Name der Sammlung; ersetzt eine frühere dieses Namens")
    dated: date = Field(description="Tag, an dem die Sammlung entnommen wurde")
    files: list[CollectionFileInput] = Field(
        default_factory=list,
        max_length=_MOST_FILES,
        description="Mehrere publiccode.yml, oder eine Datei: ZIP, CSV, JSON",
    )
    uploads: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list,
        max_length=_MOST_FILES,
        description="Kennungen abgeschlossener Uploads, für größere Dateien über „/uploads“",
    )


@get(
    "/products",
    operation_id="list_products",
    summary="Quelloffene Produkte auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_PRODUCTS,
)
def list_products(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Call,
    actor: NamedDependency[Actor],
    product_catalogue: NamedDependency[ProductCatalogue],
    search: Search = "",
    category: Category = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ProductView]]:
    """Return a part of the list."""
    found = product_catalogue.walk(actor, search, category, after=number_in(request), size=limit + 1)
    items = [product_view(one) for one in found[:limit]]
    return listed(request, items, found[limit - 1].id if len(found) > limit else None)


@get(
    "/product-imports",
    operation_id="list_product_imports",
    summary="Übernahmen von Sammlungen, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_PRODUCTS,
)
def list_imports(
    request: Call,
    actor: NamedDependency[Actor],
    product_catalogue: NamedDependency[ProductCatalogue],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ProductImportView]]:
    """Return a part of the list."""
    page = product_catalogue.imports(actor, before=number_in(request), size=limit)
    return listed(request, [import_view(one) for one in page.items], page.before)


@post(
    "/product-imports",
    operation_id="import_products",
    summary="Eine Sammlung quelloffener Produkte übernehmen",
    description="Ersetzt im Verzeichnis eine frühere Übernahme derselben Sammlung; diese bleibt gespeichert.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.IMPORT_PRODUCTS,
)
def import_products(
    request: Call,
    actor: NamedDependency[Actor],
    product_catalogue: NamedDependency[ProductCatalogue],
    data: JSONBody[CollectionInput],
) -> Response[ProductImportView]:
    """Import a collection."""
    files = tuple((one.name, content_of(one.content, f"/files/{at}/content")) for at, one in enumerate(data.files))
    new = NewCollection(source=data.source, dated=data.dated, files=files, uploads=tuple(data.uploads))
    return answer_once(request, lambda once: product_catalogue.import_collection(actor, new, once), stored_import)


HANDLERS = (list_products, list_imports, import_products)
