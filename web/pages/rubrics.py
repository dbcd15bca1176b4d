"""Rubrics (Bewertungsschlüssel): the list, one version, a new one by form or file, and the choice for a lot."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.numbers import LARGEST_NUMBER
from infra.exported_file import ExportedFile
from infra.policy.table import Action
from procurement.errors import RubricNotFoundError, RubricVersionTakenError
from procurement.rules.openness.rubric_document import RubricEdit, edited
from procurement.rules.openness.wording import SIGNALS
from procurement.rules.procedure.lot_terms import open_source_criteria
from procurement.rules.wording import fault_sentence
from procurement.services.naming import plain_name
from procurement.services.openness import Rubrics
from procurement.services.procedures import Procedures
from web import addresses
from web.downloads import attachment
from web.pages.procedure_lots import CHANGED
from web.rendering import SEE_OTHER, render
from web.upload import (
    FILE,
    NOTHING_CHOSEN,
    UNREADABLE,
    FaultList,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    submitted,
    text_in,
)
from web.versions import version_in
from web.views.lots import lot_of

PAGE_SIZE = 25
HEAD = ("fassung", "gueltig-ab", "titel", "fundstelle", "erklaert")
TAKEN = "Die Fassung „{version}“ gibt es schon, und sie sagt etwas anderes. Bitte geben Sie einen anderen Namen."
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 1_000_000
_CHOICE = "/vergabeverfahren/{procedure:str}/lose/{number:int}/bewertungsschluessel"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]
Base = Annotated[int | None, QueryParameter(name="von", ge=1, le=LARGEST_NUMBER)]


@get("/bewertungsschluessel", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_rubrics(request: Connection, rubrics: NamedDependency[Rubrics], before: Before = None) -> Response[str]:
    """Show the versions of the city, the newest first."""
    page = rubrics.page(request.user, before=before, size=PAGE_SIZE)
    return render(request, "offenheit/schluessel.html", page=page, is_first=before is None)


@get("/bewertungsschluessel/{rubric:int}", sync_to_thread=True, action=Action.READ_CRITERIA)
def show_rubric(request: Connection, rubrics: NamedDependency[Rubrics], rubric: FromPath[int]) -> Response[str]:
    """Show one version."""
    opened = rubrics.open(request.user, rubric)
    return render(request, "offenheit/schluessel_fassung.html", opened=opened, signals=SIGNALS)


@get("/bewertungsschluessel/{rubric:int}/datei", sync_to_thread=True, action=Action.READ_CRITERIA)
def save_rubric(request: Connection, rubrics: NamedDependency[Rubrics], rubric: FromPath[int]) -> Response[bytes]:
    """Return one version as a file that another city can take over."""
    opened = rubrics.open(request.user, rubric)
    data = (json.dumps(opened.document, ensure_ascii=False, indent=1) + "\n").encode()
    return attachment(ExportedFile(f"{plain_name('bewertungsschluessel', opened.stored.version)}.json", data))


@get("/bewertungsschluessel/neu", sync_to_thread=True, action=Action.MANAGE_CRITERIA)
def show_new_rubric(request: Connection, rubrics: NamedDependency[Rubrics], base: Base = None) -> Response[str]:
    """Show the form for a new version, filled with another one."""
    return _form(request, _base(request, rubrics, base), base)


@post(
    "/bewertungsschluessel/neu",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.MANAGE_CRITERIA,
)
async def add_rubric(request: Connection, rubrics: NamedDependency[Rubrics]) -> Answer:
    """Store a new version: from the form, from a file, or the one that ships."""
    form = await form_of(request)
    handed_in = await submitted(form) if FILE in form else None
    base = version_in(form, "von") or None

    def add() -> Answer:
        document = _base(request, rubrics, base)
        typed = document
        try:
            if handed_in is not None:
                if not handed_in.data:
                    return _form(request, document, base, one_fault(NOTHING_CHOSEN))
                raw = rubrics.read(request.user, handed_in.data)
            elif text_in(form, "schritt") == "mitgeliefert":
                raw = rubrics.shipped
            else:
                raw = typed = edited(document, _edit(form, document))
            stored = rubrics.add(request.user, raw)
        except InputError as error:
            return _form(request, typed, base, faults_of(error))
        except RubricVersionTakenError as error:
            return _form(request, typed, base, one_fault(TAKEN.format(**error.properties)))
        return Redirect(f"{addresses.rubric(stored.number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(add)


@get(_CHOICE, sync_to_thread=True, action=Action.PREPARE_PROCEDURE)
def show_choice(
    request: Connection,
    procedures: NamedDependency[Procedures],
    rubrics: NamedDependency[Rubrics],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Response[str]:
    """Show the versions that a lot can take, for which criterion."""
    return _choice(request, procedures, rubrics, (procedure, number))


@post(_CHOICE, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.PREPARE_PROCEDURE)
async def choose_rubric(
    request: Connection,
    procedures: NamedDependency[Procedures],
    rubrics: NamedDependency[Rubrics],
    procedure: FromPath[str],
    number: FromPath[int],
) -> Answer:
    """Store which rubric a lot has, for which criterion."""
    form = await form_of(request)
    chosen, criterion, version = version_in(form, "schluessel"), text_in(form, "kriterium"), version_in(form)

    def choose() -> Answer:
        place, wish = (procedure, number), (criterion, chosen) if chosen else None
        try:
            rubrics.take(request.user, procedure, version, number, wish)
        except InputError as error:
            fault = fault_sentence(error.faults[0])
            return _choice(request, procedures, rubrics, place, (criterion, chosen), fault=fault)
        except (RubricNotFoundError, VersionConflictError):
            return _choice(request, procedures, rubrics, place, (criterion, chosen), conflict=CHANGED)
        return Redirect(f"{addresses.procedure_lot(procedure, number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(choose)


def _base(request: Connection, rubrics: Rubrics, number: int | None) -> Mapping[str, Any]:
    return rubrics.shipped if number is None else rubrics.open(request.user, number).document


def _edit(form: FormMultiDict, document: Mapping[str, Any]) -> RubricEdit:
    head = [text_in(form, name).strip() for name in HEAD]
    places = [(one["id"], anchor["id"]) for one in document["signals"] for anchor in one["anchors"]]
    return RubricEdit(
        version=head[0],
        valid_from=head[1],
        title=head[2],
        citation=head[3],
        declared=head[4],
        weights={one["id"]: text_in(form, f"gewicht-{one['id']}") for one in document["signals"]},
        percents={place: text_in(form, f"prozent-{'-'.join(place)}") for place in places},
        titles={place: text_in(form, f"stufe-{'-'.join(place)}").strip() for place in places},
    )


def _form(
    request: Connection, document: Mapping[str, Any], base: int | None, faults: FaultList | None = None
) -> Response[str]:
    return render(
        request,
        "offenheit/schluessel_neu.html",
        status=UNREADABLE if faults else 200,
        document=document,
        base=base,
        faults=faults,
        signals={signal.value: title for signal, title in SIGNALS.items()},
        megabytes=megabytes(request),
    )


def _choice(  # noqa: PLR0913 - one argument for each thing that can go wrong
    request: Connection,
    procedures: Procedures,
    rubrics: Rubrics,
    place: tuple[str, int],
    typed: tuple[str, int] | None = None,
    *,
    fault: str = "",
    conflict: str = "",
) -> Response[str]:
    opened = procedures.open(request.user, place[0])
    lot = lot_of(opened, place[1])
    stored = lot.terms.rubric
    return render(
        request,
        "offenheit/schluessel_los.html",
        status=_CONFLICT if conflict else UNREADABLE if fault else 200,
        opened=opened,
        procedure=opened.procedure,
        lot=lot,
        offered=rubrics.page(request.user, size=PAGE_SIZE).items,
        criteria=open_source_criteria(json.loads(lot.document)) if lot.document else {},
        typed=typed or ((stored.criterion, stored.number) if stored else ("", 0)),
        fault=fault,
        conflict=conflict,
    )


HANDLERS = (show_rubrics, show_rubric, save_rubric, show_new_rubric, add_rubric, show_choice, choose_rubric)
