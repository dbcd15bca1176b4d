"""The form that changes weights and texts of a Bewertungsmatrix by hand; what is typed is read like any file."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from core.errors import Fault
from core.german import read_number
from core.numbers import decimal_string
from scoring.wording import fault_sentence
from web.views.weights import MISSING, NO_NUMBER

Json = dict[str, Any]

MOST_CRITERIA = 80
"""More are changed in the workbook: a form of hundreds of fields helps nobody."""

_TEXTS = (
    ("title", "titel", "Bezeichnung"),
    ("subject_link", "auftragsbezug", "Auftragsbezug"),
    ("evidence", "nachweis", "Nachweis"),
)
_WEIGHT = ("weight_percent", "gewicht", "Gewicht in Prozent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field.

    Args:
        name: Its name and id.
        label: What it is.
        place: Keys that lead to its value in the document.
        stored: What is stored.
        typed: What stands in the field.
        is_number: It is a weight.
        fault: What is wrong with it.
    """

    name: str
    label: str
    place: tuple[str | int, ...]
    stored: str
    typed: str
    is_number: bool = False
    fault: str = ""

    @property
    def pointer(self) -> str:
        """JSON pointer of its value."""
        return "".join(f"/{one}" for one in self.place)

    @property
    def value(self) -> str | None:
        """What is to be stored; None where a weight is no number."""
        return read_number(self.typed) if self.is_number else self.typed.strip()


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that belong together: a criterion, or the price.

    Args:
        title: Heading.
        level: Depth, 1 for a main group.
        entries: The fields.
    """

    title: str
    level: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CriteriaForm:
    """The whole form.

    Args:
        blocks: Criterion by criterion.
        outline: Digest of the tree that the names of the fields count by.
        others: What is wrong elsewhere.
    """

    blocks: tuple[Block, ...]
    outline: str
    others: tuple[str, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """All fields."""
        return (entry for block in self.blocks for entry in block.entries)

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by the name of the field; numbered where it belongs to none."""
        elsewhere = {f"#{number}": text for number, text in enumerate(self.others)}
        return {entry.name: entry.fault for entry in self.entries if entry.fault} | elsewhere

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Anchor and title by name, for the list of faults."""
        return {
            entry.name: (entry.name, f"{block.title}, {entry.label}")
            for block in self.blocks
            for entry in block.entries
        }


def criteria_form(document: Json) -> CriteriaForm | None:
    """Return the form for a stored evaluation without bids; None where it has too many criteria."""
    matrix = document["matrix"]
    nodes = list(_walk(matrix["criteria"], ("matrix", "criteria"), 1))
    if len(nodes) > MOST_CRITERIA:
        return None
    blocks = [_block(node, place, level) for node, place, level in nodes]
    if matrix.get("price"):
        weight = _entry(matrix["price"], ("matrix", "price"), "preis", _WEIGHT, is_number=True)
        blocks.insert(0, Block("Preis", 1, (weight,)))
    ids = json.dumps([(node["id"], level) for node, _, level in nodes] + [bool(matrix.get("price"))])
    return CriteriaForm(tuple(blocks), hashlib.sha256(ids.encode()).hexdigest()[:16])


def typed_form(form: CriteriaForm, typed: Mapping[str, str]) -> CriteriaForm:
    """Return the form with what was typed, and what can be said about it before anything is computed."""
    return _mapped(form, lambda entry: _checked(replace(entry, typed=typed.get(entry.name, entry.typed))))


def changed_document(document: Json, form: CriteriaForm) -> Json:
    """Return the document with what was typed; empty texts leave it."""
    changed = deepcopy(document)
    for entry in form.entries:
        *way, key = entry.place
        node: Any = changed
        for step in way:
            node = node[step]
        if entry.value or key == "title":
            node[key] = entry.value
        else:
            node.pop(key, None)
    return changed


def with_faults(form: CriteriaForm, faults: Sequence[Fault]) -> CriteriaForm:
    """Return the form with faults at the fields they belong to; a wrong sum stands at the first weight of its group."""
    known = {entry.pointer for entry in form.entries}
    at_fields, others = dict[str, str](), list[str]()
    for fault in faults:
        place = next((one for one in (fault.pointer, _first_weight(fault, known)) if one in known), None)
        if place is None:
            others.append(fault_sentence(fault))
        else:
            at_fields.setdefault(place, fault_sentence(fault))
    marked = _mapped(form, lambda entry: replace(entry, fault=at_fields.get(entry.pointer, "")))
    return replace(marked, others=tuple(others))


def _first_weight(fault: Fault, known: set[str]) -> str | None:
    """Return the pointer of the first weight in the list that a fault is about."""
    weights = (one for one in known if one.startswith(f"{fault.pointer}/") and one.endswith("/weight_percent"))
    return min(weights, key=lambda one: (one.count("/"), len(one), one), default=None)


def _mapped(form: CriteriaForm, change: Callable[[Entry], Entry]) -> CriteriaForm:
    blocks = tuple(replace(block, entries=tuple(map(change, block.entries))) for block in form.blocks)
    return replace(form, blocks=blocks)


def _walk(
    nodes: Sequence[Json], place: tuple[str | int, ...], level: int
) -> Iterator[tuple[Json, tuple[str | int, ...], int]]:
    for index, node in enumerate(nodes):
        here = (*place, index)
        yield node, here, level
        yield from _walk(node.get("children", ()), (*here, "children"), level + 1)


def _block(node: Json, place: tuple[str | int, ...], level: int) -> Block:
    suffix = "-".join(str(step) for step in place if isinstance(step, int))
    entries = [_entry(node, place, suffix, text) for text in _TEXTS]
    if node["kind"] == "B":
        entries.insert(0, _entry(node, place, suffix, _WEIGHT, is_number=True))
    return Block(f"{node['id']} – {node['title']}", level, tuple(entries))


def _entry(
    node: Json, place: tuple[str | int, ...], suffix: str, what: tuple[str, str, str], *, is_number: bool = False
) -> Entry:
    key, name, label = what
    stored = str(node.get(key) or "")
    if is_number:
        stored = decimal_string(Decimal(stored), 9).replace(".", ",") if stored else ""
    return Entry(
        name=f"{name}-{suffix}", label=label, place=(*place, key), stored=stored, typed=stored, is_number=is_number
    )


def _checked(entry: Entry) -> Entry:
    if not entry.is_number:
        return entry
    fault = MISSING if not entry.typed.strip() else NO_NUMBER if entry.value is None else ""
    return replace(entry, fault=fault)
