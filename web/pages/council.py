"""The council system: when it was read, what it knows of a number, and the share of proposals with a check."""

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.german import german_number
from digitalcheck.errors import CheckClosedError, CouncilMissingError, CouncilPaperNotFoundError
from digitalcheck.model import Part
from digitalcheck.rules.council.annex import annexes_of
from digitalcheck.rules.council.kept import CouncilReading
from digitalcheck.rules.council.wording import HEAD_NOTES, PUBLICATIONS, stop_words, unreadable_sentence
from digitalcheck.rules.slots import COMMITTEES, TITLE
from digitalcheck.services.checks import Checks
from digitalcheck.services.council.desk import USUAL_KINDS, CouncilDesk, FilledHead
from infra.jobs.model import job_address
from infra.policy.table import Action
from web.rendering import SEE_OTHER, render

_CONFLICT = 409
_HUNDRED = 100
_NO_SYSTEM = "Für diese Stadt ist kein Ratsinformationssystem eingestellt. Bitte wenden Sie sich an den Betrieb."

_NO_PAPER = "Im Ratsinformationssystem wurde keine Vorlage mit dieser Nummer gelesen."
_CLOSED = "Der Digital-Check ist gezeichnet; sein Kopf ändert sich jetzt nicht."
_FIELDS: Mapping[str, str] = {TITLE: "Titel", COMMITTEES: "Beratungsfolge"}

Number = Annotated[str, QueryParameter(name="nummer", max_length=60)]
Kind = Annotated[str, QueryParameter(name="art", max_length=200)]
Connection = Request[Any, Any, Any]


@get("/ratsinformation", sync_to_thread=True, action=Action.READ_COUNCIL)
def show_council(
    request: Connection,
    council_desk: NamedDependency[CouncilDesk],
    number: Number = "",
    kind: Kind = USUAL_KINDS[0],
) -> Response[str]:
    """Show what is known, and the papers of a number."""
    return _page(request, council_desk, number, kind)


@post("/ratsinformation/lesen", status_code=SEE_OTHER, sync_to_thread=True, action=Action.SYNC_COUNCIL)
def start_reading(request: Connection, council_desk: NamedDependency[CouncilDesk]) -> Response[str] | Redirect:
    """Have the system read and lead to the job."""
    try:
        job = council_desk.start(request.user)
    except CouncilMissingError:
        return _page(request, council_desk, "", USUAL_KINDS[0], refused=_NO_SYSTEM)
    return Redirect(job_address(job.id), status_code=SEE_OTHER)


@get("/digital-checks/{check:int}/ratsinformation", sync_to_thread=True, action=Action.READ_CHECK)
def show_check_in_council(
    request: Connection,
    council_desk: NamedDependency[CouncilDesk],
    checks: NamedDependency[Checks],
    check: FromPath[int],
) -> Response[str]:
    """Show what the council system says of a check's proposal, and whether its sheet is published."""
    return _check_page(request, council_desk, checks, check)


@post("/digital-checks/{check:int}/ratsinformation", status_code=200, sync_to_thread=True, action=Action.WRITE_CHECK)
def fill_head(
    request: Connection,
    council_desk: NamedDependency[CouncilDesk],
    checks: NamedDependency[Checks],
    check: FromPath[int],
) -> Response[str]:
    """Fill the empty fields of a check's head; what somebody typed stays."""
    try:
        filled = council_desk.fill_head(request.user, check)
    except CouncilPaperNotFoundError:
        return _check_page(request, council_desk, checks, check, refused=_NO_PAPER)
    except CheckClosedError:
        return _check_page(request, council_desk, checks, check, refused=_CLOSED)
    return _check_page(request, council_desk, checks, check, filled=filled)


def _check_page(
    request: Connection,
    desk: CouncilDesk,
    checks: Checks,
    check: int,
    *,
    filled: FilledHead | None = None,
    refused: str = "",
) -> Response[str]:
    seen = checks.open(request.user, check)
    return render(
        request,
        "ratsinformation/check.html",
        status=_CONFLICT if refused else 200,
        check=seen.check,
        may_fill=Part.FACHAMT in seen.parts,
        papers=desk.find(request.user, seen.check.reference) if seen.check.reference else (),
        publication=desk.publication(request.user, check),
        publications=PUBLICATIONS,
        filled=filled,
        refused=refused,
        field_names=_FIELDS,
        annexes_of=annexes_of,
        stop_words=stop_words,
        head_notes=HEAD_NOTES,
    )


def _page(request: Connection, desk: CouncilDesk, number: str, kind: str, *, refused: str = "") -> Response[str]:
    state = desk.state(request.user, (kind,))
    typed = number.strip()
    return render(
        request,
        "ratsinformation/stand.html",
        status=_CONFLICT if refused else 200,
        state=state,
        failure=_failure(state.running),
        rows=[(one, f"{german_number(one.share * _HUNDRED, 1)} %") for one in state.coverage],
        kind=kind,
        number=typed,
        papers=desk.find(request.user, typed) if typed else (),
        refused=refused,
        annexes_of=annexes_of,
        stop_words=stop_words,
        head_notes=HEAD_NOTES,
    )


def _failure(running: CouncilReading | None) -> str:
    if running is None or not running.failure:
        return ""
    reason, _, detail = running.failure.partition(": ")
    return unreadable_sentence(reason, detail)


HANDLERS = (show_council, start_reading, show_check_in_council, fill_head)
