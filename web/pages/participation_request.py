"""One request to participate: what was found about its candidate, and what follows."""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import VersionConflictError
from infra.policy.table import Action
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.services.participation.qualifying import Qualifying, SeenParticipation
from procurement.services.participation.recording import Requesting
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.versions import version_in
from web.views.participation import (
    CHOICES,
    as_typed,
    decision_choices,
    examined,
    point_fields,
    read_findings,
    request_lines,
    sent_findings,
    typed_findings,
)

_CONFLICT = 409
_LARGEST_BODY = 2_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(
    "/vergabeverfahren/{procedure:str}/teilnahme/{request_number:int}",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def show_request(
    request: Connection,
    qualifying: NamedDependency[Qualifying],
    procedure: FromPath[str],
    request_number: FromPath[int],
) -> Response[str]:
    """Show the examination of one request."""
    seen = qualifying.open(request.user, procedure)
    one = seen.one(request_number)
    return _request(request, seen, request_number, typed_findings(one.findings), as_typed(one), ())


@get(
    "/vergabeverfahren/{procedure:str}/teilnahme/{request_number:int}/dateien/{file_name:str}",
    sync_to_thread=True,
    action=Action.READ_BIDS,
)
def send_file(
    request: Connection,
    requesting: NamedDependency[Requesting],
    procedure: FromPath[str],
    request_number: FromPath[int],
    file_name: FromPath[str],
) -> Response[bytes]:
    """Send a file that a browser saves and never shows."""
    found = requesting.file(request.user, procedure, request_number, addresses.identifier(file_name))
    return Response(found.content, media_type="application/octet-stream", headers=dict(found.headers))


@post(
    "/vergabeverfahren/{procedure:str}/teilnahme/{request_number:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.EXAMINE_BIDS,
)
async def examine_request(
    request: Connection,
    qualifying: NamedDependency[Qualifying],
    procedure: FromPath[str],
    request_number: FromPath[int],
) -> Answer:
    """Write down what was found about a request, and what follows."""
    form = await form_of(request)
    return await asyncio.to_thread(_examine, request, qualifying, procedure, request_number, form)


def _examine(request: Connection, qualifying: Qualifying, slug: str, number: int, form: FormMultiDict) -> Answer:
    seen = qualifying.open(request.user, slug)
    typed = sent_findings(form, seen)
    findings, faults = read_findings(typed, seen)
    wish = examined(form, version_in(form), findings)
    verdict = (wish.decision.value, wish.exclusion_code, wish.exclusion_reason)
    if faults:
        return _request(request, seen, number, typed, verdict, tuple(faults))
    try:
        qualifying.examine(request.user, slug, number, wish)
    except ExaminationRefusedError as error:
        return _request(request, seen, number, typed, verdict, tuple(map(examination_sentence, error.reasons)))
    except VersionConflictError:
        now = qualifying.open(request.user, slug)
        return _request(request, now, number, typed, verdict, (), is_stale=True)
    return Redirect(f"{addresses.participation_request(slug, number)}?geaendert=ja", status_code=SEE_OTHER)


def _request(  # noqa: PLR0913 - what was typed comes back with what is wrong with it
    request: Connection,
    seen: SeenParticipation,
    number: int,
    typed: Mapping[str, tuple[str, str]],
    verdict: tuple[str, str, str],
    faults: tuple[str, ...],
    *,
    is_stale: bool = False,
) -> Response[str]:
    one = seen.one(number)
    return render(
        request,
        "vergabeverfahren/teilnahme_antrag.html",
        status=_CONFLICT if is_stale else UNREADABLE if faults else 200,
        seen=seen,
        procedure=seen.procedure,
        one=one,
        files=seen.files.get(number, ()),
        line=next(line for line in request_lines(seen) if line.number == number),
        groups=point_fields(seen, typed),
        stored=typed_findings(one.findings) if is_stale else {},
        verdict=verdict,
        faults=faults,
        is_stale=is_stale,
        choices=CHOICES,
        decisions=decision_choices(),
        grounds=[(ground.code, ground.text) for ground in seen.grounds],
    )


HANDLERS = (show_request, send_file, examine_request)
