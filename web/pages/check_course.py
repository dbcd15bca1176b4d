"""The course of a Digital-Check: its state, what happened so far, what can be done now, and its sheet."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import VersionConflictError
from digitalcheck.errors import CheckChangedError, CheckClosedError, CheckNotFoundError, SheetPublishedError
from digitalcheck.model import Depth
from digitalcheck.rules.course.refusal import StepRefusedError
from digitalcheck.rules.course.release import SheetForm, SheetVersion
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.course.wording import RESPONDERS, STEPS, reason_sentence
from digitalcheck.rules.wording import STATES, headline_words
from digitalcheck.services.course import LONGEST_REASON, STEP_ACTIONS, Course, StepWish
from digitalcheck.services.sheets import SheetDesk, sheet_name
from infra.policy.decision import decide
from infra.policy.table import Action
from web import addresses
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in

NAMES: Mapping[CourseStep, str] = {
    CourseStep.SIGN: "zeichnen",
    CourseStep.ASK_BACK: "rueckfrage",
    CourseStep.COSIGN: "mitzeichnen",
    CourseStep.RELEASE: "freigeben",
    CourseStep.REPLACE: "ersetzen",
}
REASON, SUCCESSOR = "grund", "nachfolger"
_CHANGED = "Der Check wurde inzwischen geändert. Bitte sehen Sie ihn noch einmal durch und wiederholen Sie den Schritt."
_CLOSED = "In diesem Stand ist der Schritt für Sie nicht möglich."
_PUBLISHED = "Die Übersicht ist schon für alle freigegeben."
_CONFLICT = 409
_LARGEST_BODY = 20_000
_LONGEST_NUMBER = 12

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A step that was not taken, with what was typed.

    Args:
        title: What somebody wanted to do.
        step: Which step; None for giving the sheet to everybody.
        sentences: Why not.
        reason: The reason typed.
        successor: The number typed.
        is_incomplete: Something is missing in the form.
    """

    title: str
    step: CourseStep | None
    sentences: tuple[str, ...]
    reason: str = ""
    successor: str = ""
    is_incomplete: bool = False


@get("/digital-checks/{check:int}/stand", sync_to_thread=True, action=Action.READ_CHECK)
def show_course(request: Connection, course: NamedDependency[Course], check: FromPath[int]) -> Response[str]:
    """Show the course of a check."""
    return _page(request, course, check)


@get("/digital-checks/{check:int}/uebersicht/{sheet:str}", sync_to_thread=True, action=Action.READ_SHEET)
def get_sheet(
    request: Connection, sheet_desk: NamedDependency[SheetDesk], check: FromPath[int], sheet: FromPath[str]
) -> Response[bytes]:
    """Return a sheet as a file: as it was released, else as a draft."""
    return attachment(sheet_desk.file(request.user, check, *sheet_name(sheet)))


def _route(step: CourseStep) -> HTTPRouteHandler:
    """Return the route that takes a step."""

    @post(
        f"/digital-checks/{{check:int}}/stand/{NAMES[step]}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=STEP_ACTIONS[step],
    )
    async def take_step(request: Connection, course: NamedDependency[Course], check: FromPath[int]) -> Answer:
        form = await form_of(request)
        successor = text_in(form, SUCCESSOR).strip()[:_LONGEST_NUMBER]
        wish = StepWish(
            step=step,
            version=version_in(form),
            reason=text_in(form, REASON)[:LONGEST_REASON],
            successor=int(successor) if successor.isascii() and successor.isdigit() else None,
        )
        return await asyncio.to_thread(_take, request, course, check, wish, successor)

    return take_step


def _take(request: Connection, course: Course, check: int, wish: StepWish, successor: str) -> Answer:
    title = STEPS[wish.step]
    try:
        course.take(request.user, check, wish)
    except StepRefusedError as error:
        sentences = tuple(map(reason_sentence, error.reasons))
        incomplete = any(one.type.startswith(("reason", "successor")) for one in error.reasons)
    except CheckNotFoundError:
        if wish.step is not CourseStep.REPLACE:
            raise
        sentences, incomplete = (f"Einen Digital-Check Nr. {successor} gibt es nicht.",), True
    except (VersionConflictError, CheckChangedError):
        sentences, incomplete = (_CHANGED,), False
    except CheckClosedError:
        sentences, incomplete = (_CLOSED,), False
    else:
        return Redirect(f"{addresses.check_course(check)}?geaendert=ja", status_code=SEE_OTHER)
    refused = Refused(
        title=title,
        step=wish.step,
        sentences=sentences,
        reason=wish.reason,
        successor=successor,
        is_incomplete=incomplete,
    )
    return _page(request, course, check, refused)


@post("/digital-checks/{check:int}/veroeffentlichung", status_code=SEE_OTHER, action=Action.PUBLISH_SHEET)
async def publish_sheet(request: Connection, sheet_desk: NamedDependency[SheetDesk], check: FromPath[int]) -> Redirect:
    """Give the public version to everybody and lead back to the meeting."""
    day = text_in(await form_of(request), "tag")

    def publish() -> None:
        try:
            sheet_desk.publish(request.user, check)
        except SheetPublishedError:
            return  # somebody else was quicker: it is what was wanted

    await asyncio.to_thread(publish)
    return Redirect(f"{addresses.meeting(tag=day)}", status_code=SEE_OTHER)


def _page(request: Connection, course: Course, check: int, refused: Refused | None = None) -> Response[str]:
    seen = course.see(request.user, check)
    judgement = seen.opened.judgement
    status = 200 if refused is None else UNREADABLE if refused.is_incomplete else _CONFLICT
    return render(
        request,
        "freigabe/stand.html",
        status=status,
        seen=seen,
        check=seen.opened.check,
        state=STATES[seen.opened.check.status],
        headline=headline_words(judgement),
        has_sheet=judgement.depth is not Depth.NEGATIV,
        may_read_sheet=decide(request.user, Action.READ_SHEET) is None,
        refused=refused,
        names=NAMES,
        steps=STEPS,
        states=STATES,
        responders=RESPONDERS,
        longest=LONGEST_REASON,
        versions=tuple(SheetVersion),
        forms=tuple(SheetForm),
    )


HANDLERS = (show_course, get_sheet, publish_sheet, *(_route(step) for step in NAMES))
