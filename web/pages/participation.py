"""The Teilnahmewettbewerb: opening, requests, order of candidates."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, PruefstandError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import RequestsNotAcceptedError
from procurement.model import BidState
from procurement.rules.bids.moments import UnreadableMomentError, read_moment
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.wording import reason_sentence
from procurement.rules.wording import fault_sentence
from procurement.services.intake.importing import GivenFile
from procurement.services.intake.opening import OpeningRecord
from procurement.services.participation.qualifying import Qualifying, SeenParticipation
from procurement.services.participation.recording import GivenRequest, Requesting
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.participation import STATES, request_lines

OPENED, FIRST, SECOND, REMARK = "geoeffnet", "person-1", "person-2", "bemerkung"
CANDIDATE, RECEIVED, STATE = "bewerber", "eingang", "stand"
DRAWN, DRAWING = "gezogen", "ziehung"
FILES = "dateien"
LABELS: Mapping[str, str] = {
    OPENED: "Zeitpunkt der Öffnung",
    FIRST: "Erste Person",
    SECOND: "Zweite Person",
    REMARK: "Bemerkung",
    CANDIDATE: "Bewerber",
    RECEIVED: "Eingang",
    STATE: "Stand",
    DRAWING: "Ablauf der Ziehung",
    FILES: "Dateien",
}
PLACES = {
    "/opened_at": OPENED,
    "/first_person": FIRST,
    "/second_person": SECOND,
    "/note": REMARK,
    "/candidate": CANDIDATE,
    "/received_at": RECEIVED,
    "/state": STATE,
    "/files": FILES,
}
CHANGED = (
    "Das Vergabeverfahren wurde inzwischen geändert. Es ist nichts gespeichert; bitte prüfen Sie den jetzigen Stand."
)
NO_MOMENT = "Bitte Tag und Uhrzeit in Deutschland angeben, zum Beispiel 10.11.2026 11:05."
_CONFLICT = 409
_LARGEST_BODY = 2_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in the forms, and what became of the one that was sent.

    Args:
        typed: By the name of the input.
        ticked: Numbers of drawn candidates.
        faults: What is wrong, by the name of the input.
        refusals: Sentences about what stands against it.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """HTTP status of the page."""
        return UNREADABLE if self.faults else _CONFLICT if self.refusals else 200


@get("/vergabeverfahren/{procedure:str}/teilnahme", sync_to_thread=True, action=Action.READ_BIDS)
def show_participation(
    request: Connection, qualifying: NamedDependency[Qualifying], procedure: FromPath[str]
) -> Response[str]:
    """Show the requests in the order of their candidates."""
    return _list(request, qualifying.open(request.user, procedure), Shown())


@post(
    "/vergabeverfahren/{procedure:str}/teilnahme/oeffnung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.OPEN_BIDS,
)
async def open_requests(
    request: Connection,
    qualifying: NamedDependency[Qualifying],
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
) -> Answer:
    """Record who opened the requests, and when."""
    form = await form_of(request)
    typed = _typed(form)

    def act(moment: datetime) -> None:
        record = OpeningRecord(
            opened_at=moment, first_person=typed[FIRST], second_person=typed[SECOND], note=typed[REMARK]
        )
        requesting.record_opening(request.user, procedure, version_in(form), record)

    return await asyncio.to_thread(_timed, request, qualifying, procedure, typed, OPENED, act)


@post(
    "/vergabeverfahren/{procedure:str}/teilnahme/antraege",
    status_code=SEE_OTHER,
    action=Action.IMPORT_BIDS,
)
async def add_request(
    request: Connection,
    qualifying: NamedDependency[Qualifying],
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
) -> Answer:
    """Record a request."""
    form = await form_of(request)
    typed = _typed(form)
    sent = [one for one in form.getall(FILES, []) if isinstance(one, UploadFile) and one.filename]
    files = [GivenFile(name=one.filename, content=await one.read()) for one in sent]
    state = BidState(typed[STATE]) if typed[STATE] in {value for value, _ in STATES} else BidState.RECEIVED

    def act(moment: datetime) -> None:
        given = GivenRequest(candidate=typed[CANDIDATE], received_at=moment, state=state, files=files)
        requesting.add(request.user, procedure, version_in(form), given)

    return await asyncio.to_thread(_timed, request, qualifying, procedure, typed, RECEIVED, act)


@post(
    "/vergabeverfahren/{procedure:str}/teilnahme/los",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.SELECT_CANDIDATES,
)
async def draw_candidates(
    request: Connection, qualifying: NamedDependency[Qualifying], procedure: FromPath[str]
) -> Answer:
    """Record who was drawn by lot among equal candidates."""
    form = await form_of(request)
    typed = _typed(form)
    ticked = tuple(one for one in form.getall(DRAWN, []) if isinstance(one, str) and one.isdecimal())

    def act() -> None:
        qualifying.draw(request.user, procedure, [int(one[:6]) for one in ticked], typed[DRAWING])

    return await asyncio.to_thread(_done, request, qualifying, procedure, Shown(typed=typed, ticked=ticked), act)


def _typed(form: FormMultiDict) -> dict[str, str]:
    return {name: text_in(form, name) for name in LABELS}


def _timed(
    request: Connection,
    qualifying: Qualifying,
    slug: str,
    typed: Mapping[str, str],
    name: str,
    act: Callable[[datetime], None],
) -> Answer:
    try:
        moment = read_moment(typed[name])
    except UnreadableMomentError:
        shown = Shown(typed=typed, faults={name: NO_MOMENT})
        return _list(request, qualifying.open(request.user, slug), shown)
    return _done(request, qualifying, slug, Shown(typed=typed), lambda: act(moment))


def _done(request: Connection, qualifying: Qualifying, slug: str, shown: Shown, act: Callable[[], None]) -> Answer:
    try:
        act()
    except InputError as error:
        faults = {PLACES.get(one.pointer, CANDIDATE): fault_sentence(one) for one in error.faults}
        again = Shown(typed=shown.typed, ticked=shown.ticked, faults=faults)
    except (VersionConflictError, RequestsNotAcceptedError, StepNotPossibleError, ExaminationRefusedError) as error:
        again = Shown(typed=shown.typed, ticked=shown.ticked, refusals=_sentences(error))
    else:
        return Redirect(f"{addresses.participation(slug)}?geaendert=ja", status_code=SEE_OTHER)
    return _list(request, qualifying.open(request.user, slug), again)


def _sentences(error: PruefstandError) -> tuple[str, ...]:
    if isinstance(error, ExaminationRefusedError):
        return tuple(map(examination_sentence, error.reasons))
    if isinstance(error, StepNotPossibleError):
        return tuple(map(reason_sentence, error.reasons))
    return (CHANGED,)


def _list(request: Connection, seen: SeenParticipation, shown: Shown) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/teilnahme.html",
        status=shown.status,
        seen=seen,
        bids_overdue=seen.bids_overdue,
        procedure=seen.procedure,
        lines=request_lines(seen),
        shown=shown,
        typed={**dict.fromkeys(LABELS, ""), **shown.typed},
        ids={name: (name, label) for name, label in LABELS.items()},
        states=STATES,
    )


HANDLERS = (show_participation, open_requests, add_request, draw_candidates)
