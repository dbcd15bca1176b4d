"""Telling those who have to act next, or wait for an answer, once a check was handed on."""

from collections.abc import Iterable

from digitalcheck.model import Depth, StoredCheck
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.purchase import purchase_of
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.model import Role
from infra.transactions import Writing


def tell_step(writing: Writing, check: StoredCheck, step: CourseStep, judgement: Judgement) -> None:
    """Tell everybody whom a step concerns, except the person who took it.

    Args:
        writing: The transaction of the step.
        check: The check after it.
        step: Which.
        judgement: What follows from it: without digital relation nobody cosigns.
    """
    depth = judgement.depth
    match step:
        case CourseStep.SIGN if depth is Depth.NEGATIV:
            _tell(writing, check, _with(writing, Role.DIGITALDEZERNAT), NoticeKind.CHECK_TO_RELEASE)
        case CourseStep.SIGN:
            _tell(writing, check, _with(writing, Role.ADIT), NoticeKind.CHECK_TO_COSIGN)
            advising = _with(writing, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY)
            _tell(writing, check, advising, NoticeKind.CHECK_TO_ADVISE)
            if purchase_of(judgement) is not None:
                officers = _with(writing, Role.PROCUREMENT_OFFICER)
                _tell(writing, check, officers, NoticeKind.CHECK_TO_TENDER, f"/digital-checks/{check.number}/vergabe")
        case CourseStep.COSIGN:
            _tell(writing, check, _with(writing, Role.DIGITALDEZERNAT), NoticeKind.CHECK_TO_RELEASE)
        case CourseStep.ASK_BACK:
            _tell(writing, check, _proposing(writing, check), NoticeKind.CHECK_ASKED_BACK)
        case CourseStep.RELEASE:
            _tell(writing, check, _proposing(writing, check), NoticeKind.CHECK_RELEASED)
            committee = [] if depth is Depth.NEGATIV else _with(writing, Role.COMMITTEE_OFFICE)
            _tell(writing, check, committee, NoticeKind.SHEET_TO_PUBLISH, "/sitzung")
        case CourseStep.REPLACE:
            _tell(writing, check, _proposing(writing, check), NoticeKind.CHECK_REPLACED)


def tell_ready(writing: Writing, check: StoredCheck) -> None:
    """Tell the Amtsleitung that a check waits for its signature."""
    _tell(writing, check, _heads(writing, check), NoticeKind.CHECK_TO_SIGN)


def _with(writing: Writing, *roles: Role) -> list[str]:
    people = IdentityRepository(writing.session)
    return [person for role in roles for person in people.people_with(role)]


def _heads(writing: Writing, check: StoredCheck) -> list[str]:
    return IdentityRepository(writing.session).people_with(Role.OFFICE_HEAD, office=check.office)


def _proposing(writing: Writing, check: StoredCheck) -> list[str]:
    return [check.created_by, *_heads(writing, check)]


def _tell(writing: Writing, check: StoredCheck, people: Iterable[str], kind: NoticeKind, link: str = "") -> None:
    reference = check.reference or f"Nr. {check.number}"
    for person in dict.fromkeys(people):
        if person != writing.actor.person:
            Notices.tell(
                writing, person, kind, {"reference": reference}, link or f"/digital-checks/{check.number}/stand"
            )
