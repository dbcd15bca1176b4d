"""From Leistungspunkte and price to the value that ranks: the steps of every method with the numbers put in."""

from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch

from scoring.evaluate import Outcome
from scoring.explain.steps import Operand, Step, Unit, summed
from scoring.methods import (
    Festpreis,
    GewichtetMedian,
    GewichtetReferenzwert,
    Method,
    NiedrigsterPreis,
    PreisFestbereich,
    PreisLinear,
    PreisMethod,
    PreisQuotient,
    RichtwertEinfach,
    RichtwertErweitert,
    RichtwertExponent,
    RichtwertMethod,
    RichtwertVerschoben,
    Standing,
)
from scoring.methods.gewichtet import GewichtetMethod
from scoring.methods.gewichtet_median import median


@dataclass(frozen=True, slots=True)
class _Seat:
    """One bid in the ranking with the operands that every method may need."""

    outcome: Outcome
    index: int

    @property
    def standing(self) -> Standing:
        return self.outcome.valuation.standings[self.index]

    @property
    def points(self) -> Operand:
        return Operand("L", self.outcome.valuation.field.leistungspunkte[self.index], Unit.POINTS)

    @property
    def price(self) -> Operand:
        return Operand("P", self.outcome.valuation.field.prices[self.index], Unit.EURO)

    @property
    def lowest_price(self) -> Operand:
        return Operand("Pmin", min(self.outcome.valuation.field.prices), Unit.EURO)


def explain_standing(outcome: Outcome, index: int) -> list[Step]:
    """Return the steps from the main groups' points to the value that ranks a bid.

    Args:
        outcome: The evaluated bids.
        index: Position of the bid in ``outcome.bids``.
    """
    seat = _Seat(outcome, index)
    method = outcome.evaluation.matrix.method
    sums = [_points_step(seat)] if outcome.grid.criteria else []
    return [*sums, *_method_steps(method, seat)]


def _points_step(seat: _Seat) -> Step:
    """Return the sum of the groups' Leistungspunkte; the id alone stands for a group's contribution to the value."""
    quality = seat.outcome.valuation.quality
    parts = [
        Operand(f"L_{group.id}", quality.part(seat.index, group.start, group.stop), Unit.POINTS)
        for group in seat.outcome.grid.groups
    ]
    return Step("Leistungspunkte", seat.points, summed(parts))


@singledispatch
def _method_steps(method: Method, seat: _Seat) -> list[Step]:
    raise TypeError(f"no explanation for {type(method).__name__} ({seat.index})")


@_method_steps.register
def _(_method: Festpreis, seat: _Seat) -> list[Step]:
    return [Step("Wert für den Rang", Operand("Wert", seat.standing.exact, Unit.POINTS), (seat.points,))]


@_method_steps.register
def _(_method: NiedrigsterPreis, seat: _Seat) -> list[Step]:
    return [Step("Wert für den Rang", Operand("Wert", seat.standing.exact, Unit.EURO), (seat.price,))]


@_method_steps.register
def _(method: RichtwertEinfach, seat: _Seat) -> list[Step]:
    return _ratio_steps(method, seat)


@_method_steps.register
def _(method: RichtwertErweitert, seat: _Seat) -> list[Step]:
    field = seat.outcome.valuation.field
    best = Operand("Zmax", max(standing.exact for standing in seat.outcome.valuation.standings))
    width = Operand("s", Fraction(method.band_percent) / 100)
    bound = Operand("Zgrenze", best.value * (1 - width.value))
    by_price = method.decision_criterion == "price"
    decisive = method.decisive(field)[seat.index]
    return [
        *_ratio_steps(method, seat),
        Step("Untere Grenze des Schwankungsbereichs", bound, (best, " · (1 − ", width, ")")),
        Step(
            "Entscheidungskriterium",
            Operand("E", -decisive if by_price else decisive, Unit.EURO if by_price else Unit.POINTS),
            (_decisive_operand(method, seat, decisive),),
        ),
    ]


def _decisive_operand(method: RichtwertErweitert, seat: _Seat, decisive: Fraction) -> Operand:
    if method.decision_criterion == "price":
        return seat.price
    if method.decision_criterion == "leistungspunkte":
        return seat.points
    return Operand(f"L_{method.decision_criterion}", decisive, Unit.POINTS)


def _ratio_steps(method: RichtwertMethod, seat: _Seat) -> list[Step]:
    ratio = Operand("Z", seat.standing.exact)
    return [Step("Kennzahl Z", ratio, (seat.points, " / ", seat.price)), _shown_step(method, seat, ratio)]


def _shown_step(method: RichtwertMethod, seat: _Seat, ratio: Operand) -> Step:
    shown = Operand("Z", seat.standing.kennzahl_z or Fraction(0))
    factor = Operand("Anzeigefaktor", Fraction(method.display_factor))
    return Step("Kennzahl Z in der Anzeige", shown, (ratio, " · ", factor), rounded_digits=3)


@_method_steps.register
def _(method: RichtwertVerschoben, seat: _Seat) -> list[Step]:
    ratio = Operand("Z", seat.standing.exact)
    shift = Operand("c", method.shift, Unit.POINTS)
    terms = ("(", seat.points, " + ", shift, ") / ", seat.price)
    return [Step("Kennzahl Z", ratio, terms), _shown_step(method, seat, ratio)]


@_method_steps.register
def _(method: RichtwertExponent, seat: _Seat) -> list[Step]:
    p, q = Operand("p", Fraction(method.exponent.numerator)), Operand("q", Fraction(method.exponent.denominator))
    power = Operand("Z^q", seat.standing.exact)
    return [
        Step("Vergleichswert Z^q (exakt)", power, (seat.points, "^", p, " / ", seat.price, "^(", q, " − ", p, ")")),
        Step(
            "Kennzahl Z in der Anzeige",
            Operand("Z", seat.standing.kennzahl_z or Fraction(0)),
            (power, "^(1 / ", q, ") · ", Operand("Anzeigefaktor", Fraction(method.display_factor))),
            rounded_digits=3,
        ),
    ]


@_method_steps.register
def _(method: GewichtetReferenzwert, seat: _Seat) -> list[Step]:
    quality = Operand("Lref", Fraction(method.reference_quality), Unit.POINTS)
    price = Operand("Pref", Fraction(method.reference_price_eur), Unit.EURO)
    return [_index_step(method, seat, quality, price)]


@_method_steps.register
def _(method: GewichtetMedian, seat: _Seat) -> list[Step]:
    field = seat.outcome.valuation.field
    quality = Operand("median(L)", median(field.leistungspunkte), Unit.POINTS)
    price = Operand("median(P)", median(field.prices), Unit.EURO)
    return [_index_step(method, seat, quality, price)]


def _index_step(method: GewichtetMethod, seat: _Seat, quality: Operand, price: Operand) -> Step:
    g_l = Operand("g_L", Fraction(method.weight_quality_percent) / 100)
    g_p = Operand("g_P", Fraction(method.weight_price_percent) / 100)
    terms = (g_l, " · ", seat.points, " / ", quality, " − ", g_p, " · ", seat.price, " / ", price)
    return Step("Gewichtete Kennzahl", Operand("Z", seat.standing.exact), terms)


@_method_steps.register
def _(method: PreisQuotient, seat: _Seat) -> list[Step]:
    return _price_steps(method, seat, (_full(method), " · ", seat.lowest_price, " / ", seat.price))


@_method_steps.register
def _(method: PreisLinear, seat: _Seat) -> list[Step]:
    zero = Operand("z", Fraction(method.zero_at))
    inside = (zero, " − ", seat.price, " / ", seat.lowest_price, ") / (", zero, " − 1)")
    return _price_steps(method, seat, (_full(method), " · max(0; (", *inside, ")"))


@_method_steps.register
def _(method: PreisFestbereich, seat: _Seat) -> list[Step]:
    best = Operand("Pgut", Fraction(method.best_price_eur), Unit.EURO)
    worst = Operand("Pschlecht", Fraction(method.worst_price_eur), Unit.EURO)
    inside = (worst, " − ", seat.price, ") / (", worst, " − ", best, ")")
    return _price_steps(method, seat, (_full(method), " · min(1; max(0; (", *inside, "))"))


def _full(method: PreisMethod) -> Operand:
    return Operand("PPmax", Fraction(method.price_points_maximum), Unit.POINTS)


def _price_steps(method: PreisMethod, seat: _Seat, terms: tuple[Operand | str, ...]) -> list[Step]:
    field, standing = seat.outcome.valuation.field, seat.standing
    maximum = Operand("Punktemaximum", Fraction(seat.outcome.evaluation.matrix.scale.maximum), Unit.POINTS)
    quality = Operand("Q", field.quality[seat.index], Unit.POINTS)
    price_points = Operand("PP", standing.price_points or Fraction(0), Unit.POINTS)
    w_q, w_p = Operand("w_Q", 1 - field.price_share), Operand("w_P", field.price_share)
    return [
        Step("Leistung auf 0 bis 100", quality, (seat.points, " / ", maximum)),
        Step("Preispunkte", price_points, terms, method.rounding.digits if method.rounding else None),
        Step(
            "Gesamtpunkte",
            Operand("Gesamt", standing.exact, Unit.POINTS),
            (quality, " · ", w_q, " + ", price_points, " · 100 / ", _full(method), " · ", w_p),
        ),
    ]
