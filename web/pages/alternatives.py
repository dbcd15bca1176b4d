"""Alternatives of a procedure: search, list, weigh up with reasons that save themselves, document, put on paper."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldTooLongError, Saved
from infra.policy.table import Action
from procurement.errors import AlternativeListedError, ProcedureFrozenError, ProductNotFoundError
from procurement.rules.alternatives import REASON, STANDING, STANDINGS, looked_for
from procurement.rules.procedure.facts import TextField
from procurement.services.alternatives import Alternatives
from procurement.services.alternatives.weighing import NewAlternative
from procurement.services.procedures import Drafting
from web import addresses
from web import alternative_words as words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.views.alternatives import EMPTY, alternative_fields, hit_lines
from web.views.fields import TOO_LONG, edits_in, stored_fields, typed_fields
from web.views.typed import Typed, faults_at, values_in
from web.wording import PROCEDURE_TEXTS

_CHECK = TextField.OPEN_SOURCE_CHECK.value
_WANTED = ("suche", "kategorie")
_HAND = ("name", "adresse", "lizenz", "version", "beschreibung", "quelle")
_PLACES = {
    "/name": "name",
    "/url": "adresse",
    "/licence": "lizenz",
    "/product_version": "version",
    "/summary": "beschreibung",
    "/source": "quelle",
    "/words": "suche",
}
_REFUSALS: Mapping[type[Exception], str] = {
    ProcedureFrozenError: "Das Vergabeverfahren lässt sich gerade nicht ändern. Es ist nichts gespeichert.",
    AlternativeListedError: "Dieses Produkt steht schon auf der Liste.",
    ProductNotFoundError: "Dieses Produkt steht nicht mehr im Verzeichnis. Bitte suchen Sie noch einmal.",
    FieldConflictError: "Der Text der Prüfung wurde inzwischen geändert. Bitte lesen Sie ihn, bevor Sie ihn ersetzen.",
    FieldTooLongError: "Ein Text ist zu lang. Bitte kürzen Sie ihn.",
}
_TROUBLES: tuple[type[Exception], ...] = (InputError, *_REFUSALS)
_CONFLICT = 409
_LARGEST_BODY = 600_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Category = Annotated[str, QueryParameter(name="kategorie", max_length=200)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/alternativen", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_alternatives(
    request: Connection,
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    search: Search = "",
    category: Category = "",
) -> Response[str]:
    """Show searches, what was found, what is listed, and the documented check."""
    return _page(
        request, alternatives, procedure, Typed(form="", values={"suche": search, "kategorie": category}, status=200)
    )


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/suchen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def keep_search(
    request: Connection, alternatives: NamedDependency[Alternatives], procedure: FromPath[str]
) -> Answer:
    """Keep a search."""
    wanted = values_in(await form_of(request), _WANTED)
    call = lambda: alternatives.keep_search(request.user, procedure, wanted["suche"], wanted["kategorie"])  # noqa: E731 - one of several
    sent = Typed(form="suchen", values=wanted)
    return await asyncio.to_thread(_do, request, alternatives, procedure, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/aufnehmen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def take(request: Connection, alternatives: NamedDependency[Alternatives], procedure: FromPath[str]) -> Answer:
    """List a product of the catalogue."""
    form = await form_of(request)
    number, wanted = text_in(form, "produkt"), values_in(form, _WANTED)
    product = int(number) if number.isascii() and number.isdecimal() and len(number) <= len("999999999") else 0
    call = lambda: alternatives.take(request.user, procedure, product)  # noqa: E731 - one of several
    return await asyncio.to_thread(_do, request, alternatives, procedure, Typed(form="aufnehmen", values=wanted), call)


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/eintragen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def add_by_hand(
    request: Connection, alternatives: NamedDependency[Alternatives], procedure: FromPath[str]
) -> Answer:
    """List a product that the catalogue does not have."""
    typed = values_in(await form_of(request), _HAND)
    name, url, licence, version, summary, source = (typed[one] for one in _HAND)
    new = NewAlternative(name=name, url=url, licence=licence, product_version=version, summary=summary, source=source)
    call = lambda: alternatives.add_by_hand(request.user, procedure, new)  # noqa: E731 - one of several
    return await asyncio.to_thread(_do, request, alternatives, procedure, Typed(form="eintragen", values=typed), call)


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/{alternative_number:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def save(
    request: Connection,
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    alternative_number: FromPath[int],
) -> Answer:
    """Save standing and reason that did not save themselves."""
    form = await form_of(request)
    edits = _own_edits(form, alternative_number)

    def call() -> Answer:
        sent = Typed(form="beurteilen", values={})
        outcomes: Mapping[str, Saved | Conflict] = {}
        try:
            outcomes = alternatives.save(request.user, procedure, alternative_number, edits)
        except _TROUBLES as error:
            return _page(request, alternatives, procedure, _refused(sent, error), (alternative_number, edits, {}))
        if any(isinstance(one, Conflict) for one in outcomes.values()):
            stale = Typed(form="beurteilen", values={}, status=_CONFLICT)
            return _page(request, alternatives, procedure, stale, (alternative_number, edits, outcomes))
        return Redirect(f"{addresses.alternatives(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/{alternative_number:int}/entfernen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def remove(
    request: Connection,
    alternatives: NamedDependency[Alternatives],
    procedure: FromPath[str],
    alternative_number: FromPath[int],
) -> Answer:
    """Take an alternative from the list."""
    await form_of(request)
    call = lambda: alternatives.remove(request.user, procedure, alternative_number)  # noqa: E731 - one of several
    return await asyncio.to_thread(_do, request, alternatives, procedure, Typed(form="entfernen", values={}), call)


@post(
    "/vergabeverfahren/{procedure:str}/alternativen/pruefung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_PROCEDURE,
)
async def document(
    request: Connection,
    alternatives: NamedDependency[Alternatives],
    drafting: NamedDependency[Drafting],
    procedure: FromPath[str],
) -> Answer:
    """Write the proposal into the text of the procedure, or save the text as it was typed."""
    form = await form_of(request)
    (edit,) = edits_in(form, (_CHECK,)) or [Edit(field=_CHECK, value="", base_version=0)]
    is_proposal = text_in(form, "wahl") == "vorschlag"

    def call() -> object:
        if is_proposal:
            return alternatives.document(request.user, procedure, edit.base_version)
        return drafting.change_text(request.user, procedure, edit)

    sent = Typed(form="pruefung", values={_CHECK: edit.value})
    return await asyncio.to_thread(_do, request, alternatives, procedure, sent, call)


@get(
    "/vergabeverfahren/{procedure:str}/alternativen/dateien/unterlage.pdf",
    sync_to_thread=True,
    action=Action.READ_PROCEDURE,
)
def download_paper(
    request: Connection, alternatives: NamedDependency[Alternatives], procedure: FromPath[str]
) -> Response[bytes]:
    """Give one page for the file."""
    return attachment(alternatives.paper(request.user, procedure))


def _do(
    request: Connection, alternatives: Alternatives, procedure: str, sent: Typed, call: Callable[[], object]
) -> Answer:
    try:
        call()
    except _TROUBLES as error:
        return _page(request, alternatives, procedure, _refused(sent, error))
    return Redirect(f"{addresses.alternatives(procedure)}?geaendert=ja", status_code=SEE_OTHER)


def _refused(sent: Typed, error: Exception) -> Typed:
    if isinstance(error, InputError):
        return Typed(form=sent.form, values=sent.values, faults=faults_at(error, _PLACES))
    return Typed(form=sent.form, values=sent.values, sentence=_REFUSALS[type(error)], status=_CONFLICT)


def _own_edits(form: FormMultiDict, number: int) -> tuple[Edit, ...]:
    """Return the wishes of the form of one alternative; names on the page end with its number."""
    found = edits_in(form, (f"{STANDING}-{number}", f"{REASON}-{number}"))
    return tuple(
        Edit(field=one.field.removesuffix(f"-{number}"), value=one.value, base_version=one.base_version, form=one.form)
        for one in found
    )


def _page(
    request: Connection,
    alternatives: Alternatives,
    procedure: str,
    typed: Typed,
    own: tuple[int, Sequence[Edit], Mapping[str, Saved | Conflict]] | None = None,
) -> Response[str]:
    opened = alternatives.open(request.user, procedure)
    wanted = {name: typed.values.get(name, "").strip() for name in _WANTED}
    found = alternatives.search(request.user, procedure, *wanted.values()) if any(wanted.values()) else None
    held = {_CHECK: opened.check}
    check = stored_fields(held)
    if typed.form == "pruefung":
        edit = Edit(field=_CHECK, value=typed.values[_CHECK], base_version=0)
        outcomes = {_CHECK: Conflict(opened.check)} if typed.status == _CONFLICT else {}
        check = typed_fields(held, [edit], outcomes, {})
    return render(
        request,
        "vergabeverfahren/alternativen.html",
        status=typed.status,
        opened=opened,
        procedure=opened.procedure,
        found=found,
        hits=hit_lines(found, opened) if found else (),
        wanted=wanted,
        typed=typed,
        hand={name: typed.value("eintragen", name) for name in _HAND} if typed.form == "eintragen" else EMPTY,
        fields={
            one.alternative.number: alternative_fields(opened, one.alternative.number, own)
            for one in opened.alternatives
        },
        check=check[0],
        check_text=PROCEDURE_TEXTS[_CHECK],
        standings=[(one.value, text) for one, text in STANDINGS.items()],
        form_name=uuid4().hex,
        too_long=TOO_LONG,
        words=words,
        looked_for=looked_for,
    )


HANDLERS = (
    show_alternatives,
    keep_search,
    take,
    add_by_hand,
    save,
    remove,
    document,
    download_paper,
)
