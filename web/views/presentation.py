"""The form about a Teststellung, and the way from typed words to what is recorded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from litestar.datastructures import FormMultiDict

from core.errors import Fault
from procurement.model import Presentation
from procurement.rules.wording import fault_sentence
from procurement.services.bids.presentations import Held
from web.local_time import UnreadableTimeError, read_moment, typed_moment
from web.upload import text_in

DAY, CLOCK, LENGTH, ATTENDEES, MINUTES = "tag", "uhrzeit", "dauer", "teilnehmende", "niederschrift"
CRITERIA, ACCEPTED = "kriterien", "abweichung"
NAMES = (DAY, CLOCK, LENGTH, ATTENDEES, MINUTES)
LABELS: Mapping[str, str] = {
    DAY: "Tag",
    CLOCK: "Beginn",
    LENGTH: "Dauer in Minuten",
    ATTENDEES: "Teilgenommen haben",
    MINUTES: "Niederschrift",
    CRITERIA: "Kriterien",
}
"""Names of the inputs in the list of faults."""
NO_LENGTH = "Bitte ganze Minuten angeben, zum Beispiel 60."

_PLACES: Mapping[str, str] = {
    "/held_at": DAY,
    "/minutes_taken": LENGTH,
    "/attendees": ATTENDEES,
    "/minutes": MINUTES,
    "/criteria": CRITERIA,
}
_LONGEST_LENGTH = 5


def typed_presentation(presentation: Presentation | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what stands in the inputs, and which criteria are ticked."""
    if presentation is None:
        return dict.fromkeys(NAMES, ""), ()
    day, clock = typed_moment(presentation.held_at)
    typed = {
        DAY: day,
        CLOCK: clock,
        LENGTH: str(presentation.minutes_taken),
        ATTENDEES: presentation.attendees,
        MINUTES: presentation.minutes,
    }
    return typed, presentation.criteria


def sent_presentation(form: FormMultiDict) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what somebody sent, and which criteria they ticked."""
    ticked = tuple(one for one in form.getall(CRITERIA, []) if isinstance(one, str))
    return {name: text_in(form, name) for name in NAMES}, ticked


def read_presentation(
    typed: Mapping[str, str], ticked: Sequence[str], *, accepted: bool
) -> tuple[Held | None, dict[str, str]]:
    """Return what is to be recorded, None where it cannot be read; and what is wrong by the name of the input."""
    faults: dict[str, str] = {}
    moment, length = _moment(typed, faults), typed[LENGTH].strip()
    if not (length.isascii() and length.isdigit() and len(length) <= _LONGEST_LENGTH):
        faults[LENGTH] = NO_LENGTH
    if moment is None or faults:
        return None, faults
    held = Held(
        held_at=moment,
        minutes_taken=int(length),
        attendees=typed[ATTENDEES],
        minutes=typed[MINUTES],
        criteria=tuple(ticked),
        accepts_other_length=accepted,
    )
    return held, {}


def faults_by_input(faults: Iterable[Fault]) -> dict[str, str]:
    """Return faults of the service by the name of the input that they belong to."""
    return {_PLACES.get(fault.pointer, MINUTES): fault_sentence(fault) for fault in faults}


def _moment(typed: Mapping[str, str], faults: dict[str, str]) -> datetime | None:
    try:
        return read_moment(typed[DAY], typed[CLOCK])
    except UnreadableTimeError as error:
        faults[DAY if error.is_day else CLOCK] = error.sentence
        return None
