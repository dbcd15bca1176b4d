"""Errors as German pages. What the reader can do stands on every one; what went wrong inside stands in the log only."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from litestar import Request, Response
from litestar.exceptions import HTTPException

from core.errors import InputError
from infra.database import DatabaseUnavailableError
from infra.jobs.errors import JobNotFoundError
from infra.notices.errors import NoticeNotFoundError
from infra.policy.decision import AccessDeniedError, Denial
from procurement.errors import (
    BidNotFoundError,
    CriterionNotFoundError,
    ProcedureAlreadyStoredError,
    ProcedureNotFoundError,
    ProcurementError,
    ResultDiffersError,
    StabilityWithheldError,
)
from scoring.wording import fault_sentence
from web import addresses
from web.rendering import render

_log = logging.getLogger(__name__)


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
    ProcedureNotFoundError: "Ein Vergabeverfahren „{slug}“ ist hier nicht gespeichert.",
    BidNotFoundError: "Ein Angebot „{bid}“ gibt es in diesem Vergabeverfahren nicht.",
    CriterionNotFoundError: "Ein bewertetes Kriterium „{criterion}“ gibt es in dieser Bewertungsmatrix nicht.",
}


_CONFLICTS: Mapping[type[ProcurementError], tuple[str, str]] = {
    ProcedureAlreadyStoredError: (
        "Zu diesem Los liegt schon eine Wertung vor",
        "Für {reference} ist nach dieser Methode eine andere gespeichert. Sie wird nie ersetzt; Ihre wurde verworfen.",
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


_DENIED = {
    True: ErrorPage(401, "Bitte melden Sie sich an", "Diese Seite zeigt Prüfstand nur angemeldeten Personen."),
    False: ErrorPage(403, "Das ist mit Ihren Rollen nicht erlaubt", "Der Versuch steht im Prüfprotokoll."),
}


def respond(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Answer any error with a page: the exception handler of the pages."""
    page = error_page(error)
    answer = render(request, "fehler/seite.html", status=page.status, page=page)
    if page.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "5"
    return answer


def error_page(error: Exception) -> ErrorPage:
    """Translate an error. An unexpected one is logged and tells nothing but the name of its entry in the log."""
    if (
        isinstance(error, HTTPException)
        and error.status_code in _PAGES
        and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return ErrorPage(error.status_code, *_PAGES[error.status_code])
    if page := _refused(error) or _conflict(error):
        return page
    if isinstance(error, ProcurementError) and type(error) in _PROCUREMENT:
        text = f"{_PROCUREMENT[type(error)].format(**error.properties)} {_PAGES[404][1]}"
        return ErrorPage(HTTPStatus.NOT_FOUND, _PAGES[404][0], text)
    if isinstance(error, InputError):
        return ErrorPage(HTTPStatus.UNPROCESSABLE_ENTITY, _PAGES[422][0], _faults_in_words(error))
    if isinstance(error, DatabaseUnavailableError):
        return ErrorPage(HTTPStatus.SERVICE_UNAVAILABLE, *_PAGES[503])
    reference = str(uuid4())
    _log.error("internal error %s", reference, exc_info=error)
    return ErrorPage(HTTPStatus.INTERNAL_SERVER_ERROR, *_PAGES[500], reference)


def _refused(error: Exception) -> ErrorPage | None:
    if isinstance(error, AccessDeniedError):
        return _DENIED[error.denial is Denial.NOT_SIGNED_IN]
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
