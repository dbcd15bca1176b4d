"""German words about jobs."""

from collections.abc import Mapping
from datetime import timedelta

from infra.jobs.model import Job, JobFailure, JobState
from web.formats import count

KINDS: Mapping[str, str] = {
    "verify-audit-log": "Prüfprotokoll prüfen",
    "sign-checkpoints": "Prüfprotokoll besiegeln",
    "maintenance": "Tägliches Aufräumen",
    "judge-evidence": "Lizenzanalyse",
    "probe-standard": "Standardprüfung",
    "fetch-repository": "Stand eines Repositoriums speichern",
    "read-council-system": "Ratsinformationssystem lesen",
    "remind-of-requests": "An Antwortzeiten erinnern",
    "mail-what-waits": "Tägliche Mail zu IT-Anforderungen",
    "watch-register": "Auf Enden im Vertragsregister achten",
    "rank-requests": "Rangfolge der IT-Anforderungen neu berechnen",
    "plan-queue": "IT-Anforderungen einplanen",
    "improve-plan": "Szenario des Plans rechnen",
}
STATES: Mapping[JobState, tuple[str, str]] = {
    JobState.WAITING: ("info", "wartet"),
    JobState.RUNNING: ("info", "läuft"),
    JobState.DONE: ("success", "erledigt"),
    JobState.FAILED: ("danger", "gescheitert"),
    JobState.CANCELLED: ("warning", "abgebrochen"),
}
FAILURES: Mapping[JobFailure, str] = {
    JobFailure.DEFECT: (
        "In Prüfstand ist ein Fehler aufgetreten. Bitte nennen Sie der Betreuung die Nummer des Auftrags."
    ),
    JobFailure.GAVE_UP: (
        "Der Auftrag kam auch nach mehreren Versuchen nicht zum Ende. Bitte versuchen Sie es später noch einmal."
    ),
    JobFailure.NOT_ALLOWED: "Als der Auftrag an der Reihe war, hatten Sie nicht mehr die nötigen Rechte.",
    JobFailure.UNKNOWN_KIND: "Diese Programmversion kennt diese Art von Auftrag nicht.",
}
_MINUTE, _HOUR = 60, 3600


def title(kind: str) -> str:
    """Return the German name of a kind; one of another version shows its own."""
    return KINDS.get(kind, kind)


def outcome(job: Job) -> str:
    """Return what came out of a job in a sentence."""
    if job.failure is not None:
        return FAILURES[job.failure]
    if job.state is not JobState.DONE or job.kind != "verify-audit-log" or job.result is None:
        return ""
    checked = count(int(job.result["entries"]), "Eintrag", "Einträge")
    if job.result["holds"]:
        return f"{checked} geprüft: Das Prüfprotokoll ist unverändert."
    return f"{checked} geprüft: Das Prüfprotokoll wurde verändert."


def duration(span: timedelta) -> str:
    """Return ``3 Min. 20 Sek.`` in whole seconds."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < _MINUTE:
        return f"{seconds} Sek."
    if seconds < _HOUR:
        return f"{seconds // _MINUTE} Min. {seconds % _MINUTE} Sek."
    return f"{seconds // _HOUR} Std. {seconds % _HOUR // _MINUTE} Min."


def percent_done(job: Job) -> int | None:
    """Return how much is done in whole percent; None as long as nobody knows how much there is."""
    total = job.progress.total
    return None if not total else min(100, job.progress.done * 100 // total)
