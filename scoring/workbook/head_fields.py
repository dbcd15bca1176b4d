"""The entries of the sheet about the procedure: written and read by one table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from scoring.methods import METHODS


class Entry(Enum):
    """What an entry holds."""

    TEXT = auto()
    MEASURE = auto()
    INTEGER = auto()
    FLAG = auto()
    RATIO = auto()
    METHOD = auto()
    DECISION = auto()


@dataclass(frozen=True, slots=True)
class HeadField:
    """One entry.

    Args:
        path: Its place in the evaluation.
        label: Its German name in the workbook.
        entry: What it holds.
        help: What to type.
        matrix: It belongs to the matrix and is fixed once that is public.
    """

    path: tuple[str, ...]
    label: str
    entry: Entry
    help: str
    matrix: bool = False


HEAD_FIELDS: tuple[HeadField, ...] = (
    HeadField(("procedure", "reference"), "Aktenzeichen", Entry.TEXT, "Aktenzeichen des Vergabeverfahrens"),
    HeadField(("procedure", "title"), "Gegenstand", Entry.TEXT, "Was beschafft wird"),
    HeadField(
        ("procedure", "lot"), "Teillos", Entry.TEXT, "Bezeichnung des Loses; leer, wenn nicht in Lose geteilt ist"
    ),
    HeadField(("procedure", "procedure_type"), "Verfahrensart", Entry.TEXT, "zum Beispiel OFFENES_VERFAHREN"),
    HeadField(
        ("procedure", "estimated_value_net_eur"), "Geschätzter Auftragswert netto €", Entry.MEASURE, "Betrag in Euro"
    ),
    HeadField(("procedure", "published"), "Bewertungsmatrix veröffentlicht", Entry.FLAG, "ja oder nein"),
    HeadField(
        ("procedure", "open_source_exemption", "reason"),
        "Begründung der Ausnahme vom Kriterium Open Source",
        Entry.TEXT,
        "nur ausfüllen, wenn von der Vorgabe abgewichen wird",
    ),
    HeadField(("draft",), "Entwurf", Entry.FLAG, "ja: fehlende Punkte sind zulässig, das Ergebnis ist vorläufig"),
    HeadField(("matrix", "scale", "minimum"), "Punkteskala: kleinster Wert", Entry.MEASURE, "üblich: 0", matrix=True),
    HeadField(("matrix", "scale", "maximum"), "Punkteskala: größter Wert", Entry.MEASURE, "üblich: 10", matrix=True),
    HeadField(("matrix", "scale", "step"), "Punkteskala: Schritt", Entry.MEASURE, "üblich: 1", matrix=True),
    HeadField(
        ("matrix", "minimum_leistungspunkte"),
        "Mindestzahl der Leistungspunkte",
        Entry.MEASURE,
        "leer, wenn keine gefordert ist",
        matrix=True,
    ),
    HeadField(
        ("matrix", "price", "weight_percent"),
        "Gewicht des Preises %",
        Entry.MEASURE,
        "mit den Hauptgruppen zusammen genau 100",
        matrix=True,
    ),
    HeadField(
        ("matrix", "method", "name"), "Wertungsmethode", Entry.METHOD, "steht mit der Arbeitsmappe fest", matrix=True
    ),
)
"""Entries that every workbook has; the weight of the price only where the method weights it in the tree."""

_METHOD_LABELS: dict[str, tuple[str, Entry, str]] = {
    "display_factor": ("Anzeigefaktor der Kennzahl", Entry.INTEGER, "üblich: 1000000"),
    "band_percent": ("Schwankungsbereich %", Entry.MEASURE, "über 0, höchstens 10"),
    "decision_criterion": (
        "Entscheidungskriterium",
        Entry.DECISION,
        "höhere Leistungspunkte, niedrigerer Preis oder Nr. einer Hauptgruppe",
    ),
    "shift": ("Konstante c", Entry.RATIO, "Zahl oder Bruch wie 1/3"),
    "exponent": ("Exponent a", Entry.RATIO, "Bruch wie 2/3"),
    "weight_quality_percent": ("Gewicht der Leistung %", Entry.MEASURE, "mit dem Gewicht des Preises genau 100"),
    "weight_price_percent": ("Gewicht des Preises im Index %", Entry.MEASURE, "mit dem Gewicht der Leistung genau 100"),
    "reference_quality": ("Referenzwert der Leistungspunkte", Entry.MEASURE, "vor der Öffnung festgelegt"),
    "reference_price_eur": ("Referenzpreis €", Entry.MEASURE, "vor der Öffnung festgelegt"),
    "rounding": ("Preispunkte: Stellen der Rundung", Entry.INTEGER, "kaufmännisch; leer: ohne Rundung"),
    "price_points_maximum": ("Preispunkte: Höchstpunktzahl", Entry.MEASURE, "üblich: 100"),
    "zero_at": ("Nullpunkt: Vielfaches des niedrigsten Preises", Entry.MEASURE, "üblich: 2"),
    "best_price_eur": ("Untere Preisgrenze €", Entry.MEASURE, "volle Preispunkte"),
    "worst_price_eur": ("Obere Preisgrenze €", Entry.MEASURE, "keine Preispunkte"),
}

DECISIONS = {"leistungspunkte": "höhere Leistungspunkte", "price": "niedrigerer Preis"}
"""Entries beside the numbers of main groups; none of those has a space in it."""


def every_head_field() -> Iterator[HeadField]:
    """Yield the entries that the workbooks of all methods have."""
    for field in HEAD_FIELDS:
        if field.path[:2] != ("matrix", "price"):
            yield field


def head_fields(method: str) -> Iterator[HeadField]:
    """Yield the entries of a workbook for a method."""
    for field in HEAD_FIELDS:
        if field.path[:2] != ("matrix", "price") or METHODS[method].weights_price_in_tree:
            yield field
    for name in METHODS[method].model_fields:
        if name in _METHOD_LABELS:
            label, entry, help_ = _METHOD_LABELS[name]
            path = ("matrix", "method", name, "digits") if name == "rounding" else ("matrix", "method", name)
            yield HeadField(path, label, entry, help_, matrix=True)
