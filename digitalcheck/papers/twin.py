"""The sheet for machines: ``pruefstand/digitalcheck-sheet/1``."""

from datetime import date
from typing import Any, Literal

import rfc8785
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.digest import checksum
from core.numbers import decimal_string
from digitalcheck.model import CheckFinding, Depth, Headline, Light
from digitalcheck.papers.version import findings_of, with_context
from digitalcheck.rules.facts import efforts
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import ResourcesEntry, SectionEntry, resources

FORMAT: Literal["pruefstand/digitalcheck-sheet/1"] = "pruefstand/digitalcheck-sheet/1"
_FORM = with_config(ConfigDict(extra="forbid"))


@_FORM
class SheetFinding(TypedDict):
    """A finding with who is in charge, until when and why; null where none is told."""

    question: str
    light: Light
    sentence: str
    basis: list[str]
    owner: str | None
    until: str | None
    reason: str | None


@_FORM
class SheetEffort(TypedDict):
    """Person-days of a role in a quarter."""

    role: str
    quarter: str
    days_from: str
    days_to: str


@_FORM
class CheckSheet(TypedDict):
    """What a sheet says, for machines. ``digest`` is the SHA-256 of the RFC 8785 form without it."""

    format: Literal["pruefstand/digitalcheck-sheet/1"]
    version: Literal["public", "internal"]
    catalogue: str
    catalogue_digest: str
    day: str
    status: str
    head: dict[str, Any]
    change: str | None
    schedule: dict[str, str]
    depth: Depth
    headline: Headline | None
    capacity_since: str | None
    statement: str
    sections: list[SectionEntry]
    findings: list[SheetFinding]
    resources: ResourcesEntry
    effort: list[SheetEffort]
    digest: str


def sheet_twin(judgement: Judgement, *, internal: bool = False) -> CheckSheet:
    """Return what a sheet says; in public without cost, roles, reasons and what is said about security."""
    check, catalogue = judgement.check, judgement.catalogue
    needed, change = resources(judgement), judgement.answers.get("A2", {}).get("value")
    if not internal:
        needed = {**needed, "cost_once_eur": None, "cost_yearly_eur": None, "cost_total_eur": None}
    days = judgement.answers.get("L1", {})
    names = {"start": "value", "go_live": "go_live", "legal_deadline": "legal_deadline"}
    covered: dict[str, Any] = {
        "format": FORMAT,
        "version": "internal" if internal else "public",
        "catalogue": catalogue.name,
        "catalogue_digest": catalogue.digest,
        "day": judgement.day.isoformat(),
        "status": check.status.value,
        "head": check.head.model_dump(mode="json", exclude_none=True),
        "change": change if isinstance(change, str) else None,
        "schedule": {name: day.isoformat() for name, key in names.items() if isinstance(day := days.get(key), date)},
        "depth": judgement.depth.value,
        "headline": judgement.headline and judgement.headline.value,
        "capacity_since": check.capacity_since and check.capacity_since.isoformat(),
        "statement": check.statement,
        "sections": [
            {"id": id_, "light": light.value} for id_, light in judgement.sections(public=not internal).items()
        ],
        "findings": [_finding(judgement, one, internal=internal) for one in findings_of(judgement, internal=internal)],
        "resources": needed,
        "effort": _effort(judgement) if internal else [],
    }
    return {**covered, "digest": checksum(rfc8785.dumps(covered))}  # type: ignore[typeddict-item]  # built above


def _finding(judgement: Judgement, finding: CheckFinding, *, internal: bool) -> SheetFinding:
    beside = with_context(judgement, finding, internal=internal)
    return {
        "question": finding.question,
        "light": finding.light,
        "sentence": finding.sentence,
        "basis": list(finding.basis),
        "owner": beside.owner or None,
        "until": beside.until.isoformat() if beside.until else None,
        "reason": beside.reason or None,
    }


def _effort(judgement: Judgement) -> list[SheetEffort]:
    return [
        {
            "role": row.role,
            "quarter": row.quarter,
            "days_from": decimal_string(row.days_from, 9),
            "days_to": decimal_string(row.days_to, 9),
        }
        for row in efforts(judgement.answers)
    ]
