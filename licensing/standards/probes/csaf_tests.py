"""Security advisories against the schema of CSAF 2.0 and its mandatory tests, by the library that runs both."""

from collections.abc import Iterator
from typing import Any

from licensing.standards.probes.answer import Conformance, Examination

_LISTED = 20
_SCHEMA, _TESTS = "schema", "basic"
"""Sets of checks in the words of the library: the schema alone, and with it the mandatory tests of section 6.1."""
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def check_advisory(document: dict[str, Any], found: Examination) -> Conformance:
    """Note what the library objects to, and return what the document is where that is nothing.

    Args:
        document: The advisory.
        found: Takes what is noticed.
    """
    found.checked.append("csaf_schema")
    faults = list(_faults(document, _SCHEMA))
    for place, _, reason in faults[:_LISTED]:
        found.error("schema_fault", place, rule=reason)
    try:
        further = [] if faults else list(_faults(document, _TESTS))
    except _UNFORESEEN:
        found.unchecked.append("csaf_tests")
        return Conformance.CLAIMED
    (found.unchecked if faults else found.checked).append("csaf_tests")
    for place, rule, reason in further[:_LISTED]:
        found.error("csaf_test", place, rule=rule, reason=reason)
    return Conformance.CONFORMING


def _faults(document: dict[str, Any], checks: str) -> Iterator[tuple[str, str, str]]:
    """Yield place, number and reason of each objection."""
    from csaf.csaf.v20 import validate  # noqa: PLC0415 - only advisories need it

    for result in validate(document, preset=checks).results:
        if not result.passed and not result.skipped:
            yield from ((one.instance_path, result.id, one.message) for one in result.errors)
