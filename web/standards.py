"""German words of open standards."""

from collections.abc import Mapping

from core.legal import VerificationStatus
from licensing.standards.model import FactValue
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance
from licensing.standards.wording import DOMAIN_TITLES, FACT_QUESTIONS, OPENNESS_WORDS, VALUE_WORDS

__all__ = [
    "CONFORMANCE",
    "DOMAIN_TITLES",
    "FACT_QUESTIONS",
    "OPENNESS",
    "OPENNESS_HINTS",
    "OPENNESS_WORDS",
    "SEVERITIES",
    "STATES",
    "STATUS",
    "VALUES",
    "VALUE_WORDS",
]

OPENNESS: Mapping[Openness, tuple[str, str]] = {
    Openness.OPEN: ("success", OPENNESS_WORDS[Openness.OPEN]),
    Openness.RESTRICTED: ("warning", OPENNESS_WORDS[Openness.RESTRICTED]),
    Openness.VENDOR: ("danger", OPENNESS_WORDS[Openness.VENDOR]),
    Openness.UNDECIDED: ("info", OPENNESS_WORDS[Openness.UNDECIDED]),
}
OPENNESS_HINTS: Mapping[Openness, str] = {
    Openness.OPEN: "Alle Anforderungen beider Begriffsbestimmungen sind erfüllt.",
    Openness.RESTRICTED: "Mindestens eine Anforderung ist nicht erfüllt.",
    Openness.VENDOR: "Niemand sonst kann mitwirken, und die Stelle arbeitet für eigenen Gewinn.",
    Openness.UNDECIDED: "Eine Tatsache, die entscheidet, wurde nirgends gelesen.",
}
VALUES: Mapping[FactValue, tuple[str, str]] = {
    FactValue.YES: ("success", VALUE_WORDS[FactValue.YES]),
    FactValue.NO: ("danger", VALUE_WORDS[FactValue.NO]),
    FactValue.UNKNOWN: ("info", VALUE_WORDS[FactValue.UNKNOWN]),
}
STATUS: Mapping[VerificationStatus, str] = {
    VerificationStatus.VERIFIED: "im eigenen Text der Stelle gelesen",
    VerificationStatus.SECONDARY: "bei Dritten gelesen",
}
CONFORMANCE: Mapping[Conformance, tuple[str, str]] = {
    Conformance.CONFORMING: ("success", "eingehalten"),
    Conformance.EXTENDED: ("success", "eingehalten, mit Erweiterungen"),
    Conformance.CLAIMED: ("warning", "behauptet, nicht vollständig geprüft"),
    Conformance.INVALID: ("danger", "nicht eingehalten"),
    Conformance.UNKNOWN: ("info", "nicht festgestellt"),
}
SEVERITIES: Mapping[str, tuple[str, str]] = {
    "error": ("danger", "Fehler"),
    "warning": ("warning", "Warnung"),
    "note": ("info", "Hinweis"),
}
STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("info", "wartet"),
    "running": ("info", "läuft"),
    "done": ("success", "fertig"),
    "failed": ("danger", "gescheitert"),
    "cancelled": ("warning", "abgebrochen"),
}
