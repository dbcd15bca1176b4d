"""One tender procedure: what it is, how far it is, what can be done next."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from digitalcheck.rules.wording import STATES
from infra.policy.decision import decide
from infra.policy.table import Action
from procurement.services.procedures import Procedures
from procurement.services.tendering import Tendering
from web.rendering import render
from web.views.procedure import progress_of
from web.views.publication import content_view
from web.views.release import step_forms

Connection = Request[Any, Any, Any]


@get("/vergabeverfahren/{procedure:str}", sync_to_thread=True, action=Action.READ_PUBLICATION)
def show_procedure(
    request: Connection,
    procedures: NamedDependency[Procedures],
    tendering: NamedDependency[Tendering],
    procedure: FromPath[str],
) -> Response[str]:
    """Show a procedure; to those who may see only what is public, its latest published version."""
    if decide(request.user, Action.READ_PROCEDURE):
        return _published(request, procedures, procedure)
    opened = procedures.open(request.user, procedure)
    check = tendering.check_of(request.user, procedure)
    return render(
        request,
        "vergabeverfahren/seite.html",
        opened=opened,
        procedure=opened.procedure,
        progress=progress_of(opened),
        kinds=procedures.kind_titles,
        steps=step_forms(opened, None),
        check=check,
        check_lines=check.lines if check else (),
        check_states=STATES,
    )


def _published(request: Connection, procedures: Procedures, slug: str) -> Response[str]:
    latest = procedures.publications(request.user, slug)[-1]
    content = content_view(latest.document, procedures.kind_titles)
    return render(request, "vergabeverfahren/veroeffentlicht.html", slug=slug, latest=latest, content=content)


HANDLERS = (show_procedure,)
