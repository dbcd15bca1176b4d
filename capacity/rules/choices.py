"""Lists that the city edits: what is offered on a day, and by which fields requests are found."""

from collections.abc import Iterable, Mapping
from datetime import date

from capacity.model import Choice, ChoiceList

LONGEST_VALUE = 200
FILTERS = (ChoiceList.HANDLUNGSFELD, ChoiceList.ZIEL, ChoiceList.PROJEKTKATEGORIE, ChoiceList.DEZERNAT)
"""Lists that are for fields of a request; the list of requests is filtered by them."""

URGENCY = "klasse"
LABELLED = frozenset({*(one.value for one in FILTERS), URGENCY})
"""Fields of a request that the database finds and counts requests by."""


def offered(choices: Iterable[Choice], day: date) -> dict[ChoiceList, tuple[str, ...]]:
    """Return what each list offers on a day, in the order given; a list without entries offers nothing.

    Args:
        choices: Entries of all lists.
        day: The day.
    """
    found: dict[ChoiceList, tuple[str, ...]] = dict.fromkeys(ChoiceList, ())
    for choice in choices:
        if choice.holds_on(day):
            found[choice.list] = (*found[choice.list], choice.value)
    return found


def labels_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return by field what a request is found by, as it stands in its form.

    Args:
        values: What stands in its fields.
    """
    return {name: values.get(name, "").strip()[:LONGEST_VALUE] for name in sorted(LABELLED)}
