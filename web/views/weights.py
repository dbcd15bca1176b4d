"""The form that tries other weights: a slider and a number for each main group, and for the price where it counts.

Both are sent. A number that was changed counts; else a slider that was moved, in whole percent. What the form showed is
sent along, so that this needs neither script nor session.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.errors import Fault
from core.german import read_number
from core.numbers import decimal_string
from procurement.services import WeightTrial
from scoring.evaluate import Outcome
from scoring.result import PRICE
from scoring.wording import fault_sentence
from web.formats import percent
from web.views.probe import ProbeView, probe_view
from web.views.rematrix import Json
from web.wording import PRICE as PRICE_TITLE

ASKED = "gewichte"
MOST_FIELDS = 40
MISSING = "Bitte ausfüllen."
NO_NUMBER = "Bitte eine Zahl mit Komma eingeben, zum Beispiel 12,5."

_SLIDER = re.compile(r"\d{1,3}(\.\d{1,30})?", re.ASCII)
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class WeightField:
    """One weight in the form.

    Args:
        key: Id of the main group, or ``price``.
        name: End of the names of its inputs.
        title: What is weighted.
        pointer: Where it stands in the document.
        stored: Stored weight as a decimal string.
        typed: What stands in the number input.
        fault: What is wrong with it.
    """

    key: str
    name: str
    title: str
    pointer: str
    stored: str
    typed: str
    fault: str = ""

    @property
    def value(self) -> str | None:
        """The weight as a decimal string; None where it is no number."""
        return read_number(self.typed)

    @property
    def slider(self) -> str:
        """Where the slider stands."""
        value = Decimal(self.value or self.stored)
        return decimal_string(Fraction(min(Decimal(100), max(Decimal(0), value))), 9)


@dataclass(frozen=True, slots=True)
class WeightForm:
    """The whole form.

    Args:
        fields: One for each weight; empty where there is nothing to try.
        asked: Whether the reader has sent it.
        published: The matrix is public: nothing may be tried any more.
        too_many: More main groups than fit on a page.
        fault: What is wrong with all weights together.
    """

    fields: tuple[WeightField, ...]
    asked: bool
    published: bool
    too_many: bool
    fault: str = ""

    @property
    def sum(self) -> str:
        """The sum of what is typed, as far as it can be read."""
        return percent(sum((Fraction(field.value or 0) for field in self.fields), Fraction(0)), 9)

    @property
    def has_faults(self) -> bool:
        """Whether something is wrong."""
        return bool(self.fault) or any(field.fault for field in self.fields)

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by the name of the field; under the empty name what belongs to all weights."""
        whole = {"": self.fault} if self.fault else {}
        return whole | {field.name: field.fault for field in self.fields if field.fault}

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Anchor and title by name, for the list of faults."""
        at_fields = {field.name: (f"gewicht-{field.name}", field.title) for field in self.fields}
        return {"": (next(iter(at_fields.values()))[0], ""), **at_fields} if at_fields else {}

    @property
    def weights(self) -> dict[str, str]:
        """The weights by key."""
        return {field.key: field.value or "0" for field in self.fields}


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A bid in the ranking under other weights, beside its rank under the weights of the document."""

    bid: str
    tenderer: str
    rank: int
    rank_before: int | None


@dataclass(frozen=True, slots=True)
class TrialView:
    """What a trial shows.

    Args:
        probe: The report.
        ranking: Bids by their rank in the trial; None where it is withheld, or there are no bids.
    """

    probe: ProbeView
    ranking: tuple[TrialRow, ...] | None


def weight_form(document: Json, query: Mapping[str, str]) -> WeightForm:
    """Return the form for a valid document, filled with what the address or a form carries."""
    matrix = document["matrix"]
    published = bool(document["procedure"].get("published"))
    asked = ASKED in query and not published
    found = [
        _field(node["id"], str(index), f"{node['id']} – {node['title']}", f"/matrix/criteria/{index}", node)
        for index, node in enumerate(matrix["criteria"])
        if node["kind"] == "B"
    ]
    if matrix.get("price"):
        found.append(_field(PRICE, "preis", PRICE_TITLE, "/matrix/price", matrix["price"]))
    fields = tuple(replace(one, typed=_typed(query, one.name)) if asked else one for one in found)
    too_many = len(fields) > MOST_FIELDS
    form = WeightForm(() if too_many else fields, asked and not too_many, published, too_many)
    return _checked(form) if form.asked else form


def _field(key: str, name: str, title: str, place: str, node: Json) -> WeightField:
    stored = decimal_string(Fraction(str(node["weight_percent"])), 9)
    return WeightField(key, name, title, f"{place}/weight_percent", stored, stored.replace(".", ","))


def _typed(query: Mapping[str, str], name: str) -> str:
    """Return the number, or the slider where only that was moved."""
    before, typed, slider = (query.get(f"{kind}-{name}", "").strip() for kind in ("vorher", "gewicht", "regler"))
    if typed != before or slider in {"", before.replace(",", ".")} or not _SLIDER.fullmatch(slider):
        return typed
    return str(Decimal(slider).quantize(Decimal(1), ROUND_HALF_UP))


def _checked(form: WeightForm) -> WeightForm:
    """Return the form with what can be said before anything is computed."""
    fields = tuple(replace(one, fault=_complaint(one)) for one in form.fields)
    total = sum((Fraction(one.value or 0) for one in fields), Fraction(0))
    if any(one.fault for one in fields) or total == _HUNDRED:
        return replace(form, fields=fields)
    fault = Fault("weights_sum", "", properties={"sum": decimal_string(total, 9)})
    return replace(form, fields=fields, fault=fault_sentence(fault))


def _complaint(field: WeightField) -> str:
    if not field.typed:
        return MISSING
    return NO_NUMBER if field.value is None else ""


def with_faults(form: WeightForm, faults: Sequence[Fault]) -> WeightForm:
    """Return the form with faults at the fields they belong to; the first of the others at the form."""
    at_fields = {fault.pointer: fault_sentence(fault) for fault in faults}
    places = {field.pointer for field in form.fields}
    others = [sentence for place, sentence in at_fields.items() if place not in places]
    fields = tuple(replace(field, fault=at_fields.get(field.pointer, "")) for field in form.fields)
    return replace(form, fields=fields, fault=others[0] if others else "")


def trial_view(trial: WeightTrial, criteria: Mapping[str, str]) -> TrialView:
    """Return what a page shows of a trial; criteria by their JSON pointers."""
    ranking = None if trial.outcome is None else _ranking(trial.outcome, _ranks(trial.before))
    return TrialView(probe_view(trial.probe, criteria), ranking)


def _ranks(outcome: Outcome | None) -> dict[str, int]:
    return {} if outcome is None else dict(zip((bid.id for bid in outcome.bids), outcome.valuation.ranks, strict=True))


def _ranking(outcome: Outcome, before: Mapping[str, int]) -> tuple[TrialRow, ...]:
    return tuple(
        TrialRow(bid.id, bid.tenderer, outcome.valuation.ranks[index], before.get(bid.id))
        for index in outcome.in_rank_order()
        for bid in (outcome.bids[index],)
    )


def before_and_after(form: WeightForm) -> list[tuple[str, str, str]]:
    """Return title, stored and tried weight of every field."""
    return [(field.title, percent(field.stored, 9), percent(field.value or "0", 9)) for field in form.fields]
