"""Every error as problem details (RFC 9457). The only place that knows which error has which status."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from traceback import format_tb
from typing import Any
from uuid import uuid4

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from core.errors import InputError, PruefstandError, Severity
from infra.database import DatabaseUnavailableError
from infra.policy.decision import AccessDeniedError, Denial
from procurement.errors import (
    BidNotFoundError,
    CriterionNotFoundError,
    MatrixPublishedError,
    PreviewChangedError,
    ProcedureAlreadyStoredError,
    ProcedureNotFoundError,
    ProcurementError,
    ResultDiffersError,
    StabilityWithheldError,
)
from procurement.rules.wording import fault_sentence

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)

_HTTP: Mapping[int, tuple[str, str]] = {
    400: ("http/bad-request", "Die Anfrage ist nicht verständlich."),
    404: ("http/not-found", "Diese Adresse gibt es nicht."),
    405: ("http/method-not-allowed", "Diese Adresse kennt die gewählte Methode nicht."),
    413: ("http/content-too-large", "Die Datei ist zu groß."),
    500: (
        "internal",
        "In Prüfstand ist ein Fehler aufgetreten. Bitte nennen Sie der Betreuung die Kennung „instance“.",
    ),
}
_PROCUREMENT: Mapping[type[ProcurementError], tuple[int, str]] = {
    BidNotFoundError: (404, "Diese Wertung enthält kein Angebot „{bid}“."),
    CriterionNotFoundError: (404, "Diese Bewertungsmatrix enthält kein bewertetes Kriterium „{criterion}“."),
    ProcedureAlreadyStoredError: (409, "Zu {reference} liegt bereits eine andere Wertung vor: „{slug}“."),
    MatrixPublishedError: (409, "Die Bewertungsmatrix ist veröffentlicht; ihre Gewichte stehen fest."),
    PreviewChangedError: (409, "Die Wertung ist nicht die, die die Vorschau gezeigt hat."),
    ProcedureNotFoundError: (404, "Das Vergabeverfahren „{slug}“ gibt es hier nicht."),
    ResultDiffersError: (409, "Aus der gespeicherten Eingabe ergibt sich ein anderes Ergebnis als das gespeicherte."),
    StabilityWithheldError: (409, "Die Wertung ist vorläufig; ihre Stabilität wird zurückgehalten."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFault:
    """One thing wrong with what was sent.

    Args:
        pointer: JSON pointer into the body, or the name of the parameter.
        type: Slug of the kind of fault.
        text: German sentence for people.
        legal_source: Rule that forbids it, where a rule does.
    """

    pointer: str
    type: str
    text: str
    legal_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details (RFC 9457).

    Args:
        type: Kind of error, an address relative to this service.
        title: German sentence for people.
        status: HTTP status.
        instance: Names an internal error in the log.
        legal_source: Rule that forbids what was asked for.
        faults: What is wrong with the payload, in the order of the payload.
        omitted: Number of further faults that are not listed.
    """

    type: str
    title: str
    status: int
    instance: str | None = None
    legal_source: str | None = None
    faults: tuple[ProblemFault, ...] = ()
    omitted: int = 0


def respond(_request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Answer any error: the exception handler of the interface."""
    problem = to_problem(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def to_problem(error: Exception) -> Problem:
    """Translate an error. An unexpected one tells nothing but the name of its entry in the log.

    The log gets kind and place, not the message of the error, which may hold what stood in a bid.
    """
    if isinstance(error, HTTPException):
        return _http_problem(error)
    if isinstance(error, PruefstandError) and (expected := _expected_problem(error)):
        return expected
    instance = f"urn:uuid:{uuid4()}"
    _log.error("%s %s\n%s", instance, type(error).__name__, "".join(format_tb(error.__traceback__)))
    return _of_status(HTTPStatus.INTERNAL_SERVER_ERROR, instance=instance)


def http_problem(status: int) -> Problem:
    """Return the problem of a plain HTTP status."""
    return _of_status(status)


def _expected_problem(error: PruefstandError) -> Problem | None:
    if isinstance(error, InputError):
        return _input_problem(error)
    if isinstance(error, AccessDeniedError):
        return _denied_problem(error)
    if isinstance(error, ProcurementError):
        status, title = _PROCUREMENT[type(error)]
        return Problem(type=f"/errors/{error.type}", title=title.format(**error.properties), status=status)
    if isinstance(error, DatabaseUnavailableError):
        title = "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert."
        return Problem(type="/errors/infra/database-unavailable", title=title, status=503)
    return None


def _denied_problem(error: AccessDeniedError) -> Problem:
    if error.denial is Denial.NOT_SIGNED_IN:
        return Problem(type="/errors/identity/not-signed-in", title="Dafür müssen Sie angemeldet sein.", status=401)
    return Problem(type="/errors/identity/access-denied", title="Das ist mit Ihren Rollen nicht erlaubt.", status=403)


def _input_problem(error: InputError) -> Problem:
    faults = tuple(
        ProblemFault(pointer=one.pointer, type=one.type, text=fault_sentence(one), legal_source=one.legal_source)
        for one in error.faults
    )
    if error.severity is Severity.INVALID:
        kind, title, status, source = "invalid-input", "Die Eingabe ist ungültig.", 422, None
    else:
        kind, title, status = "forbidden-by-rule", "Eine Regel lässt diese Wertung nicht zu.", 409
        source = next(one.legal_source for one in error.faults)
    return Problem(
        type=f"/errors/scoring/{kind}",
        title=title,
        status=status,
        legal_source=source,
        faults=faults,
        omitted=error.omitted,
    )


def _http_problem(error: HTTPException) -> Problem:
    if not isinstance(error, ValidationException):
        return _of_status(error.status_code)
    faults = tuple(
        ProblemFault(pointer=str(one.get("key", "")), type="parameter", text="Dieser Wert ist hier nicht zulässig.")
        for one in error.extra or ()
        if isinstance(one, dict)
    )
    return Problem(type="/errors/http/bad-request", title=_HTTP[400][1], status=400, faults=faults)


def _of_status(status: int, *, instance: str | None = None) -> Problem:
    kind, title = _HTTP.get(status, _HTTP[500] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _HTTP[400])
    return Problem(type=f"/errors/{kind}", title=title, status=status, instance=instance)


def responses(*statuses: int) -> dict[int, ResponseSpec]:
    """Describe the problems that an address answers with."""
    return {
        status: ResponseSpec(
            Problem, media_type=MEDIA_TYPE, generate_examples=False, description=HTTPStatus(status).phrase
        )
        for status in statuses
    }
