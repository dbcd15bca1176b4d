"""German words of the audit log for evidence on licences and openness."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.ANALYSIS_CREATED: "Lizenzanalyse angelegt",
    Event.ANALYSIS_CHANGED: "Lizenzanalyse geändert",
    Event.ANALYSIS_DELETED: "Entwurf einer Lizenzanalyse gelöscht",
    Event.EVIDENCE_FILE_ADDED: "Datei zu einer Lizenzanalyse hinzugefügt",
    Event.EVIDENCE_FILE_REMOVED: "Datei aus einer Lizenzanalyse entfernt",
    Event.EVIDENCE_COLUMNS_CONFIRMED: "Spalten einer Lizenzliste bestätigt",
    Event.ANALYSIS_STARTED: "Lizenzanalyse gestartet",
    Event.ANALYSIS_FINISHED: "Lizenzanalyse abgeschlossen",
    Event.HOUSE_RULES_ADDED: "Hausregeln für Lizenzen aufgenommen",
    Event.RUBRIC_ADDED: "Bewertungsschlüssel aufgenommen",
    Event.STATEMENT_NOTED: "Angabe eines Angebots zur Offenheit festgehalten",
    Event.ANSWER_EFFECT_NOTED: "Wirkung einer Aufklärung festgehalten",
    Event.POINTS_DECIDED: "Über einen Punktevorschlag entschieden",
    Event.OPENNESS_EXPORTED: "Vergleich der Offenheit ausgegeben",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_EVIDENCE: "Lizenzanalyse ansehen",
    Action.GATHER_EVIDENCE: "Lizenzanalyse bearbeiten",
}
FIELDS: Mapping[str, str] = {
    "columns": "Spalten",
    "components": "Komponenten",
    "documents": "Dokumente",
    "file_kind": "Art der Datei",
    "licence": "Lizenz",
    "origin": "Herkunft",
    "file": "Prüfsumme der Datei",
    "format": "Format",
    "inquiry": "Bieterfrage Nr.",
    "outbound": "Lizenz des Produkts",
    "result_number": "Ergebnis Nr.",
    "rules": "Fassung der Hausregeln",
    "said": "Prüfsumme der Angabe",
    "scenario": "Einsatz",
    "signal": "Signal",
    "size": "Größe (Byte)",
    "statement": "Angabe Nr.",
    "suggestion": "Prüfsumme des Vorschlags",
    "use": "Verwendung",
    "version": "Fassung",
}
