"""Open-source products: the city's catalogue, one product, and importing collections."""

import asyncio
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from core.german import read_day
from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from infra.uploads.errors import UploadNotFoundError, UploadUnfinishedError
from infra.uploads.services import Uploads
from procurement.services.alternatives import ProductCatalogue
from procurement.services.alternatives.catalogue import MAXIMUM_BYTES, NewCollection
from web import addresses
from web import alternative_words as words
from web.local_time import NO_DAY
from web.pages.evidence import offer
from web.pages.evidence_changes import NOTHING as NOTHING_CHOSEN
from web.pages.evidence_changes import files_in, trouble
from web.rendering import SEE_OTHER, render
from web.upload import form_of, one_fault
from web.views.typed import NOTHING, Typed, faults_at, values_in

PAGE_SIZE = 25
_LARGEST = 1_000_000
_TYPED = ("sammlung", "stand-tag")
_PLACES = {"/source": "sammlung", "/dated": "stand-tag", "/content": "dateien", "": "dateien"}
_PURPOSE = "sammlung"

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Category = Annotated[str, QueryParameter(name="kategorie", max_length=200)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST)]
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/produkte", sync_to_thread=True, action=Action.READ_PRODUCTS)
def list_products(
    request: Connection,
    product_catalogue: NamedDependency[ProductCatalogue],
    search: Search = "",
    category: Category = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the products."""
    return render(
        request,
        "produkte/liste.html",
        found=product_catalogue.search(request.user, search, category, page=number, size=PAGE_SIZE),
        categories=product_catalogue.categories(request.user),
        sources=product_catalogue.sources(request.user),
        search=search.strip(),
        category=category,
        to=partial(addresses.products, category=category),
        words=words,
    )


@get("/produkte/{product:int}", sync_to_thread=True, action=Action.READ_PRODUCTS)
def show_product(
    request: Connection, product_catalogue: NamedDependency[ProductCatalogue], product: FromPath[int]
) -> Response[str]:
    """Show what a collection says of a product."""
    return render(request, "produkte/produkt.html", one=product_catalogue.find(request.user, product), words=words)


@get("/produkte/sammlungen", sync_to_thread=True, action=Action.READ_PRODUCTS)
def list_imports(
    request: Connection,
    product_catalogue: NamedDependency[ProductCatalogue],
    uploads: NamedDependency[Uploads],
    before: Before = None,
) -> Response[str]:
    """Show the imports, and the form for a new one."""
    return _imports(request, product_catalogue, uploads, before)


@post("/produkte/sammlungen", status_code=SEE_OTHER, action=Action.IMPORT_PRODUCTS)
async def import_products(
    request: Connection, product_catalogue: NamedDependency[ProductCatalogue], uploads: NamedDependency[Uploads]
) -> Answer:
    """Import a collection."""
    form = await form_of(request)
    sent, handed = Typed(form="neu", values=values_in(form, _TYPED)), await files_in(form)

    def call() -> Answer:
        day = read_day(sent.values["stand-tag"])
        faults = {} if day else {"stand-tag": NO_DAY}
        if handed.is_empty:
            faults["dateien"] = NOTHING_CHOSEN
        if faults or day is None:
            wrong = Typed(form="neu", values=sent.values, faults=faults)
            return _imports(request, product_catalogue, uploads, None, wrong)
        new = NewCollection(source=sent.values["sammlung"], dated=day, files=handed.contents, uploads=handed.uploads)
        try:
            product_catalogue.import_collection(request.user, new)
        except InputError as error:
            wrong = Typed(form="neu", values=sent.values, faults=faults_at(error, _PLACES))
            return _imports(request, product_catalogue, uploads, None, wrong)
        except (UploadNotFoundError, UploadUnfinishedError) as error:
            wrong = Typed(form="neu", values=sent.values, faults={"dateien": trouble(error).lines[0].text})
            return _imports(request, product_catalogue, uploads, None, wrong)
        return Redirect("/produkte/sammlungen?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


def _imports(
    request: Connection, catalogue: ProductCatalogue, uploads: Uploads, before: int | None, typed: Typed = NOTHING
) -> Response[str]:
    return render(
        request,
        "produkte/sammlungen.html",
        status=typed.status,
        found=catalogue.imports(request.user, before=before, size=PAGE_SIZE),
        is_first=before is None,
        typed=typed,
        offer=offer(request, uploads, _PURPOSE, MAXIMUM_BYTES),
        purpose=_PURPOSE,
        files_fault=one_fault(typed.fault("neu", "dateien")) if typed.fault("neu", "dateien") else None,
        words=words,
    )


HANDLERS = (list_products, show_product, list_imports, import_products)
