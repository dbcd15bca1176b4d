"""The form that asks for a need, and the way from typed words to the document that the service reads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from core.errors import Fault
from core.german import german_date, read_day, read_number
from procurement.rules.need import LineKind, PurchaseKind
from procurement.rules.wording import LINES, PURCHASES, fault_sentence
from web.local_time import NO_DAY

ASKED, ADD_LOT = "berechnen", "weiteres"
DAY, PURCHASE, LOTS = "tag", "art", "lose"
MOST_LOTS = 10
LONGEST_TYPED = 1_000

NO_AMOUNT = "Bitte einen Betrag eingeben, zum Beispiel 12.500,00."
NO_MONTHS = "Bitte eine ganze Zahl von Monaten eingeben, zum Beispiel 36."
NO_PURCHASE = "Bitte eine Art wählen."
MISSING = "Bitte ausfüllen."
NOTHING = "Bitte mindestens einen Betrag angeben."
ONE_OF_BOTH = "Bitte entweder Monate angeben oder „unbefristet“ wählen."

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineField:
    """What the form asks for one kind of costs.

    Args:
        kind: Kind of costs.
        name: End of the names of its inputs.
        amount: Question for the amount.
        hint: What belongs there.
        months: Question for the months; empty where there are none.
        may_be_open: It may have no end.
    """

    kind: LineKind
    name: str
    amount: str
    hint: str
    months: str = ""
    may_be_open: bool = False

    @property
    def title(self) -> str:
        """Heading of the group."""
        return LINES[self.kind]


LINE_FIELDS = (
    LineField(LineKind.ONE_OFF, "einmalig", "Betrag", "Lizenzen, Einführung, Datenübernahme, Schulung."),
    LineField(
        LineKind.MONTHLY,
        "monatlich",
        "Betrag je Monat",
        "Miete, Pflege, Betrieb.",
        "Laufzeit in Monaten",
        may_be_open=True,
    ),
    LineField(LineKind.OPTION, "optionen", "Betrag", "Alles, was später abgerufen werden kann."),
    LineField(
        LineKind.RENEWAL,
        "verlaengerung",
        "Betrag je Monat",
        "Wenn der Vertrag verlängert werden kann.",
        "Höchstens um Monate",
    ),
    LineField(LineKind.EXIT, "ausstieg", "Betrag", "Daten ausgeben, übernehmen, abschalten. Fällt nichts an: 0."),
)
CHECKS = (
    ("elektronisch", "electronic_bids", "Angebote werden elektronisch angenommen"),
    ("vorinformation", "prior_information", "Eine Vorinformation wurde 35 Tage bis zwölf Monate vorher gesendet"),
    ("dringend", "urgent", "Hinreichend begründete Dringlichkeit macht die Regelfrist unmöglich"),
    ("gesamtpreis", "total_price_stated", "Der Vertrag nennt einen Gesamtpreis (dann zählt die ganze Laufzeit)"),
)
_CHECKED_FIRST = frozenset({"elektronisch"})


@dataclass(frozen=True, slots=True)
class NeedForm:
    """The form as the reader left it.

    Args:
        typed: What stands in the inputs, by name.
        lots: Numbers of the lots shown.
        asked: The reader has asked for the result.
        faults: What is wrong, by the name of the input.
        document: What was read, for the service.
        places: Names of inputs by JSON pointer.
    """

    typed: Mapping[str, str]
    lots: tuple[int, ...]
    asked: bool
    faults: Mapping[str, str] = field(default_factory=dict)
    document: Json = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_add(self) -> bool:
        """There is room for one more lot."""
        return len(self.lots) < MOST_LOTS

    @property
    def circumstances(self) -> tuple[str, ...]:
        """What was ticked, in words: the form itself is not printed."""
        return tuple(label for name, _, label in CHECKS if name in self.typed)

    def value(self, name: str) -> str:
        """Return what stands in an input."""
        return self.typed.get(name, "")

    @property
    def places_of_faults(self) -> dict[str, tuple[str, str]]:
        """Input and its name in the list of faults, by the name of the fault."""
        return {name: (name, _label(name, several=len(self.lots) > 1)) for name in self.faults}


def need_form(query: Mapping[str, str], today: date) -> NeedForm:
    """Return the form for an address; an empty one starts with today."""
    adds = ADD_LOT in query
    asked = ASKED in query and not adds
    shown = int(query[LOTS]) if re.fullmatch(r"\d{1,2}", query.get(LOTS, ""), re.ASCII) else 1
    lots = tuple(range(1, min(MOST_LOTS, max(1, shown + adds)) + 1))
    first = {DAY: german_date(today), PURCHASE: "", **dict.fromkeys(_CHECKED_FIRST, "ja")}
    given = dict(query) if asked or adds else first | dict(query)
    form = NeedForm({name: value[:LONGEST_TYPED] for name, value in given.items()}, lots, asked)
    return _read(form) if asked else form


def with_faults(form: NeedForm, faults: Sequence[Fault]) -> NeedForm:
    """Return the form with the faults of the service at the inputs they belong to, after its own."""
    found = dict(form.faults)
    for fault in faults:
        name = form.places.get(fault.pointer, _amount_name(1, LINE_FIELDS[0]))
        found.setdefault(name, fault_sentence(fault))
    return replace(form, faults=found)


def _read(form: NeedForm) -> NeedForm:
    """Return the form with the document it stands for, and with what can be said before anything is computed."""
    faults, places = dict[str, str](), {"/publication_day": DAY, "/purchase": PURCHASE}
    document: Json = {key: name in form.typed for name, key, _ in CHECKS}
    if (day := _day(form.value(DAY))) is None:
        faults[DAY] = NO_DAY
    if form.value(PURCHASE) not in set(PurchaseKind):
        faults[PURCHASE] = NO_PURCHASE
    document |= {"publication_day": day, "purchase": form.value(PURCHASE), "lots": []}
    for number in form.lots:
        lines = list(_lines(form, number, faults))
        if lines:
            _add_lot(document, places, form, number, lines)
    if not document["lots"]:
        faults.setdefault(_amount_name(1, LINE_FIELDS[0]), NOTHING)
    return replace(form, faults=faults, document=document, places=places)


def _add_lot(
    document: Json, places: dict[str, str], form: NeedForm, number: int, lines: list[tuple[LineField, Json]]
) -> None:
    index = len(document["lots"])
    name = form.value(f"los{number}-name").strip() or (f"Los {number}" if len(form.lots) > 1 else "Auftrag")
    document["lots"].append({"name": name, "lines": [line for _, line in lines]})
    places[f"/lots/{index}/name"] = f"los{number}-name"
    for place, (line, _) in enumerate(lines):
        base, amount = f"/lots/{index}/lines/{place}", _amount_name(number, line)
        months = f"{amount}-monate" if line.months else amount
        places |= {base: months, f"{base}/amount_net_eur": amount, f"{base}/months": months}
        places[f"{base}/reason"] = f"{amount}-grund"


def _lines(form: NeedForm, number: int, faults: dict[str, str]) -> Iterator[tuple[LineField, Json]]:
    """Yield the lines of a lot that can be read; note what is wrong with the others."""
    for line in LINE_FIELDS:
        name = _amount_name(number, line)
        typed, reason = form.value(name).strip(), form.value(f"{name}-grund").strip()
        months, is_open = form.value(f"{name}-monate").strip(), f"{name}-unbefristet" in form.typed
        if not typed:
            if reason or months or is_open:
                faults[name] = MISSING
            continue
        amount = read_number(typed)
        if amount is None:
            faults[name] = NO_AMOUNT
        if fault := _months_fault(line, months, is_open=is_open):
            faults[f"{name}-monate"] = fault
        elif amount is not None:
            counted = int(months) if months and line.months else None
            yield line, {"kind": line.kind.value, "amount_net_eur": amount, "months": counted, "reason": reason}


def _months_fault(line: LineField, months: str, *, is_open: bool) -> str | None:
    if line.may_be_open and bool(months) == is_open:
        return ONE_OF_BOTH
    if line.months and months and not re.fullmatch(r"\d{1,4}", months, re.ASCII):
        return NO_MONTHS
    return None


def _day(typed: str) -> str | None:
    """Return a typed day as ``2026-11-30``."""
    day = read_day(typed)
    return day.isoformat() if day else None


def _amount_name(number: int, line: LineField) -> str:
    return f"los{number}-{line.name}"


def _label(name: str, *, several: bool) -> str:
    if name in {DAY, PURCHASE}:
        return {DAY: "Tag der Bekanntmachung", PURCHASE: "Art der Beschaffung"}[name]
    lot, _, rest = name.partition("-")
    line = next((one for one in LINE_FIELDS if rest.startswith(one.name)), None)
    part = line.title if line else "Name"
    return f"Los {lot.removeprefix('los')}, {part}" if several else part


def purchases() -> tuple[tuple[str, str], ...]:
    """Return the kinds of purchase with their German names."""
    return tuple((kind.value, title) for kind, title in PURCHASES.items())
