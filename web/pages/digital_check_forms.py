"""Filling in a Digital-Check: the Vorprüfung with one question a page, then three to four questions a page."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from digitalcheck.errors import CheckClosedError, QuestionNotFoundError
from digitalcheck.model import PreCheck
from digitalcheck.rules.service_words import service_note
from digitalcheck.rules.slots import SERVICE_KEY
from digitalcheck.rules.tasks import (
    HEAD_PAGE,
    TaskPage,
    next_precheck,
    page_slots,
    precheck_questions,
    task_pages,
)
from digitalcheck.services.checks import Checks
from digitalcheck.services.filling import Filling
from digitalcheck.services.public_services import ServiceCatalogue
from digitalcheck.services.shared import OpenedCheck
from infra.fields.model import Conflict, Edit, FieldTooLongError
from infra.policy.table import Action
from web import addresses, check_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.digital_check import Answered, Form, ShownQuestion, edits_of
from web.views.fields import TOO_LONG

ANSWER, SEEN = "antwort", "fassung"
_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/digital-checks/{check:int}/vorpruefung/{question:str}", sync_to_thread=True, action=Action.READ_CHECK)
def show_precheck(
    request: Connection, checks: NamedDependency[Checks], check: FromPath[int], question: FromPath[str]
) -> Response[str]:
    """Show one question of the Vorprüfung; its buttons are the answers."""
    return _precheck(request, checks, check, question)


@post(
    "/digital-checks/{check:int}/vorpruefung/{question:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.WRITE_CHECK,
)
async def answer_precheck(
    request: Connection,
    checks: NamedDependency[Checks],
    filling: NamedDependency[Filling],
    check: FromPath[int],
    question: FromPath[str],
) -> Answer:
    """Save the answer and go on with the next question."""
    form = await form_of(request)
    seen = text_in(form, SEEN)
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < len("1000000000") else 0
    edit = Edit(field=question, value=text_in(form, ANSWER), base_version=version)
    return await asyncio.to_thread(_answer, request, checks, filling, check, edit)


def _answer(request: Connection, checks: Checks, filling: Filling, check: int, edit: Edit) -> Answer:
    opened = checks.open(request.user, check)
    if edit.field not in {one.id for one in precheck_questions(opened.judgement)}:
        raise QuestionNotFoundError
    try:
        outcome = filling.save(request.user, check, [edit])[edit.field]
    except CheckClosedError:
        return _precheck(request, checks, check, edit.field, check_words.CLOSED)
    except FieldTooLongError:
        return _precheck(request, checks, check, edit.field, "Bitte wählen Sie eine der Antworten.")
    if isinstance(outcome, Conflict):
        return _precheck(request, checks, check, edit.field, check_words.ANSWERED_MEANWHILE)
    opened = checks.open(request.user, check)
    asked = [one.id for one in precheck_questions(opened.judgement)]
    later = asked[asked.index(edit.field) + 1 :]
    following = next((one for one in later if not opened.judgement.answers.get(one)), None)
    if following is None and (upcoming := next_precheck(opened.judgement)):
        following = upcoming.id
    if following is not None:
        return Redirect(addresses.digital_check_precheck(check, following), status_code=SEE_OTHER)
    if opened.judgement.precheck is PreCheck.KEIN_DIGITALBEZUG and not opened.judgement.check.negative_reason:
        return Redirect(addresses.digital_check_form(check, HEAD_PAGE), status_code=SEE_OTHER)
    return Redirect(addresses.digital_check(check), status_code=SEE_OTHER)


def _precheck(request: Connection, checks: Checks, check: int, question: str, refused: str = "") -> Response[str]:
    opened = checks.open(request.user, check)
    asked = precheck_questions(opened.judgement)
    at = next((at for at, one in enumerate(asked) if one.id == question), None)
    if at is None:
        raise QuestionNotFoundError
    return render(
        request,
        "digitalcheck/vorpruefung.html",
        status=_CONFLICT if refused else 200,
        opened=opened,
        question=Form(opened, opened.judgement.day).question(asked[at]),
        at=at + 1,
        last=len(asked),
        before=asked[at - 1].id if at else None,
        refused=refused,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What fills in a check.

    Args:
        checks: Reading checks.
        filling: Filling them in.
        catalogue: Verwaltungsleistungen.
    """

    checks: Checks
    filling: Filling
    catalogue: ServiceCatalogue


@get("/digital-checks/{check:int}/ausfuellen/{check_page:str}", sync_to_thread=True, action=Action.READ_CHECK)
def show_form(
    request: Connection,
    checks: NamedDependency[Checks],
    service_catalogue: NamedDependency[ServiceCatalogue],
    check: FromPath[int],
    check_page: FromPath[str],
) -> Response[str]:
    """Show a page of the form."""
    return _form(request, service_catalogue, checks.open(request.user, check), check_page)


@post(
    "/digital-checks/{check:int}/ausfuellen/{check_page:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.FILL_IN_CHECK,
)
async def save_form(
    request: Connection,
    checks: NamedDependency[Checks],
    filling: NamedDependency[Filling],
    service_catalogue: NamedDependency[ServiceCatalogue],
    check: FromPath[int],
    check_page: FromPath[str],
) -> Answer:
    """Save all fields of a page at once and go on to the next; with a script they are saved already."""
    form = await form_of(request)
    opened = await asyncio.to_thread(checks.open, request.user, check)
    names = page_slots(opened.judgement, _page_of(opened, check_page))
    desk = Desk(checks=checks, filling=filling, catalogue=service_catalogue)
    return await asyncio.to_thread(_save, request, desk, opened, check_page, edits_of(form, names))


def _save(request: Connection, desk: Desk, opened: OpenedCheck, page: str, edits: list[Edit]) -> Answer:
    number, shown = opened.check.number, partial(_form, request, desk.catalogue)
    try:
        outcomes = desk.filling.save(request.user, number, edits)
    except FieldTooLongError as error:
        faults = {error.field: TOO_LONG.format(longest=error.longest)}
        return shown(opened, page, Answered(edits, faults=faults), status=UNREADABLE)
    except CheckClosedError:
        return shown(opened, page, Answered(edits), refused=check_words.CLOSED, status=_CONFLICT)
    after = desk.checks.open(request.user, number)
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        return shown(after, page, Answered(edits, outcomes), status=_CONFLICT)
    onward = _following(opened, after, page)
    address = addresses.digital_check_form(number, onward) if onward else addresses.digital_check_review(number)
    return Redirect(address, status_code=SEE_OTHER)


def _following(before: OpenedCheck, after: OpenedCheck, page: str) -> str | None:
    """Return the page to go on with: where an answer brought new questions up in this section, first these."""
    known = {id_ for one in task_pages(before.judgement, before.filled) for id_ in one.questions}
    pages = task_pages(after.judgement, after.filled)
    section = page.split("-", 1)[0]
    fresh = [one.key for one in pages if one.key.split("-", 1)[0] == section and set(one.questions) - known]
    keys = [one.key for one in pages]
    later = keys[keys.index(page) + 1 :] if page in keys else []
    return next(iter([*fresh, *later]), None)


def _page_of(opened: OpenedCheck, key: str) -> TaskPage:
    page = next((one for one in task_pages(opened.judgement, opened.filled) if one.key == key), None)
    if page is None:
        raise QuestionNotFoundError
    return page


def _form(  # noqa: PLR0913 - what the page shows, and what was wrong with it
    request: Connection,
    catalogue: ServiceCatalogue,
    opened: OpenedCheck,
    key: str,
    answered: Answered | None = None,
    *,
    refused: str = "",
    status: int = 200,
) -> Response[str]:
    page, number = _page_of(opened, key), opened.check.number
    service = _service_note(request, catalogue, opened) if SERVICE_KEY in page_slots(opened.judgement, page) else ""
    form = Form(opened, opened.judgement.day, answered, service)
    head = [] if page.questions else form.head(page)
    questions = form.questions(page)
    shown = [*head, *(one for question in questions for one in question.all_shown)]
    pages = task_pages(opened.judgement, opened.filled)
    return render(
        request,
        "digitalcheck/formular.html",
        status=status,
        opened=opened,
        page=page,
        at=pages.index(page) + 1,
        last=len(pages),
        before=pages[pages.index(page) - 1].key if pages.index(page) else None,
        head=head,
        questions=questions,
        fresh=",".join([*_fresh(questions), *(["#leistung:innerHTML"] if service else [])]),
        fields=[one.field for one in shown],
        labels={one.field.name: (one.label, one.hint) for one in shown},
        is_open=any(one.is_open for one in shown),
        refused=refused,
        form_name=uuid4().hex,
        saving=f"/api/v1/digital-checks/{number}/fields/",
        words=check_words,
    )


def _fresh(questions: Iterable[ShownQuestion]) -> Iterator[str]:
    """Yield what of a page follows from a save and is looked up again."""
    return (f"#{what}-{one.question.id}:innerHTML" for one in questions for what in ("befund", "noetig"))


def _service_note(request: Connection, catalogue: ServiceCatalogue, opened: OpenedCheck) -> str:
    typed = opened.values[SERVICE_KEY].value
    known = catalogue.named(request.user, typed)
    return service_note(known.kept, known.service, typed)


HANDLERS = (show_precheck, answer_precheck, show_form, save_form)
