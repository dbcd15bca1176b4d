"""Whether a standard is open: what the catalogue of standards derives from facts with sources, never guessed here."""

from datetime import date
from typing import Any

from app.standards_wiring import openness_definitions, standards_catalogue
from licensing.standards.openness import Openness, openness_of


def with_openness(answer: dict[str, Any], day: date) -> dict[str, Any]:
    """Return the answer on a file with what follows for each standard in it; None where nothing is decided.

    Args:
        answer: What the probes say.
        day: Day whose definitions count.
    """
    told = [{**one, "open": derived(one["standard"], day)} for one in (answer, *answer["further"])]
    return {**told[0], "further": told[1:]}


def derived(standard: str | None, day: date) -> str | None:
    """Return what the catalogue derives for a standard on a day; None where it is not in it, or undecided."""
    catalogue = standards_catalogue()
    known = catalogue.standards.get(standard or "")
    if known is None:
        return None
    openness = openness_of(known, catalogue, openness_definitions(day)).openness
    return None if openness is Openness.UNDECIDED else openness.value
