"""Rügen and reviews: the log, a form for another one, and how each ended."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import read_day
from infra.policy.table import Action
from procurement.errors import ProcedureFrozenError
from procurement.model import ObjectionKind, ObjectionOutcome
from procurement.rules.wording import fault_sentence
from procurement.services.awarding import ObjectionAnswer, Objections, ObjectionWish
from procurement.services.awarding.objections import LONGEST_NAME, LONGEST_SUBJECT, LONGEST_TEXT
from web import addresses, award_words
from web.local_time import NO_DAY
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in

CHANGED = "Der Eintrag wurde inzwischen geändert. Es ist nichts gespeichert; Ihre Eingabe steht noch im Formular."
NOT_NOW = "Solange nichts veröffentlicht ist, gibt es nichts zu rügen. Es ist nichts gespeichert."
_NEW = ("art", "bieter", "betreff", "text", "erkannt", "eingang")
_END = ("ausgang", "antwort", "beantwortet")
_POINTERS = {
    "/tenderer": "bieter",
    "/subject": "betreff",
    "/text": "text",
    "/received_on": "eingang",
    "/known_on": "erkannt",
    "/outcome": "ausgang",
    "/answer": "antwort",
    "/answered_on": "beantwortet",
}
_CONFLICT = 409
_LARGEST_BODY = 200_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Texts = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/ruegen", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_objections(
    request: Connection, objections: NamedDependency[Objections], procedure: FromPath[str]
) -> Response[str]:
    """Show all objections with their deadlines."""
    return _page(request, objections, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/ruegen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.RECORD_OBJECTIONS,
)
async def record_objection(
    request: Connection, objections: NamedDependency[Objections], procedure: FromPath[str]
) -> Answer:
    """Record an objection that came in."""
    typed = _texts(await form_of(request), _NEW)

    def record() -> Answer:
        received, known = read_day(typed["eingang"]), read_day(typed["erkannt"])
        faults = _days({"eingang": received, "erkannt": known if typed["erkannt"].strip() else date.min})
        if faults or received is None:
            return _page(request, objections, procedure, typed, faults, UNREADABLE)
        kind = ObjectionKind.REVIEW if typed["art"] == ObjectionKind.REVIEW else ObjectionKind.RUEGE
        wish = ObjectionWish(
            kind=kind,
            tenderer=typed["bieter"],
            subject=typed["betreff"],
            text=typed["text"],
            received_on=received,
            known_on=known,
        )
        try:
            objections.record(request.user, procedure, wish)
        except InputError as error:
            return _page(request, objections, procedure, typed, _faults(error), UNREADABLE)
        except ProcedureFrozenError:
            return _page(request, objections, procedure, typed, {"": NOT_NOW}, _CONFLICT)
        return Redirect(f"{addresses.objections(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(record)


@post(
    "/vergabeverfahren/{procedure:str}/ruegen/{objection:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.RECORD_OBJECTIONS,
)
async def answer_objection(
    request: Connection, objections: NamedDependency[Objections], procedure: FromPath[str], objection: FromPath[int]
) -> Answer:
    """Record how an objection ended."""
    form = await form_of(request)
    typed = _texts(form, _END) | {"nummer": str(objection)}
    version = version_in(form)

    def answer() -> Answer:
        day = read_day(typed["beantwortet"])
        faults = _days({"beantwortet": day})
        if faults or day is None:
            return _page(request, objections, procedure, typed, faults, UNREADABLE)
        known = typed["ausgang"] in set(ObjectionOutcome)
        outcome = ObjectionOutcome(typed["ausgang"]) if known else ObjectionOutcome.OPEN
        wish = ObjectionAnswer(outcome=outcome, answer=typed["antwort"], answered_on=day)
        try:
            objections.answer(request.user, procedure, objection, version, wish)
        except InputError as error:
            return _page(request, objections, procedure, typed, _faults(error), UNREADABLE)
        except (VersionConflictError, ProcedureFrozenError):
            return _page(request, objections, procedure, typed, {"": CHANGED}, _CONFLICT)
        return Redirect(f"{addresses.objections(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(answer)


def _texts(form: FormMultiDict, names: tuple[str, ...]) -> dict[str, str]:
    return {name: text_in(form, name) for name in names}


def _days(days: Mapping[str, date | None]) -> dict[str, str]:
    return {name: NO_DAY for name, day in days.items() if day is None}


def _faults(error: InputError) -> dict[str, str]:
    return {_POINTERS.get(one.pointer, ""): fault_sentence(one) for one in error.faults}


def _page(
    request: Connection,
    objections: Objections,
    slug: str,
    typed: Texts | None = None,
    faults: Texts | None = None,
    status: int = 200,
) -> Response[str]:
    log = objections.open(request.user, slug)
    return render(
        request,
        "vergabeverfahren/ruegen.html",
        status=status,
        log=log,
        procedure=log.procedure,
        typed=typed or {},
        faults=faults or {},
        words=award_words,
        kinds=[(kind.value, title) for kind, title in award_words.OBJECTIONS.items()],
        outcomes=[
            (one.value, title) for one, title in award_words.OUTCOMES.items() if one is not ObjectionOutcome.OPEN
        ],
        longest_name=LONGEST_NAME,
        longest_subject=LONGEST_SUBJECT,
        longest=LONGEST_TEXT,
    )


HANDLERS = (show_objections, record_objection, answer_objection)
