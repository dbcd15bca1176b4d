"""German words of the audit log for files held against open standards."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.STANDARD_PROBE_ASKED: "Datei zur Standardprüfung gegeben",
    Event.STANDARD_PROBE_FINISHED: "Standardprüfung abgeschlossen",
    Event.STANDARD_PROBE_DELETED: "Standardprüfung gelöscht",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_STANDARD_PROBES: "Standardprüfung ansehen",
    Action.PROBE_STANDARDS: "Dateien gegen Standards prüfen",
}
FIELDS: Mapping[str, str] = {
    "conformance": "Einhaltung",
    "edition": "Fassung des Standards",
    "openness": "Offenheit",
    "standard": "Standard",
}
