"""Teststellungen and presentations: all bids of the round, and the record of one."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import BidNotFoundError, PresentationLengthError
from procurement.services.bids.presentations import BidPresentation, Presentations, RecordedPresentations
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.presentation import (
    ACCEPTED,
    LABELS,
    faults_by_input,
    read_presentation,
    sent_presentation,
    typed_presentation,
)

_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in the form, and what became of it.

    Args:
        typed: By the name of the input.
        ticked: Ids of criteria.
        faults: What is wrong, by the name of the input.
        other_length: Minutes that another bidder had, where that is to be confirmed.
        is_stale: Somebody else has changed it.
    """

    typed: Mapping[str, str]
    ticked: tuple[str, ...]
    faults: Mapping[str, str] = field(default_factory=dict)
    other_length: str = ""
    is_stale: bool = False

    @property
    def status(self) -> int:
        """HTTP status of the page."""
        if self.faults:
            return UNREADABLE
        return _CONFLICT if self.other_length or self.is_stale else 200


@get("/vergabeverfahren/{procedure:str}/teststellung", sync_to_thread=True, action=Action.READ_BIDS)
def show_presentations(
    request: Connection, presentations: NamedDependency[Presentations], procedure: FromPath[str]
) -> Response[str]:
    """Show all bids with their Teststellung."""
    seen = presentations.open(request.user, procedure)
    return render(request, "vergabeverfahren/teststellung.html", seen=seen, procedure=seen.procedure)


@get("/vergabeverfahren/{procedure:str}/teststellung/{bid:str}", sync_to_thread=True, action=Action.EXAMINE_BIDS)
def show_presentation(
    request: Connection, presentations: NamedDependency[Presentations], procedure: FromPath[str], bid: FromPath[str]
) -> Response[str]:
    """Show the record of one bid as a form."""
    seen = presentations.open(request.user, procedure)
    one = _one(seen, addresses.identifier(bid))
    typed, ticked = typed_presentation(one.presentation)
    return _page(request, seen, one, Shown(typed=typed, ticked=ticked))


@post(
    "/vergabeverfahren/{procedure:str}/teststellung/{bid:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def save_presentation(
    request: Connection, presentations: NamedDependency[Presentations], procedure: FromPath[str], bid: FromPath[str]
) -> Answer:
    """Record a Teststellung."""
    form = await form_of(request)
    return await asyncio.to_thread(_save, request, presentations, procedure, addresses.identifier(bid), form)


def _save(request: Connection, presentations: Presentations, slug: str, bid: str, form: FormMultiDict) -> Answer:
    typed, ticked = sent_presentation(form)
    held, faults = read_presentation(typed, ticked, accepted=text_in(form, ACCEPTED) == "ja")
    shown = Shown(typed=typed, ticked=ticked, faults=faults)
    if held is not None:
        try:
            presentations.record(request.user, slug, bid, version_in(form), held)
        except InputError as error:
            shown = Shown(typed=typed, ticked=ticked, faults=faults_by_input(error.faults))
        except PresentationLengthError as error:
            shown = Shown(typed=typed, ticked=ticked, other_length=error.properties["minutes"])
        except VersionConflictError:
            shown = Shown(typed=typed, ticked=ticked, is_stale=True)
        else:
            return Redirect(f"{addresses.presentations(slug)}?geaendert=ja", status_code=SEE_OTHER)
    seen = presentations.open(request.user, slug)
    return _page(request, seen, _one(seen, bid), shown)


def _one(seen: RecordedPresentations, bid: str) -> BidPresentation:
    one = next((one for one in seen.bids if one.bid.id == bid), None)
    if one is None:
        raise BidNotFoundError(bid)
    return one


def _page(request: Connection, seen: RecordedPresentations, one: BidPresentation, shown: Shown) -> Response[str]:
    return render(
        request,
        "vergabeverfahren/teststellung_angebot.html",
        status=shown.status,
        seen=seen,
        procedure=seen.procedure,
        one=one,
        shown=shown,
        labels=LABELS,
        ids={name: (name, label) for name, label in LABELS.items()},
    )


HANDLERS = (show_presentations, show_presentation, save_presentation)
