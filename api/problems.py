"""Every error as problem details (RFC 9457). The only place that knows which error has which status."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, InternalServerException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from api.council_titles import input_sentence
from api.errors import (
    BrokenCursorError,
    BrokenKeyError,
    BrokenTagError,
    NoBodyExpectedError,
    NoJsonError,
    PreconditionMissingError,
)
from api.etag import etag_of
from api.problem import Problem, ProblemFault, pointer_to
from api.procurement_titles import PROCUREMENT
from api.release_titles import RELEASES, TELLERS
from api.upload_titles import UPLOADS
from core.errors import InputError, PruefstandError, Severity, VersionConflictError
from infra.database import DatabaseUnavailableError
from infra.fields.model import FieldConflictError, FieldTooLongError, UnknownFieldError
from infra.identity.errors import (
    CityNotFoundError,
    FieldsRefusedError,
    IdentityError,
    LastAdministratorError,
    OfficeNotFoundError,
    OtherPersonError,
    OwnRecoveryError,
    PersonNotFoundError,
    SecondFactorInUseError,
    SecondFactorOfferError,
    SignInRefusedError,
    TooBusyError,
    TooManyAttemptsError,
)
from infra.identity.wording import field_sentence, sentence
from infra.jobs.errors import JobNotFoundError, JobOverError
from infra.logging import log_defect
from infra.notices.errors import NoticeNotFoundError
from infra.once.model import KeyReusedError
from infra.policy.decision import AccessDeniedError, Denial
from infra.readiness import SchemaOutdatedError
from infra.uploads.errors import TooManyUploadsError
from procurement.errors import ProcurementError
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.wording import STEPS, reason_sentence

MEDIA_TYPE = "application/problem+json"

_HTTP: Mapping[int, tuple[str, str]] = {
    400: ("http/bad-request", "Die Anfrage ist nicht verständlich."),
    401: ("identity/not-signed-in", "Dafür müssen Sie angemeldet sein."),
    403: ("http/other-origin", "Diese Anfrage kam von einer fremden Seite."),
    404: ("http/not-found", "Diese Adresse gibt es nicht."),
    405: ("http/method-not-allowed", "Diese Adresse kennt die gewählte Methode nicht."),
    409: ("http/conflict", "Das passt nicht zum jetzigen Stand. Es wurde nichts geändert."),
    412: ("http/precondition-failed", "„If-Match“ nennt nicht den jetzigen Stand. Bitte lesen Sie ihn neu."),
    413: ("http/content-too-large", "Die Datei ist zu groß."),
    415: ("http/unsupported-media-type", "Änderungen nimmt diese Adresse nur als application/json an."),
    422: ("http/unprocessable-content", "Mit diesem Inhalt lässt sich die Anfrage nicht ausführen."),
    428: ("http/precondition-required", "Bitte nennen Sie in „If-Match“ den Stand, den Sie ändern wollen."),
    429: ("http/too-many-requests", "Das waren zu viele Anfragen. Bitte warten Sie einen Moment."),
    500: (
        "internal",
        "In Prüfstand ist ein Fehler aufgetreten. Bitte nennen Sie der Betreuung die Kennung „instance“.",
    ),
    503: ("http/service-unavailable", "Prüfstand antwortet gerade nicht. Bitte versuchen Sie es später noch einmal."),
}
_PLAIN: Mapping[type[Exception], int] = {
    PreconditionMissingError: 428,
    VersionConflictError: 412,
    NoJsonError: 415,
    RecursionError: 400,  # what was sent is nested deeper than any of our formats
    UnicodeDecodeError: 400,
}
_FACTS: Mapping[type[PruefstandError], tuple[int, str, str]] = {
    BrokenCursorError: (400, "http/broken-cursor", "Diesen „cursor“ hat Prüfstand für diese Liste nicht ausgegeben."),
    BrokenKeyError: (400, "http/broken-key", "„Idempotency-Key“ hat 1 bis 200 sichtbare ASCII-Zeichen."),
    NoBodyExpectedError: (400, "http/no-body-expected", "Diese Adresse nimmt keinen Inhalt an."),
    BrokenTagError: (400, "http/broken-tag", "„If-Match“ nennt Stände so, wie sie in „ETag“ standen."),
    FieldTooLongError: (422, "fields/too-long", "Der Text ist zu lang für dieses Feld. Es wurde nichts gespeichert."),
    UnknownFieldError: (404, "fields/unknown-field", "Dieses Feld gibt es hier nicht."),
    KeyReusedError: (422, "http/key-reused", "Mit diesem „Idempotency-Key“ kam schon eine andere Anfrage."),
    DatabaseUnavailableError: (
        503,
        "infra/database-unavailable",
        "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert.",
    ),
    JobNotFoundError: (404, "jobs/job-not-found", "Diesen Auftrag gibt es hier nicht."),
    JobOverError: (409, "jobs/job-over", "Dieser Auftrag ist schon beendet."),
    NoticeNotFoundError: (404, "notices/notice-not-found", "Diese Mitteilung gibt es hier nicht."),
    SchemaOutdatedError: (503, "infra/schema-outdated", "Die Datenbank ist nicht auf dem Stand dieser Version."),
    **RELEASES,
    **UPLOADS,
}
_IDENTITY: Mapping[type[IdentityError], int] = {
    SignInRefusedError: 422,
    TooManyAttemptsError: 429,
    TooBusyError: 503,
    OtherPersonError: 409,
    PersonNotFoundError: 404,
    OfficeNotFoundError: 404,
    CityNotFoundError: 422,
    LastAdministratorError: 409,
    OwnRecoveryError: 409,
    SecondFactorInUseError: 409,
    SecondFactorOfferError: 409,
    FieldsRefusedError: 422,
}


def respond(_request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Answer any error: the exception handler of the interface."""
    problem = to_problem(error)
    headers = _headers(problem.status) | (dict(error.headers or {}) if isinstance(error, HTTPException) else {})
    if isinstance(error, VersionConflictError):
        headers["ETag"] = etag_of(error.current_version)
    if isinstance(error, FieldConflictError):
        headers["ETag"] = etag_of(error.now.version)
    if isinstance(error, TooManyAttemptsError | TooManyUploadsError):
        headers["Retry-After"] = str(error.seconds)
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _headers(status: int) -> dict[str, str]:
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": "5"}
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": 'Cookie realm="Pruefstand"'}  # RFC 9110 wants a challenge; no browser acts on it
    return {}


def to_problem(error: Exception) -> Problem:
    """Translate an error. An unexpected one tells nothing but the name of its entry in the log.

    The log gets kind and place, not the message of the error, which may hold what stood in a bid.
    """
    if places := _places_in_body(error):
        return _wrong_values((place, True) for place in places)
    if isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _http_problem(error)
    if isinstance(error, FieldConflictError):
        return replace(http_problem(HTTPStatus.PRECONDITION_FAILED), current_value=error.now.value)
    if status := next((status for kind, status in _PLAIN.items() if isinstance(error, kind)), None):
        return http_problem(status)
    if isinstance(error, PruefstandError) and (expected := _expected_problem(error)):
        return expected
    return _of_status(HTTPStatus.INTERNAL_SERVER_ERROR, instance=f"urn:uuid:{log_defect(error)}")


def http_problem(status: int) -> Problem:
    """Return the problem of a plain HTTP status."""
    return _of_status(status)


def _expected_problem(error: PruefstandError) -> Problem | None:
    tellers: Mapping[type[PruefstandError], Callable[[Any], Problem]] = {
        InputError: _input_problem,
        AccessDeniedError: _denied_problem,
        IdentityError: _identity_problem,
        ProcurementError: _procurement_problem,
        **TELLERS,
    }
    if tell := next((tell for kind, tell in tellers.items() if isinstance(error, kind)), None):
        return tell(error)
    if fact := _FACTS.get(type(error)):
        status, kind, title = fact
        return Problem(type=f"/errors/{kind}", title=title, status=status)
    return None


def _denied_problem(error: AccessDeniedError) -> Problem:
    if error.denial is Denial.NOT_SIGNED_IN:
        return http_problem(HTTPStatus.UNAUTHORIZED)
    if error.denial is Denial.OTHER_CITY:
        return http_problem(HTTPStatus.NOT_FOUND)  # "not allowed" would tell that it exists
    if error.denial is Denial.PASSWORD_DUE:
        title = "Bitte wählen Sie zuerst ein eigenes Kennwort."
        return Problem(type="/errors/identity/password-due", title=title, status=403)
    return Problem(type="/errors/identity/access-denied", title="Das ist mit Ihren Rollen nicht erlaubt.", status=403)


def _identity_problem(error: IdentityError) -> Problem:
    faults = error.faults if isinstance(error, FieldsRefusedError) else {}
    return Problem(
        type=f"/errors/{error.type}",
        title=sentence(error),
        status=_IDENTITY[type(error)],
        faults=tuple(
            ProblemFault(pointer=f"/{name}", type=refusal.value, text=field_sentence(refusal))
            for name, refusal in faults.items()
        ),
    )


def _input_problem(error: InputError) -> Problem:
    faults = tuple(
        ProblemFault(pointer=one.pointer, type=one.type, text=input_sentence(one), legal_source=one.legal_source)
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


def _procurement_problem(error: ProcurementError) -> Problem:
    if isinstance(error, StepNotPossibleError):
        return _step_problem(error)
    if isinstance(error, ExaminationRefusedError):
        return _refused_problem(error)
    status, title = PROCUREMENT[type(error)]
    return Problem(type=f"/errors/{error.type}", title=title.format(**error.properties), status=status)


def _step_problem(error: StepNotPossibleError) -> Problem:
    """Return everything that stands against a step, each with the rule that it comes from."""
    faults = tuple(_fault(reason_sentence(one), one) for one in error.reasons)
    title = f"Das ist jetzt nicht möglich: {STEPS[error.step]}."
    return Problem(type=f"/errors/{error.type}", title=title, status=409, faults=faults)


def _refused_problem(error: ExaminationRefusedError) -> Problem:
    """Return everything that stands against work with bids, each with the rule that it comes from."""
    faults = tuple(_fault(examination_sentence(one), one) for one in error.reasons)
    return Problem(type=f"/errors/{error.type}", title="Das ist jetzt so nicht möglich.", status=409, faults=faults)


def _fault(text: str, reason: Reason) -> ProblemFault:
    source = str(reason.source) if reason.source else None
    return ProblemFault(pointer="", type=reason.type, text=text, legal_source=source)


def _http_problem(error: HTTPException) -> Problem:
    if not isinstance(error, ValidationException):
        return _of_status(error.status_code)
    return _wrong_values(
        (pointer_to(str(key).split(".")) if (key := one.get("key", "")) and in_body else str(key), in_body)
        for one in error.extra or ()
        if isinstance(one, dict)
        for in_body in [one.get("source") in {None, "body"}]
    )


def _places_in_body(error: Exception) -> list[str]:
    """Return the places of wrong values that the framework takes for a defect of ours.

    Where a field of the body has the name of something handed to the route, such as ``actor``, it believes that this
    was wrong. Only bodies are validated by models that list their errors.
    """
    errors = getattr(error.__cause__, "errors", None)
    if not (isinstance(error, InternalServerException) and isinstance(errors, list)):
        return []
    return [pointer_to(one["loc"]) for one in errors]


def _wrong_values(places: Iterable[tuple[str, bool]]) -> Problem:
    """Return what is wrong: by pointer in the body, by name for a parameter of the address."""
    faults = tuple(
        ProblemFault(
            pointer=place, type="value" if in_body else "parameter", text="Dieser Wert ist hier nicht zulässig."
        )
        for place, in_body in places
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
