"""The form for what an officer decides about a procedure, and the way from typed words to the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.errors import Fault
from core.german import german_date
from procurement.model import ProcedurePlan, ProcedureType
from procurement.rules.periods import Period
from procurement.rules.procedure.facts import Facts
from procurement.rules.procedure_kind import Suggestion
from procurement.rules.rulebook import KindRow
from procurement.rules.wording import STAGES, STANDINGS, fault_sentence, period_sentence
from web.local_time import UnreadableTimeError, read_moment, typed_moment

TITLE, OFFICE, KIND = "titel", "amt", "art"
BIDS, PARTICIPATION = "angebotsfrist", "teilnahmefrist"
ENVELOPES, TICKED = "zwei-umschlaege", "ja"
DAY, CLOCK = "-tag", "-uhrzeit"
NAMES = (TITLE, OFFICE, KIND, ENVELOPES, *(name + part for name in (PARTICIPATION, BIDS) for part in (DAY, CLOCK)))

NO_OFFICE = "Bitte ein Amt oder Dezernat aus der Liste wählen."
NO_KIND = "Bitte eine Verfahrensart aus der Liste wählen."
LABELS: Mapping[str, str] = {
    TITLE: "Titel",
    OFFICE: "Amt oder Dezernat",
    KIND: "Verfahrensart",
    ENVELOPES: "Preise bleiben verschlossen, bis die Leistungswertung festgestellt ist",
    PARTICIPATION + DAY: "Teilnahmefrist, Tag",
    PARTICIPATION + CLOCK: "Teilnahmefrist, Uhrzeit",
    BIDS + DAY: "Angebotsfrist, Tag",
    BIDS + CLOCK: "Angebotsfrist, Uhrzeit",
}
"""Names of the inputs in the list of faults."""
PLACES: Mapping[str, str] = {
    "/title": TITLE,
    "/bid_deadline": BIDS + DAY,
    "/participation_deadline": PARTICIPATION + DAY,
}
"""Inputs by the JSON pointer of a fault."""


@dataclass(frozen=True, slots=True)
class KindChoice:
    """One kind of procedure as the form offers it.

    Args:
        value: Its code.
        label: German name, standing and legal basis.
        is_suggested: It needs no reason beyond the estimated value.
    """

    value: str
    label: str
    is_suggested: bool


def typed_plan(plan: ProcedurePlan) -> dict[str, str]:
    """Return a plan as it stands in the inputs."""
    moments = ((BIDS, plan.bid_deadline), (PARTICIPATION, plan.participation_deadline))
    typed = {TITLE: plan.title, OFFICE: plan.office or "", KIND: plan.kind.value if plan.kind else ""}
    typed[ENVELOPES] = TICKED if plan.two_envelopes else ""
    for name, moment in moments:
        typed[name + DAY], typed[name + CLOCK] = typed_moment(moment)
    return typed


def read_plan(typed: Mapping[str, str], stored: ProcedurePlan) -> tuple[ProcedurePlan, dict[str, str]]:
    """Return the plan in the inputs, and what is wrong with them by the name of the input.

    Args:
        typed: What stands in the inputs.
        stored: The plan as it is: a moment that nobody touched stays the same to the second.
    """
    faults = dict[str, str]()
    if typed[KIND] and typed[KIND] not in set(ProcedureType):
        faults[KIND] = NO_KIND
    plan = ProcedurePlan(
        title=typed[TITLE],
        office=typed[OFFICE] or None,
        kind=ProcedureType(typed[KIND]) if typed[KIND] and KIND not in faults else None,
        bid_deadline=_moment(typed, BIDS, stored.bid_deadline, faults),
        participation_deadline=_moment(typed, PARTICIPATION, stored.participation_deadline, faults),
        two_envelopes=typed[ENVELOPES] == TICKED,
    )
    return plan, faults


def faults_by_input(faults: Iterable[Fault]) -> dict[str, str]:
    """Return faults of the service by the name of the input that they belong to."""
    return {PLACES.get(fault.pointer, TITLE): fault_sentence(fault) for fault in faults}


def kind_choices(suggestion: Suggestion | None, kinds: Iterable[KindRow]) -> list[KindChoice]:
    """Return the kinds to choose from: those that the estimated value admits, suggested ones first.

    Args:
        suggestion: What the value admits; None while there is no value, then all kinds are offered.
        kinds: All kinds.
    """
    if suggestion is None:
        return [KindChoice(row.kind.value, f"{row.title} ({row.basis.citation})", is_suggested=False) for row in kinds]
    return [
        KindChoice(
            option.row.kind.value,
            f"{option.row.title} – {STANDINGS[option.standing]} ({option.row.basis.citation})",
            is_suggested=not option.needs_reason,
        )
        for option in suggestion.options
    ]


def _moment(typed: Mapping[str, str], name: str, stored: datetime | None, faults: dict[str, str]) -> datetime | None:
    day, clock = typed[name + DAY], typed[name + CLOCK]
    if not (day.strip() or clock.strip()):
        return None
    if (day, clock) == typed_moment(stored):
        return stored
    try:
        return read_moment(day, clock)
    except UnreadableTimeError as error:
        faults[name + (DAY if error.is_day else CLOCK)] = error.sentence
        return None


def other_values(
    typed: Mapping[str, str],
    stored: Mapping[str, str],
    offices: Mapping[str, str],
    kinds: Mapping[ProcedureType, str],
) -> list[tuple[str, str]]:
    """Return label and stored value of every input in which something else stands.

    Args:
        typed: What stands in the inputs.
        stored: What is stored, as it would stand there.
        offices: Names of offices by their id.
        kinds: German names of the kinds.
    """
    named = {**offices, **{kind.value: title for kind, title in kinds.items()}}
    return [
        (LABELS[name], named.get(value, value) or "nichts") for name, value in stored.items() if value != typed[name]
    ]


def period_lines(facts: Facts) -> list[tuple[str, str]]:
    """Return the minimum periods of the chosen kind, before the first publication: stage, and how long."""
    if facts.released is not None:
        return []
    return [(STAGES[period.stage], _period(period)) for period in facts.periods]


def _period(period: Period) -> str:
    if period.counted is None:
        return period_sentence(period)
    last = german_date(period.counted.last)
    return f"{period_sentence(period)} Bei Veröffentlichung heute läuft sie bis zum {last}, 24 Uhr."
