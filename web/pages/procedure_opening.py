"""The opening of bids: two people, the moment, a note; recorded once for each round."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import OpeningRecordedError
from procurement.model import ProcedureStage
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import reason_sentence
from procurement.rules.wording import fault_sentence
from procurement.services.intake.opening import LONGEST_NOTE, BidOpening, OpeningRecord
from procurement.services.intake.reading import Bids
from procurement.services.procedures import Procedures
from web import addresses
from web.local_time import UnreadableTimeError, read_moment, typed_moment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in

DAY, CLOCK, FIRST, SECOND, NOTE = "oeffnung-tag", "oeffnung-uhrzeit", "person-1", "person-2", "bemerkung"
LABELS: Mapping[str, str] = {
    DAY: "Tag",
    CLOCK: "Uhrzeit",
    FIRST: "Erste Person",
    SECOND: "Zweite Person",
    NOTE: "Bemerkung",
}
PLACES = {"/opened_at": DAY, "/first_person": FIRST, "/second_person": SECOND, "/note": NOTE}
CHANGED = (
    "Das Vergabeverfahren wurde inzwischen geändert. Es ist nichts gespeichert; bitte prüfen Sie den jetzigen Stand."
)
_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Typed = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/angebote/oeffnung", sync_to_thread=True, action=Action.OPEN_BIDS)
def show_opening(
    request: Connection, procedures: NamedDependency[Procedures], bids: NamedDependency[Bids], procedure: FromPath[str]
) -> Response[str]:
    """Show the form, or why there is nothing to record now."""
    return _page(request, procedures, bids, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/oeffnung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.OPEN_BIDS,
)
async def record_opening(
    request: Connection,
    procedures: NamedDependency[Procedures],
    bids: NamedDependency[Bids],
    bid_opening: NamedDependency[BidOpening],
    procedure: FromPath[str],
) -> Answer:
    """Record the opening of the present round."""
    form = await form_of(request)
    typed, version = {name: text_in(form, name) for name in LABELS}, version_in(form)

    def record() -> Answer:
        moment = _moment(typed)
        if not isinstance(moment, datetime):
            return _page(request, procedures, bids, procedure, typed, moment)
        given = OpeningRecord(
            opened_at=moment, first_person=typed[FIRST], second_person=typed[SECOND], note=typed[NOTE]
        )
        try:
            bid_opening.record(request.user, procedure, version, given)
        except InputError as error:
            faults = {PLACES.get(one.pointer, DAY): fault_sentence(one) for one in error.faults}
            return _page(request, procedures, bids, procedure, typed, faults)
        except StepNotPossibleError as error:
            return _page(request, procedures, bids, procedure, typed, {}, " ".join(map(reason_sentence, error.reasons)))
        except (VersionConflictError, OpeningRecordedError):
            return _page(request, procedures, bids, procedure, typed, {}, CHANGED)
        return Redirect(f"{addresses.procedure_bids(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(record)


def _moment(typed: Typed) -> datetime | dict[str, str]:
    try:
        return read_moment(typed[DAY], typed[CLOCK])
    except UnreadableTimeError as error:
        return {DAY if error.is_day else CLOCK: error.sentence}


def _page(  # noqa: PLR0913, PLR0917 - what was typed comes back with what is wrong with it
    request: Connection,
    procedures: Procedures,
    bids: Bids,
    slug: str,
    typed: Typed | None = None,
    faults: Mapping[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    opened, seen = procedures.open(request.user, slug), bids.all(request.user, slug)
    procedure, offer = opened.procedure, opened.offer(Step.OPEN_BIDS)
    day, clock = typed_moment(procedure.bids_due)
    empty = dict.fromkeys(LABELS, "") | {DAY: day, CLOCK: clock}
    return render(
        request,
        "vergabeverfahren/oeffnung.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        procedure=procedure,
        seen=seen,
        hindrances=[reason_sentence(one) for one in offer.hindrances] if offer else [],
        is_recorded=procedure.stage is ProcedureStage.OPENED and not seen.awaits_opening,
        typed=typed or empty,
        faults=dict(faults or {}),
        labels={name: (name, label) for name, label in LABELS.items()},
        conflict=conflict,
        longest=LONGEST_NOTE,
    )


HANDLERS = (show_opening, record_opening)
