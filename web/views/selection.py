"""The form that makes a Bewertungsmatrix of criteria: what was typed, where a fault belongs, what to send on.

Criteria and groups go by their place in the version that the form carries: ids are free text, places make plain names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from core.errors import Fault
from core.german import read_number
from procurement.rules.criteria.catalogue import Catalogue, CatalogueEntry, CatalogueGroup
from procurement.rules.wording import fault_sentence
from scoring.methods import METHODS
from scoring.model import CriterionKind
from scoring.workbook.start import START_METHODS
from web.method_fields import FIELDS, PRICE_WEIGHT, ROUNDING, complaint
from web.views.rematrix import read_answers

CHOSEN, METHOD, REFERENCE, TITLE = "k", "methode", "aktenzeichen", "titel"
NO_NUMBER = "Bitte eine Zahl mit Komma eingeben, zum Beispiel 12,5."
MISSING = "Bitte ausfüllen."
LONGEST = 200

_CRITERIA = re.compile(r"/matrix/criteria/(\d+)(?:/children(?:/(\d+))?)?")


def group_field(index: int) -> str:
    """Return the name of the field with the weight of a group."""
    return f"gruppe-{index}"


def entry_field(index: int) -> str:
    """Return the name of the field with the weight of a criterion."""
    return f"gewicht-{index}"


@dataclass(frozen=True, slots=True)
class SelectionForm:
    """What somebody chose and typed.

    Args:
        catalogue: The version that the criteria come from.
        chosen: Places of the chosen criteria in it.
        method: Name of the scoring method.
        typed: Texts by the name of their field.
        faults: What is wrong, by field name; under the empty name what belongs to no field.
    """

    catalogue: Catalogue
    chosen: frozenset[int]
    method: str
    typed: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> list[tuple[int, CatalogueEntry]]:
        """The chosen criteria with their places."""
        return [(place, entry) for place, entry in enumerate(self.catalogue.entries) if place in self.chosen]

    @property
    def asked(self) -> list[tuple[int, CatalogueEntry]]:
        """Those that must be met."""
        return [(place, one) for place, one in self.entries if one.kind is CriterionKind.A_KRITERIUM]

    @property
    def told(self) -> list[tuple[int, CatalogueEntry]]:
        """Those that only inform."""
        return [(place, one) for place, one in self.entries if one.kind is CriterionKind.INFORMATION]

    @property
    def groups(self) -> list[tuple[int, CatalogueGroup, list[tuple[int, CatalogueEntry]]]]:
        """The groups with their chosen B criteria, each with its place."""
        found = []
        for place, group in enumerate(self.catalogue.groups):
            inside = [
                (index, one)
                for index, one in self.entries
                if one.group == group.id and one.kind is CriterionKind.B_KRITERIUM
            ]
            if inside:
                found.append((place, group, inside))
        return found

    @property
    def decisions(self) -> list[tuple[str, str]]:
        """What can decide inside the Schwankungsbereich: value and label."""
        own = [(group.id, f"Hauptgruppe {group.id} – {group.title}") for _, group, _ in self.groups]
        return [("leistungspunkte", "Leistungspunkte"), ("price", "niedrigster Preis"), *own]

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Anchor and question of every field by its name, for the list of faults."""
        found = {REFERENCE: "Aktenzeichen", TITLE: "Gegenstand", **{one.name: one.label for one in FIELDS[self.method]}}
        for place, group, inside in self.groups:
            found[group_field(place)] = f"Gewicht der Gruppe {group.title}"
            found |= {entry_field(index): f"Gewicht von {entry.id} {entry.name}" for index, entry in inside}
        return {name: (name, label) for name, label in found.items()}


def selection_form(catalogue: Catalogue, form: Iterable[tuple[str, str]]) -> SelectionForm:
    """Return what was sent; what is not a place in the catalogue is left out."""
    pairs = [(name, value[:LONGEST]) for name, value in form]
    typed = dict(pairs)
    places = {value for name, value in pairs if name == CHOSEN and value.isascii() and value.isdecimal()}
    chosen = frozenset(int(one) for one in places if len(one) < 6 and int(one) < len(catalogue.entries))  # noqa: PLR2004
    method = typed.get(METHOD, START_METHODS[0])
    return SelectionForm(catalogue, chosen, method if method in START_METHODS else START_METHODS[0], typed)


def price_percent(form: SelectionForm) -> Decimal:
    """Return the weight of the price as far as it is known; the usual one where it cannot be read."""
    if not METHODS[form.method].weights_price_in_tree:
        return Decimal(0)
    usual = next(one.default for one in FIELDS[form.method] if one.name == PRICE_WEIGHT)
    typed = Decimal(read_number(form.typed.get(PRICE_WEIGHT, usual)) or usual)
    return typed if 0 < typed < 100 else Decimal(usual)  # noqa: PLR2004 - percent


def with_suggestions(form: SelectionForm, weights: Mapping[str, str], *, anew: bool) -> SelectionForm:
    """Return the form with weights where none were typed, or everywhere.

    Args:
        form: The form.
        weights: Suggested weights by the ids of groups and criteria.
        anew: Put them in place of what was typed.
    """
    fields = {group_field(place): group.id for place, group, _ in form.groups}
    fields |= {entry_field(index): entry.id for _, _, inside in form.groups for index, entry in inside}
    suggested = {name: weights[id_].replace(".", ",") for name, id_ in fields.items()}
    defaults = {one.name: one.default for one in FIELDS[form.method]}
    typed = {**defaults, **form.typed, **suggested} if anew else {**defaults, **suggested, **form.typed}
    return replace(form, typed=typed)


def checked(form: SelectionForm) -> SelectionForm:
    """Return the form with every fault that can be seen without the rest of the house."""
    faults: dict[str, str] = {name: MISSING for name in (REFERENCE, TITLE) if not form.typed.get(name, "").strip()}
    for one in FIELDS[form.method]:
        if text := complaint(one, form.typed.get(one.name, "")):
            faults[one.name] = text
    for name in _weight_fields(form):
        if read_number(form.typed.get(name, "")) is None:
            faults[name] = NO_NUMBER
    return replace(form, faults=faults)


def selection_of(form: SelectionForm) -> dict[str, Any]:
    """Return a form without faults as a selection, a JSON value."""
    answers = read_answers(form.method, form.typed)
    asked = [one for one in FIELDS[form.method] if one.key and one.name in answers]
    fields: dict[str, Any] = {one.key: answers[one.name] for one in asked}
    if ROUNDING in answers:
        fields["rounding"] = {"mode": "half_up", "digits": int(answers[ROUNDING])}
    raw: dict[str, Any] = {
        "reference": form.typed[REFERENCE],
        "title": form.typed[TITLE],
        "method": {"name": form.method, **fields},
        "groups": [
            {"group": group.id, "weight_percent": read_number(form.typed[group_field(place)])}
            for place, group, _ in form.groups
        ],
        "criteria": [_criterion(form, place, entry) for place, entry in form.entries],
    }
    return raw | ({"price_weight_percent": answers[PRICE_WEIGHT]} if PRICE_WEIGHT in answers else {})


def with_faults(form: SelectionForm, faults: Sequence[Fault]) -> SelectionForm:
    """Return the form with each fault at its field, or under the empty name where it has none."""
    found: dict[str, str] = {}
    for fault in faults:
        name, sentence = _field_of(form, fault.pointer), fault_sentence(fault)
        found[name] = f"{found[name]} {sentence}" if name in found and sentence not in found[name] else sentence
    return replace(form, faults=found)


def _criterion(form: SelectionForm, place: int, entry: CatalogueEntry) -> dict[str, Any]:
    if entry.kind is not CriterionKind.B_KRITERIUM:
        return {"entry": entry.id}
    return {"entry": entry.id, "weight_percent": read_number(form.typed[entry_field(place)])}


def _weight_fields(form: SelectionForm) -> list[str]:
    groups = form.groups
    inside = [entry_field(index) for _, _, entries in groups for index, _ in entries]
    return [*(group_field(place) for place, _, _ in groups), *inside]


def _field_of(form: SelectionForm, pointer: str) -> str:
    """Return the field that a JSON pointer into the selection or into the matrix belongs to."""
    known = {"/reference": REFERENCE, "/title": TITLE, "/procedure/reference": REFERENCE, "/procedure/title": TITLE}
    known |= {"/matrix/price/weight_percent": PRICE_WEIGHT, "/price_weight_percent": PRICE_WEIGHT}
    known |= {f"/matrix/method/{one.key}": one.name for one in FIELDS[form.method] if one.key}
    if pointer in known:
        return known[pointer]
    place = _CRITERIA.match(pointer)
    number = int(place[1]) - len(form.asked) if place else -1
    if place is None or not 0 <= number < len(form.groups):
        return ""
    group, _, inside = form.groups[number]
    return entry_field(inside[int(place[2])][0]) if place[2] else group_field(group)
