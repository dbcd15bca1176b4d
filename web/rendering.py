"""Templates to answers: one Jinja environment, strict and escaping, the same frame around every page."""

import asyncio
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Request, Response
from litestar.enums import MediaType

from core.german import german_date
from digitalcheck.rules.course.wording import reason_sentence
from infra.identity.wording import ROLES
from infra.policy.decision import decide
from infra.policy.model import NOBODY, Actor
from infra.policy.states import SCORES_OPEN
from infra.policy.table import Action
from procurement.model import RESULT_STANDS
from procurement.rules.examination import wording as examination_words
from procurement.rules.procedure import wording as procedure_words
from procurement.rules.procedure.participation_guards import WITH_REQUESTS
from procurement.services.results.prices import PRICED
from scoring.bid_names import labels_in
from scoring.evaluate import Outcome
from web import addresses, formats, request_words, wording
from web import criteria as criteria_words
from web import jobs as job_words
from web.direction import with_marks_shown
from web.navigation import menu_for
from web.notices import sentence
from web.theme import theme_of
from web.views import probe as probe_words
from web.whose import WhoseForms, show_to, whose_form

Connection = Request[Any, Any, Any]

SEE_OTHER: Literal[303] = 303

STATIC = files("web") / "static"
# Own addresses may be told to own pages: a form without TLS is recognised by its origin. Other sites learn nothing.
_HEADERS = {"Referrer-Policy": "same-origin"}


@cache
def static(path: str) -> str:
    """Return the address of a static file, changing with its content so that browsers may keep it."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()
    return f"/static/{path}?v={digest[:12]}"


def make_environment() -> Environment:
    """Return the environment of all templates."""
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[WhoseForms],
    )
    named = (formats.number, formats.euro, formats.percent, formats.share, formats.fine, formats.exact, formats.day)
    named += (formats.moment, formats.quantity, formats.inserted)  # type: ignore[assignment]  # filters differ in type
    environment.filters.update({function.__name__: function for function in named})
    environment.filters["date"] = german_date
    environment.filters["sentence"] = sentence
    environment.filters["role_name"] = ROLES.__getitem__
    environment.filters["zip"] = zip
    environment.filters["check_reason"] = reason_sentence
    environment.filters["request_reason"] = request_words.reason_sentence
    environment.tests["shown_exactly"] = formats.is_shown_exactly
    environment.globals.update(
        static=static,
        addresses=addresses,
        wording=wording,
        criteria_words=criteria_words,
        job_words=job_words,
        probe_words=probe_words,
        procedure_words=procedure_words,
        examination_words=examination_words,
        count=formats.count,
        Action=Action,
        scores_open=SCORES_OPEN,
        priced_stages=PRICED,
        award_stages=RESULT_STANDS,
        whose_form=whose_form,
        kinds_with_participation=frozenset(kind.value for kind in WITH_REQUESTS),
        roles=ROLES,
    )
    return environment


ENVIRONMENT = make_environment()


def actor_of(request: Connection) -> Actor:
    """Return who asks; nobody known where an error came before that was found out."""
    actor = request.scope.get("user")
    return actor if isinstance(actor, Actor) else NOBODY


def render(request: Connection, template: str, *, status: int = 200, **context: object) -> Response[str]:
    """Return a page.

    Args:
        request: Tells the theme and where the reader is.
        template: Path below ``templates``.
        status: HTTP status of the answer.
        context: What the template shows.
    """
    here = request.url.path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else "")
    actor = actor_of(request)
    show_to(actor.person or "")

    def may(action: Action) -> bool:
        return decide(actor, action) is None

    text = ENVIRONMENT.get_template(template).render(
        theme=theme_of(request),
        path=request.url.path,
        here=here,
        actor=actor,
        asked_who="user" in request.scope,  # an address that nothing serves is answered before anybody looks who asks
        may=may,
        menu=menu_for(may),
        unread=request.state.get("unread"),
        **{**context, "labels": _labels(context)},
    )
    return Response(with_marks_shown(text), media_type=MediaType.HTML, status_code=status, headers=_HEADERS)


def _labels(context: Mapping[str, object]) -> Mapping[str, str]:
    """Return what the bids of the evaluation on a page are called, by their id."""
    outcome = context.get("outcome") or getattr(context.get("view"), "outcome", None)
    if isinstance(outcome, Outcome):
        return labels_in(outcome.evaluation)
    given = context.get("labels")
    return given if isinstance(given, dict) else {}


async def count_unread(request: Connection) -> None:
    """Count what the reader was not told yet: runs before every page, off the event loop, and not for nobody."""
    if request.user.person is not None:
        request.state.unread = await asyncio.to_thread(request.app.state.unread, request.user)
