"""Errors as German pages. What the reader can do stands on every one; what went wrong inside stands in the log only.

Which error has which status is said in one place, for programs and people alike: the application hands it in as
``state.to_problem``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from core.errors import InputError
from infra.identity.errors import TooManyAttemptsError
from infra.policy.decision import AccessDeniedError, Denial
from procurement.errors import (
    EvaluationAlreadyStoredError,
    ProcurementError,
    PruefvermerkCompletedError,
    ReferenceDeletedError,
    ResultDiffersError,
    StabilityWithheldError,
)
from procurement.rules.wording import fault_sentence
from web import addresses
from web.entrance import SESSION_ENDED, session_ended
from web.kept import kept_form
from web.rendering import SEE_OTHER, render


class Problem(Protocol):
    """What programs are told about an error."""

    @property
    def status(self) -> int:
        """HTTP status."""

    @property
    def title(self) -> str:
        """German sentence."""

    @property
    def instance(self) -> str | None:
        """Names an internal error in the log."""


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
        "Vielleicht ist die Adresse unvollständig oder veraltet. Von der Startseite aus geht es weiter.",
    ),
    405: (
        "So lässt sich diese Seite nicht aufrufen",
        "Bitte öffnen Sie die Seite von der Startseite aus.",
    ),
    409: (
        "Das geht so nicht",
        "Es wurde nichts geändert.",
    ),
    413: (
        "Die Datei ist zu groß",
        "Bitte prüfen Sie, ob es die richtige Datei ist. Es wurde nichts gespeichert.",
    ),
    422: (
        "Diese Angaben lassen sich nicht auswerten",
        "Bitte prüfen Sie die Angaben. Es wurde nichts gespeichert.",
    ),
    429: (
        "Bitte warten Sie etwas",
        "Danach können Sie es noch einmal versuchen.",
    ),
    503: (
        "Prüfstand antwortet gerade nicht",
        "Bitte versuchen Sie es in einigen Minuten noch einmal.",
    ),
    500: (
        "In Prüfstand ist ein Fehler aufgetreten",
        "Das liegt nicht an Ihnen. Bitte nennen Sie der Betreuung die Kennung. Es wurde nichts gespeichert.",
    ),
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
    ReferenceDeletedError: (
        "Diese Akte ist gelöscht",
        "Die Vergabenummer {reference} wird nicht wieder vergeben. Bitte wählen Sie eine andere.",
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
_SIGN_IN = ErrorPage(
    401,
    "Bitte melden Sie sich an",
    "Sie sind nicht mehr angemeldet. Was auf dieser Seite steht, bleibt stehen.",
    link=("/anmelden", "Zur Anmeldung"),
)
_DENIED = ErrorPage(403, "Das ist mit Ihren Rollen nicht erlaubt", "Der Versuch steht im Prüfprotokoll.")
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
            return Redirect(_PASSWORD_DUE, status_code=SEE_OTHER)
    page = error_page(error, request.app.state.to_problem(error))
    answer = render(request, "fehler/seite.html", status=page.status, page=page)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
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
        return Redirect(addresses.sign_in(here), status_code=SEE_OTHER)
    return session_ended(request, kept_form(request))


def _is_by_script(request: Request[Any, Any, Any]) -> bool:
    return "hx-request" in request.headers or request.headers.get("sec-fetch-dest") == "empty"


def error_page(error: Exception, problem: Problem) -> ErrorPage:
    """Return what to tell people. An unexpected error tells nothing but the name of its entry in the log."""
    if isinstance(error, AccessDeniedError) and problem.status == HTTPStatus.FORBIDDEN:
        return _DENIED
    if problem.status == HTTPStatus.PRECONDITION_FAILED:
        return _CHANGED_MEANWHILE
    if isinstance(error, ProcurementError) and type(error) in _CONFLICTS:
        return _conflict(error, problem)
    return _by_status(error, problem)


def _conflict(error: ProcurementError, problem: Problem) -> ErrorPage:
    title, text = _CONFLICTS[type(error)]
    link = (addresses.procedure(error.properties["slug"]), "Zur gespeicherten Wertung")
    return ErrorPage(problem.status, title, text.format(**error.properties), link=link)


def _by_status(error: Exception, problem: Problem) -> ErrorPage:
    title, advice = _PAGES.get(problem.status, _PAGES[400])
    if isinstance(error, InputError):
        return ErrorPage(problem.status, title, _faults_in_words(error))
    if problem.instance:
        return ErrorPage(problem.status, title, advice, problem.instance.removeprefix("urn:uuid:"))
    said_by_status = isinstance(error, HTTPException | AccessDeniedError)
    return ErrorPage(problem.status, title, advice if said_by_status else f"{problem.title} {advice}")


def _faults_in_words(error: InputError) -> str:
    """Return the first fault with its place: a page without a form has no list of them."""
    first = error.faults[0]
    return f"{first.pointer}: {fault_sentence(first)}" if first.pointer else fault_sentence(first)
