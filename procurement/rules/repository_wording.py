"""German sentences of repositories that bids name: what a snapshot shows, and what stood in its way."""

from collections.abc import Mapping

from licensing.repository.reuse import ReuseState
from licensing.repository.snapshot import Origin
from licensing.repository.version import NoEvidence
from licensing.texts.comparing import TextState
from procurement.model import SnapshotProblem

ORIGINS: Mapping[Origin, str] = {Origin.FETCHED: "abgerufen", Origin.UPLOADED: "als Archiv hochgeladen"}
HINDRANCES: Mapping[NoEvidence, str] = {
    NoEvidence.NOT_NAMED: "Das Angebot nennt dieses Repositorium nicht.",
    NoEvidence.OTHER_VERSION: "Der Stand gehört zu keinem Tag, der der angebotenen Version gleicht.",
    NoEvidence.AFTER_DEADLINE: "Der Tag ist jünger als die Angebotsfrist.",
}
REUSE: Mapping[ReuseState, str] = {
    ReuseState.COMPLETE: "vollständig",
    ReuseState.PARTIAL: "teilweise",
    ReuseState.NONE: "nicht befolgt",
}
TEXTS: Mapping[TextState, str] = {
    TextState.SAME: "ist der Wortlaut",
    TextState.SAME_AND_MORE: "ist der Wortlaut mit weiterem Text daneben",
    TextState.EDITED: "weicht vom Wortlaut ab",
    TextState.DIFFERENT: "ist ein anderer Text",
    TextState.UNKNOWN: "ist nicht verglichen, weil kein Wortlaut hinterlegt ist",
    TextState.EMPTY: "ist leer",
    TextState.TOO_LONG: "ist für einen Vergleich zu lang",
}
_PROBLEMS: Mapping[SnapshotProblem, str] = {
    SnapshotProblem.NO_FORGE: (
        "Unter dieser Adresse ist kein bekannter Dienst für Repositorien. Bitte laden Sie ein Archiv hoch."
    ),
    SnapshotProblem.NO_VERSION: (
        "Das Repositorium hat keinen eindeutigen Tag der angebotenen Version. Bitte fragen Sie den Bieter danach."
    ),
    SnapshotProblem.NOT_FETCHED: "Die Adresse ließ sich nicht abrufen. Bitte laden Sie ein Archiv hoch.",
    SnapshotProblem.NOT_ANSWERED: (
        "Der Dienst hat nicht mit dem geantwortet, was verlangt war. Bitte prüfen Sie die Adresse."
    ),
    SnapshotProblem.NOT_READ: "Das Archiv ließ sich nicht lesen. Bitte laden Sie ein Archiv hoch.",
}
_DETAILS: Mapping[str, str] = {
    "off_list": (
        "Der Dienst steht nicht auf der Liste, von der abgerufen werden darf. Die Systembetreuung kann ihn aufnehmen, "
        "oder Sie laden ein Archiv hoch."
    ),
    "not_public": "Der Name führt zu keinem öffentlichen Rechner. Von dort wird nichts abgerufen.",
    "no_address": "Der Name des Dienstes ist nicht bekannt. Bitte prüfen Sie die Adresse.",
    "too_slow": "Der Dienst hat zu lange gebraucht. Bitte versuchen Sie es später noch einmal.",
    "unreachable": "Der Dienst war nicht erreichbar. Bitte versuchen Sie es später noch einmal.",
    "answer_too_large": "Das Archiv ist für einen Abruf zu groß. Bitte laden Sie es hoch.",
    "status_404": "Unter dieser Adresse gibt es kein öffentliches Repositorium. Bitte prüfen Sie die Adresse.",
}

FAULTS: Mapping[str, str] = {
    "repository_missing": "Bitte füllen Sie dieses Feld aus.",
    "repository_too_long": "Bitte kürzen Sie die Angabe auf höchstens {maximum} Zeichen.",
    "repository_address": "Bitte geben Sie eine Adresse an, die mit https:// beginnt.",
    "repository_reason_missing": "Bitte nennen Sie den Grund.",
    "repository_reference_missing": "Bitte nennen Sie den Tag oder Commit, dessen Dateien das Archiv enthält.",
    "repository_no_zip": "Bitte wählen Sie ein Archiv im Format ZIP, wie es der Dienst zum Herunterladen anbietet.",
    "repository_files": "Das Archiv enthält mehr als 100.000 Dateien.",
    "repositories_too_many": "Zu einem Angebot lassen sich höchstens {maximum} Repositorien eintragen.",
}
"""Sentence of each fault of what somebody says about a repository."""


def problem_sentence(problem: SnapshotProblem, detail: str) -> str:
    """Return why there is no snapshot, and what to do.

    Args:
        problem: Why.
        detail: Slug of what exactly stood in the way.
    """
    return _DETAILS.get(detail) or _PROBLEMS[problem]
