"""What the page of a Kurzbewertung shows: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from infra.fields.model import Conflict, Edit, Saved
from procurement.rules.light import form
from procurement.rules.light.wording import CHANGED, STAGES
from procurement.rules.wording import checked, fault_sentence
from procurement.services.alternatives.searching import FoundProducts
from procurement.services.light.reading import SeenLight
from web.views.fields import FieldForm, stored_fields, typed_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a form.

    Args:
        edits: What somebody typed.
        outcomes: How saving each field ended.
        faults: What is wrong, by the name of the field.
        refused: Why nothing was done; empty where it was.
        search: Words to look for in the catalogue.
        note: What somebody typed to hand it back.
        status: HTTP status.
    """

    edits: Sequence[Edit] = ()
    outcomes: Mapping[str, Saved | Conflict] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    search: str = ""
    note: str = ""
    status: int = 200


def shown(seen: SeenLight, sent: Sent, found: FoundProducts | None) -> dict[str, Any]:
    """Return what the page shows."""
    fields = {one.name: one for one in _fields(seen, sent)}
    named = {one.number: one.name for one in seen.judgement.options}
    rule = seen.judgement.rule
    return {
        "seen": seen,
        "one": seen.one,
        "sent": sent,
        "fields": fields,
        "all_fields": list(fields.values()),
        "labels": {name: (_label(name), "") for name in form.FIELDS},
        "parts": {
            "head": form.HEAD,
            "products": [(number, form.option_fields(number)) for number in range(1, form.MOST_OPTIONS + 1)],
            "search": form.SEARCH,
            "weights": form.WEIGHTS,
            "end": form.END,
        },
        "named": named,
        "found": found,
        "rule": rule,
        "checked": checked(rule.source) if rule else "",
        "missing": [(one.pointer.removeprefix("/"), fault_sentence(one)) for one in seen.judgement.faults],
        "stage": STAGES[seen.one.stage],
        "changed": CHANGED,
    }


def _fields(seen: SeenLight, sent: Sent) -> list[FieldForm]:
    if sent.edits:
        return typed_fields(seen.values, sent.edits, sent.outcomes, sent.faults)
    wrong = {one.pointer.removeprefix("/"): fault_sentence(one) for one in seen.judgement.faults}
    return [
        one._replace(fault=sent.faults.get(one.name, wrong.get(one.name, "") if one.value else ""))
        for one in stored_fields(seen.values)
    ]


def _label(name: str) -> str:
    place = name.rpartition("-")[2]
    label = form.FIELDS[name].label
    return f"Produkt {place}, {label}" if place.isdecimal() else label
