"""The release of a tender procedure: what would be published, what stands against it, and every possible step."""

import asyncio
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import ContentChangedError
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import STAGES, STEPS
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import Procedures, Stepping, Wish
from procurement.services.procedures.reading import ACTIONS
from procurement.services.procedures.stepping import LONGEST_REASON
from web import addresses
from web.local_time import UnreadableTimeError, read_moment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in
from web.views.publication import change_lines, content_view
from web.views.release import NAMES, UNDER_WAY, Refused, refused, step_forms

DAY, CLOCK = "frist-tag", "frist-uhrzeit"
_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/freigabe", sync_to_thread=True, action=Action.READ_PROCEDURE)
def show_release(
    request: Connection, procedures: NamedDependency[Procedures], procedure: FromPath[str]
) -> Response[str]:
    """Show what would be published and what can be done."""
    return _page(request, procedures, procedure)


def _route(step: Step) -> HTTPRouteHandler:
    """Return the route that takes a step."""

    @post(
        f"/vergabeverfahren/{{procedure:str}}/freigabe/{NAMES[step]}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=ACTIONS[step],
    )
    async def take_step(
        request: Connection,
        procedures: NamedDependency[Procedures],
        stepping: NamedDependency[Stepping],
        procedure: FromPath[str],
    ) -> Answer:
        form = await form_of(request)
        wish = Wish(step=step, version=version_in(form), seen=text_in(form, "siegel"), reason=text_in(form, "grund"))
        typed = (text_in(form, DAY), text_in(form, CLOCK))
        return await asyncio.to_thread(_take, request, procedures, stepping, procedure, wish, typed)

    return take_step


def _take(
    request: Connection, procedures: Procedures, stepping: Stepping, slug: str, wish: Wish, typed: tuple[str, str]
) -> Answer:
    try:
        end = read_moment(*typed) if any(typed) else None
        stepping.take(request.user, slug, replace(wish, bid_deadline=end))
    except InputError as error:
        sentence = " ".join(map(fault_sentence, error.faults))
        return _page(request, procedures, slug, refused(wish.step, wish.reason, UnreadableTimeError(sentence), typed))
    except (VersionConflictError, ContentChangedError, StepNotPossibleError, UnreadableTimeError) as error:
        return _page(request, procedures, slug, refused(wish.step, wish.reason, error, typed))
    return Redirect(f"{addresses.procedure_release(slug)}?geaendert=ja", status_code=SEE_OTHER)


def _page(request: Connection, procedures: Procedures, slug: str, refusal: Refused | None = None) -> Response[str]:
    opened = procedures.open(request.user, slug)
    composed = opened.composed if opened.procedure.stage in UNDER_WAY else None
    forms = step_forms(opened, refusal)
    status = 200 if refusal is None else UNREADABLE if refusal.is_incomplete or refusal.deadline_fault else _CONFLICT
    return render(
        request,
        "vergabeverfahren/freigabe.html",
        status=status,
        opened=opened,
        procedure=opened.procedure,
        stage=STAGES[opened.procedure.stage],
        is_under_way=opened.procedure.stage in UNDER_WAY,
        content=content_view(composed.document, procedures.kind_titles) if composed else None,
        composed=composed,
        changes=change_lines(opened.changes) if opened.procedure.stage in UNDER_WAY else [],
        forms=forms,
        refusal=refusal,
        refused_title=STEPS[refusal.step] if refusal else "",
        kept=refusal.reason if refusal and NAMES[refusal.step] not in {one.name for one in forms} else "",
        longest=LONGEST_REASON,
    )


HANDLERS = (show_release, *(_route(step) for step in NAMES))
