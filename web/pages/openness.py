"""The openness of bids: one bid with its signals, all bids of a lot side by side, and these as files."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from licensing.assess.evidence import EvidenceState, Signal
from procurement.errors import AnswerRaisesPointsError, InquiryNotFoundError, NoRubricError
from procurement.rules.openness.statements import LONGEST_EXPRESSION, LONGEST_PLACE, promises_of
from procurement.rules.openness.wording import SIGNALS, STATES
from procurement.rules.wording import fault_sentence
from procurement.services.openness import (
    EffectWish,
    OpenedOpenness,
    OpennessDesk,
    OpennessFile,
    OpennessNoting,
    OpennessReporting,
    StatementWish,
)
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.openness import FILE, PLACE, decision_text, said_in, said_text, share_text, signal_lines, span, typed_of

NO_RAISE = "Nach der Angebotsfrist steigen keine Punkte (§ 56 Abs. 3 VgV). Festhalten lässt sich nur, was Punkte nimmt."
NO_ANSWER = "Bitte wählen Sie eine Anfrage, die der Bieter rechtzeitig beantwortet hat."
_CONFLICT = 409
_LARGEST_BODY = 200_000
_BID = "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/offenheit"
_LOT = "/vergabeverfahren/{procedure:str}/lose/{number:int}/offenheit"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_BID, sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_openness(
    request: Connection, openness_desk: NamedDependency[OpennessDesk], procedure: FromPath[str], bid: FromPath[str]
) -> Response[str]:
    """Show the signals of a bid with what proves them."""
    opened = openness_desk.open(request.user, procedure, addresses.identifier(bid))
    return _bid_page(request, opened)


@get(f"{_BID}/{{signal:str}}", sync_to_thread=True, action=Action.GATHER_EVIDENCE)
def show_statement(
    request: Connection,
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
    signal: FromPath[str],
) -> Response[str]:
    """Show the form for what a bid says about a signal."""
    opened = openness_desk.open(request.user, procedure, addresses.identifier(bid))
    return _statement_page(request, opened, signal_named(opened, signal))


@post(
    f"{_BID}/{{signal:str}}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def note_statement(
    request: Connection,
    openness_desk: NamedDependency[OpennessDesk],
    openness_noting: NamedDependency[OpennessNoting],
    procedure: FromPath[str],
    bid: FromPath[str],
    signal: FromPath[str],
) -> Answer:
    """Store what a bid says about a signal."""
    form, bid_id = await form_of(request), addresses.identifier(bid)
    typed = {name: value for name, value in form.multi_items() if isinstance(value, str)}

    def note() -> Answer:
        opened = openness_desk.open(request.user, procedure, bid_id)
        wanted = signal_named(opened, signal)
        wish = StatementWish(wanted, said_in(typed), typed.get(FILE, ""), typed.get(PLACE, ""))
        try:
            openness_noting.note(request.user, procedure, bid_id, wish)
        except InputError as error:
            faults = {one.pointer: fault_sentence(one) for one in error.faults}
            return _statement_page(request, opened, wanted, typed, faults)
        return Redirect(f"{addresses.bid_openness(procedure, bid_id)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(note)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/aufklaerung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def note_effect(
    request: Connection,
    openness_desk: NamedDependency[OpennessDesk],
    openness_noting: NamedDependency[OpennessNoting],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Store what an answer shows about a signal."""
    form, bid_id = await form_of(request), addresses.identifier(bid)
    names = ("signal", "stand", "stufe", "anfrage")
    typed = {name: text_in(form, name) for name in names}
    inquiry = version_in(form, "anfrage")

    def note() -> Answer:
        opened = openness_desk.open(request.user, procedure, bid_id)
        try:
            state = next(one for one in EvidenceState if one.value == (typed["stand"] or EvidenceState.ABSENT))
            wish = EffectWish(inquiry, signal_named(opened, typed["signal"]), state, typed["stufe"])
            openness_noting.note_effect(request.user, procedure, bid_id, wish)
        except (AnswerRaisesPointsError, InquiryNotFoundError, InputError, StopIteration) as error:
            return _bid_page(request, opened, typed, _effect_fault(error))
        return Redirect(f"{addresses.bid_openness(procedure, bid_id)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(note)


@get(_LOT, sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_comparison(
    request: Connection, openness_desk: NamedDependency[OpennessDesk], procedure: FromPath[str], number: FromPath[int]
) -> Response[str]:
    """Show all bids of a lot side by side."""
    compared = openness_desk.compare(request.user, procedure, number)
    rubric = compared.published.rubric
    return render(
        request,
        "offenheit/vergleich.html",
        compared=compared,
        procedure=compared.procedure,
        lines=[signal_lines(one, rubric) for one in compared.bids],
        decisions={place: decision_text(one) for place, one in compared.decisions.items()},
        span=span,
        share_text=share_text,
        kinds=tuple(OpennessFile),
    )


@get(f"{_LOT}/dateien/{{openness_file:str}}", sync_to_thread=True, action=Action.READ_EVIDENCE)
def save_comparison(
    request: Connection,
    openness_reporting: NamedDependency[OpennessReporting],
    procedure: FromPath[str],
    number: FromPath[int],
    openness_file: FromPath[str],
) -> Response[bytes]:
    """Return the comparison as a file."""
    kind = next((one for one in OpennessFile if one.value == openness_file), OpennessFile.JSON)
    return attachment(openness_reporting.export(request.user, procedure, number, kind))


def signal_named(opened: OpenedOpenness, name: str) -> Signal:
    """Return a signal of the published rubric.

    Raises:
        NoRubricError: The rubric has none of this name.
    """
    found = next((one.signal for one in opened.published.rubric.signals if one.signal.value == name), None)
    if found is None:
        raise NoRubricError
    return found


def _effect_fault(error: Exception) -> str:
    if isinstance(error, InputError):
        return fault_sentence(error.faults[0])
    return NO_RAISE if isinstance(error, AnswerRaisesPointsError) else NO_ANSWER


def _bid_page(
    request: Connection, opened: OpenedOpenness, typed: dict[str, str] | None = None, fault: str = ""
) -> Response[str]:
    rubric = opened.published.rubric
    listed = [(scored.signal.value, one) for scored in rubric.signals for one in scored.anchors]
    anchors, titles = {one.id: f"{name}: {one.title}" for name, one in listed}, {one.id: one.title for _, one in listed}
    return render(
        request,
        "offenheit/angebot.html",
        status=_CONFLICT if fault else 200,
        opened=opened,
        procedure=opened.procedure,
        known=opened.known,
        bid=opened.known.bid,
        lines=signal_lines(opened.known, rubric),
        points=span(*opened.known.points),
        share=share_text(opened.known.suggestion.components),
        signal_titles=SIGNALS,
        states=STATES,
        anchors=anchors,
        said=[(one, said_text(one.said, titles)) for one in opened.known.statements],
        typed=typed or {"signal": "", "stand": "absent", "stufe": "", "anfrage": ""},
        fault=fault,
    )


def _statement_page(
    request: Connection,
    opened: OpenedOpenness,
    signal: Signal,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
) -> Response[str]:
    held = opened.known.facts.statements.get(signal)
    stored = typed_of(held.said, held.file, held.place) if held else {}
    return render(
        request,
        "offenheit/angabe.html",
        status=UNREADABLE if faults else 200,
        opened=opened,
        procedure=opened.procedure,
        bid=opened.known.bid,
        signal=signal,
        title=SIGNALS[signal],
        typed=stored if typed is None else typed,
        faults=faults or {},
        files=[(one.name, one.name) for one in opened.known.files],
        promises=list(promises_of(signal, opened.published.rubric).items()),
        longest_place=LONGEST_PLACE,
        longest_licence=LONGEST_EXPRESSION,
    )


HANDLERS = (show_openness, show_statement, note_statement, note_effect, show_comparison, save_comparison)
