"""German words of released Digital-Checks for the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action

EVENTS: Mapping[Event, str] = {
    Event.CHECK_SIGNED: "Digital-Check gezeichnet (Amtsleitung)",
    Event.CHECK_ASKED_BACK: "Digital-Check mit Rückfrage zurückgegeben",
    Event.CHECK_COSIGNED: "Digital-Check mitgezeichnet (ADIT)",
    Event.CHECK_RELEASED: "Digital-Check freigegeben (Dezernat)",
    Event.CHECK_REPLACED: "Digital-Check durch einen anderen ersetzt",
    Event.SHEET_PUBLISHED: "Übersicht des Digital-Checks veröffentlicht (Gremienbüro)",
}

ACTIONS: Mapping[str, str] = {
    Action.SIGN_CHECK: "Digital-Check zeichnen",
    Action.ASK_BACK_CHECK: "Digital-Check mit Rückfrage zurückgeben",
    Action.COSIGN_CHECK: "Digital-Check mitzeichnen",
    Action.RELEASE_CHECK: "Digital-Check freigeben",
    Action.REPLACE_CHECK: "Digital-Check ersetzen",
    Action.READ_SHEET: "Übersicht des Digital-Checks ansehen",
    Action.PUBLISH_SHEET: "Übersicht des Digital-Checks veröffentlichen",
    Action.READ_MEETING: "Sitzung des Magistrats ansehen",
}
