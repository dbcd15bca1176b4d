"""The examination of bids: all of them at a glance, and one point by point with its decision."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import VersionConflictError
from infra.policy.table import Action
from procurement.model import Decision
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.services.examination import ExaminationDrafts, Examining, Finding, Verdict
from procurement.services.examination.drafts import ADMISSION, EXCLUSION
from procurement.services.examination.examined import Noted
from procurement.services.examination.shared import LONGEST_TEXT
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.versions import version_in
from web.views.examination import findings_in, point_groups, reason_field

ADMIT, EXCLUDE = "zulassen", "ausschliessen"
DECIDED = (
    "Über das Angebot wurde inzwischen entschieden. Ihre Entscheidung ist nicht gespeichert. Bitte vergleichen Sie sie "
    "mit dem jetzigen Stand."
)
CHANGED = "Hier wurde inzwischen etwas anderes gespeichert. Bitte vergleichen Sie beides an den markierten Prüfpunkten."
_CONFLICT = int(HTTPStatus.CONFLICT)
_LARGEST_BODY = 4_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody sent, and what became of it.

    Args:
        typed: Findings by point.
        outcomes: How storing each of them ended.
        code: Chosen ground of exclusion.
        admission: Reason of an admission, as typed.
        exclusion: Reason of an exclusion, as typed.
        faults: What stands against the rest.
    """

    typed: Mapping[str, Finding]
    outcomes: Mapping[str, Noted]
    code: str
    admission: str
    exclusion: str
    faults: tuple[str, ...] = field(default=())


@get("/vergabeverfahren/{procedure:str}/pruefung", sync_to_thread=True, action=Action.READ_BIDS)
def show_examination(
    request: Connection, examining: NamedDependency[Examining], procedure: FromPath[str]
) -> Response[str]:
    """Show all bids of the round with how far their examination is."""
    found = examining.open(request.user, procedure)
    return render(request, "vergabeverfahren/pruefung.html", found=found, procedure=found.procedure)


@get("/vergabeverfahren/{procedure:str}/pruefung/{bid:str}", sync_to_thread=True, action=Action.READ_BIDS)
def show_bid(
    request: Connection,
    examining: NamedDependency[Examining],
    examination_drafts: NamedDependency[ExaminationDrafts],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Response[str]:
    """Show one bid, as a form to those who may examine it now."""
    return _page(request, examining, examination_drafts, (procedure, addresses.identifier(bid)), None)


@post(
    "/vergabeverfahren/{procedure:str}/pruefung/{bid:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def save_bid(
    request: Connection,
    examining: NamedDependency[Examining],
    examination_drafts: NamedDependency[ExaminationDrafts],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Write down all findings, then decide where that is wanted: nothing typed gets lost on the way."""
    form, bid_id = await form_of(request), addresses.identifier(bid)
    wish, version = text_in(form, "aktion"), version_in(form)

    def save() -> Answer:
        findings = findings_in(form, examining.open(request.user, procedure).one(bid_id))
        sent = Sent(
            typed={one.item: one for one in findings},
            outcomes=examining.note_all(request.user, procedure, bid_id, findings) if findings else {},
            code=text_in(form, "grund-code"),
            admission=text_in(form, "zulassung"),
            exclusion=text_in(form, "ausschluss"),
        )
        faults = _decide(request, examining, procedure, bid_id, wish, version, sent)
        is_typed_on = wish not in {ADMIT, EXCLUDE} and (sent.admission.strip() or sent.exclusion.strip())
        if faults or is_typed_on or not all(one.is_stored for one in sent.outcomes.values()):
            return _page(request, examining, examination_drafts, (procedure, bid_id), _with(sent, faults))
        return Redirect(f"{addresses.examination(procedure, bid_id)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(save)


def _decide(  # noqa: PLR0913, PLR0917 - what a form says
    request: Connection, examining: Examining, slug: str, bid: str, wish: str, version: int, sent: Sent
) -> tuple[str, ...]:
    """Decide where that is wanted and every finding is stored, and return what stands against it."""
    if wish not in {ADMIT, EXCLUDE}:
        return ()
    if not all(one.is_stored for one in sent.outcomes.values()):
        return ("Es ist noch nicht entschieden: Bitte klären Sie zuerst die markierten Prüfpunkte.",)
    is_out = wish == EXCLUDE
    verdict = Verdict(
        decision=Decision.EXCLUDED if is_out else Decision.ADMITTED,
        code=sent.code if is_out else "",
        reason=sent.exclusion if is_out else sent.admission,
        version=version,
    )
    try:
        examining.decide(request.user, slug, bid, verdict)
    except ExaminationRefusedError as error:
        return tuple(map(examination_sentence, error.reasons))
    except VersionConflictError:
        return (DECIDED,)
    return ()


def _with(sent: Sent, faults: tuple[str, ...]) -> Sent:
    stale = (CHANGED,) if any(one.is_conflict for one in sent.outcomes.values()) else ()
    wrong = tuple(examination_sentence(reason) for one in sent.outcomes.values() for reason in one.reasons)
    return Sent(
        typed=sent.typed,
        outcomes=sent.outcomes,
        code=sent.code,
        admission=sent.admission,
        exclusion=sent.exclusion,
        faults=(*stale, *wrong, *faults),
    )


def _page(
    request: Connection, examining: Examining, drafting: ExaminationDrafts, place: tuple[str, str], sent: Sent | None
) -> Response[str]:
    slug, bid = place
    found = examining.open(request.user, slug)
    examined = found.one(bid)
    proposal, drafts = examined.proposal, drafting.own(request.user, slug, bid) if found.can_exclude else {}
    excluded = examined.bid.exclusion_reason or (proposal.reason if proposal else "")
    return render(
        request,
        "vergabeverfahren/pruefung_angebot.html",
        status=_CONFLICT if sent and sent.faults else 200,
        found=found,
        procedure=found.procedure,
        examined=examined,
        bid=examined.bid,
        groups=point_groups(examined, found.names, sent.typed if sent else {}, sent.outcomes if sent else {}, drafts),
        saving=addresses.examination_drafts(slug, bid),
        form_name=uuid4().hex,
        grounds=[(one.code, f"{one.text} ({one.basis.citation})") for one in found.grounds],
        code=sent.code if sent else examined.bid.exclusion_code or (proposal.code if proposal else ""),
        admission=reason_field("zulassung", ADMISSION, sent.admission if sent else None, "", drafts),
        exclusion=reason_field("ausschluss", EXCLUSION, sent.exclusion if sent else None, excluded, drafts),
        faults=sent.faults if sent else (),
        is_stored=sent is not None and not sent.faults,
        longest=LONGEST_TEXT,
    )


HANDLERS = (show_examination, show_bid, save_bid)
