"""Publishing a catalogue of questions: a file is read, every fault and every change is shown, then it is published."""

import asyncio
import json
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from digitalcheck.errors import QuestionsPublishedError
from digitalcheck.rules.catalogue.reading import document_of
from digitalcheck.services.questions import Questions
from digitalcheck.services.sheets import SheetFile
from infra.policy.table import Action
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import (
    NOTHING_CHOSEN,
    UNREADABLE,
    FaultList,
    Submitted,
    carried,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    submitted,
    text_in,
)

DOCUMENT = "katalog"
TAKEN = "Die Fassung „{name}“ gibt es schon. Eine veröffentlichte Fassung ändert sich nie. Bitte ändern Sie „version“."
_LARGEST_BODY = 2_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(
    "/digital-checks/fragen/{question_set:str}/{question_version:str}/datei",
    sync_to_thread=True,
    action=Action.READ_CHECK_QUESTIONS,
)
def save_questions(
    request: Connection,
    questions: NamedDependency[Questions],
    question_set: FromPath[str],
    question_version: FromPath[str],
) -> Response[bytes]:
    """Return a version as the file that a version of one's own begins with."""
    found = questions.get(request.user, f"{question_set}/{question_version}")
    data = (json.dumps(document_of(found), ensure_ascii=False, indent=1) + "\n").encode()
    name = f"{found.name.replace('/', '-')}.json"
    return attachment(SheetFile(name=name, media_type="application/json", data=data))


@get("/digital-checks/fragen/neu", sync_to_thread=True, action=Action.PUBLISH_CHECK_QUESTIONS)
def show_new_questions(request: Connection, questions: NamedDependency[Questions]) -> Response[str]:
    """Show the empty form."""
    return _form(request, questions)


@post(
    "/digital-checks/fragen/neu",
    status_code=200,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PUBLISH_CHECK_QUESTIONS,
)
async def add_questions(request: Connection, questions: NamedDependency[Questions]) -> Answer:
    """Show what a file says and changes; with the document of that page publish it."""
    form = await form_of(request)
    if DOCUMENT in form:
        return await asyncio.to_thread(_publish, request, questions, carried(text_in(form, DOCUMENT)))
    handed_in = await submitted(form)
    return await asyncio.to_thread(_preview, request, questions, handed_in)


def _preview(request: Connection, questions: Questions, handed_in: Submitted) -> Response[str]:
    if not handed_in.data:
        return _form(request, questions, one_fault(NOTHING_CHOSEN))
    try:
        catalogue, changes = questions.read_document(request.user, handed_in.data)
    except InputError as error:
        return _form(request, questions, faults_of(error), handed_in.text)
    except QuestionsPublishedError as error:
        return _form(request, questions, one_fault(TAKEN.format(**error.properties)), handed_in.text)
    document = json.dumps(document_of(catalogue), ensure_ascii=False)
    return render(
        request, "digitalcheck/katalog_vorschau.html", catalogue=catalogue, changes=changes, document=document
    )


def _publish(request: Connection, questions: Questions, handed_in: Submitted) -> Answer:
    try:
        published = questions.publish_document(request.user, handed_in.data)
    except InputError as error:
        return _form(request, questions, faults_of(error), handed_in.text)
    except QuestionsPublishedError as error:
        return _form(request, questions, one_fault(TAKEN.format(**error.properties)), handed_in.text)
    return Redirect(addresses.check_questions(published.name), status_code=SEE_OTHER)


def _form(request: Connection, questions: Questions, faults: FaultList | None = None, text: str = "") -> Response[str]:
    current = next(one for one in questions.all(request.user) if one.is_current)
    return render(
        request,
        "digitalcheck/katalog_neu.html",
        status=UNREADABLE if faults else 200,
        current=current.name,
        faults=faults,
        text=text,
        megabytes=megabytes(request),
    )


HANDLERS = (save_questions, show_new_questions, add_questions)
