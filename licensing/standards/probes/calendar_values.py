"""Values of a calendar, by the library that reads and writes calendars: dates, durations, rules, places."""

from icalendar import Calendar

from licensing.standards.probes.answer import Examination

_MOST_CHARACTERS = 2 * 2**20
"""The library takes a second for a mebibyte: of a longer calendar the values stay unchecked, and that is said."""
_CHECK = "ical_values"
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def check_values(text: str, found: Examination) -> None:
    """Note every value that is not of the type that its property has.

    Args:
        text: A calendar.
        found: Takes what is noticed.
    """
    if len(text) > _MOST_CHARACTERS or any(one.type == "nesting" for one in found.findings):
        found.unchecked.append(_CHECK)
        return
    found.checked.append(_CHECK)
    told = {one.properties.get("name") for one in found.findings}
    for name, fault in _faults(text):
        if name not in told:
            found.error("ical_value", name=name, fault=fault)


def _faults(text: str) -> list[tuple[str, str]]:
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except _UNREADABLE as error:
        return [("VCALENDAR", str(error))]
    return [(str(name), str(fault)) for one in calendars for part in one.walk() for name, fault in part.errors]
