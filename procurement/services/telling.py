"""Telling those who have to act next, or wait for an answer, once a step was taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.model import Role
from infra.transactions import Writing
from procurement.model import Procedure
from procurement.repository import EvaluatorRepository
from procurement.rules.procedure.stages import Step

_LONGEST_LINK = 200


@dataclass(frozen=True, slots=True)
class _Told:
    kind: NoticeKind
    page: str = ""


_OFFICERS: Mapping[Step, _Told] = {
    Step.REQUEST_RELEASE: _Told(NoticeKind.RELEASE_REQUESTED),
    Step.OPEN_BIDS: _Told(NoticeKind.BIDS_OPENED, "angebote"),
    Step.FIX_QUALITY: _Told(NoticeKind.PRICES_TO_UNLOCK, "freigabe"),
    Step.REQUEST_RESULT: _Told(NoticeKind.RESULT_REQUESTED, "ergebnis"),
}
"""Steps after which another officer has to act."""
_ASKER: Mapping[Step, _Told] = {
    Step.RELEASE: _Told(NoticeKind.PROCEDURE_PUBLISHED),
    Step.HAND_BACK: _Told(NoticeKind.PROCEDURE_HANDED_BACK),
    Step.UNLOCK_PRICES: _Told(NoticeKind.PRICES_UNLOCKED, "preise"),
    Step.HAND_BACK_RESULT: _Told(NoticeKind.RESULT_HANDED_BACK, "ergebnis"),
    Step.FIX_RESULT: _Told(NoticeKind.RESULT_FIXED, "ergebnis"),
}
"""Steps that answer somebody who asked."""
_EVALUATORS: Mapping[Step, _Told] = {
    Step.START_SCORING: _Told(NoticeKind.SCORING_STARTED, "wertung"),
    Step.START_CONSENSUS: _Told(NoticeKind.CONSENSUS_STARTED, "konsens"),
}
"""Steps after which those who score have to act."""


def tell(writing: Writing, before: Procedure, step: Step) -> None:
    """Tell everybody whom a step concerns, except the person who took it.

    Args:
        writing: The transaction of the step.
        before: The procedure before it.
        step: Which.
    """
    if told := _OFFICERS.get(step):
        tell_officers(writing, before, told.kind, told.page)
    elif told := _ASKER.get(step):
        _tell(writing, before, [before.asked_by] if before.asked_by else [], told)
    elif told := _EVALUATORS.get(step):
        found = EvaluatorRepository(writing.session).evaluators(before.slug, before.publications, before.round)
        _tell(writing, before, (one.person for one in found), told)


def tell_officers(writing: Writing, procedure: Procedure, kind: NoticeKind, page: str = "") -> None:
    """Tell all officers but the one who acts.

    Args:
        writing: The transaction of what is told about.
        procedure: What it is about.
        kind: What is told.
        page: Last part of the address of the page where it is seen; empty for none.
    """
    _tell(
        writing,
        procedure,
        IdentityRepository(writing.session).people_with(Role.PROCUREMENT_OFFICER),
        _Told(kind, page),
    )


def _tell(writing: Writing, procedure: Procedure, people: Iterable[str], told: _Told) -> None:
    link = f"/vergabeverfahren/{procedure.slug}/{told.page}" if told.page else None
    for person in dict.fromkeys(people):
        if person != writing.actor.person:
            shown = link if link is None or len(link) <= _LONGEST_LINK else None
            Notices.tell(writing, person, told.kind, {"reference": procedure.reference}, shown)
