"""German words of the notice: methods in sentences, scale, rounding, exclusion. Data and formatting, no decisions."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.german import german_number
from scoring.methods import METHODS
from scoring.model import Criterion, CriterionKind, Matrix, ProcedureHead

PRICE = "Preis"
COST = "Kosten über die Laufzeit"
TIE_RULE_MISSING = "Die Regel für gleich bewertete Angebote ist noch einzutragen."
TIE_RULE_PROPOSAL = (
    "Sind nach der Wertung mehrere Angebote auf Rang 1 gleich, entscheidet das Los. Der Ablauf wird vor der Ziehung im "
    "Vergabevermerk festgelegt; an der Wertung nicht beteiligte Personen ziehen verdeckte Lose und protokollieren die "
    "Ziehung."
)
HEADINGS: Mapping[str, str] = {
    "criteria": "Zuschlagskriterien und Gewichte",
    "exclusion": "Ausschlusskriterien und Mindestpunkte",
    "scale": "Bewertungsmaßstab",
    "method": "Wertungsmethode",
    "rounding": "Rundung",
    "tie": "Gleichstand",
    "rubric": "Bewertungsschlüssel Open Source",
    "variants": "Nebenangebote",
    "eligibility": "Teilnahmewettbewerb: Eignung und Auswahl der Bewerber",
    "clauses": "Klauseln zu Lizenzen, Stückliste der Software und Standards",
}
_BASIS = "§ 127 GWB und § 58 VgV, unterhalb der EU-Schwellenwerte § 43 UVgO"
_LISTED = 50


def figure(value: str | Decimal | int) -> str:
    """Return a number in full: what is published must not be rounded for show."""
    return german_number(value, 9)


def line(text: str) -> str:
    """Return a text in one line, so that a title can forge neither a heading nor a further line."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def clause_lines(clauses: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return title and words of clauses, each in one line."""
    return tuple(f"{line(title)}: {line(text)}" for title, text in clauses)


def shortened(text: str, length: int) -> str:
    """Return a text with at most ``length`` characters; a longer one ends in an ellipsis."""
    return text if len(text) <= length else f"{text[: length - 2].rstrip()} …"


def head_lines(head: ProcedureHead) -> list[str]:
    """Return which procedure and lot the text belongs to."""
    named = (("Vergabenummer", head.reference), ("Los", head.lot), ("Gegenstand", head.title))
    return ["Zuschlagskriterien", *(f"{label}: {line(text)}" for label, text in named if text)]


def criteria_lines(matrix: Matrix, *, is_life_cycle: bool) -> list[str]:
    """Return every award criterion with its weight."""
    method, price = METHODS[matrix.method.name], COST if is_life_cycle else PRICE
    if not method.uses_quality:
        return [f"Einziges Zuschlagskriterium ist der Wertungspreis ({_BASIS}).", f"- {price}: 100 %"]
    lines = [f"Den Zuschlag erhält das wirtschaftlichste Angebot ({_BASIS})."]
    if matrix.price:
        lines.append(f"- {price}: {figure(matrix.price.weight_percent)} %")
    elif matrix.method.name == "festpreis":
        lines.append("Der Preis steht fest (§ 58 Abs. 2 VgV); gewertet wird allein die Leistung.")
    else:
        lines.append(f"- {price}: geht nach der Wertungsmethode in die Kennzahl ein")
    share = "" if matrix.price else " der Leistungspunkte"
    lines += [f"- {named(group)}: {figure(group.weight_percent or 0)} %{share}" for group in matrix.main_groups]
    return [*lines, "Unterkriterien, ihre Gewichte und Erwartungen stehen im Kriterienkatalog (Anlage)."]


def exclusion_lines(matrix: Matrix) -> list[str]:
    """Return what takes a bid out before the prices are scored; nothing where there is no such thing."""
    asked = [named(node) for node in matrix.leaves(CriterionKind.A_KRITERIUM)]
    least = [
        f"{named(node)}: mindestens {_points(node.minimum_points)}"
        for _, node in matrix.walk()
        if node.minimum_points is not None
    ]
    if matrix.minimum_leistungspunkte is not None:
        least.append(f"Leistungspunkte insgesamt: mindestens {figure(matrix.minimum_leistungspunkte)}")
    lines = ["Ausgeschlossen wird ein Angebot, das eines dieser Ausschlusskriterien nicht erfüllt:"] if asked else []
    lines += _listed(asked)
    lines += ["Ausgeschlossen wird ein Angebot, das diese Mindestpunkte nicht erreicht:"] if least else []
    return lines + _listed(least)


def scale_lines(matrix: Matrix) -> list[str]:
    """Return how single criteria are scored."""
    if not METHODS[matrix.method.name].uses_quality:
        return []
    scale = matrix.scale
    lowest, highest = figure(scale.minimum), figure(scale.maximum)
    return [
        f"Jedes Bewertungskriterium erhält {lowest} bis {highest} Punkte in Schritten von {figure(scale.step)}.",
        "Was einzelne Punktwerte bedeuten, steht als Erfüllungsgrade im Kriterienkatalog.",
        "Eine Gruppe zählt mit dem gewichteten Mittel ihrer Kriterien.",
    ]


def price_description(*, is_life_cycle: bool) -> str:
    """Return the description of the price for BT-540."""
    if is_life_cycle:
        return (
            "Wertungspreis in Euro (brutto): alle Kosten über die Laufzeit nach dem Preisblatt der Vergabeunterlagen."
        )
    return "Wertungspreis in Euro (brutto) nach dem Preisblatt der Vergabeunterlagen."


def group_description(matrix: Matrix, group: Criterion, *, states_share: bool) -> str:
    """Return the description of a main group for BT-540.

    Args:
        matrix: The matrix it belongs to.
        group: The main group.
        states_share: The weight stands here because no number may stand beside a formula.
    """
    scale = matrix.scale
    parts = []
    if states_share:
        parts.append(f"Anteil an den Leistungspunkten: {figure(group.weight_percent or 0)} %.")
    lowest, highest = figure(scale.minimum), figure(scale.maximum)
    parts.append(f"Bewertet mit {lowest} bis {highest} Punkten nach dem Kriterienkatalog der Vergabeunterlagen.")
    if group.minimum_points is not None:
        parts.append(f"Mindestens {_points(group.minimum_points)}; Angebote darunter werden ausgeschlossen.")
    return " ".join(parts)


def named(node: Criterion) -> str:
    """Return a criterion with its number, in one line."""
    return f"{node.id} {line(node.title)}"


def _points(value: Decimal) -> str:
    return f"{figure(value)} {'Punkt' if value == 1 else 'Punkte'}"


def _listed(items: list[str]) -> list[str]:
    rest = len(items) - _LISTED
    shown = [f"- {item}" for item in items[:_LISTED]]
    return [*shown, f"- und {rest} weitere nach dem Kriterienkatalog"] if rest > 0 else shown
