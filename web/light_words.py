"""German words of Kurzbewertungen, of pages and of the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action
from procurement.rules.light.wording import STAGES

EVENTS: Mapping[Event, str] = {
    Event.SHORT_ASSESSMENT_BEGUN: "Kurzbewertung begonnen",
    Event.SHORT_ASSESSMENT_ASKED: "Kurzbewertung vorgelegt",
    Event.SHORT_ASSESSMENT_HANDED_BACK: "Kurzbewertung zurückgegeben",
    Event.SHORT_ASSESSMENT_SIGNED: "Kurzbewertung gezeichnet",
    Event.SHORT_ASSESSMENT_EXPORTED: "Kurzbewertung ausgegeben",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_SHORT_ASSESSMENT: "Kurzbewertungen ansehen",
    Action.WRITE_SHORT_ASSESSMENT: "Kurzbewertung schreiben",
    Action.SIGN_SHORT_ASSESSMENT: "Kurzbewertung zeichnen",
}
SUBJECTS: Mapping[str, str] = {"short-assessment": "Kurzbewertung"}

__all__ = ["ACTIONS", "EVENTS", "STAGES", "SUBJECTS"]
