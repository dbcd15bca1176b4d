"""German words of openness in the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event

EVENTS: Mapping[Event, str] = {
    Event.RUBRIC_ADDED: "Bewertungsschlüssel aufgenommen",
    Event.STATEMENT_NOTED: "Angabe eines Angebots zur Offenheit festgehalten",
    Event.ANSWER_EFFECT_NOTED: "Wirkung einer Aufklärung festgehalten",
    Event.POINTS_DECIDED: "Über einen Punktevorschlag entschieden",
    Event.OPENNESS_EXPORTED: "Vergleich der Offenheit ausgegeben",
}
