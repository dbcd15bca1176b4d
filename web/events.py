"""German words of the audit log: events, kinds of things, fields and values. What has no word shows its code."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.identity.proving import Reason
from infra.identity.signing_in import Factors
from infra.identity.wording import ROLES
from infra.jobs.model import JobFailure
from infra.policy.decision import Denial
from infra.policy.table import Action
from procurement.rules.procedure.wording import STAGES
from procurement.services.exporting import ExportKind
from web import (
    alternative_words,
    check_words,
    council_words,
    evidence_words,
    light_words,
    register_words,
    release_words,
    repository_words,
    sealed_words,
    standard_words,
    tender_words,
)
from web.jobs import KINDS
from web.wording import STATES

EVENTS: Mapping[Event, str] = {
    Event.CITY_ADDED: "Stadt angelegt",
    Event.OFFICE_ADDED: "Amt oder Dezernat angelegt",
    Event.OFFICE_CHANGED: "Amt oder Dezernat geändert",
    Event.PERSON_ADDED: "Person angelegt",
    Event.PERSON_CHANGED: "Angaben zu einer Person geändert",
    Event.ROLES_CHANGED: "Rollen geändert",
    Event.ACCOUNT_RECOVERED: "Zugang wiederhergestellt: neues Einmalkennwort",
    Event.ACCOUNT_LOCKED: "Konto gesperrt",
    Event.ACCOUNT_UNLOCKED: "Konto entsperrt",
    Event.PASSWORD_CHANGED: "Kennwort geändert",
    Event.SECOND_FACTOR_ADDED: "Zweiter Faktor eingerichtet",
    Event.SECOND_FACTOR_REMOVED: "Zweiter Faktor entfernt",
    Event.SIGNED_IN: "Angemeldet",
    Event.SIGN_IN_REFUSED: "Anmeldung abgelehnt",
    Event.SIGNED_OUT: "Abgemeldet",
    Event.ACCESS_DENIED: "Zugriff verweigert",
    Event.EVALUATION_STORED: "Wertung gespeichert",
    Event.EVALUATION_EXPORTED: "Datei zu einer Wertung heruntergeladen",
    Event.PRUEFVERMERK_WRITTEN: "Prüfvermerk geschrieben",
    **tender_words.EVENTS,
    **check_words.EVENTS,
    **release_words.EVENTS,
    **council_words.EVENTS,
    Event.UPLOAD_BEGUN: "Hochladen einer Datei begonnen",
    Event.UPLOAD_REMOVED: "Hochgeladene Datei entfernt",
    **evidence_words.EVENTS,
    **repository_words.EVENTS,
    **alternative_words.EVENTS,
    **light_words.EVENTS,
    **sealed_words.EVENTS,
    **register_words.EVENTS,
    **standard_words.EVENTS,
    Event.AUDIT_LOG_VERIFIED: "Prüfprotokoll geprüft",
    Event.AUDIT_LOG_EXPORTED: "Prüfprotokoll ausgegeben",
    Event.CHECKPOINT_SIGNED: "Prüfpunkt gezeichnet",
    Event.BACKUP_MADE: "Sicherung erstellt",
    Event.BACKUP_RESTORED: "Sicherung zurückgespielt",
    Event.JOB_FAILED: "Auftrag gescheitert",
}
UNREADABLE = "Der Eintrag ist nicht lesbar: Bitte prüfen Sie das Prüfprotokoll."

SUBJECTS: Mapping[str, str] = {
    "account": "Konto",
    "action": "Aktion",
    "analysis": "Lizenzanalyse",
    "audit-log": "Prüfprotokoll",
    "backup": "Sicherung",
    "bid": "Angebot",
    "checkpoint": "Prüfpunkt",
    "city": "Stadt",
    "criteria-catalogue": "Kriterienkatalog",
    "evaluation": "Wertung",
    "job": "Auftrag",
    "notice": "Mitteilung",
    "office": "Amt oder Dezernat",
    "person": "Person",
    "procedure": "Vergabeverfahren",
    "pruefvermerk": "Prüfvermerk",
    "house-rules": "Hausregeln für Lizenzen",
    "rubric": "Bewertungsschlüssel",
    **repository_words.SUBJECTS,
    **alternative_words.SUBJECTS,
    **light_words.SUBJECTS,
    **sealed_words.SUBJECTS,
    **register_words.SUBJECTS,
    "standard-probe": "Standardprüfung",
    "upload": "Hochgeladene Datei",
    **check_words.SUBJECTS,
}
FIELDS: Mapping[str, str] = {
    "action": "Aktion",
    "answer": "Befund",
    "attempts": "Versuche",
    "bid": "Angebot",
    "bids": "Angebote",
    "bid_deadline": "Angebotsfrist",
    "by": "Womit",
    "code": "Ausschlussgrund",
    "base": "Beruht auf",
    "clause": "Klausel",
    "clauses": "Klauseln",
    "contract": "EVB-IT-Vertrag",
    "criterion": "Kriterium",
    "decision": "Entscheidung",
    "digest": "Prüfsumme",
    "document": "Prüfsumme der Wertung",
    "due_at": "Antwort bis",
    "entries": "Einträge",
    "evaluations": "Gespeicherte Wertungen",
    "findings": "Befunde",
    "hash": "Prüfsumme",
    "holds": "Stimmt",
    "item": "Prüfpunkt",
    "internal": "Prüfsumme des internen Teils",
    "is_dezernat": "Ist ein Dezernat",
    "key": "Schlüssel",
    "kind": "Art",
    "lot": "Los",
    "mailed": "Per E-Mail verschickt",
    "matrix": "Prüfsumme der Bewertungsmatrix",
    "name": "Name",
    "name_changed": "Name geändert",
    "number": "Nummer",
    "order": "Reihenfolge der Angebote",
    "outcome": "Ausgang",
    "proposed": "Vorgeschlagene Angebote",
    "office": "Amt oder Dezernat",
    "need": "Prüfsumme des Bedarfs",
    "other_sessions": "Beendete andere Sitzungen",
    "log_reference": "Kennung im Betriebsprotokoll",
    "participation_deadline": "Teilnahmefrist",
    "publication": "Veröffentlichte Fassung Nr.",
    "reason": "Grund",
    "reference": "Vergabenummer",
    "replaced": "Ersetzte Wertungen",
    "result": "Prüfsumme des Ergebnisses",
    "revision": "Stand der Datenbank",
    "roles": "Rollen",
    "round": "Angebotsrunde",
    "rows": "Zeilen",
    "second_factor_removed": "Zweiter Faktor entfernt",
    "sequence": "Eintrag Nr.",
    "sessions_closed": "Beendete Sitzungen",
    "stage": "Stand",
    "state": "Stand",
    "title": "Titel",
    **evidence_words.FIELDS,
    **repository_words.FIELDS,
    **alternative_words.FIELDS,
    **standard_words.FIELDS,
    **sealed_words.FIELDS,
    **check_words.FIELDS,
}
ACTIONS: Mapping[str, str] = {
    Action.USE_PUBLIC_TOOLS: "öffentliche Werkzeuge benutzen",
    Action.SIGN_IN: "anmelden",
    Action.USE_OWN_ACCOUNT: "eigenes Konto benutzen",
    Action.LIST_EVALUATIONS: "Vergaben auflisten",
    Action.READ_EVALUATION: "Wertung ansehen",
    Action.STORE_EVALUATION: "Wertung speichern",
    Action.EXPORT_EVALUATION: "Datei zu einer Wertung herunterladen",
    Action.TRY_WEIGHTS: "Gewichte erproben",
    Action.READ_PRUEFVERMERK: "Prüfvermerk lesen",
    Action.WRITE_PRUEFVERMERK: "Prüfvermerk schreiben",
    **tender_words.ACTIONS,
    **evidence_words.ACTIONS,
    **alternative_words.ACTIONS,
    **light_words.ACTIONS,
    **sealed_words.ACTIONS,
    **register_words.ACTIONS,
    **standard_words.ACTIONS,
    **check_words.ACTIONS,
    **release_words.ACTIONS,
    **council_words.ACTIONS,
    Action.READ_PEOPLE: "Personen ansehen",
    Action.MANAGE_PEOPLE: "Personen verwalten",
    Action.ADD_CITY: "Stadt anlegen",
    Action.UPLOAD_FILES: "Dateien hochladen",
    Action.READ_CITY: "Ämter ansehen",
    Action.MANAGE_CITY: "Stadt und Ämter verwalten",
    Action.READ_AUDIT_LOG: "Prüfprotokoll lesen",
    Action.VERIFY_AUDIT_LOG: "Prüfprotokoll prüfen",
    Action.SIGN_CHECKPOINT: "Prüfpunkt zeichnen",
    Action.RUN_MAINTENANCE: "aufräumen",
    Action.READ_JOB: "Auftrag ansehen",
    Action.CANCEL_JOB: "Auftrag abbrechen",
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "account": {"unknown": "unbekannt"},
    "action": ACTIONS,
    "by": {
        Factors.PASSWORD: "Kennwort",
        Factors.PASSWORD_AND_CODE: "Kennwort und zweiter Faktor",
        "own": "selbst",
    },
    "group": sealed_words.VALUES,
    "kind": {
        ExportKind.SHEET: "Wertungsübersicht (PDF)",
        ExportKind.XLSX: "Arbeitsmappe (Excel)",
        ExportKind.ODS: "Arbeitsmappe (OpenDocument)",
        ExportKind.BUNDLE: "Prüfpaket (ZIP)",
        ExportKind.RESULT: "Ergebnis (JSON)",
        ExportKind.NOTE: "interner Vermerk (PDF)",
        **KINDS,
    },
    "reason": {
        **sealed_words.REASONS,
        Denial.NOT_SIGNED_IN: "nicht angemeldet",
        Denial.OTHER_CITY: "gehört zu einer anderen Stadt",
        Denial.PASSWORD_DUE: "Einmalkennwort noch nicht ersetzt",
        Denial.ROLE: "keine passende Rolle",
        Denial.OTHER_OFFICE: "gehört zu einem anderen Amt",
        Denial.OTHER_PERSON: "gehört einer anderen Person",
        Reason.UNKNOWN_ACCOUNT: "Konto unbekannt",
        Reason.PASSWORD: "Kennwort falsch",
        Reason.ONE_TIME_PASSWORD_ENDED: "Einmalkennwort abgelaufen",
        Reason.CODE: "Code des zweiten Faktors falsch",
        Reason.KEY_LOST: "zweiter Faktor nicht lesbar: Schlüssel der Installation fehlt",
        Reason.PUBLISHED_PASSWORD: "veröffentlichtes Kennwort: auf diesem Weg nicht zugelassen",
        # Denial.LOCKED and Reason.LOCKED are one word in the log: a result before its time, or an account.
        Denial.LOCKED: "gesperrt",
        Reason.CONFIRMATION: "Kennwort zur Bestätigung falsch",
        Reason.CONFIRMATION_CODE: "Code zur Bestätigung falsch",
        JobFailure.DEFECT: "Fehler im Programm",
        JobFailure.GAVE_UP: "auch nach mehreren Versuchen nicht möglich",
        JobFailure.NOT_ALLOWED: "Rechte fehlten, als er an der Reihe war",
        JobFailure.UNKNOWN_KIND: "unbekannte Art von Auftrag",
    },
    "roles": {role.value: name for role, name in ROLES.items()},
    "stage": {stage.value: name for stage, name in STAGES.items()},
    "state": {state.value: name for state, name in STATES.items()},
}
"""What codes mean, field by field; ``account`` and ``action`` are kinds of things as well."""

OPERATOR, NOBODY, GONE = "operator", "nobody", "unbekannte Person"
ACTORS: Mapping[str, str] = {OPERATOR: "Betrieb (Befehlszeile oder Dienst)", NOBODY: "niemand Angemeldetes"}


def event_name(code: str) -> str:
    """Return what happened in German."""
    return EVENTS[Event(code)] if code in set(Event) else code or UNREADABLE


def subject_name(kind: str) -> str:
    """Return a kind of thing in German."""
    return SUBJECTS.get(kind, kind)


def value_name(field: str, code: str) -> str:
    """Return what a code means in a field, in German; anything else is a text and stays."""
    return VALUES.get(field, {}).get(code, code)
