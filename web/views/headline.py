"""Who is first and why, in plain sentences."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch

from scoring.bid_names import bid_labels, labels_in
from scoring.evaluate import Outcome
from scoring.methods import (
    Festpreis,
    Method,
    NiedrigsterPreis,
    PreisMethod,
    RichtwertEinfach,
    RichtwertErweitert,
    RichtwertMethod,
)
from scoring.result import PRICE, Result, contributions
from web.formats import count, enumeration, euro, number, percent


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer of a result page.

    Args:
        answer: One sentence: who is first.
        reasons: Why, in sentences.
        decided: Whether exactly one bid is first.
    """

    answer: str
    reasons: tuple[str, ...]
    decided: bool


def first_of(result: Result) -> str:
    """Return who is on rank 1 in a few words, for lists."""
    if result["winner"] is not None:
        return f"Angebot {bid_labels([result['winner']])[result['winner']]}"
    return "Gleichstand" if result["tie"] else "kein Angebot"


def headline(outcome: Outcome) -> Headline:
    """Return who is first and why."""
    if not outcome.bids:
        reason = "Alle Angebote sind ausgeschlossen. Die Gründe stehen weiter unten; zu prüfen ist die Aufhebung."
        return Headline("Kein Angebot ist in der Wertung.", (reason,), decided=False)
    if outcome.winner is None:
        first = enumeration(sorted(_label(outcome, index) for index in outcome.valuation.first))
        reason = (
            "Entscheiden darf nur eine veröffentlichte Regel, sonst der Losentscheid. "
            "Prüfstand löst den Gleichstand nicht auf."
        )
        return Headline(f"Gleichstand auf Rang 1: Angebote {first}.", (reason,), decided=False)
    winner = outcome.winner
    answer = f"Angebot {_label(outcome, outcome.valuation.first[0])} ({winner.tenderer}) ist auf Rang 1."
    if len(outcome.bids) == 1:
        return Headline(answer, ("Es ist das einzige Angebot in der Wertung.",), decided=True)
    index = outcome.valuation.first[0]
    reasons = _reason(outcome.evaluation.matrix.method, outcome, index)
    return Headline(answer, tuple(reasons), decided=True)


def _label(outcome: Outcome, index: int) -> str:
    return labels_in(outcome.evaluation)[outcome.bids[index].id]


def _second(outcome: Outcome) -> int:
    return outcome.in_rank_order()[1]


@singledispatch
def _reason(_method: Method, outcome: Outcome, index: int) -> list[str]:
    shown = outcome.valuation.standings[index].kennzahl_z or Fraction(0)
    return [f"Es hat mit {number(shown)} die höchste gewichtete Kennzahl.", _gap(outcome, index)]


@_reason.register
def _(_method: RichtwertMethod, outcome: Outcome, index: int) -> list[str]:
    shown = outcome.valuation.standings[index].kennzahl_z or Fraction(0)
    return [f"Es hat mit {number(shown)} die höchste Kennzahl Z.", _gap(outcome, index)]


@_reason.register
def _(_method: RichtwertEinfach, outcome: Outcome, index: int) -> list[str]:
    shown = outcome.valuation.standings[index].kennzahl_z or Fraction(0)
    text = f"Es bietet die meisten Leistungspunkte je Euro: Kennzahl Z = {number(shown)}."
    return [text, _gap(outcome, index)]


def _gap(outcome: Outcome, index: int) -> str:
    second = _second(outcome)
    best, next_best = (outcome.valuation.standings[i].exact for i in (index, second))
    bid = _label(outcome, second)
    if best <= 0:
        return f"Rang 2 hat Angebot {bid}."
    return f"Rang 2 hat Angebot {bid}; sein Wert liegt {percent(100 * (best - next_best) / best, 2)} darunter."


@_reason.register
def _(method: RichtwertErweitert, outcome: Outcome, index: int) -> list[str]:
    standings = outcome.valuation.standings
    inside = [i for i, standing in enumerate(standings) if standing.in_band]
    width = percent(method.band_percent)
    if len(inside) == 1:
        return [f"Kein anderes Angebot erreicht mit seiner Kennzahl Z den Schwankungsbereich von {width}."]
    lying = count(len(inside), "Angebot liegt", "Angebote liegen")
    decided = _decided_by(method, outcome, index, inside)
    reasons = [f"{lying} mit der Kennzahl Z im Schwankungsbereich von {width}; {decided}"]
    best = max(range(len(standings)), key=lambda i: standings[i].exact)
    if standings[best].exact > standings[index].exact:
        shown = standings[best].kennzahl_z or Fraction(0)
        reasons.append(f"Die höchste Kennzahl Z hat Angebot {_label(outcome, best)} mit {number(shown)}.")
    return reasons


def _decided_by(method: RichtwertErweitert, outcome: Outcome, index: int, inside: list[int]) -> str:
    """Return what the published criterion decided among the bids inside."""
    values = method.decisive(outcome.valuation.field)
    bid = _label(outcome, index)
    groups = {group.id: group.title for group in outcome.evaluation.matrix.main_groups}
    rule, most = {
        "leistungspunkte": ("darin entscheiden die Leistungspunkte", "die meisten hat"),
        "price": ("darin entscheidet der Preis", "den niedrigsten hat"),
    }.get(
        method.decision_criterion,
        (f"darin entscheidet die Hauptgruppe „{groups.get(method.decision_criterion)}“", "die meisten Punkte hat"),
    )
    if sum(values[i] == values[index] for i in inside) > 1:
        return f"{rule}, worin mehrere gleich sind, und danach die höhere Kennzahl Z: die von Angebot {bid}."
    shown = euro(-values[index]) if method.decision_criterion == "price" else number(values[index])
    return f"{rule}, und {most} Angebot {bid} mit {shown}."


@_reason.register
def _(_method: PreisMethod, outcome: Outcome, index: int) -> list[str]:
    total = outcome.valuation.standings[index].total or Fraction(0)
    price = contributions(outcome, index)[PRICE]
    second = _second(outcome)
    behind = total - (outcome.valuation.standings[second].total or Fraction(0))
    parts = f"{number(total - price)} aus der Leistung und {number(price)} aus dem Preis"
    return [
        f"Es hat mit {number(total)} von 100 die meisten Gesamtpunkte: {parts}.",
        f"Rang 2 hat Angebot {_label(outcome, second)} mit {number(behind)} Punkten weniger.",
    ]


@_reason.register
def _(_method: Festpreis, outcome: Outcome, index: int) -> list[str]:
    points = outcome.valuation.field.leistungspunkte[index]
    return [f"Es hat mit {number(points)} die meisten Leistungspunkte; der Preis steht fest.", _gap(outcome, index)]


@_reason.register
def _(_method: NiedrigsterPreis, outcome: Outcome, index: int) -> list[str]:
    at = _second(outcome)
    second = outcome.bids[at]
    more: Decimal = second.price_gross_eur - outcome.bids[index].price_gross_eur
    return [
        f"Es hat mit {euro(outcome.bids[index].price_gross_eur)} den niedrigsten Preis; allein der Preis entscheidet.",
        f"Rang 2 hat Angebot {_label(outcome, at)}, {euro(more)} teurer.",
    ]
