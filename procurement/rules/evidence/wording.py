"""German sentences of evidence on licences."""

from collections.abc import Mapping

from licensing.policy.wording import FAULTS as POLICY_FAULTS
from licensing.sbom.wording import SENTENCES
from licensing.texts.comparing import TextState
from procurement.model import FindingWeight

TEXTS: Mapping[TextState, tuple[FindingWeight | None, str]] = {
    TextState.SAME: (None, ""),
    TextState.SAME_AND_MORE: (
        FindingWeight.NOTE,
        "Der Text enthält den Wortlaut von „{licence}“ und weiteren Text daneben. Bitte den weiteren Text lesen.",
    ),
    TextState.EDITED: (
        FindingWeight.WARNING,
        "Der Text weicht an {changes} Stellen vom Wortlaut von „{licence}“ ab.",
    ),
    TextState.DIFFERENT: (FindingWeight.WARNING, "Der Text ist nicht der Wortlaut von „{licence}“."),
    TextState.UNKNOWN: (
        FindingWeight.NOTE,
        "Zu „{licence}“ ist kein Wortlaut hinterlegt; der Text ist nicht verglichen.",
    ),
    TextState.EMPTY: (FindingWeight.WARNING, "Die Datei enthält keinen Text, der sich vergleichen ließe."),
    TextState.TOO_LONG: (FindingWeight.NOTE, "Der Text ist für einen Vergleich zu lang."),
}
"""How much each outcome of a comparison matters, and its sentence; nothing is said of the very text."""

FAULTS: Mapping[str, str] = {
    **{name: text for name, text in POLICY_FAULTS.items() if name.startswith("policy_")},
    **{name: SENTENCES[name] for name in ("sbom_no_yaml", "sbom_too_deep", "sbom_too_large")},
    "sbom_yaml_alias": "Verweise innerhalb des YAML sind hier nicht vorgesehen (Zeile {line}). Bitte ausschreiben.",
    "sbom_yaml_tag": "YAML-Anweisungen sind hier nicht vorgesehen (Zeile {line}). Bitte entfernen.",
    "probe_one_way": "Bitte die Datei auf genau einem Weg angeben: mit Inhalt, als Hochgeladenes oder aus dem Angebot.",
    "licence_claim_missing": "Bitte nennen, welche Lizenz der Text sein soll, zum Beispiel MIT.",
    "licence_claim_elsewhere": "Eine behauptete Lizenz gehört nur zu einem Lizenztext.",
    "evidence_files_too_many": "Eine Analyse nimmt höchstens {maximum} Dateien auf.",
    "evidence_too_large": "Die Dateien einer Analyse sind zusammen zu groß: höchstens {maximum} MiB.",
    "house_rules_unknown": "Diese Fassung der Hausregeln gibt es nicht. Es gibt: {known}.",
    "columns_licence_missing": "Bitte die Spalte mit der Lizenz und die mit dem Namen oder der Paket-URL benennen.",
    "columns_field_unknown": "Ein Feld „{field}“ gibt es nicht. Es gibt: {known}.",
    "columns_out_of_range": "Die Spalte muss zwischen 1 und {maximum} liegen.",
    "columns_twice": "Eine Spalte gehört nur zu einem Feld.",
    "columns_list_missing": "Die Datei enthält mehrere Listen: {known}. Bitte nennen, welche davon gemeint ist.",
    "columns_list_unknown": "Eine Liste „{list}“ gibt es in der Datei nicht. Es gibt: {known}.",
    "columns_no_bill": "Spalten hat nur eine Lizenzliste.",
}
"""Sentence of each fault of what somebody gives to an analysis."""

SEAL_BROKEN = (
    "Die Datei lässt sich hier nicht öffnen: mit dem Schlüssel einer anderen Anlage verschlossen, oder verändert."
)
READING = "Datei {number} von {total} wird gelesen und beurteilt"
STORING = "Datei {number} von {total}: Ergebnis wird gespeichert"


def reading_step(number: int, total: int) -> str:
    """Return what is being done while a file is read."""
    return READING.format(number=number, total=total)


def storing_step(number: int, total: int) -> str:
    """Return what is being done while what came of a file is stored."""
    return STORING.format(number=number, total=total)
