"""German words of the Digital-Check for the audit log."""

from collections.abc import Mapping

from capacity.model import CapacityState
from digitalcheck.model import Light, PreCheck
from digitalcheck.rules import wording as check_wording
from digitalcheck.rules.tasks import Progress
from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.CHECK_CREATED: "Digital-Check begonnen",
    Event.CHECK_QUESTIONS_PUBLISHED: "Fragenkatalog des Digital-Checks veröffentlicht",
    Event.SERVICES_IMPORTED: "Liste der Verwaltungsleistungen eingelesen",
    Event.CAPACITY_REQUESTED: "IT-Kapazität angefragt",
    Event.CAPACITY_DECIDED: "Über IT-Kapazität entschieden",
    Event.CAPACITY_BEGUN: "IT-Anforderung begonnen",
    Event.CAPACITY_MOVED: "IT-Anforderung weitergegeben",
    Event.CAPACITY_REVIEWED: "Stellungnahme zu einer IT-Anforderung abgegeben",
    Event.CAPACITY_ASKED: "Rückfrage zu einer IT-Anforderung gestellt",
    Event.CAPACITY_ANSWERED: "Rückfrage zu einer IT-Anforderung beantwortet",
    Event.CAPACITY_PROVED: "Nachweis für die Produktivsetzung eingetragen",
    Event.CAPACITY_SPENT: "Ist-Aufwand einer IT-Anforderung eingetragen",
    Event.CAPACITY_PROMISED: "Fertigstellung einer IT-Anforderung zugesagt (P85)",
    Event.ATTACHMENT_ADDED: "Anlage zu einer IT-Anforderung hinzugefügt",
    Event.ATTACHMENT_REMOVED: "Anlage einer IT-Anforderung entfernt",
    Event.CAPACITY_REMINDED: "An eine Antwortzeit erinnert",
    Event.QUEUE_MAIL_CHANGED: "Tägliche Mail zu IT-Anforderungen bestellt oder abbestellt",
    Event.QUEUE_CALENDAR_CHANGED: "Adresse des eigenen Kalenders erzeugt oder gesperrt",
    Event.CLOSING_DAY_ADDED: "Schließtag eingetragen",
    Event.CLOSING_DAY_REMOVED: "Schließtag zurückgenommen",
    Event.RANK_SET: "Rang von Hand gesetzt",
    Event.RANK_LIFTED: "Rang von Hand aufgehoben",
    Event.PLACE_SET: "Platz im Plan von Hand gesetzt",
    Event.PLACE_LIFTED: "Platz im Plan von Hand aufgehoben",
    Event.SCENARIO_MADE: "Szenario des Plans gerechnet",
    Event.SCENARIO_DECIDED: "Über ein Szenario des Plans entschieden",
    Event.SUPPLY_ENTERED: "Kapazität einer Rolle eingetragen",
    Event.SUPPLY_REMOVED: "Kapazität einer Rolle zurückgenommen",
    Event.SUPPLY_IMPORTED: "Kapazität der Rollen eingelesen",
    Event.STAFFING_ENTERED: "Besetzung einer Rolle eingetragen",
    Event.STAFFING_REMOVED: "Besetzung einer Rolle zurückgenommen",
    Event.POOL_ENTERED: "Externe Kapazität eingetragen",
    Event.POOL_REMOVED: "Externe Kapazität zurückgenommen",
    Event.RATE_ENTERED: "Tagessatz einer Rolle eingetragen",
    Event.RATE_REMOVED: "Tagessatz einer Rolle zurückgenommen",
    Event.CHOICE_ENTERED: "Auswahl für IT-Anforderungen eingetragen",
    Event.CHOICE_REMOVED: "Auswahl für IT-Anforderungen gestrichen",
    Event.ROUND_OPENED: "Runde über IT-Anforderungen eröffnet",
    Event.ROUND_CLOSED: "Runde über IT-Anforderungen geschlossen",
}

ACTIONS: Mapping[str, str] = {
    Action.READ_CHECK: "Digital-Check ansehen",
    Action.WRITE_CHECK: "Digital-Check bearbeiten",
    Action.FILL_IN_CHECK: "Felder eines Digital-Checks ausfüllen",
    Action.TENDER_CHECK: "Vergabeverfahren aus einem Digital-Check anlegen",
    Action.ESTIMATE_CHECK: "Personentage und Stellungnahme des IT-Amts eintragen",
    Action.ADVISE_DATA_PROTECTION: "Angaben zum Datenschutz ergänzen",
    Action.ADVISE_SECURITY: "Angaben zur Informationssicherheit ergänzen",
    Action.READ_CHECK_QUESTIONS: "Fragenkatalog des Digital-Checks ansehen",
    Action.PUBLISH_CHECK_QUESTIONS: "Fragenkatalog des Digital-Checks veröffentlichen",
    Action.READ_SERVICES: "Verwaltungsleistungen suchen",
    Action.IMPORT_SERVICES: "Liste der Verwaltungsleistungen einlesen",
    Action.READ_CAPACITY: "Anfrage von IT-Kapazität ansehen",
    Action.DECIDE_CAPACITY: "über IT-Kapazität entscheiden",
    Action.WRITE_REQUEST: "IT-Anforderung des eigenen Amts schreiben",
    Action.FILL_IN_REQUEST: "Felder einer IT-Anforderung ausfüllen",
    Action.CLASSIFY_REQUEST: "IT-Anforderung einordnen und Aufwand schätzen",
    Action.STEER_REQUEST: "IT-Anforderung des eigenen Amts einreichen, zurückziehen oder abnehmen",
    Action.HANDLE_REQUEST: "IT-Anforderung bearbeiten",
    Action.ADVISE_REQUEST: "zu einer IT-Anforderung Stellung nehmen",
    Action.REVIEW_PRIVACY: "zum Datenschutz einer IT-Anforderung Stellung nehmen",
    Action.REVIEW_SECURITY: "zur Informationssicherheit einer IT-Anforderung Stellung nehmen",
    Action.REVIEW_ARCHITECTURE: "zu Architektur und Organisation einer IT-Anforderung Stellung nehmen",
    Action.REVIEW_PROCUREMENT: "zum Vergabeweg einer IT-Anforderung Stellung nehmen",
    Action.DISCUSS_REQUEST: "Rückfragen zu einer IT-Anforderung stellen und beantworten",
    Action.PROVE_REQUEST: "Nachweise für die Produktivsetzung eintragen",
    Action.ATTACH_TO_REQUEST: "Anlagen zu einer IT-Anforderung hinzufügen",
    Action.MANAGE_CLOSING_DAYS: "Schließtage der Stadt pflegen",
    Action.READ_RANKING: "Rangfolge der IT-Anforderungen ansehen",
    Action.SET_RANK: "Rang einer IT-Anforderung von Hand setzen",
    Action.PLACE_REQUEST: "Platz einer IT-Anforderung im Plan von Hand setzen",
    Action.DECIDE_SCENARIO: "über ein Szenario des Plans entscheiden",
    Action.MANAGE_SUPPLY: "Kapazität der Rollen pflegen",
    Action.MANAGE_CHOICES: "Auswahllisten der IT-Anforderungen pflegen",
    Action.PLAN_QUEUE: "Warteschlange planen",
    Action.OPEN_ROUND: "Runde über IT-Anforderungen eröffnen",
    Action.CLOSE_ROUND: "Runde über IT-Anforderungen schließen",
    Action.RUN_CLOCKS: "an Antwortzeiten erinnern",
}

SUBJECTS: Mapping[str, str] = {
    "digital-check": "Digital-Check",
    "service-list": "Liste der Verwaltungsleistungen",
    "check-questions": "Fragenkatalog des Digital-Checks",
    "capacity-request": "IT-Anforderung",
    "closing-day": "Schließtag",
    "role-supply": "Kapazität einer Rolle",
    "role-staffing": "Besetzung einer Rolle",
    "role-rate": "Tagessatz einer Rolle",
    "external-pool": "Externe Kapazität",
    "request-choice": "Auswahlliste der IT-Anforderungen",
    "capacity-round": "Runde über IT-Anforderungen",
    "plan-scenario": "Szenario des Plans",
}

FIELDS: Mapping[str, str] = {
    "copied_from": "übernommen aus Digital-Check",
    "person_days": "Personentage",
    "until": "zugesagt bis",
    "stage": "Stand der IT-Anforderung",
    "step": "Schritt",
    "light": "Stellungnahme",
    "note": "Begründung",
    "party": "Stelle",
    "needed": "erforderlich",
    "topic": "Anlass",
    "level": "Erinnerung",
    "rank": "Rang",
    "week": "Woche",
    "aim": "Ziel des Szenarios",
    "displaced": "verdrängt",
}

CLOSED = "In diesem Stand ändert hier niemand mehr etwas. Bitte sehen Sie den Stand des Digital-Checks nach."
PRECHECKS: Mapping[PreCheck, str] = {
    PreCheck.VOLLPRUEFUNG: "Das Vorhaben hat einen Digitalbezug.",
    PreCheck.KLAERUNG: "Noch offen: Bitte klären Sie die unsicheren Antworten mit der genannten Stelle.",
    PreCheck.KEIN_DIGITALBEZUG: "Das Vorhaben hat keinen Digitalbezug.",
}
LIGHT_BADGES: Mapping[Light, str] = {
    Light.ROT: "danger",
    Light.GELB: "warning",
    Light.OFFEN: "info",
    Light.GRUEN: "success",
    Light.ENTFAELLT: "info",
}
LIGHTS = check_wording.LIGHTS
PROGRESS: Mapping[Progress, tuple[str, str]] = {
    Progress.NOT_BEGUN: ("info", "nicht begonnen"),
    Progress.BEGUN: ("warning", "in Arbeit"),
    Progress.DONE: ("success", "vollständig"),
}
CAPACITY: Mapping[CapacityState, str] = {
    CapacityState.KEINE: "abgelehnt",
    CapacityState.GESTELLT: "gestellt",
    CapacityState.TEILWEISE: "für einen Teil der Rollen zugesagt",
    CapacityState.VORBEHALT: "zugesagt, vorbehaltlich Beschluss",
    CapacityState.ZUGESAGT: "zugesagt",
}
ANSWERED: Mapping[str, str] = {
    "here": "",
    "head": "Steht in den Angaben zur Vorlage.",
    "queue": "Kommt aus dem Stand der IT-Anforderung und wird nicht eingetragen.",
}
ANSWERED_MEANWHILE = "Diese Frage wurde inzwischen anders beantwortet. Bitte wählen Sie noch einmal."
