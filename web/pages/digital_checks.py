"""Digital-Checks: the list, beginning one, the way through it, what follows from it, and the questions themselves."""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.numbers import LARGEST_NUMBER
from digitalcheck.errors import CheckClosedError, CheckNotFoundError, OfficeMissingError
from digitalcheck.model import CheckQuery, CheckStatus
from digitalcheck.papers import paragraph_for_proposal
from digitalcheck.rules.wording import STATES
from digitalcheck.services.checks import Checks
from digitalcheck.services.filling import Filling, NewCheck
from digitalcheck.services.handing import Handing
from digitalcheck.services.questions import Questions
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from procurement.services.tendering import Tendering
from web import addresses, check_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.check_overview import overview, review

PAGE_SIZE = 25
TITLE, REFERENCE, DEZERNAT, EARLIER = "titel", "vorlagen_nr", "dezernat", "frueherer"
NO_EARLIER = "Diesen Digital-Check gibt es hier nicht. Bitte prüfen Sie die Nummer oder lassen Sie das Feld leer."
NO_OFFICE = (
    "Ihrem Konto ist kein Amt zugeordnet; ein Digital-Check gehört immer zu einem Amt. "
    "Bitte wenden Sie sich an die Verwaltung von Prüfstand."
)
CHANGED = "Der Digital-Check wurde inzwischen geändert. Bitte sehen Sie die Angaben noch einmal durch."
_LARGEST_PAGE, _LARGEST_BODY = 1_000_000, 20_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
Status = Annotated[str, QueryParameter(name="stand", max_length=20)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/digital-checks", sync_to_thread=True, action=Action.READ_CHECK)
def show_checks(
    request: Connection,
    checks: NamedDependency[Checks],
    search: Search = "",
    status: Status = "",
    number: PageNumber = 1,
) -> Response[str]:
    """Show one page of the list."""
    wanted = CheckStatus(status) if status in set(CheckStatus) else None
    query = CheckQuery(text=search, status=wanted)
    return render(
        request,
        "digitalcheck/liste.html",
        found=checks.page(request.user, query, page=number, size=PAGE_SIZE),
        search=search.strip(),
        chosen=wanted.value if wanted else "",
        states=STATES,
        to=partial(_list_address, status),
        offices={one.id: one.name for one in checks.offices(request.user)},
    )


def _list_address(status: str, search: str, page: int) -> str:
    return addresses.digital_checks(search, page, status)


@get("/digital-checks/neu", sync_to_thread=True, action=Action.WRITE_CHECK)
def show_new_check(request: Connection) -> Response[str]:
    """Show the empty form."""
    return _form(request, {}, {})


@post("/digital-checks/neu", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.WRITE_CHECK)
async def add_check(request: Connection, filling: NamedDependency[Filling]) -> Answer:
    """Begin a check."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (TITLE, REFERENCE, DEZERNAT, EARLIER)}
    return await asyncio.to_thread(_add, request, filling, typed)


def _add(request: Connection, filling: Filling, typed: Mapping[str, str]) -> Answer:
    earlier = typed[EARLIER].strip()
    if earlier and not (earlier.isascii() and earlier.isdigit() and int(earlier) <= LARGEST_NUMBER):
        return _form(request, typed, {EARLIER: NO_EARLIER})
    new = NewCheck(
        title=typed[TITLE],
        reference=typed[REFERENCE],
        dezernat=typed[DEZERNAT],
        earlier=int(earlier) if earlier else None,
    )
    try:
        created = filling.create(request.user, new)
    except InputError as error:
        faults = {fault.pointer.lstrip("/"): fault_sentence(fault) for fault in error.faults}
        return _form(request, typed, faults)
    except CheckNotFoundError:
        return _form(request, typed, {EARLIER: NO_EARLIER})
    except OfficeMissingError:
        return _form(request, typed, {"": NO_OFFICE})
    return Redirect(addresses.digital_check_precheck(created.number, "V1"), status_code=SEE_OTHER)


def _form(request: Connection, typed: Mapping[str, str], faults: Mapping[str, str]) -> Response[str]:
    return render(
        request,
        "digitalcheck/neu.html",
        status=UNREADABLE if faults else 200,
        typed={TITLE: "", REFERENCE: "", DEZERNAT: "", EARLIER: "", **typed},
        faults=faults,
    )


@get("/digital-checks/{check:int}", sync_to_thread=True, action=Action.READ_CHECK)
def show_check(
    request: Connection,
    checks: NamedDependency[Checks],
    tendering: NamedDependency[Tendering],
    check: FromPath[int],
) -> Response[str]:
    """Show the way through a check: what is done, what is open, where it goes on."""
    opened = checks.open(request.user, check)
    return render(
        request,
        "digitalcheck/aufgaben.html",
        opened=opened,
        shown=overview(opened),
        steps=checks.steps(request.user, check),
        procedures=tendering.procedures(request.user, check),
        states=STATES,
        words=check_words,
    )


@get("/digital-checks/{check:int}/pruefen", sync_to_thread=True, action=Action.READ_CHECK)
def show_review(request: Connection, checks: NamedDependency[Checks], check: FromPath[int]) -> Response[str]:
    """Show all that follows from the answers as they are stored now."""
    return _review(request, checks, check)


@post(
    "/digital-checks/{check:int}/kapazitaet",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_CHECK,
)
async def ask_for_capacity(
    request: Connection, checks: NamedDependency[Checks], handing: NamedDependency[Handing], check: FromPath[int]
) -> Answer:
    """Hand in what the check needs."""
    typed = text_in(await form_of(request), "fassung")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len("999999999") else 0
    try:
        await asyncio.to_thread(handing.request, request.user, check, version)
    except VersionConflictError:
        return await asyncio.to_thread(_review, request, checks, check, CHANGED)
    except CheckClosedError:
        return await asyncio.to_thread(_review, request, checks, check, check_words.CLOSED)
    return Redirect(addresses.digital_check_review(check), status_code=SEE_OTHER)


def _review(request: Connection, checks: Checks, number: int, refused: str = "") -> Response[str]:
    opened = checks.open(request.user, number)
    return render(
        request,
        "digitalcheck/pruefen.html",
        status=409 if refused else 200,
        opened=opened,
        shown=review(opened),
        paragraph=paragraph_for_proposal(opened.judgement),
        refused=refused,
        states=STATES,
        words=check_words,
    )


@get("/digital-checks/fragen", sync_to_thread=True, action=Action.READ_CHECK_QUESTIONS)
def show_catalogues(request: Connection, questions: NamedDependency[Questions]) -> Response[str]:
    """Show the versions of the catalogue."""
    return render(request, "digitalcheck/kataloge.html", found=questions.all(request.user))


@get(
    "/digital-checks/fragen/{question_set:str}/{question_version:str}",
    sync_to_thread=True,
    action=Action.READ_CHECK_QUESTIONS,
)
def show_questions(
    request: Connection,
    questions: NamedDependency[Questions],
    question_set: FromPath[str],
    question_version: FromPath[str],
) -> Response[str]:
    """Show all questions of a version with their rules and sources."""
    found = questions.get(request.user, f"{question_set}/{question_version}")
    return render(request, "digitalcheck/fragen.html", catalogue=found, words=check_words)


HANDLERS = (
    show_checks,
    show_new_check,
    add_check,
    show_check,
    show_review,
    ask_for_capacity,
    show_catalogues,
    show_questions,
)
