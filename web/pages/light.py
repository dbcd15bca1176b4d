"""Kurzbewertungen: the list, one page that saves itself, handing in, signing, and the page for the file."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.numbers import LARGEST_NUMBER
from infra.fields.model import Conflict, FieldTooLongError, Saved
from infra.policy.table import Action
from procurement.errors import (
    ProductNotFoundError,
    ShortAssessmentClosedError,
    ShortAssessmentOfficeMissingError,
    ShortAssessmentSamePersonError,
)
from procurement.model import LightRoute, ShortAssessmentStage
from procurement.rules.light import form as rules
from procurement.rules.light.renewal import ROUTE as USUAL_ROUTE
from procurement.rules.light.wording import FAULTS, STAGES
from procurement.rules.wording import fault_sentence
from procurement.services.light import LightDesk, LightDrafting, LightSigning
from procurement.services.light.signing import LONGEST_NOTE
from procurement.services.register import RegisterDesk
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import number_in, version_in
from web.views.fields import TOO_LONG, edits_in
from web.views.light import Sent, shown

PAGE_SIZE = 25
_LARGEST_PAGE, _LARGEST_BODY, _CONFLICT = 1_000_000, 100_000, 409
_NO_OFFICE = (
    "Ihrem Konto ist kein Amt zugeordnet; eine Kurzbewertung gehört immer zu einem Amt. "
    "Bitte wenden Sie sich an die Verwaltung von Prüfstand."
)
_SIGN, _ENTRY = "zeichnen", "eintrag"
_ENDS = frozenset({_SIGN, "zurueck"})
_UNCLEAR = "Zeichnen Sie ohne Hinweis, oder geben Sie mit Hinweis zurück. Es ist nichts geschehen."
_REFUSALS: Mapping[type[Exception], str] = {
    ShortAssessmentClosedError: "In diesem Stand geht das nicht mehr. Bitte sehen Sie den Stand nach.",
    ShortAssessmentSamePersonError: "Wer an der Kurzbewertung geschrieben hat, zeichnet sie nicht.",
    VersionConflictError: "Die Kurzbewertung ist inzwischen einen Schritt weiter. Bitte lesen Sie sie noch einmal.",
    ProductNotFoundError: "Dieses Produkt steht nicht mehr im Verzeichnis. Bitte suchen Sie noch einmal.",
}
_TROUBLES: tuple[type[Exception], ...] = tuple(_REFUSALS)

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Stage = Annotated[str, QueryParameter(name="stand", max_length=20)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Entry = Annotated[int | None, QueryParameter(name="eintrag", ge=1, le=LARGEST_NUMBER)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/kurzbewertungen", sync_to_thread=True, action=Action.READ_SHORT_ASSESSMENT)
def show_assessments(
    request: Connection,
    light_desk: NamedDependency[LightDesk],
    search: Search = "",
    stage: Stage = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the list."""
    wanted = ShortAssessmentStage(stage) if stage in set(ShortAssessmentStage) else None
    found = light_desk.page(request.user, search, wanted, page=number, size=PAGE_SIZE)
    return render(
        request,
        "kurzbewertungen/liste.html",
        found=found.page,
        offices=found.offices,
        search=search.strip(),
        stage=wanted.value if wanted else "",
        stages=[(one.value, text) for one, text in STAGES.items()],
        words=STAGES,
        to=partial(_list_address, stage),
    )


def _list_address(stage: str, search: str, page: int) -> str:
    return addresses.short_assessments(search, page, stage)


@get("/kurzbewertungen/neu", sync_to_thread=True, action=Action.WRITE_SHORT_ASSESSMENT)
def show_new_assessment(
    request: Connection, register_desk: NamedDependency[RegisterDesk], entry: Entry = None
) -> Response[str]:
    """Show the form that a Kurzbewertung begins with, be it about something in the register."""
    if entry is None:
        return _new(request, {rules.TITLE: "", rules.ROUTE: "", _ENTRY: ""}, {})
    product = register_desk.see(request.user, entry).entry.facts.product[: rules.LONGEST_TITLE]
    return _new(request, {rules.TITLE: product, rules.ROUTE: USUAL_ROUTE.value, _ENTRY: str(entry)}, {})


@post(
    "/kurzbewertungen/neu",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_SHORT_ASSESSMENT,
)
async def add_assessment(request: Connection, light_drafting: NamedDependency[LightDrafting]) -> Answer:
    """Begin a Kurzbewertung."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (rules.TITLE, rules.ROUTE)}
    entry = number_in(form, _ENTRY) if _ENTRY in form else None
    return await asyncio.to_thread(_add, request, light_drafting, typed | {_ENTRY: str(entry or "")}, entry)


def _add(request: Connection, drafting: LightDrafting, typed: Mapping[str, str], entry: int | None) -> Answer:
    if typed[rules.ROUTE] not in set(LightRoute):
        return _new(request, typed, {rules.ROUTE: FAULTS["light_route"]})
    try:
        begun = drafting.begin(request.user, typed[rules.TITLE], LightRoute(typed[rules.ROUTE]), entry=entry)
    except InputError as error:
        return _new(request, typed, {rules.TITLE: fault_sentence(error.faults[0])})
    except ShortAssessmentOfficeMissingError:
        return _new(request, typed, {rules.TITLE: _NO_OFFICE})
    return Redirect(addresses.short_assessment(begun.number), status_code=SEE_OTHER)


def _new(request: Connection, typed: Mapping[str, str], faults: Mapping[str, str]) -> Response[str]:
    return render(
        request,
        "kurzbewertungen/neu.html",
        status=UNREADABLE if faults else 200,
        typed=typed,
        faults=faults,
        ids={one.name: (one.name, one.label) for one in rules.HEAD},
        routes=list(rules.ROUTES.items()),
        longest=rules.LONGEST_TITLE,
    )


@get("/kurzbewertungen/{short_assessment:int}", sync_to_thread=True, action=Action.READ_SHORT_ASSESSMENT)
def show_assessment(
    request: Connection, light_desk: NamedDependency[LightDesk], short_assessment: FromPath[int], search: Search = ""
) -> Response[str]:
    """Show one: to whoever may write it, its form; what is missing; what can be done now."""
    return _page(request, light_desk, short_assessment, Sent(search=search))


@post(
    "/kurzbewertungen/{short_assessment:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_SHORT_ASSESSMENT,
)
async def save_assessment(
    request: Connection,
    light_desk: NamedDependency[LightDesk],
    light_drafting: NamedDependency[LightDrafting],
    light_signing: NamedDependency[LightSigning],
    short_assessment: FromPath[int],
) -> Answer:
    """Save all fields at once, and then search, take a product or hand it in, whichever button was pressed."""
    form = await form_of(request)

    def call() -> Answer:
        sent = _saved(request, light_drafting, short_assessment, form)
        if sent.status != SEE_OTHER:
            return _page(request, light_desk, short_assessment, sent)
        return _then(request, (light_desk, light_drafting, light_signing), short_assessment, form)

    return await asyncio.to_thread(call)


def _saved(request: Connection, drafting: LightDrafting, number: int, form: FormMultiDict) -> Sent:
    edits = edits_in(form, list(rules.FIELDS))
    outcomes: Mapping[str, Saved | Conflict] = {}
    search = text_in(form, "woerter")
    try:
        outcomes = drafting.save(request.user, number, edits)
    except FieldTooLongError as error:
        faults = {error.field: TOO_LONG.format(longest=error.longest)}
        return Sent(edits=edits, faults=faults, search=search, status=UNREADABLE)
    except ShortAssessmentClosedError as error:
        return Sent(edits=edits, refused=_REFUSALS[type(error)], search=search, status=_CONFLICT)
    is_stale = any(isinstance(one, Conflict) for one in outcomes.values())
    return Sent(edits=edits, outcomes=outcomes, search=search, status=_CONFLICT if is_stale else SEE_OTHER)


def _then(
    request: Connection,
    services: tuple[LightDesk, LightDrafting, LightSigning],
    number: int,
    form: FormMultiDict,
) -> Answer:
    desk, drafting, signing = services
    product, wish, search = text_in(form, "produkt"), text_in(form, "wahl"), text_in(form, "woerter")[:200]
    try:
        if product:
            place = drafting.take(request.user, number, number_in(form, "produkt"))
            return Redirect(f"{addresses.short_assessment(number)}#name-{place}", status_code=SEE_OTHER)
        if wish == "vorlegen":
            signing.ask(request.user, number, version_in(form, "fassung"))
    except InputError as error:
        places = {one.pointer.removeprefix("/"): fault_sentence(one) for one in error.faults}
        return _page(request, desk, number, Sent(faults=places, search=search, status=UNREADABLE))
    except _TROUBLES as error:
        return _page(request, desk, number, Sent(refused=_REFUSALS[type(error)], search=search, status=_CONFLICT))
    return Redirect(addresses.short_assessment_after(number, search if wish == "suchen" else ""), status_code=SEE_OTHER)


@post(
    "/kurzbewertungen/{short_assessment:int}/zeichnen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.SIGN_SHORT_ASSESSMENT,
)
async def end_assessment(
    request: Connection,
    light_desk: NamedDependency[LightDesk],
    light_signing: NamedDependency[LightSigning],
    short_assessment: FromPath[int],
) -> Answer:
    """Sign what was handed in, or hand it back."""
    form = await form_of(request)
    version, note, wish = version_in(form, "fassung"), text_in(form, "hinweis"), text_in(form, "wahl")

    def call() -> Answer:
        if wish not in _ENDS or (wish == _SIGN and note.strip()):
            sent = Sent(refused=_UNCLEAR, note=note, status=UNREADABLE)
            return _page(request, light_desk, short_assessment, sent)
        try:
            if wish == _SIGN:
                light_signing.sign(request.user, short_assessment, version)
            else:
                light_signing.hand_back(request.user, short_assessment, version, note)
        except InputError as error:
            told = " ".join(fault_sentence(one) for one in error.faults)
            return _page(request, light_desk, short_assessment, Sent(refused=told, note=note, status=UNREADABLE))
        except _TROUBLES as error:
            sent = Sent(refused=_REFUSALS[type(error)], note=note, status=_CONFLICT)
            return _page(request, light_desk, short_assessment, sent)
        return Redirect(addresses.short_assessment(short_assessment), status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


@get(
    "/kurzbewertungen/{short_assessment:int}/dateien/kurzbewertung.pdf",
    sync_to_thread=True,
    action=Action.READ_SHORT_ASSESSMENT,
)
def download_assessment(
    request: Connection, light_desk: NamedDependency[LightDesk], short_assessment: FromPath[int]
) -> Response[bytes]:
    """Give the page for the file."""
    return attachment(light_desk.paper(request.user, short_assessment))


def _page(request: Connection, desk: LightDesk, number: int, sent: Sent) -> Response[str]:
    seen = desk.see(request.user, number)
    found = desk.products(request.user, sent.search) if seen.may_write and sent.search.strip() else None
    return render(
        request,
        "kurzbewertungen/seite.html",
        status=sent.status,
        form_name=uuid4().hex,
        saving=f"/api/v1/short-assessments/{number}/fields/",
        longest_note=LONGEST_NOTE,
        **shown(seen, sent, found),
    )


HANDLERS: Sequence[Any] = (
    show_assessments,
    show_new_assessment,
    add_assessment,
    show_assessment,
    save_assessment,
    end_assessment,
    download_assessment,
)
