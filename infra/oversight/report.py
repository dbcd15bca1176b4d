"""The outcome of a verification as a job keeps it: small, and enough for the page about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from infra.audit.verification import Finding, Verification

VERIFICATION = "verify-audit-log"
"""Kind of the job that verifies."""

MOST_REPORTED = 50
"""So many findings are kept with a job; the others are counted."""

_LONGEST_FACT = 200
_FOUND: TypeAdapter[Verification] = TypeAdapter(Verification)


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """What a job keeps of a verification.

    Args:
        found: The outcome; of its findings the first ``MOST_REPORTED``, changes before notices.
        holds: Whether nothing is wrong; ``found`` alone cannot tell a notice that was left out from a change.
    """

    found: Verification
    holds: bool


def report_address(job: int) -> str:
    """Return the path of the page that shows the outcome of a job."""
    return f"/pruefprotokoll/pruefung/{job}"


def report_result(found: Verification, job: int) -> Mapping[str, Any]:
    """Return the outcome as the result of a job."""
    listed = [_bounded(one) for one in sorted(found.findings, key=lambda one: one.is_notice)[:MOST_REPORTED]]
    omitted = found.omitted + len(found.findings) - len(listed)
    kept = _FOUND.dump_python(replace(found, findings=tuple(listed), omitted=omitted), mode="json")
    return {**kept, "holds": found.holds, "link": report_address(job)}


def read_report(result: Mapping[str, Any]) -> VerificationReport:
    """Return what ``report_result`` kept."""
    return VerificationReport(_FOUND.validate_python(dict(result)), holds=bool(result["holds"]))


def _bounded(finding: Finding) -> Finding:
    """Return a finding without what no database can keep: what somebody wrote into the log may be anything."""
    facts = {name: _storable(text)[:_LONGEST_FACT] for name, text in finding.properties.items()}
    return replace(finding, properties=facts)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "?")
