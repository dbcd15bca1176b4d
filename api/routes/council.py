"""``/council``: the council system as it was read, and what of it belongs to checks."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED

from api.council_view import (
    CouncilPaperView,
    CouncilView,
    DifferenceView,
    FilledHeadView,
    JobStarted,
    PublicationStateView,
    coverage_view,
    paper_view,
    reading_view,
    started,
)
from api.once import answer_once
from api.problems import responses
from digitalcheck.services.council.desk import USUAL_KINDS, CouncilDesk
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
Reference = Annotated[
    str, QueryParameter(name="reference", min_length=1, max_length=60, description="Nummer der Vorlage")
]
Kind = Annotated[
    str, QueryParameter(name="kind", max_length=200, description="Art der Vorlage, wie sie im System heißt")
]


@get(
    "/council",
    operation_id="get_council",
    summary="Stand des Ratsinformationssystems und Anteil der Vorlagen mit Digital-Check",
    sync_to_thread=True,
    action=Action.READ_COUNCIL,
)
def get_council(
    actor: NamedDependency[Actor], council_desk: NamedDependency[CouncilDesk], kind: Kind = USUAL_KINDS[0]
) -> CouncilView:
    """Return what is known, with the share over time of one kind of paper."""
    state = council_desk.state(actor, (kind,))
    return CouncilView(
        system=state.system,
        current=reading_view(state.current),
        running=reading_view(state.running),
        coverage=[coverage_view(one) for one in state.coverage],
    )


@post(
    "/council/readings",
    operation_id="read_council",
    summary="Das Ratsinformationssystem lesen lassen",
    description="Gelesen wird im Hintergrund, eine Anfrage je Sekunde; eine unterbrochene Lesung geht weiter.",
    status_code=HTTP_202_ACCEPTED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.SYNC_COUNCIL,
)
def read_council(
    request: Call, actor: NamedDependency[Actor], council_desk: NamedDependency[CouncilDesk]
) -> Response[JobStarted]:
    """Have the system read."""
    return answer_once(request, lambda once: council_desk.start(actor, once), started)


@get(
    "/council/papers",
    operation_id="find_council_papers",
    summary="Vorlagen mit einer Nummer im Ratsinformationssystem",
    sync_to_thread=True,
    action=Action.READ_COUNCIL,
)
def find_council_papers(
    actor: NamedDependency[Actor], council_desk: NamedDependency[CouncilDesk], reference: Reference
) -> list[CouncilPaperView]:
    """Return the papers of a number, the newest first."""
    return [paper_view(one) for one in council_desk.find(actor, reference)]


@post(
    "/digital-checks/{check:int}/council-head",
    operation_id="fill_check_head",
    summary="Leere Felder im Kopf aus dem Ratsinformationssystem füllen",
    description="Was jemand geschrieben hat, bleibt; wo es anders lautet, wird es genannt.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.WRITE_CHECK,
)
def fill_check_head(
    actor: NamedDependency[Actor], council_desk: NamedDependency[CouncilDesk], check: FromPath[int]
) -> FilledHeadView:
    """Fill the head of a check. Doing so twice changes nothing more."""
    done = council_desk.fill_head(actor, check)
    differences = [DifferenceView(field=one.field, typed=one.typed, found=one.found) for one in done.differences]
    return FilledHeadView(paper=paper_view(done.paper), filled=list(done.filled), differences=differences)


@get(
    "/digital-checks/{check:int}/council-publication",
    operation_id="get_council_publication",
    summary="Ob die Übersicht im Ratsinformationssystem veröffentlicht ist",
    sync_to_thread=True,
    action=Action.READ_CHECK,
)
def get_council_publication(
    actor: NamedDependency[Actor], council_desk: NamedDependency[CouncilDesk], check: FromPath[int]
) -> PublicationStateView:
    """Return what was seen of the sheet of a check."""
    seen = council_desk.publication(actor, check)
    return PublicationStateView(state=seen.state if seen else None, seen_at=seen.seen_at if seen else None)


HANDLERS = (get_council, read_council, find_council_papers, fill_check_head, get_council_publication)
