"""What a form asks for each method, in German, and how typed answers become fields of the format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.german import read_number
from scoring.methods import METHODS

PRICE_WEIGHT = "preisgewicht"
ROUNDING = "rundung"
DECISION = "entscheidungskriterium"

_FRACTION = re.compile(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*", re.ASCII)
_DIGITS = re.compile(r"\s*\d\s*", re.ASCII)


class Kind(StrEnum):
    """How an answer is typed and read."""

    NUMBER = "number"
    PERCENT = "percent"
    EURO = "euro"
    FRACTION = "fraction"
    DIGITS = "digits"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form.

    Args:
        name: Name in the address.
        key: Field of ``matrix.method``; the price weight and the rounding stand elsewhere and are set by name.
        label: Question.
        hint: How to answer it.
        kind: How it is typed.
        default: Answer shown first.
        optional: Whether it may stay empty.
    """

    name: str
    key: str
    label: str
    hint: str
    kind: Kind
    default: str = ""
    optional: bool = False


_WEIGHT = Field(
    PRICE_WEIGHT,
    "",
    "Gewicht des Preises in Prozent",
    "Größer als 0, kleiner als 100. Die Hauptgruppen erhalten den Rest.",
    Kind.PERCENT,
    "40",
)
_ROUNDING = Field(
    ROUNDING,
    "",
    "Nachkommastellen der Preispunkte",
    "0 bis 9; leer heißt: ohne Rundung.",
    Kind.DIGITS,
    "3",
    optional=True,
)
_QUALITY_PERCENT = Field(
    "gewicht_leistung",
    "weight_quality_percent",
    "Gewicht der Leistung in Prozent",
    "Zusammen mit dem Preis 100.",
    Kind.PERCENT,
    "60",
)
_PRICE_PERCENT = Field(
    "gewicht_preis",
    "weight_price_percent",
    "Gewicht des Preises in Prozent",
    "Zusammen mit der Leistung 100.",
    Kind.PERCENT,
    "40",
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "richtwert_einfach": (),
    "richtwert_erweitert": (
        Field(
            "schwankungsbereich",
            "band_percent",
            "Schwankungsbereich in Prozent",
            "Größer als 0, üblich bis 10.",
            Kind.PERCENT,
            "6",
        ),
        Field(
            DECISION,
            "decision_criterion",
            "Entscheidungskriterium",
            "Entscheidet unter den Angeboten im Schwankungsbereich.",
            Kind.CHOICE,
            "leistungspunkte",
        ),
    ),
    "preis_quotient": (_WEIGHT, _ROUNDING),
    "festpreis": (),
    "richtwert_verschoben": (
        Field("verschiebung", "shift", "Verschiebung c in Leistungspunkten", "0 oder mehr.", Kind.NUMBER, "100"),
    ),
    "richtwert_exponent": (
        Field("exponent", "exponent", "Exponent a", "Bruch zwischen 0 und 1, zum Beispiel 2/3.", Kind.FRACTION, "2/3"),
    ),
    "gewichtet_referenzwert": (
        _QUALITY_PERCENT,
        _PRICE_PERCENT,
        Field(
            "referenz_leistung",
            "reference_quality",
            "Referenzwert der Leistungspunkte",
            "Vor der Öffnung festgelegt, größer als 0.",
            Kind.NUMBER,
        ),
        Field(
            "referenz_preis",
            "reference_price_eur",
            "Referenzpreis in Euro (brutto)",
            "Vor der Öffnung festgelegt, zum Beispiel 210.000,00.",
            Kind.EURO,
        ),
    ),
    "gewichtet_median": (_QUALITY_PERCENT, _PRICE_PERCENT),
    "preis_linear": (
        _WEIGHT,
        Field(
            "null_ab",
            "zero_at",
            "Null Punkte ab dem Vielfachen des niedrigsten Preises",
            "Größer als 1.",
            Kind.NUMBER,
            "2",
        ),
        _ROUNDING,
    ),
    "preis_festbereich": (
        _WEIGHT,
        Field(
            "bester_preis",
            "best_price_eur",
            "Preis mit voller Punktzahl in Euro",
            "Bis dahin gibt es volle Punkte.",
            Kind.EURO,
        ),
        Field(
            "schlechtester_preis",
            "worst_price_eur",
            "Preis mit null Punkten in Euro",
            "Ab dort gibt es keine Punkte mehr.",
            Kind.EURO,
        ),
        _ROUNDING,
    ),
    "niedrigster_preis": (),
}
"""The questions of every method, in the order of ``METHODS``."""

assert FIELDS.keys() == METHODS.keys()  # noqa: S101 - a new method without its form must not start

_WRONG = {
    Kind.NUMBER: "Bitte eine Zahl mit Komma eingeben, zum Beispiel 12,5.",
    Kind.PERCENT: "Bitte eine Zahl mit Komma eingeben, zum Beispiel 12,5.",
    Kind.EURO: "Bitte einen Betrag eingeben, zum Beispiel 210.000,00.",
    Kind.FRACTION: "Bitte einen Bruch eingeben, zum Beispiel 2/3.",
    Kind.DIGITS: "Bitte eine ganze Zahl von 0 bis 9 eingeben oder leer lassen.",
    Kind.CHOICE: "Bitte eine der Möglichkeiten wählen.",
}
MISSING = "Bitte ausfüllen."
OUT_OF_RANGE = "Bitte eine Zahl größer als 0 und kleiner als 100 eingeben."


def read_field(field: Field, typed: str) -> str | None:
    """Return the answer as the format wants it; None where it cannot be read."""
    if field.kind is Kind.FRACTION:
        found = _FRACTION.fullmatch(typed)
        return f"{found[1]}/{found[2]}" if found else None
    if field.kind is Kind.DIGITS:
        return typed.strip() if _DIGITS.fullmatch(typed) else None
    if field.kind is Kind.CHOICE:
        return typed or None
    return read_number(typed)


def complaint(field: Field, typed: str) -> str | None:
    """Return what is wrong with a typed answer, or None."""
    if not typed.strip():
        return None if field.optional else MISSING
    read = read_field(field, typed)
    if read is None:
        return _WRONG[field.kind]
    if field.name == PRICE_WEIGHT and not 0 < Decimal(read) < 100:  # noqa: PLR2004 - percent
        return OUT_OF_RANGE
    return None
