"""What is done with a request for capacity: steps, statements, questions, answers, proofs."""

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect

from capacity.errors import CapacityError, NotAskedError, QuestionNotFoundError, RequestClosedError
from capacity.model import Party, ProofKind, ReviewKind, ReviewLight
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import RequestStep
from capacity.rules.course.wording import STEPS, reason_sentence
from capacity.services.course import RequestCourse
from capacity.services.desk import RequestDesk
from capacity.services.discussing import RequestDiscussion
from capacity.services.gathering import StepWish
from capacity.services.reviewing import ProofWish, ReviewWish
from core.errors import InputError, VersionConflictError
from core.german import read_day
from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from procurement.rules.wording import fault_sentence
from web import addresses
from web.rendering import SEE_OTHER, render
from web.upload import form_of, text_in
from web.versions import version_in
from web.views.request import ROUTES, TYPED, Refused, shown

_LARGEST_BODY = 40_000
_CONFLICT = 409
_DIGITS = 9
_CHANGED = "Die IT-Anforderung wurde inzwischen geändert. Bitte sehen Sie sie noch einmal durch."
_UNREADABLE = "Bitte wählen Sie einen der angebotenen Werte."
_SENTENCES: Mapping[type[CapacityError], str] = {
    RequestClosedError: "In diesem Stand ist das nicht möglich.",
    NotAskedError: "Diese Rückfrage gehört einer anderen Stelle.",
    QuestionNotFoundError: "Diese Rückfrage gibt es nicht, oder sie ist schon beantwortet.",
}

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Typed = Mapping[str, str]


def _step_route(action: Action) -> HTTPRouteHandler:
    """Return the route that takes the steps of one party."""

    @post(
        f"/anforderungen/{{capacity_request:int}}/{ROUTES[action]}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=action,
    )
    async def take_step(
        request: Connection,
        request_course: NamedDependency[RequestCourse],
        request_desk: NamedDependency[RequestDesk],
        capacity_request: FromPath[int],
    ) -> Answer:
        form = await form_of(request)
        typed, version = {name: text_in(form, name) for name in TYPED}, version_in(form)

        def take() -> Answer:
            if typed["schritt"] not in set(RequestStep):
                return _refused(
                    request,
                    request_desk,
                    capacity_request,
                    Refused(title="Schritt", sentences=(_UNREADABLE,), typed=typed),
                )
            wish = _wish(typed, version)
            return _done(
                request,
                request_desk,
                capacity_request,
                typed,
                STEPS[wish.step],
                lambda: request_course.take(request.user, capacity_request, wish),
            )

        return await asyncio.to_thread(take)

    return take_step


def _wish(typed: Typed, version: int) -> StepWish:
    other = typed["andere"].strip()
    is_number = other.isascii() and other.isdigit() and len(other) <= len(str(LARGEST_NUMBER))
    return StepWish(
        step=RequestStep(typed["schritt"]),
        version=version,
        reason=typed["grund"],
        day=read_day(typed["tag"]),
        until=read_day(typed["bis"]),
        other=int(other) if is_number else None,
        line=typed["zeile"],
    )


def _talk_route(path: str, action: Action, title: str, act: "Talk") -> HTTPRouteHandler:
    """Return the route of something that is said about a request."""

    @post(
        f"/anforderungen/{{capacity_request:int}}/{path}",
        status_code=SEE_OTHER,
        request_max_body_size=_LARGEST_BODY,
        action=action,
    )
    async def say(
        request: Connection,
        request_discussion: NamedDependency[RequestDiscussion],
        request_desk: NamedDependency[RequestDesk],
        capacity_request: FromPath[int],
    ) -> Answer:
        form = await form_of(request)
        typed = {name: text_in(form, name) for name in TYPED}
        return await asyncio.to_thread(
            _done,
            request,
            request_desk,
            capacity_request,
            typed,
            title,
            lambda: act(request_discussion, request, capacity_request, typed),
        )

    return say


Code = TypeVar("Code", bound=StrEnum)


class _UnknownCodeError(Exception):
    """A value that none of our forms sends."""


def _code(kind: type[Code], text: str) -> Code:
    if text not in set(kind):
        raise _UnknownCodeError
    return kind(text)


Talk = Callable[[RequestDiscussion, Connection, int, Typed], object]


def _review(talk: RequestDiscussion, request: Connection, number: int, typed: Typed) -> object:
    wish = ReviewWish(
        kind=_code(ReviewKind, typed["art"]),
        light=_code(ReviewLight, typed["ampel"]),
        note=typed["text"],
        condition=typed["auflage"],
    )
    return talk.review(request.user, number, wish)


def _ask(talk: RequestDiscussion, request: Connection, number: int, typed: Typed) -> object:
    return talk.ask(request.user, number, _code(Party, typed["stelle"]), typed["text"])


def _answer(talk: RequestDiscussion, request: Connection, number: int, typed: Typed) -> object:
    asked = typed["frage"]
    known = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else 0
    return talk.answer(request.user, number, known, typed["text"])


def _prove(talk: RequestDiscussion, request: Connection, number: int, typed: Typed) -> object:
    wish = ProofWish(kind=_code(ProofKind, typed["art"]), is_needed=typed["noetig"] != "nein", reference=typed["text"])
    return talk.prove(request.user, number, wish)


def _done(
    request: Connection, desk: RequestDesk, number: int, typed: Typed, title: str, act: Callable[[], object]
) -> Answer:
    """Do it and lead back to the page, or show why it was not done, with everything that was typed."""
    try:
        act()
    except StepRefusedError as error:
        sentences = tuple(map(reason_sentence, error.reasons))
    except InputError as error:
        sentences = tuple(map(fault_sentence, error.faults))
    except VersionConflictError:
        sentences = (_CHANGED,)
    except _UnknownCodeError:
        sentences = (_UNREADABLE,)
    except tuple(_SENTENCES) as error:
        sentences = (_SENTENCES[type(error)],)
    else:
        return Redirect(f"{addresses.capacity_request(number)}?geaendert=ja", status_code=SEE_OTHER)
    step = RequestStep(typed["schritt"]) if typed["schritt"] in set(RequestStep) else None
    return _refused(request, desk, number, Refused(title=title, sentences=sentences, typed=typed, step=step))


def _refused(request: Connection, desk: RequestDesk, number: int, refused: Refused) -> Response[str]:
    page = shown(request.user, desk.see(request.user, number), refused=refused)
    return render(request, "anforderungen/seite.html", status=_CONFLICT, **page)


HANDLERS = (
    *(_step_route(action) for action in ROUTES),
    _talk_route("pruefung", Action.ADVISE_REQUEST, "Stellungnahme", _review),
    _talk_route("rueckfrage", Action.DISCUSS_REQUEST, "Rückfrage", _ask),
    _talk_route("antwort", Action.DISCUSS_REQUEST, "Antwort", _answer),
    _talk_route("nachweis", Action.PROVE_REQUEST, "Nachweis", _prove),
)
