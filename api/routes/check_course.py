"""``/digital-checks/…``: the steps of a check from draft to released sheet."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.check_course_view import CourseView, StepReceipt, course_view, stepped
from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.services.course import LONGEST_REASON, STEP_ACTIONS, Course, StepWish
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


class QueryInput(BaseModel):
    """What is to be cleared up."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Was noch zu klären ist")


class ReplacementInput(BaseModel):
    """What takes the place."""

    model_config = ConfigDict(extra="forbid")

    successor: int = Field(ge=1, description="Nummer des Digital-Checks, der diesen ersetzt")


@get(
    "/digital-checks/{check:int}/course",
    operation_id="get_check_course",
    summary="Stand eines Digital-Checks: bisherige Schritte, Antwortzeiten und was jetzt möglich ist",
    sync_to_thread=True,
    action=Action.READ_CHECK,
)
def get_check_course(
    actor: NamedDependency[Actor], course: NamedDependency[Course], check: FromPath[int]
) -> CourseView:
    """Return the course of a check."""
    return course_view(course.see(actor, check))


def _plain(address: str, step: CourseStep, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that needs nothing."""

    def take(
        request: Call, actor: NamedDependency[Actor], course: NamedDependency[Course], check: FromPath[int]
    ) -> Response[StepReceipt]:
        wish = StepWish(step=step, version=expected_version(request))
        return answer_once(request, lambda once: course.take(actor, check, wish, once), stepped)

    return _route(address, step, summary)(take)


def _with_reason(address: str, step: CourseStep, summary: str) -> HTTPRouteHandler:
    """Return the route of a step that needs a reason."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        course: NamedDependency[Course],
        check: FromPath[int],
        data: JSONBody[QueryInput],
    ) -> Response[StepReceipt]:
        wish = StepWish(step=step, version=expected_version(request), reason=data.reason)
        return answer_once(request, lambda once: course.take(actor, check, wish, once), stepped)

    return _route(address, step, summary)(take)


def _with_successor(address: str, step: CourseStep, summary: str) -> HTTPRouteHandler:
    """Return the route of the step that names another check."""

    def take(
        request: Call,
        actor: NamedDependency[Actor],
        course: NamedDependency[Course],
        check: FromPath[int],
        data: JSONBody[ReplacementInput],
    ) -> Response[StepReceipt]:
        wish = StepWish(step=step, version=expected_version(request), successor=data.successor)
        return answer_once(request, lambda once: course.take(actor, check, wish, once), stepped)

    return _route(address, step, summary)(take)


def _route(address: str, step: CourseStep, summary: str) -> post:
    return post(
        f"/digital-checks/{{check:int}}/{address}",
        operation_id=f"{step.value.replace('-', '_')}_check",
        summary=summary,
        status_code=HTTP_200_OK,
        sync_to_thread=True,
        responses=responses(409, 428),
        action=STEP_ACTIONS[step],
    )


HANDLERS = (
    get_check_course,
    _plain("signature", CourseStep.SIGN, "Einen Digital-Check zeichnen (Amtsleitung)"),
    _with_reason("query", CourseStep.ASK_BACK, "Einen Digital-Check mit einer Rückfrage zurückgeben"),
    _plain("cosignature", CourseStep.COSIGN, "Einen Digital-Check mitzeichnen (ADIT)"),
    _plain("release", CourseStep.RELEASE, "Einen Digital-Check freigeben und einfrieren (Dezernat)"),
    _with_successor("replacement", CourseStep.REPLACE, "Einen freigegebenen Digital-Check ersetzen"),
)
