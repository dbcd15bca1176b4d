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
    Event.CRITERIA_IMPORTED: "Kriterienkatalog übernommen",
    Event.PROCEDURE_CREATED: "Vergabeverfahren angelegt",
    Event.PROCEDURE_CHANGED: "Angaben zum Vergabeverfahren geändert",
    Event.RELEASE_REQUESTED: "Um Freigabe des Vergabeverfahrens gebeten",
    Event.PROCEDURE_HANDED_BACK: "Vergabeverfahren zurückgegeben",
    Event.PROCEDURE_PUBLISHED: "Vergabeverfahren freigegeben und veröffentlicht",
    Event.PROCEDURE_ABANDONED: "Vorbereitung des Vergabeverfahrens eingestellt",
    Event.CHANGE_STARTED: "Änderung des Vergabeverfahrens begonnen",
    Event.CHANGE_WITHDRAWN: "Änderung des Vergabeverfahrens verworfen",
    Event.PROCEDURE_ANNULLED: "Vergabeverfahren aufgehoben",
    Event.PROCEDURE_RESET: "Vergabeverfahren zurückversetzt",
    Event.BIDS_OPENED: "Öffnung der Angebote festgehalten",
    Event.OPENING_EXPORTED: "Öffnungsniederschrift heruntergeladen",
    Event.PRICES_UNLOCKED: "Preise zur Wertung freigegeben",
    Event.INQUIRY_SENT: "Bieter befragt",
    Event.INQUIRY_ANSWERED: "Antwort eines Bieters festgehalten",
    Event.CHECK_CHANGED: "Prüfung eines Angebots geändert",
    Event.BID_DECIDED: "Über ein Angebot entschieden",
    Event.PRICE_CORRECTION_ASKED: "Um Berichtigung eines Preises gebeten",
    Event.PRICE_CORRECTED: "Preis rechnerisch berichtigt",
    Event.PRICE_CORRECTION_REFUSED: "Berichtigung eines Preises abgelehnt",
    Event.LOT_DRAW_PLANNED: "Losentscheid festgelegt",
    Event.LOT_DRAWN: "Gleichstand entschieden",
    Event.ROUND_STARTED: "Nächste Angebotsrunde eröffnet",
    Event.RESULT_REQUESTED: "Um Feststellung des Ergebnisses gebeten",
    Event.RESULT_HANDED_BACK: "Ergebnis ohne Feststellung zurückgegeben",
    Event.RESULT_FIXED: "Ergebnis festgestellt",
    Event.EXAMINATION_STARTED: "Prüfung der Angebote begonnen",
    Event.SCORING_STARTED: "Einzelwertung begonnen",
    Event.CONSENSUS_STARTED: "Konsenswertung begonnen",
    Event.QUALITY_FIXED: "Leistungswertung festgestellt",
    Event.BIDS_IMPORTED: "Angebote übernommen",
    Event.BID_CHANGED: "Stand eines Angebots geändert",
    Event.BID_FILE_READ: "Datei eines Angebots gelesen",
    Event.EVALUATOR_APPOINTED: "Zur Wertung bestimmt",
    Event.EVALUATOR_REMOVED: "Bestimmung zur Wertung zurückgenommen",
    Event.CONFLICT_DECLARED: "Erklärung zu Interessenkonflikten abgegeben",
    Event.SCORES_HANDED_IN: "Einzelwertung abgegeben",
    Event.PRESENTATION_RECORDED: "Teststellung oder Präsentation festgehalten",
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
}
FIELDS: Mapping[str, str] = {
    "action": "Aktion",
    "answer": "Befund",
    "attempts": "Versuche",
    "bid_deadline": "Angebotsfrist",
    "by": "Womit",
    "code": "Ausschlussgrund",
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
    Action.READ_CRITERIA: "Kriterienkatalog ansehen",
    Action.MANAGE_CRITERIA: "Kriterienkatalog verwalten",
    Action.LIST_PROCEDURES: "Vergabeverfahren auflisten",
    Action.READ_PROCEDURE: "Vergabeverfahren ansehen",
    Action.READ_PUBLICATION: "veröffentlichte Fassung ansehen",
    Action.PREPARE_PROCEDURE: "Vergabeverfahren vorbereiten",
    Action.RELEASE_PROCEDURE: "Vergabeverfahren freigeben",
    Action.END_PROCEDURE: "Vergabeverfahren einstellen oder aufheben",
    Action.OPEN_BIDS: "Öffnung der Angebote festhalten",
    Action.IMPORT_BIDS: "Angebote übernehmen",
    Action.READ_BIDS: "Angebote ansehen",
    Action.EXAMINE_BIDS: "Angebote prüfen",
    Action.MANAGE_EVALUATORS: "Wertende bestimmen",
    Action.DECLARE_CONFLICTS: "Interessenkonflikte erklären",
    Action.SCORE_BIDS: "Angebote werten",
    Action.READ_SCORES: "Punkte aller Wertenden ansehen",
    Action.AGREE_SCORES: "gemeinsame Punkte festlegen",
    Action.FIX_QUALITY: "Leistungswertung feststellen",
    Action.READ_PRICES: "Preise ansehen",
    Action.JUDGE_PRICES: "Preise prüfen",
    Action.UNLOCK_PRICES: "Preise zur Wertung freigeben",
    Action.FIX_RESULT: "Ergebnis feststellen",
    Action.READ_PEOPLE: "Personen ansehen",
    Action.MANAGE_PEOPLE: "Personen verwalten",
    Action.ADD_CITY: "Stadt anlegen",
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
