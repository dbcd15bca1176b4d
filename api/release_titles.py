"""What can stand in the way of releasing a Digital-Check or of reading its sheet: status and German sentence."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.check_titles import CHECKS
from api.council_titles import COUNCIL
from api.problem import Problem, ProblemFault
from capacity.rules.course.facts import Reason as RequestReason
from capacity.rules.course.refusal import StepRefusedError as RequestRefusedError
from capacity.rules.course.wording import reason_sentence as request_sentence
from core.errors import PruefstandError
from digitalcheck.errors import (
    CheckChangedError,
    MeetingEmptyError,
    NotReleasedError,
    SheetMissingError,
    SheetPublishedError,
)
from digitalcheck.rules.course.facts import Reason
from digitalcheck.rules.course.refusal import StepRefusedError
from digitalcheck.rules.course.wording import reason_sentence

RELEASES: Mapping[type[PruefstandError], tuple[int, str, str]] = {
    **CHECKS,
    CheckChangedError: (
        409,
        CheckChangedError.type,
        "Der Stand der Kapazitätsanfrage hat sich eben geändert. Bitte lesen Sie den Check neu.",
    ),
    NotReleasedError: (409, NotReleasedError.type, "Dieser Digital-Check ist noch nicht freigegeben."),
    SheetMissingError: (404, SheetMissingError.type, "Diese Übersicht gibt es nicht, oder sie ist nicht öffentlich."),
    SheetPublishedError: (409, SheetPublishedError.type, "Diese Übersicht ist schon für alle freigegeben."),
    MeetingEmptyError: (404, MeetingEmptyError.type, "Zu diesem Tag gibt es keinen freigegebenen Digital-Check."),
    **COUNCIL,
}


def refused_problem(error: StepRefusedError) -> Problem:
    """Return everything that stands against a step of a check."""
    return _refused(error.type, ((one, reason_sentence(one)) for one in error.reasons))


def refused_request(error: RequestRefusedError) -> Problem:
    """Return everything that stands against a step of a request for capacity."""
    return _refused(error.type, ((one, request_sentence(one)) for one in error.reasons))


def _refused(kind: str, reasons: Iterable[tuple[Reason | RequestReason, str]]) -> Problem:
    faults = tuple(
        ProblemFault(pointer="", type=one.type, text=text, legal_source=str(one.source) if one.source else None)
        for one, text in reasons
    )
    title = "Dieser Schritt ist jetzt nicht möglich."
    return Problem(type=f"/errors/{kind}", title=title, status=409, faults=faults)


TELLERS: Mapping[type[PruefstandError], Callable[[Any], Problem]] = {
    StepRefusedError: refused_problem,
    RequestRefusedError: refused_request,
}
"""What tells an error that has more to tell than a sentence."""
