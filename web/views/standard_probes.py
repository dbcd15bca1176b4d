"""What the page of a file held against open standards shows, worked out from the answer on it: pure, without markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licensing.standards.model import StandardsCatalogue
from licensing.standards.openness import Openness
from licensing.standards.probes.answer import Conformance


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding: how much it weighs, where, and its sentence."""

    severity: str
    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The answer on one standard.

    Args:
        standard: Its id; empty where none was recognised.
        name: What it is called.
        edition: Version that the file names; empty where it names none.
        conformance: How far the file keeps to it.
        openness: What followed on the day of the probe.
        findings: What was noticed.
        checked: What was checked, in German.
        unchecked: What was not.
    """

    standard: str
    name: str
    edition: str
    conformance: Conformance
    openness: Openness
    findings: tuple[FindingLine, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]


def answers_of(answer: Mapping[str, Any] | None, catalogue: StandardsCatalogue) -> tuple[AnswerView, ...]:
    """Return what is told of a file: on the standard that was recognised, and on others that it claims as well."""
    if answer is None or "faults" in answer:
        return ()
    return tuple(_answer(one, catalogue) for one in (answer, *answer["further"]))


def faults_in(answer: Mapping[str, Any] | None) -> Sequence[str]:
    """Return why a file could not be read; nothing where it was."""
    return [str(one["text"]) for one in (answer or {}).get("faults", ())]


def _answer(one: Mapping[str, Any], catalogue: StandardsCatalogue) -> AnswerView:
    known = catalogue.standards.get(one["standard"] or "")
    return AnswerView(
        standard=known.id if known else "",
        name=known.name if known else one["standard"] or "Format nicht erkannt",
        edition=one["version"],
        conformance=Conformance(one["conformance"]),
        openness=Openness(one["open"]) if one["open"] else Openness.UNDECIDED,
        findings=tuple(
            FindingLine(severity=found["severity"], place=found["place"], text=found["text"])
            for found in one["findings"]
        ),
        checked=tuple(check["text"] for check in one["checked"]),
        unchecked=tuple(check["text"] for check in one["unchecked"]),
    )
