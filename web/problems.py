"""Errors as German pages. What the reader can do stands on every one; what went wrong inside stands in the log only."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.database import DatabaseUnavailableError
from infra.identity.errors import (
    CityNotFoundError,
    FieldsRefusedError,
    IdentityError,
    LastAdministratorError,
    OfficeNotFoundError,
    PersonNotFoundError,
    SecondFactorInUseError,
    SecondFactorOfferError,
    SignInRefusedError,
    TooBusyError,
    TooManyAttemptsError,
)
from infra.identity.wording import sentence
from infra.jobs.errors import JobNotFoundError
from infra.logging import log_defect
from infra.notices.errors import NoticeNotFoundError
from infra.policy.decision import AccessDeniedError, Denial
from procurement.errors import (
    BidNotFoundError,
    CriterionNotFoundError,
    EvaluationAlreadyStoredError,
    EvaluationNotFoundError,
    ProcurementError,
    PruefvermerkCompletedError,
    ResultDiffersError,
    StabilityWithheldError,
)
from scoring.wording import fault_sentence
from web import addresses
from web.entrance import SESSION_ENDED, session_ended
from web.kept import kept_form
from web.rendering import render


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says.

    Args:
        status: HTTP status.
        title: Heading.
        text: What happened and what to do.
        reference: Names an internal error in the log; None for expected ones.
        link: Address and text of a way on.
    """

    status: int
    title: str
    text: str
    reference: str | None = None
    link: tuple[str, str] | None = None


_PAGES: Mapping[int, tuple[str, str]] = {
    400: (
        "Diese Anfrage ist nicht verständlich",
        "Eine Angabe in der Adresse passt nicht. Bitte gehen Sie zurück oder beginnen Sie auf der Startseite.",
    ),
    403: (
        "Diese Anfrage kam von einer fremden Seite",
        "Formulare nimmt Prüfstand nur von den eigenen Seiten an. Bitte öffnen Sie das Formular hier und senden es ab.",
    ),
    404: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse unvollständig oder veraltet. Auf der Startseite finden Sie alle Vergabeverfahren.",
    ),
    405: (
        "So lässt sich diese Seite nicht aufrufen",
        "Bitte öffnen Sie die Seite über das Menü.",
    ),
    413: (
        "Die Datei ist zu groß",
        "Bitte prüfen Sie, ob es die richtige Datei ist. Es wurde nichts gespeichert.",
    ),
    422: (
        "Diese Angaben lassen sich nicht auswerten",
        "Bitte prüfen Sie die Angaben. Es wurde nichts gespeichert.",
    ),
    503: (
        "Die Datenbank antwortet gerade nicht",
        "Bitte versuchen Sie es in einigen Minuten noch einmal. Es wurde nichts gespeichert.",
    ),
    500: (
        "In Prüfstand ist ein Fehler aufgetreten",
        "Das liegt nicht an Ihnen. Bitte nennen Sie der Betreuung die Kennung. Es wurde nichts gespeichert.",
    ),
}
_PROCUREMENT: Mapping[type[ProcurementError], str] = {
    EvaluationNotFoundError: "Ein Vergabeverfahren „{slug}“ ist hier nicht gespeichert.",
    BidNotFoundError: "Ein Angebot „{bid}“ gibt es in diesem Vergabeverfahren nicht.",
    CriterionNotFoundError: "Ein bewertetes Kriterium „{criterion}“ gibt es in dieser Bewertungsmatrix nicht.",
}


_CONFLICTS: Mapping[type[ProcurementError], tuple[str, str]] = {
    EvaluationAlreadyStoredError: (
        "Zu diesem Los liegt schon eine Wertung vor",
        "Für {reference} ist nach dieser Methode eine andere gespeichert. Sie wird nie ersetzt; Ihre wurde verworfen.",
    ),
    PruefvermerkCompletedError: (
        "Ihr Prüfvermerk ist abgeschlossen",
        "Er bleibt, wie er ist. Was Sie zuletzt geschrieben haben, wurde nicht mehr gespeichert.",
    ),
    ResultDiffersError: (
        "Die Nachrechnung weicht ab",
        "Diese Programmversion kommt zu einem anderen Ergebnis. Bis das geklärt ist, gibt es dazu keine Dateien.",
    ),
    StabilityWithheldError: (
        "Der Vermerk wird noch zurückgehalten",
        "Die Wertung ist vorläufig. Angaben zur Stabilität gibt es erst, wenn das Ergebnis feststeht.",
    ),
}


_IDENTITY: Mapping[type[IdentityError], tuple[int, str]] = {
    SignInRefusedError: (422, "Anmeldung nicht möglich"),
    TooManyAttemptsError: (429, "Bitte warten Sie etwas"),
    TooBusyError: (503, "Bitte warten Sie etwas"),
    PersonNotFoundError: (404, "Diese Seite gibt es nicht"),
    OfficeNotFoundError: (404, "Diese Seite gibt es nicht"),
    CityNotFoundError: (422, "Diese Stadt gibt es hier nicht"),
    LastAdministratorError: (409, "Das geht so nicht"),
    SecondFactorInUseError: (409, "Das geht so nicht"),
    SecondFactorOfferError: (409, "Das geht so nicht"),
    FieldsRefusedError: (422, "Diese Angaben lassen sich nicht speichern"),
}
_SIGN_IN = ErrorPage(
    401,
    "Bitte melden Sie sich an",
    "Sie sind nicht mehr angemeldet. Was auf dieser Seite steht, bleibt stehen.",
    link=("/anmelden", "Zur Anmeldung"),
)
_DENIED = ErrorPage(403, "Das ist mit Ihren Rollen nicht erlaubt", "Der Versuch steht im Prüfprotokoll.")
_SEE_OTHER: Literal[303] = 303
_PASSWORD_DUE = "/konto/passwort"  # noqa: S105 - an address
_CHANGED_MEANWHILE = ErrorPage(
    409,
    "Das wurde inzwischen geändert",
    "Jemand anderes war schneller. Ihre Änderung ist nicht gespeichert. Bitte laden Sie die Seite neu.",
)


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[str] | Redirect:
    """Answer any error with a page: the exception handler of the pages."""
    if isinstance(error, AccessDeniedError):
        if error.denial is Denial.NOT_SIGNED_IN:
            return _ask_to_sign_in(request)
        if error.denial is Denial.PASSWORD_DUE:
            return Redirect(_PASSWORD_DUE, status_code=_SEE_OTHER)
    page = error_page(error)
    answer = render(request, "fehler/seite.html", status=page.status, page=page)
    if page.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "5"
    if isinstance(error, TooManyAttemptsError):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _ask_to_sign_in(request: Request[Any, Any, Any]) -> Response[str] | Redirect:
    """Lead to the sign-in; a form that was sent goes along, a script is told so that it can say it."""
    if _is_by_script(request):
        answer = render(request, "fehler/seite.html", status=_SIGN_IN.status, page=_SIGN_IN)
        answer.headers[SESSION_ENDED] = "/anmelden"
        return answer
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method in ("GET", "HEAD"):
        return Redirect(addresses.sign_in(here), status_code=_SEE_OTHER)
    return session_ended(request, kept_form(request))


def _is_by_script(request: Request[Any, Any, Any]) -> bool:
    return "hx-request" in request.headers or request.headers.get("sec-fetch-dest") == "empty"


def error_page(error: Exception) -> ErrorPage:
    """Translate an error. An unexpected one is logged and tells nothing but the name of its entry in the log."""
    if (
        isinstance(error, HTTPException)
        and error.status_code in _PAGES
        and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return ErrorPage(error.status_code, *_PAGES[error.status_code])
    if page := _known(error) or _conflict(error):
        return page
    if isinstance(error, ProcurementError) and type(error) in _PROCUREMENT:
        text = f"{_PROCUREMENT[type(error)].format(**error.properties)} {_PAGES[404][1]}"
        return ErrorPage(HTTPStatus.NOT_FOUND, _PAGES[404][0], text)
    if isinstance(error, InputError):
        return ErrorPage(HTTPStatus.UNPROCESSABLE_ENTITY, _PAGES[422][0], _faults_in_words(error))
    if isinstance(error, DatabaseUnavailableError):
        return ErrorPage(HTTPStatus.SERVICE_UNAVAILABLE, *_PAGES[503])
    return ErrorPage(HTTPStatus.INTERNAL_SERVER_ERROR, *_PAGES[500], log_defect(error))


def _known(error: Exception) -> ErrorPage | None:
    if isinstance(error, AccessDeniedError):
        return _DENIED
    if isinstance(error, VersionConflictError):
        return _CHANGED_MEANWHILE
    if isinstance(error, IdentityError):
        status, title = _IDENTITY[type(error)]
        return ErrorPage(status, title, sentence(error))
    if isinstance(error, JobNotFoundError | NoticeNotFoundError):
        return ErrorPage(HTTPStatus.NOT_FOUND, *_PAGES[404])
    return None


def _conflict(error: Exception) -> ErrorPage | None:
    if isinstance(error, ProcurementError) and type(error) in _CONFLICTS:
        title, text = _CONFLICTS[type(error)]
        link = (addresses.procedure(error.properties["slug"]), "Zur gespeicherten Wertung")
        return ErrorPage(HTTPStatus.CONFLICT, title, text.format(**error.properties), link=link)
    return None


def _faults_in_words(error: InputError) -> str:
    """Return the first fault with its place: a page without a form has no list of them."""
    first = error.faults[0]
    return f"{first.pointer}: {fault_sentence(first)}" if first.pointer else fault_sentence(first)
