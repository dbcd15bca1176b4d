"""Deciding on suggested points: an evaluator sees the suggestion for a bid, accepts it, or gives other points."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from procurement.errors import BidNotFoundError, SuggestionChangedError
from procurement.rules.openness.deciding import LONGEST_REASON
from procurement.rules.wording import fault_sentence
from procurement.services.openness import Comparison, DecisionWish, OpennessDeciding, OpennessDesk
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.openness import decision_text, share_text, signal_lines, span

CHANGED = "Der Vorschlag hat sich inzwischen geändert. Es ist nichts entschieden; bitte sehen Sie ihn neu an."
POINTS, REASON, SEAL = "punkte", "grund", "vorschlag"
_CONFLICT = 409
_LARGEST_BODY = 100_000
_PAGE = "/vergabeverfahren/{procedure:str}/wertung/{number:int}/vorschlag/{bid:str}"

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(_PAGE, sync_to_thread=True, action=Action.SCORE_BIDS)
def show_suggestion(
    request: Connection,
    openness_desk: NamedDependency[OpennessDesk],
    procedure: FromPath[str],
    number: FromPath[int],
    bid: FromPath[str],
) -> Response[str]:
    """Show the suggestion for a bid beside what the evaluator has decided."""
    compared = openness_desk.compare(request.user, procedure, number)
    return _page(request, compared, addresses.identifier(bid))


@post(_PAGE, status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.SCORE_BIDS)
async def decide_suggestion(
    request: Connection,
    openness_desk: NamedDependency[OpennessDesk],
    openness_deciding: NamedDependency[OpennessDeciding],
    procedure: FromPath[str],
    number: FromPath[int],
    bid: FromPath[str],
) -> Answer:
    """Store the decision and write its points into the own sheet."""
    form, bid_id = await form_of(request), addresses.identifier(bid)
    typed = {name: text_in(form, name) for name in (POINTS, REASON)}
    wish = DecisionWish(bid=bid_id, seal=text_in(form, SEAL), points=typed[POINTS], reason=typed[REASON])

    def decide() -> Answer:
        try:
            decision = openness_deciding.decide(request.user, procedure, number, wish)
        except InputError as error:
            faults = {one.pointer.removeprefix("/"): fault_sentence(one) for one in error.faults}
            compared = openness_desk.compare(request.user, procedure, number)
            return _page(request, compared, bid_id, typed, faults)
        except SuggestionChangedError:
            compared = openness_desk.compare(request.user, procedure, number)
            return _page(request, compared, bid_id, typed, conflict=CHANGED)
        desk = addresses.scoring_desk(procedure, number, decision.criterion)
        return Redirect(f"{desk}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(decide)


def _page(
    request: Connection,
    compared: Comparison,
    bid: str,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    known = next((one for one in compared.bids if one.bid.id == bid), None)
    if known is None:
        raise BidNotFoundError(bid)
    least, most = known.points
    decision = compared.decision(bid, request.user.person)
    return render(
        request,
        "offenheit/vorschlag.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        compared=compared,
        procedure=compared.procedure,
        known=known,
        bid=known.bid,
        lines=signal_lines(known, compared.published.rubric),
        points=span(least, most),
        exact=span(least, most) if least == most else "",
        share=share_text(known.suggestion.components),
        decision=decision,
        decided=decision_text(decision),
        is_old=decision is not None and decision.seal != known.seal,
        typed=typed or {POINTS: "", REASON: ""},
        faults=faults or {},
        conflict=conflict,
        longest=LONGEST_REASON,
    )


HANDLERS = (show_suggestion, decide_suggestion)
