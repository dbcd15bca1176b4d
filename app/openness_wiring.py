"""Openness: the rubric that ships or a city's own, and the standard of ``publiccode.yml``, with the lists installed."""

from functools import cache
from typing import Any

from app.licence_wiring import licence_judge, licence_knowledge
from infra.parameters import load_data
from infra.transactions import Transactions
from licensing.assess.rubric import Rubric
from licensing.assess.rubric_check import Counted, checked_rubric
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import ReadAs
from licensing.expression.term import TermKind
from licensing.judgement import Question
from licensing.repository.publiccode import PublicCodeStandard
from procurement.rules.openness.rubric_document import document_of
from procurement.services.openness import (
    OpennessDeciding,
    OpennessDesk,
    OpennessGathering,
    OpennessNoting,
    OpennessReporting,
    Rubrics,
)

_LONGEST_VERSIONS = 200


def openness_rubric(raw: object = None) -> Rubric:
    """Return a checked rubric.

    Args:
        raw: The parsed rubric of a city; the one that ships where none is given.

    Raises:
        InputError: The rubric is not of its form; every fault with its place.
    """
    given: Any = load_data("licensing", "rubric") if raw is None else raw
    return checked_rubric(given, rubric_contents())


@cache
def rubric_contents() -> Counted:
    """Return what a rubric may hold; read once a process."""
    return Counted.from_mapping(load_data("licensing", "openness"))


@cache
def publiccode_standard() -> PublicCodeStandard:
    """Return the check of ``publiccode.yml``; its file is read once a process."""
    reader = ExpressionReader(licence_knowledge().names)

    def reads(text: str) -> bool:
        reading = reader.read(text)
        listed = all(term.kind is TermKind.LISTED for term in reading.terms)
        return reading.read_as is ReadAs.EXACT and bool(reading.terms) and listed

    return PublicCodeStandard(load_data("licensing", "publiccode"), reads)


class InstalledLicences:
    """Knows what the OSI says of licences, from the lists installed."""

    def osi(self, expression: str) -> tuple[str, str]:
        """Return ``yes``, ``no`` or ``unknown`` about an expression, and the versions of the lists that say so."""
        judged = licence_judge().judge_expressions([expression], Question())
        versions = ", ".join(f"{name} {version}" for name, version in sorted(judged.versions.items()))
        return judged.expressions[0].facts.osi.value, versions[:_LONGEST_VERSIONS]


def about_openness(transactions: Transactions) -> dict[str, Any]:
    """Build the services of openness, by the name of their field in ``House``."""
    gathering = OpennessGathering()
    desk = OpennessDesk(transactions=transactions, gathering=gathering, texts=load_data("licensing", "openness"))
    return {
        "rubrics": Rubrics(
            transactions=transactions, counted=rubric_contents(), shipped=document_of(openness_rubric())
        ),
        "openness_desk": desk,
        "openness_reporting": OpennessReporting(transactions=transactions, desk=desk),
        "openness_noting": OpennessNoting(transactions=transactions, gathering=gathering, licences=InstalledLicences()),
        "openness_deciding": OpennessDeciding(transactions=transactions, gathering=gathering),
    }
