"""German words of places in the plan by hand."""

from collections.abc import Iterator, Mapping
from datetime import date

from capacity.model import MovedRequest
from capacity.planning.trial import MOST_NAMED, Obstacle, Trial
from core.german import german_date
from web.formats import count
from web.plan_words import week

_OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.BOOKED: "Die Umsetzung läuft in einem gebuchten Zeitfenster. Es ändert sich nur durch einen Schritt der "
    "Anforderung.",
    Obstacle.FROZEN: "Ihr Zeitfenster beginnt so bald, dass es eingefroren ist und nicht mehr verschoben wird. Muss es "
    "trotzdem sein, kennzeichnen Sie die Anforderung als blockiert und planen Sie neu ein.",
    Obstacle.OUTSIDE: "Diese Woche liegt außerhalb des Plans.",
    Obstacle.RELEASE: "Schätzung des Aufwands oder Haushaltsjahr lassen erst einen späteren Beginn zu.",
    Obstacle.PREDECESSOR: "Sie wartet auf {waits}; die ist dann noch nicht fertig.",
    Obstacle.ROLE: "In {full} reicht die Rolle „{role}“ nicht neben dem, was dort fest steht.",
    Obstacle.TOO_LARGE: "Der Aufwand ist in den nächsten zwei Jahren nicht unterzubringen.",
}
CLOSED = (
    "Ein Platz lässt sich nur setzen, solange die Anforderung auf die Entscheidung oder auf ihr Zeitfenster wartet. "
    "Bitte sehen Sie ihren Stand nach."
)


def week_choice(monday: date) -> str:
    """Return a week with its first day, to choose from."""
    return f"{week(monday)}, ab {german_date(monday)}"


def against(trial: Trial, titles: Mapping[int, str]) -> Iterator[str]:
    """Yield what stands against a week, and from when on it would do."""
    if trial.obstacle is None:
        return
    waits = "" if trial.waits_for is None else named(trial.waits_for, titles)
    full = "" if trial.full is None else week(trial.full)
    yield _OBSTACLES[trial.obstacle].format(waits=waits, full=full, role=trial.role)
    if trial.held_by:
        yield "Dort stehen fest: " + "; ".join(named(one, titles) for one in trial.held_by) + "."
    if trial.possible is not None:
        yield f"Möglich ab {week(trial.possible)}."


def effects(trial: Trial, titles: Mapping[int, str]) -> Iterator[str]:
    """Yield what happens when a request begins in a week that does."""
    if trial.finish is None:
        return
    if len(trial.weeks) > 1:
        yield "Ihre Teile beginnen in " + ", ".join(map(week, trial.weeks)) + "."
    yield f"Die Arbeit wäre nach dem Plan vor {week(trial.finish)} fertig."
    yield from displaced(trial.displaced[:MOST_NAMED], len(trial.displaced), titles)
    if gained := sum(not one.is_displaced for one in trial.moved):
        yield f"Früher begänne {count(gained, 'andere Anforderung', 'andere Anforderungen')}."


def displaced(those: tuple[MovedRequest, ...], total: int, titles: Mapping[int, str]) -> Iterator[str]:
    """Yield who would give way, by name, and how many more."""
    if not total:
        yield "Niemand wird verdrängt."
    for one in those:
        yield f"Verdrängt: {named(one.request, titles)}, {_loss(one)}."
    if total > len(those):
        yield f"Verdrängt werden noch {total - len(those)} weitere."


def named(number: int, titles: Mapping[int, str]) -> str:
    """Return a request with its number and title."""
    return f"Nr. {number} ({titles[number]})" if number in titles else f"Nr. {number}"


def _loss(one: MovedRequest) -> str:
    if one.weeks_later is None or one.after is None:
        return "hätte keinen Platz mehr"
    return f"{count(one.weeks_later, 'Woche', 'Wochen')} später, in {week(one.after)}"
