"""German words of the register of contracts and systems, of pages and of the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action
from procurement.rules.register.licence import OSI
from procurement.rules.register.wording import BROWSER, ENDS, LABELS, LICENCE_KINDS, ORIGINS, OUTCOMES, VIEWS

EVENTS: Mapping[Event, str] = {
    Event.REGISTER_ENTRY_ADDED: "In das Vertragsregister eingetragen",
    Event.REGISTER_ENTRY_CHANGED: "Eintrag im Vertragsregister geändert",
    Event.REGISTER_ALARM_GIVEN: "An ein Ende im Vertragsregister erinnert",
    Event.ALTERNATIVE_CHECK_DECIDED: "Prüfung von Alternativen entschieden",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_REGISTER: "Vertragsregister ansehen",
    Action.KEEP_REGISTER: "Vertragsregister führen",
    Action.WATCH_REGISTER: "Auf Enden im Vertragsregister achten",
}
SUBJECTS: Mapping[str, str] = {"register-entry": "Eintrag im Vertragsregister"}
FIELDS: Mapping[str, str] = {
    "produkt": LABELS["product"],
    "zweck": LABELS["purpose"],
    "auftragnehmer": LABELS["supplier"],
    "vertrag": LABELS["contract"],
    "lizenz": LABELS["licence"],
    "version": LABELS["product_version"],
    "unterstuetzung": LABELS["support_end"],
    "vertragsende": LABELS["contract_end"],
    "kuendigung": LABELS["notice_months"],
    "abschaltung": LABELS["switch_off"],
    "ausser-betrieb": LABELS["out_of_use"],
}
"""Labels of the fields in which people write, by their name in the form."""

__all__ = [
    "ACTIONS",
    "BROWSER",
    "ENDS",
    "EVENTS",
    "FIELDS",
    "LABELS",
    "LICENCE_KINDS",
    "ORIGINS",
    "OSI",
    "OUTCOMES",
    "SUBJECTS",
    "VIEWS",
]
