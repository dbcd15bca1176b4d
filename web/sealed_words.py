"""German words of sealed intakes, of pages and of the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action
from procurement.rules.sealed.wording import GROUPS, REFUSALS

EVENTS: Mapping[Event, str] = {
    Event.SEAL_KEY_MADE: "Siegelschlüssel erzeugt",
    Event.SEAL_KEY_CONFIRMED: "Siegelschlüssel bestätigt",
    Event.SEAL_KEY_ENDED: "Siegelschlüssel aufgegeben",
    Event.SEALED_INTAKE_SET_UP: "Versiegelte Annahme eingerichtet",
    Event.SEAL_KEY_SHOWN: "Siegelschlüssel zur Öffnung vorgelegt",
    Event.SEALED_OPENING_REFUSED: "Öffnung der versiegelten Annahme abgelehnt",
    Event.SEALED_INTAKE_OPENED: "Versiegelte Annahme geöffnet",
}
ACTIONS: Mapping[str, str] = {
    Action.HAND_IN_BID: "Angebot abgeben",
    Action.KEEP_SEAL_KEY: "eigenen Siegelschlüssel führen",
    Action.SET_UP_INTAKE: "versiegelte Annahme einrichten",
    Action.OPEN_SEALED_BIDS: "versiegelte Annahme öffnen",
}
SUBJECTS: Mapping[str, str] = {"seal-key": "Siegelschlüssel", "sealed-intake": "Versiegelte Annahme"}
FIELDS: Mapping[str, str] = {
    "first_person": "Erste Person",
    "second_person": "Zweite Person",
    "group": "Schlüssel von",
    "mib": "Größe eines Platzes (MiB)",
    "recipient": "Öffentlicher Schlüssel",
    "sealed_intake": "Versiegelte Annahme",
    "slots": "Plätze",
    "unreadable": "Nicht lesbare Plätze",
}
VALUES: Mapping[str, str] = {group.value: text for group, text in GROUPS.items()}
REASONS: Mapping[str, str] = {
    "wrong-key": "falscher Schlüssel",
    "not-due": "vor der Zeit",
    "no-right": "ohne Recht",
}

__all__ = ["ACTIONS", "EVENTS", "FIELDS", "GROUPS", "REASONS", "REFUSALS", "SUBJECTS", "VALUES"]
