"""How a method computes, in words: title, formula, published parameters, rounding."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from core.legal import LegalSource
from core.numbers import MEASURE_DIGITS, decimal_string
from scoring.methods import METHODS, Method, PreisMethod
from scoring.methods.base import RichtwertMethod
from scoring.model import Matrix
from web import formats

_DECISION = {"leistungspunkte": "Leistungspunkte", "price": "niedrigster Preis"}

_number, _percent = partial(formats.number, digits=MEASURE_DIGITS), partial(formats.percent, digits=MEASURE_DIGITS)
"""What was published is told as it was published, not rounded for the eye."""
_LABELS: dict[str, tuple[str, Callable[..., str]]] = {
    "band_percent": ("Schwankungsbereich s", _percent),
    "weight_quality_percent": ("Gewicht der Leistung g_L", _percent),
    "weight_price_percent": ("Gewicht des Preises g_P", _percent),
    "reference_quality": ("Referenzwert der Leistungspunkte L_ref", _number),
    "reference_price_eur": ("Referenzpreis P_ref", formats.euro),
    "shift": ("Verschiebung c", _number),
    "exponent": ("Exponent a", formats.exact),
    "zero_at": ("Null Punkte ab dem Vielfachen z von Pmin", _number),
    "best_price_eur": ("Preisgrenze mit voller Punktzahl", formats.euro),
    "worst_price_eur": ("Preisgrenze mit null Punkten", formats.euro),
    "price_points_maximum": ("Höchstpunktzahl für den Preis", _number),
    "display_factor": ("Anzeigefaktor der Kennzahl", formats.number),
}


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method as pages print it.

    Args:
        name: Name in the format and in addresses.
        title: German name.
        formula: Its formula.
        remark: What officers must know; may be empty.
        source: Where it comes from, with the state of verification.
        can_flip: Whether a third bid can change the order of two others.
        parameters: Published parameters with their values.
        rounding: What is rounded and what is not, in one or two sentences.
    """

    name: str
    title: str
    formula: str
    remark: str
    source: LegalSource
    can_flip: bool
    parameters: tuple[tuple[str, str], ...]
    rounding: str


def method_view(matrix: Matrix) -> MethodView:
    """Return the method of a matrix in words."""
    method = matrix.method
    kind = METHODS[method.name]
    return MethodView(
        name=method.name,
        title=kind.title,
        formula=kind.formula,
        remark=kind.remark,
        source=kind.source,
        can_flip=kind.can_flip,
        parameters=tuple(_parameters(method, matrix)),
        rounding=_rounding(method),
    )


def _parameters(method: Method, matrix: Matrix) -> list[tuple[str, str]]:
    found = []
    if matrix.price is not None:
        found.append(("Gewicht des Preises", _percent(matrix.price.weight_percent)))
    for name, (label, show) in _LABELS.items():
        value = getattr(method, name, None)
        if value is not None:
            found.append((label, show(value)))
    decision = getattr(method, "decision_criterion", None)
    if decision is not None:
        titles = {group.id: f"Hauptgruppe {group.id} – {group.title}" for group in matrix.main_groups}
        found.append(("Entscheidungskriterium", {**titles, **_DECISION}.get(decision, decision)))
    scale = matrix.scale
    steps = f"{_number(scale.minimum)} bis {_number(scale.maximum)}, Schritt {_number(scale.step)}"
    found.append(("Punkteskala", steps))
    if matrix.minimum_leistungspunkte is not None:
        found.append(("Mindestzahl der Leistungspunkte", _number(matrix.minimum_leistungspunkte)))
    return found


def _rounding(method: Method) -> str:
    shown = "Gezeigt werden höchstens drei Nachkommastellen; für den Rang zählt der exakte Wert."
    if isinstance(method, PreisMethod) and method.rounding is not None:
        digits = formats.count(method.rounding.digits, "Nachkommastelle", "Nachkommastellen")
        return (
            f"Die Preispunkte werden wie veröffentlicht kaufmännisch auf {digits} gerundet und so gewertet. "
            f"Alles andere bleibt exakt. {shown}"
        )
    if isinstance(method, RichtwertMethod):
        factor = formats.number(decimal_string(method.display_factor))
        return f"Es wird nicht gerundet. Die Kennzahl Z wird mit {factor} malgenommen gezeigt. {shown}"
    return f"Es wird nicht gerundet. {shown}"
