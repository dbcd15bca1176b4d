"""What the form of an entry of the register shows and says: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import Fault
from core.german import german_date
from procurement.model import BrowserUse, LicenceKind, RegisterFacts
from procurement.rules.register.table import shown, value_of
from procurement.rules.register.wording import BROWSER, LABELS, LICENCE_KINDS
from procurement.rules.wording import fault_sentence

FIELDS: Mapping[str, str] = {
    "produkt": "product",
    "zweck": "purpose",
    "amt": "office",
    "auftragnehmer": "supplier",
    "vertrag": "contract",
    "nutzung": "licence_kind",
    "lizenz": "licence",
    "browser": "browser",
    "version": "product_version",
    "unterstuetzung": "support_end",
    "vertragsende": "contract_end",
    "kuendigung": "notice_months",
    "altsystem": "is_legacy",
    "abschaltung": "switch_off",
    "ausser-betrieb": "out_of_use",
    "bemerkung": "note",
}
"""Facts by the names of their fields in the form."""
NAMES: Mapping[str, str] = {fact: field for field, fact in FIELDS.items()}
HINTS: Mapping[str, str] = {
    "zweck": "In Stichworten, zum Beispiel „Termine online vergeben“. Danach wird im Verzeichnis quelloffener Produkte "
    "gesucht, wenn ein Ende ansteht.",
    "lizenz": "Wenn möglich als SPDX-Ausdruck (Software Package Data Exchange), zum Beispiel EUPL-1.2.",
    "unterstuetzung": "Letzter Tag, an dem der Hersteller diese Version pflegt, zum Beispiel 31.12.2027.",
    "vertragsende": "Letzter Tag des Vertrags, zum Beispiel 31.12.2027.",
    "kuendigung": "Monate vor dem Ende des Vertrags.",
    "abschaltung": "Nur bei einem Altsystem: Tag, an dem es abgeschaltet wird.",
    "ausser-betrieb": "Leer, solange das Produkt benutzt wird. Danach erinnert Prüfstand nicht mehr.",
}
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nutzung": tuple((one.value, LICENCE_KINDS[one]) for one in LicenceKind),
    "browser": tuple((one.value, BROWSER[one]) for one in BrowserUse),
}
IDS: Mapping[str, tuple[str, str]] = {field: (field, LABELS[fact]) for field, fact in FIELDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """A form of an entry.

    Args:
        values: What stands in its fields.
        faults: What is wrong, by the name of the field.
    """

    values: Mapping[str, str]
    faults: Mapping[str, str]


def stored_form(facts: RegisterFacts) -> EntryForm:
    """Return the form of what is stored."""
    values = {field: _written(facts, fact) for field, fact in FIELDS.items()}
    return EntryForm(values=values, faults={})


def read_form(values: Mapping[str, str]) -> tuple[RegisterFacts, dict[str, str]]:
    """Return what a form says, and what in it cannot be understood, by the name of the field."""
    found: dict[str, Any] = {"office": values["amt"] or None}
    faults: dict[str, str] = {}
    for field, fact in FIELDS.items():
        if fact == "office":
            continue
        value = value_of(fact, " ".join(values[field].split()), field)
        if isinstance(value, Fault):
            faults[field] = fault_sentence(value)
        else:
            found[fact] = value
    return replace(RegisterFacts(product=""), **found), faults


def changed_words(name: str, value: str, offices: Mapping[str, str]) -> str:
    """Return a value among changes as people read it."""
    if not value:
        return "leer"
    if name == "office":
        return offices.get(value, "nicht mehr bekannt")
    read = value_of(name, value, name)
    known = None if isinstance(read, Fault) else shown(replace(RegisterFacts(product=""), **{name: read}), name, {})
    return known or value


def _written(facts: RegisterFacts, fact: str) -> str:
    value = getattr(facts, fact)
    if value is None or value is False:
        return ""
    if value is True:
        return "ja"
    return german_date(value) if hasattr(value, "isoformat") else str(value)
