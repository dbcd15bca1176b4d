"""German words of the plan of the queue on pages: nothing is promised before the forecast is calibrated."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from capacity.model import BookingKind, PlannedRequest, PromiseOutcome
from capacity.planning.queue import UNFINISHED
from capacity.planning.wording import WOULD_HELP_FIRST, WOULD_HELP_ROLE, gain_words
from capacity.rules.role_weeks import quarter_of
from capacity.services.promising import Promised
from capacity.services.queue_planning import SeenPlan
from core.german import german_date
from web.formats import count, number

KINDS: Mapping[BookingKind, tuple[str, str]] = {
    BookingKind.WEICH: ("info", "weich"),
    BookingKind.FEST: ("success", "fest gebucht"),
    BookingKind.EINGEFROREN: ("success", "fest, beginnt bald und wird nicht mehr verschoben"),
}
_REFUSALS: Mapping[str, str] = {
    "demand_above_capacity": "Für die Rolle „{role}“ ist keine oder zu wenig Kapazität eingetragen.",
    "horizon": "In den Wochen des Plans ist nicht genug frei; zuletzt fehlte die Rolle „{role}“.",
    "pinned_week_full": "Im gebuchten Zeitfenster reicht die Rolle „{role}“ nicht: Sie ist überbucht.",
    "predecessor_unplanned": "Sie wartet auf {before}, und die hat keinen Platz im Plan.",
    UNFINISHED: "Sie wartet auf {before}. Die ist noch nicht abgeschlossen und steht nicht im Plan, zum Beispiel, weil "
    "ihr Aufwand nicht geschätzt ist oder sie noch geprüft wird.",
}
_SET_FULL = (
    "In der von Hand gesetzten Woche reicht die Rolle „{role}“ nicht mehr. Bitte setzen Sie einen anderen Platz, "
    "oder heben Sie ihn auf."
)
_TOO_LONG = (
    "Der Aufwand ist für die Wochen des Plans zu groß. Bitte teilen Sie die Anforderung, oder verstärken Sie die Rolle."
)
_PROMISES: Mapping[PromiseOutcome, str] = {
    PromiseOutcome.OFFEN: "Zugesagt: fertig bis {day}.",
    PromiseOutcome.GEHALTEN: "Zugesagt war: fertig bis {day}. Das wurde gehalten.",
    PromiseOutcome.VERFEHLT: "Zugesagt war: fertig bis {day}. Das wurde nicht gehalten.",
}
_DAY, _WEEK, _QUARTERS = timedelta(days=1), timedelta(weeks=1), 4


def week(monday: date) -> str:
    """Return a week as ``KW 5/2027``."""
    year, number_of_week, _ = monday.isocalendar()
    return f"KW {number_of_week}/{year}"


def window(one: PlannedRequest, *, is_calibrated: bool) -> str:
    """Return when a request will be finished, as far as it may be said."""
    doubt = "" if is_calibrated else ", ungeeicht"
    if one.p50 is None:
        return f"voraussichtlich nach dem Ende des Plans{doubt}"
    first = quarter_of(one.p50 - _WEEK)
    last = "später" if one.p85 is None else quarter_of(one.p85 - _WEEK)
    span = first if first == last else f"{first} bis {last}"
    return f"voraussichtlich Quartal {span}{doubt}"


def promise(promised: Promised) -> str:
    """Return what was promised, and what became of it."""
    return _PROMISES[promised.outcome].format(day=german_date(promised.due - _DAY))


def refusal(one: PlannedRequest) -> str:
    """Return why a request has no place in the plan."""
    if one.refusal == "horizon" and not one.refused_role:
        return _TOO_LONG
    if one.refusal == "pinned_week_full" and one.is_set:
        return _SET_FULL.format(role=one.refused_role or "–")
    before = "eine andere Anforderung" if one.waits_for is None else f"Anforderung Nr. {one.waits_for}"
    return _REFUSALS[one.refusal].format(role=one.refused_role or "–", before=before)


def reasons(seen: SeenPlan) -> Iterator[str]:
    """Yield why a request begins no earlier, in sentences."""
    one = seen.planned
    if one.start is None or one.earliest is None:
        return
    if one.start == one.earliest and not one.lost_later:
        yield f"Früher geht es nicht: {week(one.earliest)} ist die früheste mögliche Woche."
    else:
        yield f"Frühestens möglich wäre {week(one.earliest)}, wenn alle Rollen frei wären."
    if one.waits_for is not None:
        yield f"Sie wartet auf Nr. {one.waits_for}: {seen.titles[one.waits_for]}."
    elif seen.waits_hidden:
        yield "Sie wartet auf eine andere Anforderung, die vorher fertig sein muss."
    if one.late_for is not None:
        yield f"Sie ist auf eine Woche gesetzt, in der Nr. {one.late_for} noch nicht fertig ist."
    yield from _held(seen)


def _held(seen: SeenPlan) -> Iterator[str]:
    """Yield who takes the roles that a request needs."""
    one = seen.planned
    for lost in one.lost:
        yield f"{count(lost.weeks, 'Woche', 'Wochen')} später, weil die Rolle „{lost.role}“ belegt ist."
    for lost in one.lost_later:
        yield f"{count(lost.weeks, 'Woche', 'Wochen')} Pause zwischendurch, weil die Rolle „{lost.role}“ belegt ist."
    for held in one.held_by:
        days = number(Fraction(held.quarter_days, _QUARTERS))
        yield f"Belegt durch Nr. {held.request} ({seen.titles[held.request]}): {held.role}, {days} Personentage."
    if (holders := seen.hidden - seen.waits_hidden) > 0:
        yield f"Belegt auch durch {count(holders, 'weiteres Vorhaben', 'weitere Vorhaben')} höherer Rangfolge."


def would_help(one: PlannedRequest) -> Iterator[str]:
    """Yield what another plan with one thing changed would give."""
    for help_ in one.helps:
        gain = gain_words(help_.weeks_earlier)
        yield (
            WOULD_HELP_FIRST.format(gain=gain)
            if help_.role is None
            else WOULD_HELP_ROLE.format(role=help_.role, gain=gain)
        )


def moved(weeks: int) -> str:
    """Return how far a request has moved since the last plan of an earlier day."""
    way = "später" if weeks > 0 else "früher"
    return f"{count(abs(weeks), 'Woche', 'Wochen')} {way} als im letzten Plan vor diesem Tag"
