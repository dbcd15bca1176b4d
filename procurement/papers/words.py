"""What the papers share: cells, numbers and the sentences about method and state."""

import re
from fractions import Fraction

from core.document import Note, Paragraph, Runs, runs
from core.german import german_euro, german_number
from core.numbers import decimal_string
from scoring.evaluate import Outcome
from scoring.explain import Operand, Unit
from scoring.methods import (
    GewichtetReferenzwert,
    Method,
    PreisFestbereich,
    PreisLinear,
    PreisMethod,
    RichtwertErweitert,
    RichtwertExponent,
    RichtwertMethod,
    RichtwertVerschoben,
)
from scoring.methods.gewichtet import GewichtetMethod
from scoring.notices import FROZEN
from scoring.result import PRICE, ExcludedBid, Result

EXACT_DIGITS = 9
"""Decimals shown of exact values; more would not help to calculate along."""
NOTHING = "–"

_SYMBOLS = {
    "Z": "Kennzahl",
    "L": "Leistungspunkte",
    "P": "Wertungspreis (brutto)",
    "Zmax": "höchste Kennzahl",
    "Pmin": "niedrigster Wertungspreis",
    "Pgut": "Preisgrenze für die volle Punktzahl",
    "Pschlecht": "Preisgrenze für 0 Punkte",
    "s": "Schwankungsbereich",
    "c": "Verschiebung",
    "a": "Exponent",
    "z": "Vielfaches des niedrigsten Preises, ab dem es 0 Punkte gibt",
    "g_L": "Gewicht der Leistung",
    "g_P": "Gewicht des Preises",
    "L_ref": "Referenzwert der Leistungspunkte",
    "P_ref": "Referenzpreis",
    "median": "mittlerer Wert aller Angebote in der Wertung",
}

_PROCEDURE_TYPES = {
    "OFFENES_VERFAHREN": "Offenes Verfahren",
    "NICHT_OFFENES_VERFAHREN": "Nicht offenes Verfahren",
    "VERHANDLUNGSVERFAHREN": "Verhandlungsverfahren",
    "OEFFENTLICHE_AUSSCHREIBUNG": "Öffentliche Ausschreibung",
    "BESCHRAENKTE_AUSSCHREIBUNG": "Beschränkte Ausschreibung",
    "VERHANDLUNGSVERGABE": "Verhandlungsvergabe",
    "DIREKTAUFTRAG": "Direktauftrag",
}


def cell(text: str | None) -> Runs:
    """Return the content of a cell; a dash where there is nothing to say, because an empty cell says nothing aloud."""
    return runs(text if text and text.strip() else NOTHING)


def number(value: str | None) -> Runs:
    """Return a decimal string of the result as Germans read it."""
    return runs(NOTHING if value is None else german_number(value))


def with_source(text: str, source: str | None) -> Runs:
    """Return a sentence with its legal source behind it."""
    return runs(f"{text} [{source}]" if source else text)


def procedure_type(code: str) -> str:
    """Return the German name of a kind of procedure; an unknown code speaks for itself."""
    return _PROCEDURE_TYPES.get(code, code)


def criterion_names(outcome: Outcome) -> dict[str, str]:
    """Return id and title of every criterion by its id, and of the price."""
    names = {node.id: f"{node.id} {node.title}" for _, node in outcome.evaluation.matrix.walk()}
    return {PRICE: "Preis"} | names


def shortfall(outcome: Outcome, excluded: ExcludedBid) -> str:
    """Return what a bid below minimum points got and what it needed; empty for other grounds."""
    bid = next(bid for bid in outcome.evaluation.bids if bid.id == excluded["bid"])
    minima = {node.id: node.minimum_points for _, node in outcome.evaluation.matrix.walk()}
    sentences = []
    for criterion in excluded["criteria"]:
        needed, score = minima[criterion], bid.counted.get(criterion)
        if needed is not None:
            got = f"{german_number(score.points, EXACT_DIGITS)} Punkte, " if score else ""
            sentences.append(f"{criterion}: {got}nötig sind {german_number(needed, EXACT_DIGITS)}")
    return "; ".join(sentences)


def operand(value: Operand) -> str:
    """Return the value of an operand, rounded to nine decimals."""
    if value.unit is Unit.EURO:
        return german_euro(value.value)
    return german_number(value.value, EXACT_DIGITS)


def printed(value: Operand) -> str:
    """Return the value of an operand inside a calculation, marked where it is rounded."""
    return operand(value) if equals(value) == "=" else f"≈ {operand(value)}"


def equals(value: Operand) -> str:
    """Return the sign between a quantity and its value as printed: = or ≈."""
    return "=" if Fraction(decimal_string(value.value, EXACT_DIGITS)) == value.value else "≈"


def state_notes(outcome: Outcome, result: Result) -> list[Note]:
    """Return what must be said of a draft, a published matrix and an exemption wherever the result is printed."""
    head = outcome.evaluation.procedure
    notes = []
    if result.get("preliminary"):
        sentence = (
            "Diese Wertung beruht auf einem Entwurf und ist nicht verbindlich. Wo der Konsens fehlt, zählt der "
            "Mittelwert der Einzelwertungen; wo niemand Punkte gegeben hat, zählt 0. Fehlende Begründungen sind "
            "nachzutragen."
        )
        notes.append(_note("Vorläufig", runs(sentence)))
    if head.published:
        sentence = (
            "Die Bewertungsmatrix ist veröffentlicht und darf nicht mehr geändert werden. Abweichungen von Vorgaben "
            "der Stadt stehen unter den Hinweisen."
        )
        notes.append(_note("Bewertungsmatrix veröffentlicht", with_source(sentence, str(FROZEN))))
    if head.open_source_exemption is not None:
        source = str(outcome.rules.open_source_share.source)
        content = with_source(f"Begründung: {head.open_source_exemption.reason}", source)
        notes.append(_note("Ausnahme vom Zuschlagskriterium Open Source", content))
    return notes


def _note(title: str, content: Runs) -> Note:
    return Note(title, (Paragraph(content),))


def running_title(name: str, outcome: Outcome, result: Result) -> str:
    """Return the line above every page."""
    head = outcome.evaluation.procedure
    title = f"{name} {_short(head.reference)}" + (f", {_short(head.lot)}" if head.lot else "")
    parts = [
        "VORLÄUFIG" if result.get("preliminary") else "",
        title,
        "Bewertungsmatrix veröffentlicht" if head.published else "",
        "Ausnahme Open Source" if head.open_source_exemption else "",
    ]
    return " · ".join(filter(None, parts))


def _short(text: str, length: int = 24) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def rounding_words(method: Method) -> str:
    """Return how a method rounds."""
    if isinstance(method, PreisMethod) and method.rounding is not None:
        return (
            f"Preispunkte werden kaufmännisch auf {method.rounding.digits} Nachkommastellen gerundet (bei 5 weg von "
            "der Null). Alles andere wird exakt gerechnet; gedruckte Werte sind auf drei Stellen gerundet."
        )
    return "Es wird exakt gerechnet und nicht gerundet; gedruckte Werte sind auf drei Stellen gerundet."


def symbols(method: Method) -> list[tuple[str, Runs]]:
    """Return what the letters of the formula stand for."""
    meanings = [f"{symbol}: {meaning}" for symbol, meaning in _SYMBOLS.items() if symbol in _names_in(method.formula)]
    return [("Zeichen", runs("; ".join(meanings)))] if meanings else []


def _names_in(formula: str) -> set[str]:
    return set(re.findall(r"[^\W\d]+", formula))


def method_parameters(outcome: Outcome) -> list[tuple[str, Runs]]:
    """Return the fixed values of the method, named as its formula names them."""
    method = outcome.evaluation.matrix.method
    found: list[tuple[str, str]] = []
    if isinstance(method, RichtwertMethod):
        found += _ratio_parameters(method, criterion_names(outcome))
    if isinstance(method, GewichtetMethod):
        found += _index_parameters(method)
    if isinstance(method, PreisMethod):
        found += _price_parameters(method, outcome.grid.price_share)
    return [(name, runs(value)) for name, value in found]


def _ratio_parameters(method: RichtwertMethod, names: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    if isinstance(method, RichtwertErweitert):
        decisive = {"leistungspunkte": "Leistungspunkte", "price": "niedrigerer Preis"} | names
        found.append(
            ("Schwankungsbereich s", f"{german_number(method.band_percent, EXACT_DIGITS)} % (Grenze eingeschlossen)")
        )
        found.append(("Entscheidungskriterium", decisive[method.decision_criterion]))
    if isinstance(method, RichtwertVerschoben):
        found.append(("Verschiebung c", german_number(method.shift, EXACT_DIGITS)))
    if isinstance(method, RichtwertExponent):
        found.append(("Exponent a", f"{method.exponent.numerator}/{method.exponent.denominator}"))
    return [*found, ("Anzeige", f"Kennzahl Z mit {german_number(method.display_factor, 0)} vervielfacht")]


def _index_parameters(method: GewichtetMethod) -> list[tuple[str, str]]:
    found = [
        ("Gewicht g_L", f"{german_number(method.weight_quality_percent, EXACT_DIGITS)} %"),
        ("Gewicht g_P", f"{german_number(method.weight_price_percent, EXACT_DIGITS)} %"),
    ]
    if isinstance(method, GewichtetReferenzwert):
        found.append(("Referenz L_ref", german_number(method.reference_quality, EXACT_DIGITS)))
        found.append(("Referenz P_ref", german_euro(method.reference_price_eur)))
    return found


def _price_parameters(method: PreisMethod, share: Fraction) -> list[tuple[str, str]]:
    found = [
        ("Preisgewicht", f"{german_number(100 * share, EXACT_DIGITS)} %"),
        ("Höchste Preispunktzahl", german_number(method.price_points_maximum, EXACT_DIGITS)),
    ]
    if isinstance(method, PreisLinear):
        found.append(("Nullpunkt z", f"{german_number(method.zero_at, EXACT_DIGITS)} · Pmin"))
    if isinstance(method, PreisFestbereich):
        found.append(("Preisgrenze Pgut", german_euro(method.best_price_eur)))
        found.append(("Preisgrenze Pschlecht", german_euro(method.worst_price_eur)))
    return found
