"""German sentences of a plan and of what is wrong with its input."""

from collections.abc import Mapping

from core.errors import Fault
from scoring.wording import fault_sentence

NO_GAIN = "keine Verbesserung"

UNPLANNED: Mapping[str, str] = {
    "demand_above_capacity": "Der Bedarf in einer Woche ist größer, als die Rolle „{role}“ in irgendeiner Woche hat. "
    "Bitte auf mehr Wochen verteilen oder die Rolle verstärken.",
    "horizon": "Im Planungszeitraum sind nicht mehr genug zusammenhängende Wochen frei; zuletzt fehlte die Rolle "
    "„{role}“. Bitte den Zeitraum verlängern oder die Rolle verstärken.",
    "predecessor_unplanned": "Die Anforderung wartet auf „{before}“, und diese hat keinen Platz im Plan.",
    "pinned_week_full": "In der festgelegten Woche oder danach reicht die Rolle „{role}“ nicht. "
    "Bitte die Woche ändern oder eine andere festgelegte Anforderung verschieben.",
}
PINNED_TOO_EARLY = "„{id}“ ist auf eine Woche festgelegt, in der „{before}“ noch nicht fertig ist."
WOULD_HELP_ROLE = "Ein Zehntel mehr „{role}“: {gain}."
WOULD_HELP_FIRST = "An erster Stelle der Reihenfolge: {gain}."

_FAULTS: Mapping[str, str] = {
    "plan_object": "Erwartet wird ein Objekt mit Rollen und Anforderungen (pruefstand/capacity/1).",
    "plan_id_twice": "Die Kennung „{id}“ kommt zweimal vor.",
    "plan_capacity_weeks": "Erwartet werden {weeks} Wochen wie in horizon_weeks, angegeben sind {found}.",
    "plan_role_unknown": "Die Rolle „{id}“ steht nicht unter roles.",
    "plan_request_unknown": "Die Anforderung „{id}“ steht nicht unter requests.",
    "plan_circle": "Anforderungen warten im Kreis aufeinander: {ids}.",
}


def plan_fault_sentence(fault: Fault) -> str:
    """Return the sentence of a fault in the input of a plan."""
    text = _FAULTS.get(fault.type)
    return text.format(**fault.properties) if text else fault_sentence(fault)


def gain_words(weeks: int) -> str:
    """Return what is gained by a change, or that nothing is."""
    if weeks <= 0:
        return NO_GAIN
    return "1 Woche früher fertig" if weeks == 1 else f"{weeks} Wochen früher fertig"
