"""German words of scenarios of the plan; nothing is called best, for nothing is proved to be."""

from collections.abc import Mapping

from capacity.model import PlanMeasures, PlanScenario, ScenarioAim, ScenarioFactors, ScenarioPlace, ScenarioState
from web.formats import count, number
from web.plan_words import week

AIMS: Mapping[ScenarioAim, str] = {
    ScenarioAim.WARTEZEIT: "Weniger Wartezeit",
    ScenarioAim.TERMINE: "Termine zuerst",
}
_WEIGHTS = (
    "Wochen bis zum Ende zählen nach Punkten der Rangfolge, Wochen nach einem Wunschtermin {wish}-fach, "
    "Wochen nach einer Frist {deadline}-fach."
)
STATES: Mapping[ScenarioState, tuple[str, str]] = {
    ScenarioState.OFFEN: ("info", "offen"),
    ScenarioState.ANGENOMMEN: ("success", "übernommen"),
    ScenarioState.VERWORFEN: ("info", "verworfen"),
    ScenarioState.ZURUECKGENOMMEN: ("warning", "zurückgenommen"),
}
ROWS: tuple[tuple[str, str], ...] = (
    ("planned", "Anforderungen mit Platz"),
    ("missed_deadlines", "Fristen (Gesetz, Vertrag) verpasst"),
    ("missed_wishes", "Wunschtermine verpasst"),
    ("finish_weeks", "Wochen bis zum Ende, alle zusammen"),
)
"""Measures that are compared, with what they are called."""

NO_CHANGE = "Keine Verbesserung gefunden: Das Szenario ist der Plan von heute."
CLOSED = "Über dieses Szenario ist schon entschieden. Bitte laden Sie die Seite neu."
OUTDATED = (
    "Dieses Szenario passt nicht mehr zum Plan: Seit es gerechnet wurde, ist anderes gebucht, gesetzt oder beendet "
    "worden, oder eine seiner Wochen ist vorbei. Nichts wurde geändert. Bitte lassen Sie ein neues rechnen."
)


def weights(factors: ScenarioFactors | None) -> str:
    """Return what dates weigh in a scenario; nothing where that was not kept."""
    return "" if factors is None else _WEIGHTS.format(wish=number(factors.wish), deadline=number(factors.deadline))


def value(measures: PlanMeasures, name: str) -> int:
    """Return a measure by its name."""
    return int(getattr(measures, name))


def summary(scenario: PlanScenario) -> str:
    """Return whom a scenario moves."""
    if not scenario.moved:
        return NO_CHANGE
    earlier = scenario.moved - scenario.displaced
    return f"{count(earlier, 'Anforderung', 'Anforderungen')} früher, {scenario.displaced} später"


def change(one: ScenarioPlace) -> str:
    """Return how far a scenario moves a request."""
    if one.before is None:
        return "bekommt einen Platz"
    weeks = (one.weeks[0] - one.before).days // 7
    return f"{count(abs(weeks), 'Woche', 'Wochen')} {'später' if weeks > 0 else 'früher'}"


def begins(one: ScenarioPlace) -> str:
    """Return when the parts of a request would begin."""
    return ", ".join(map(week, one.weeks))
