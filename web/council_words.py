"""German words of the audit log about the council system and agendas."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.COUNCIL_READ: "Ratsinformationssystem gelesen",
    Event.SHEET_SEEN_IN_COUNCIL: "Übersicht mit dem Ratsinformationssystem verglichen",
    Event.AGENDA_IMPORTED: "Tagesordnung eingelesen",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_COUNCIL: "Stand des Ratsinformationssystems ansehen",
    Action.SYNC_COUNCIL: "Ratsinformationssystem lesen lassen",
    Action.READ_AGENDAS: "Tagesordnungen ansehen",
    Action.IMPORT_AGENDAS: "Tagesordnung einlesen",
}
