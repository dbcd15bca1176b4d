"""Openness: the rubric that ships or a city's own, and the standard of ``publiccode.yml``, with the lists installed."""

from functools import cache
from typing import Any

from app.licence_wiring import licence_knowledge
from infra.parameters import load_data
from licensing.assess.rubric import Rubric
from licensing.assess.rubric_check import Counted, checked_rubric
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import ReadAs
from licensing.expression.term import TermKind
from licensing.repository.publiccode import PublicCodeStandard


def openness_rubric(raw: object = None) -> Rubric:
    """Return a checked rubric.

    Args:
        raw: The parsed rubric of a city; the one that ships where none is given.

    Raises:
        InputError: The rubric is not of its form; every fault with its place.
    """
    given: Any = load_data("licensing", "rubric") if raw is None else raw
    return checked_rubric(given, Counted.from_mapping(load_data("licensing", "openness")))


@cache
def publiccode_standard() -> PublicCodeStandard:
    """Return the check of ``publiccode.yml``; its file is read once a process."""
    reader = ExpressionReader(licence_knowledge().names)

    def reads(text: str) -> bool:
        reading = reader.read(text)
        listed = all(term.kind is TermKind.LISTED for term in reading.terms)
        return reading.read_as is ReadAs.EXACT and bool(reading.terms) and listed

    return PublicCodeStandard(load_data("licensing", "publiccode"), reads)
