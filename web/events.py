"""German words of the audit log: events, kinds of things, fields and values. What has no word shows its code."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.decision import Denial

EVENTS: Mapping[Event, str] = {
    Event.CITY_ADDED: "Stadt angelegt",
    Event.CITY_CHANGED: "Stadt geändert",
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
    Event.PRUEFVERMERK_CHANGED: "Prüfvermerk geändert",
    Event.AUDIT_LOG_VERIFIED: "Prüfprotokoll geprüft",
    Event.AUDIT_LOG_EXPORTED: "Prüfprotokoll ausgegeben",
    Event.CHECKPOINT_SIGNED: "Prüfpunkt gezeichnet",
    Event.BACKUP_MADE: "Sicherung erstellt",
    Event.BACKUP_RESTORED: "Sicherung zurückgespielt",
    Event.JOB_FAILED: "Auftrag gescheitert",
}
UNREADABLE = "Der Eintrag ist nicht lesbar: Bitte prüfen Sie das Prüfprotokoll."

SUBJECTS: Mapping[str, str] = {
    "action": "Aktion",
    "audit-log": "Prüfprotokoll",
    "backup": "Sicherung",
    "checkpoint": "Prüfpunkt",
    "city": "Stadt",
    "evaluation": "Wertung",
    "job": "Auftrag",
    "office": "Amt oder Dezernat",
    "person": "Person",
    "pruefvermerk": "Prüfvermerk",
}
FIELDS: Mapping[str, str] = {
    "action": "Aktion",
    "by": "Womit",
    "digest": "Prüfsumme",
    "document": "Prüfsumme der Wertung",
    "entries": "Einträge",
    "findings": "Befunde",
    "hash": "Prüfsumme",
    "holds": "Stimmt",
    "is_dezernat": "Ist ein Dezernat",
    "key": "Schlüssel",
    "kind": "Art",
    "mailed": "Per E-Mail verschickt",
    "name": "Name",
    "name_changed": "Name geändert",
    "office": "Amt oder Dezernat",
    "other_sessions": "Beendete andere Sitzungen",
    "reason": "Grund",
    "result": "Prüfsumme des Ergebnisses",
    "roles": "Rollen",
    "second_factor_removed": "Zweiter Faktor entfernt",
    "sequence": "Eintrag Nr.",
    "sessions_closed": "Beendete Sitzungen",
    "state": "Stand",
}
VALUES: Mapping[str, str] = {
    Denial.NOT_SIGNED_IN: "nicht angemeldet",
    Denial.OTHER_CITY: "gehört zu einer anderen Stadt",
    Denial.PASSWORD_DUE: "Einmalkennwort noch nicht ersetzt",
    Denial.ROLE: "keine passende Rolle",
    Denial.LOCKED: "noch unter Verschluss",
    Denial.OTHER_OFFICE: "gehört zu einem anderen Amt",
    Denial.OTHER_PERSON: "gehört einer anderen Person",
    "draft": "vorläufig",
    "final": "gewertet",
    "own": "selbst",
    "confirmation": "Kennwort zur Bestätigung falsch",
}

OPERATOR, NOBODY, GONE = "operator", "nobody", "gelöschte Person"
ACTORS: Mapping[str, str] = {OPERATOR: "Betrieb (Befehlszeile oder Dienst)", NOBODY: "niemand Angemeldetes"}


def event_name(code: str) -> str:
    """Return what happened in German."""
    return EVENTS[Event(code)] if code in set(Event) else code or UNREADABLE


def subject_name(kind: str) -> str:
    """Return a kind of thing in German."""
    return SUBJECTS.get(kind, kind)
