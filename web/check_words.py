"""German words of the Digital-Check for the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.CHECK_CREATED: "Digital-Check begonnen",
    Event.CHECK_QUESTIONS_PUBLISHED: "Fragenkatalog des Digital-Checks veröffentlicht",
    Event.CAPACITY_REQUESTED: "IT-Kapazität angefragt",
    Event.CAPACITY_DECIDED: "Über IT-Kapazität entschieden",
}

ACTIONS: Mapping[str, str] = {
    Action.READ_CHECK: "Digital-Check ansehen",
    Action.WRITE_CHECK: "Digital-Check bearbeiten",
    Action.FILL_IN_CHECK: "Felder eines Digital-Checks ausfüllen",
    Action.ESTIMATE_CHECK: "Personentage und Stellungnahme des IT-Amts eintragen",
    Action.ADVISE_DATA_PROTECTION: "Angaben zum Datenschutz ergänzen",
    Action.ADVISE_SECURITY: "Angaben zur Informationssicherheit ergänzen",
    Action.READ_CHECK_QUESTIONS: "Fragenkatalog des Digital-Checks ansehen",
    Action.PUBLISH_CHECK_QUESTIONS: "Fragenkatalog des Digital-Checks veröffentlichen",
    Action.READ_CAPACITY: "Anfrage von IT-Kapazität ansehen",
    Action.DECIDE_CAPACITY: "über IT-Kapazität entscheiden",
}

KINDS: Mapping[str, str] = {
    "digital-check": "Digital-Check",
    "check-questions": "Fragenkatalog des Digital-Checks",
    "capacity-request": "IT-Anforderung",
}
