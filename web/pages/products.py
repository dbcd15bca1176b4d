"""Open-source products: the city's catalogue, one product, and importing collections."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.services.alternatives import ProductCatalogue
from procurement.services.alternatives.catalogue import NewCollection
from web import alternative_words as words
from web.local_time import NO_DAY, read_day
from web.rendering import SEE_OTHER, render
from web.upload import form_of, megabytes
from web.views.typed import NOTHING, Typed, faults_at, values_in

PAGE_SIZE = 25
_LARGEST = 1_000_000
_TYPED = ("sammlung", "stand-tag")
_PLACES = {"/source": "sammlung", "/dated": "stand-tag", "/content": "dateien", "": "dateien"}
_MOST_FILES = 1_000

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
    request: Connection, product_catalogue: NamedDependency[ProductCatalogue], before: Before = None
) -> Response[str]:
    """Show the imports, and the form for a new one."""
    return _imports(request, product_catalogue, before)


@post("/produkte/sammlungen", status_code=SEE_OTHER, action=Action.IMPORT_PRODUCTS)
async def import_products(request: Connection, product_catalogue: NamedDependency[ProductCatalogue]) -> Answer:
    """Import a collection."""
    form = await form_of(request)
    sent, files = Typed(form="neu", values=values_in(form, _TYPED)), await _files_in(form)

    def call() -> Answer:
        day = read_day(sent.values["stand-tag"])
        faults = {} if day else {"stand-tag": NO_DAY}
        if not files:
            faults["dateien"] = "Bitte wählen Sie mindestens eine Datei."
        if faults or day is None:
            return _imports(request, product_catalogue, None, Typed(form="neu", values=sent.values, faults=faults))
        new = NewCollection(source=sent.values["sammlung"], dated=day, files=files)
        try:
            product_catalogue.import_collection(request.user, new)
        except InputError as error:
            wrong = Typed(form="neu", values=sent.values, faults=faults_at(error, _PLACES))
            return _imports(request, product_catalogue, None, wrong)
        return Redirect("/produkte/sammlungen?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


def _imports(
    request: Connection, catalogue: ProductCatalogue, before: int | None, typed: Typed = NOTHING
) -> Response[str]:
    return render(
        request,
        "produkte/sammlungen.html",
        status=typed.status,
        found=catalogue.imports(request.user, before=before, size=PAGE_SIZE),
        is_first=before is None,
        typed=typed,
        megabytes=megabytes(request),
        words=words,
    )


async def _files_in(form: FormMultiDict) -> tuple[tuple[str, bytes], ...]:
    given = [one for one in form.getall("dateien", []) if isinstance(one, UploadFile) and one.filename]
    return tuple([(one.filename, await one.read()) for one in given[:_MOST_FILES]])


HANDLERS = (list_products, show_product, list_imports, import_products)
