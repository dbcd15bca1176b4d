"""Exchanges with bidders: the log, a form for another one, and what was answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import InquiryNotFoundError
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.rules.openness.asking import inquiry_draft
from procurement.services.examination import Inquiring, InquiryLog, Reply
from procurement.services.examination.shared import LONGEST_SUBJECT, LONGEST_TEXT
from procurement.services.openness import OpenedOpenness, OpennessDesk
from web import addresses
from web.local_time import NO_DAY
from web.pages.openness import signal_named
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, faults_of, form_of, text_in
from web.versions import version_in
from web.views.inquiry import (
    CAME_IN,
    CLOCK,
    DAY,
    DUE,
    NAMES,
    InquiryForm,
    award_papers,
    empty_form,
    moment_in,
    paper_choices,
    typed_form,
    wish_of,
)

CHANGED = "Die Anfrage wurde inzwischen geändert. Es ist nichts gespeichert; Ihre Eingabe steht noch im Formular."
ALL = "alle"
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 400_000

Kind = Annotated[str, QueryParameter(name="art", max_length=20)]
BidName = Annotated[str, QueryParameter(name="angebot", max_length=40)]
PaperName = Annotated[str, QueryParameter(name="unterlage", max_length=80)]
SignalName = Annotated[str, QueryParameter(name="signal", max_length=10)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Faults = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/anfragen", sync_to_thread=True, action=Action.READ_BIDS)
def show_inquiries(  # noqa: PLR0913, PLR0917 - what the address may say
    request: Connection,
    inquiring: NamedDependency[Inquiring],
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    kind: Kind = "",
    paper: PaperName = "",
    bid: BidName = "",
    signal: SignalName = "",
) -> Response[str]:
    """Show all exchanges, to those who may ask with a form; in it a draft about the openness of a bid where wanted."""
    log = inquiring.open(request.user, procedure)
    draft = _draft(openness_desk.open(request.user, procedure, bid), signal) if signal and bid else ("", "")
    return _list(request, log, empty_form(kind, paper, bid, log, draft), 200)


@post(
    "/vergabeverfahren/{procedure:str}/anfragen",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def ask(request: Connection, inquiring: NamedDependency[Inquiring], procedure: FromPath[str]) -> Answer:
    """Record an inquiry to each chosen bidder."""
    form = await form_of(request)
    return await asyncio.to_thread(
        _ask, request, inquiring, procedure, typed_form(form), text_in(form, "aktion") == ALL
    )


def _ask(request: Connection, inquiring: Inquiring, slug: str, typed: InquiryForm, ask_all: bool) -> Answer:  # noqa: FBT001 - a button of the form
    if ask_all:
        lack_it = inquiring.open(request.user, slug).lacking.get(typed.paper, ())
        typed = replace(typed, bids=tuple(dict.fromkeys((*typed.bids, *lack_it))))
    due_at, faults = moment_in(typed.day, typed.clock, DUE)
    if faults:
        return _list(request, inquiring.open(request.user, slug), typed, UNREADABLE, faults)
    try:
        inquiring.ask(request.user, slug, wish_of(typed, due_at))
    except InputError as error:
        faults = {DUE + DAY: faults_of(error).lines[0].text}
        return _list(request, inquiring.open(request.user, slug), typed, UNREADABLE, faults)
    except ExaminationRefusedError as error:
        reasons = tuple(map(examination_sentence, error.reasons))
        offers_all = any(one.type == "others-lack-it" for one in error.reasons)
        log = inquiring.open(request.user, slug)
        return _list(request, log, typed, _CONFLICT, reasons=reasons, offers_all=offers_all)
    return Redirect(f"{addresses.inquiries(slug)}?geaendert=ja", status_code=SEE_OTHER)


@get("/vergabeverfahren/{procedure:str}/anfragen/{inquiry:int}", sync_to_thread=True, action=Action.READ_BIDS)
def show_inquiry(
    request: Connection, inquiring: NamedDependency[Inquiring], procedure: FromPath[str], inquiry: FromPath[int]
) -> Response[str]:
    """Show one exchange, while it is open with a form for the answer."""
    return _one(request, inquiring, procedure, inquiry)


@post(
    "/vergabeverfahren/{procedure:str}/anfragen/{inquiry:int}/antwort",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def answer(
    request: Connection, inquiring: NamedDependency[Inquiring], procedure: FromPath[str], inquiry: FromPath[int]
) -> Answer:
    """Record an answer."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in ("antwort", CAME_IN + DAY, CAME_IN + CLOCK)}
    version = version_in(form)

    def record() -> Answer:
        moment, faults = moment_in(typed[CAME_IN + DAY], typed[CAME_IN + CLOCK], CAME_IN)
        if moment is None:
            faults = faults or {CAME_IN + DAY: NO_DAY}
            return _one(request, inquiring, procedure, inquiry, typed, faults, status=UNREADABLE)
        reply = Reply(text=typed["antwort"], answered_at=moment)
        try:
            inquiring.answer(request.user, procedure, inquiry, version, reply)
        except (ExaminationRefusedError, VersionConflictError) as error:
            return _one(request, inquiring, procedure, inquiry, typed, reasons=_reasons(error), status=_CONFLICT)
        return Redirect(f"{addresses.inquiries(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(record)


@post(
    "/vergabeverfahren/{procedure:str}/anfragen/{inquiry:int}/abschluss",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def close(
    request: Connection, inquiring: NamedDependency[Inquiring], procedure: FromPath[str], inquiry: FromPath[int]
) -> Answer:
    """Record that no answer came."""
    version = version_in(await form_of(request))

    def record() -> Answer:
        try:
            inquiring.close(request.user, procedure, inquiry, version)
        except (ExaminationRefusedError, VersionConflictError) as error:
            return _one(request, inquiring, procedure, inquiry, reasons=_reasons(error), status=_CONFLICT)
        return Redirect(f"{addresses.inquiries(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(record)


def _draft(opened: OpenedOpenness, name: str) -> tuple[str, str]:
    """Return subject and text about one signal, or about all that are left to ask about."""
    return inquiry_draft(opened.drafts, None if name == ALL else signal_named(opened, name))


def _reasons(error: ExaminationRefusedError | VersionConflictError) -> tuple[str, ...]:
    if isinstance(error, VersionConflictError):
        return (CHANGED,)
    return tuple(map(examination_sentence, error.reasons))


def _list(  # noqa: PLR0913 - what the page shows
    request: Connection,
    log: InquiryLog,
    typed: InquiryForm,
    status: int,
    faults: Faults | None = None,
    *,
    reasons: tuple[str, ...] = (),
    offers_all: bool = False,
) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/anfragen.html",
        status=status,
        log=log,
        procedure=log.procedure,
        tenderers={bid.id: bid.title for bid in log.bids},
        typed=typed,
        kinds=[(name, kind) for name, kind in NAMES.items() if kind in log.kinds],
        choices=paper_choices(log),
        award=award_papers(log),
        faults=faults or {},
        reasons=reasons,
        offers_all=offers_all,
        longest=LONGEST_TEXT,
        longest_subject=LONGEST_SUBJECT,
    )


def _one(  # noqa: PLR0913 - what the page shows
    request: Connection,
    inquiring: Inquiring,
    slug: str,
    number: int,
    typed: Mapping[str, str] | None = None,
    faults: Faults | None = None,
    *,
    reasons: tuple[str, ...] = (),
    status: int = 200,
) -> Response[str]:
    log = inquiring.open(request.user, slug)
    inquiry = next((one for one in log.inquiries if one.number == number), None)
    if inquiry is None:
        raise InquiryNotFoundError(number)
    return render(
        request,
        "vergabeverfahren/anfrage.html",
        status=status,
        log=log,
        procedure=log.procedure,
        inquiry=inquiry,
        tenderer=next((bid.title for bid in log.bids if bid.id == inquiry.bid), ""),
        typed=typed or {"antwort": "", CAME_IN + DAY: "", CAME_IN + CLOCK: ""},
        faults=faults or {},
        reasons=reasons,
        longest=LONGEST_TEXT,
    )


HANDLERS = (show_inquiries, ask, show_inquiry, answer, close)
