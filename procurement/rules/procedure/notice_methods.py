"""Every scoring method in German sentences, as the notice and the documents publish it."""

from collections.abc import Mapping
from fractions import Fraction
from functools import singledispatch

from core.numbers import decimal_string
from procurement.rules.procedure.notice_words import figure, named, shortened
from scoring.methods import (
    Festpreis,
    GewichtetMedian,
    GewichtetReferenzwert,
    Method,
    NiedrigsterPreis,
    PreisFestbereich,
    PreisLinear,
    PreisMethod,
    RichtwertEinfach,
    RichtwertErweitert,
    RichtwertExponent,
    RichtwertMethod,
    RichtwertVerschoben,
)
from scoring.model import Matrix

_PRICE = "P ist der Wertungspreis in Euro (brutto)."
_HIGHEST_Z = "Den Zuschlag erhält das Angebot mit der höchsten Kennzahl Z."
_EXACT = "Verglichen werden ungerundete Werte."
_DECISIONS: Mapping[str, str] = {
    "leistungspunkte": "die höheren Leistungspunkte",
    "price": "der niedrigere Wertungspreis",
}
_TITLE_LENGTH = 200


def method_sentences(matrix: Matrix) -> list[str]:
    """Return the method in words: formula, symbols, what decides."""
    method = matrix.method
    return [f"{method.title}: {method.formula}.", *_sentences(method, matrix)]


def rounding_sentences(matrix: Matrix) -> list[str]:
    """Return what is rounded and when."""
    method = matrix.method
    if isinstance(method, RichtwertMethod):
        factor = figure(method.display_factor)
        shown = f"Die Kennzahl wird mit {factor} vervielfacht und auf drei Nachkommastellen gerundet angezeigt."
        return [shown, _EXACT]
    if isinstance(method, PreisMethod) and method.rounding:
        places = f"{method.rounding.digits} Nachkommastelle{'' if method.rounding.digits == 1 else 'n'}"
        rounded = f"Preispunkte werden auf {places} gerundet, ab 5 aufwärts (DIN 1333), und so weiterverwendet."
        return [rounded, "Alles andere bleibt ungerundet."]
    return [_EXACT]


@singledispatch
def _sentences(method: Method, matrix: Matrix) -> list[str]:
    raise NotImplementedError(type(method).__name__, matrix)


def _quality(matrix: Matrix) -> str:
    most = figure(100 * matrix.scale.maximum)
    return f"L sind die Leistungspunkte: Summe aus Anteil in Prozent mal Punkten, höchstens {most}."


@_sentences.register
def _(_method: RichtwertEinfach, matrix: Matrix) -> list[str]:
    return [_quality(matrix), _PRICE, _HIGHEST_Z]


@_sentences.register
def _(method: RichtwertErweitert, matrix: Matrix) -> list[str]:
    band = figure(method.band_percent)
    return [
        f"{_quality(matrix)} {_PRICE}",
        f"Zmax ist die höchste Kennzahl; der Schwankungsbereich s beträgt {band} %, seine Grenze gehört dazu.",
        f"Unter den Angeboten im Schwankungsbereich entscheidet: {_decision(matrix, method.decision_criterion)}.",
        "Sind sie darin gleich, entscheidet die höhere Kennzahl.",
    ]


def _decision(matrix: Matrix, wanted: str) -> str:
    if wanted in _DECISIONS:
        return _DECISIONS[wanted]
    group = next(one for one in matrix.main_groups if one.id == wanted)
    return f"die höheren Leistungspunkte der Hauptgruppe {shortened(named(group), _TITLE_LENGTH)}"


@_sentences.register
def _(method: RichtwertVerschoben, matrix: Matrix) -> list[str]:
    return [_quality(matrix), f"c = {_exact(method.shift)}.", _PRICE, _HIGHEST_Z]


def _exact(value: Fraction) -> str:
    """Return a number that a decimal comma can write in full that way, another one as a fraction."""
    text = decimal_string(value, 9)
    return figure(text) if Fraction(text) == value else str(value)


@_sentences.register
def _(method: RichtwertExponent, matrix: Matrix) -> list[str]:
    return [_quality(matrix), f"a = {method.exponent}.", _PRICE, _HIGHEST_Z]


@_sentences.register
def _(method: GewichtetReferenzwert, matrix: Matrix) -> list[str]:
    points, price = figure(method.reference_quality), figure(method.reference_price_eur)
    return _index(method, matrix, f"Bezugswerte: L_ref = {points} Leistungspunkte, P_ref = {price} €.")


@_sentences.register
def _(method: GewichtetMedian, matrix: Matrix) -> list[str]:
    against = "Bezugswerte sind die Mediane der Leistungspunkte und der Wertungspreise aller gewerteten Angebote."
    return _index(method, matrix, against)


def _index(method: GewichtetReferenzwert | GewichtetMedian, matrix: Matrix, against: str) -> list[str]:
    quality, price = figure(method.weight_quality_percent), figure(method.weight_price_percent)
    return [
        f"g_L = {quality} %, g_P = {price} %. {against}",
        f"{_quality(matrix)} {_PRICE}",
        "Den Zuschlag erhält das Angebot mit dem höchsten Wert dieser Formel.",
    ]


@_sentences.register
def _(method: PreisMethod, _matrix: Matrix) -> list[str]:
    return [
        f"Höchstpunktzahl für den Preis: {figure(method.price_points_maximum)}. {_PRICE} {_bounds(method)}",
        "Gesamtwert = Summe über Preis und Hauptgruppen aus Gewicht mal Punkte durch Höchstpunktzahl; höchstens 100.",
        "Den Zuschlag erhält das Angebot mit dem höchsten Gesamtwert.",
    ]


def _bounds(method: PreisMethod) -> str:
    if isinstance(method, PreisFestbereich):
        return f"Pgut = {figure(method.best_price_eur)} €, Pschlecht = {figure(method.worst_price_eur)} €."
    lowest = "Pmin ist der niedrigste Wertungspreis aller gewerteten Angebote"
    return f"{lowest}, z = {figure(method.zero_at)}." if isinstance(method, PreisLinear) else f"{lowest}."


@_sentences.register
def _(_method: Festpreis, matrix: Matrix) -> list[str]:
    return [_quality(matrix), "Den Zuschlag erhält das Angebot mit den höchsten Leistungspunkten."]


@_sentences.register
def _(_method: NiedrigsterPreis, _matrix: Matrix) -> list[str]:
    return [_PRICE, "Den Zuschlag erhält unter den nicht ausgeschlossenen Angeboten das mit dem niedrigsten Preis."]
