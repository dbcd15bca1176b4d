"""German words of the order of requests on pages."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from capacity.model import RequestPriority, UrgencyClass
from capacity.rules.priority.criteria import CRITERIA
from capacity.rules.priority.supply import Shortage
from capacity.services.ranking import SeenPriority, contribution
from web.formats import count, number

URGENCY: Mapping[UrgencyClass | None, str] = {
    UrgencyClass.A: "A: Gesetz oder Vertrag mit Termin",
    UrgencyClass.B: "B: Betrieb und Sicherheit",
    UrgencyClass.C: "C: alles andere",
    None: "noch nicht festgelegt, zählt wie C",
}
SHORT: Mapping[UrgencyClass | None, str] = {
    UrgencyClass.A: "A",
    UrgencyClass.B: "B",
    UrgencyClass.C: "C",
    None: "offen",
}
_TENTHS, _HUNDREDTHS, _THOUSANDTHS, _INDEX = 10, 100, 1_000, 10**8
_WEEK = 7


class CriterionLine(NamedTuple):
    """A criterion with what it gives, as words."""

    label: str
    anchor: str
    weight: int
    points: str


def criterion_lines(seen: SeenPriority) -> Iterator[CriterionLine]:
    """Yield the criteria of a request."""
    for one in CRITERIA:
        anchor = seen.priority.anchors.get(one.criterion)
        unknown = f"noch unbekannt, zählt wie {seen.figures.unknown_anchor}"
        yield CriterionLine(
            label=one.label,
            anchor=unknown if anchor is None else f"{anchor}: {one.anchors[anchor]}",
            weight=seen.figures.weights[one.criterion],
            points=number(Fraction(contribution(seen, one.criterion), _TENTHS)),
        )


def factor_lines(seen: SeenPriority) -> Iterator[tuple[str, str]]:
    """Yield what the ranking index is made of, as words."""
    one = seen.priority
    yield "Punkte aus den Kriterien", f"{score(one)} von 100"
    yield "Konfidenz", f"{one.known_percent} % des Gewichts sind bekannt"
    yield (
        "Wartezeit",
        f"{count(one.waited_days // _WEEK, 'Woche', 'Wochen')}, dafür {_tenths(one.ageing_tenths)} Punkte",
    )
    if one.is_protected:
        yield "Wartezeitschutz", "Wer kürzer wartet, kommt nicht mehr davor, ausgenommen Klasse A"
    yield "Dringlichkeitsklasse", URGENCY[one.urgency]
    weeks = "kein Termin" if one.slack_weeks is None else f"noch {count(one.slack_weeks, 'Woche', 'Wochen')}"
    yield "Nähe des Termins", f"{weeks}, Faktor {number(Fraction(one.closeness_milli, _THOUSANDTHS))}"
    yield "Aufwand am Engpass", f"{effort(one)} Personentage"
    yield "Rangwert", f"({score(one)} + {_tenths(one.ageing_tenths)}) · {closeness(one)} / {effort(one)} = {index(one)}"


def score(one: RequestPriority) -> str:
    """Return the points from the criteria."""
    return _tenths(one.score_tenths)


def closeness(one: RequestPriority) -> str:
    """Return the factor of the date."""
    return number(Fraction(one.closeness_milli, _THOUSANDTHS))


def effort(one: RequestPriority) -> str:
    """Return the effort at the bottleneck."""
    return number(Fraction(one.effort_centi, _HUNDREDTHS))


def index(one: RequestPriority) -> str:
    """Return the ranking index."""
    return number(Fraction(one.value, _INDEX))


def lacking(lacks: tuple[Shortage, ...]) -> str:
    """Return what is missing for a request, as words; empty where nothing is."""
    return "; ".join(f"{one.role} {one.quarter}: {number(one.missing)} Personentage fehlen" for one in lacks)


def firmness(seen: SeenPriority) -> str:
    """Return how far the rank moves when weights vary."""
    varied = f"Wird jedes Gewicht für sich um {seen.figures.variation_percent} % verändert"
    if seen.best == seen.worst:
        return f"{varied}, bleibt der Rang nach Rangwert {seen.best}."
    return f"{varied}, liegt der Rang nach Rangwert zwischen {seen.best} und {seen.worst}."


def _tenths(value: int) -> str:
    return number(Fraction(value, _TENTHS))
