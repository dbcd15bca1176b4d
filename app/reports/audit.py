"""The reports of ``pruefstand audit``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.reports.table import plain
from infra.audit.checkpoint import Checkpoint
from infra.audit.verification import Finding, Verification
from infra.audit.wording import finding_sentence, place, reach_sentence
from infra.oversight.service import Signed


def verification_report(found: Sequence[Verification]) -> str:
    """Return what was found in all cities as text."""
    return "\n".join(line for one in found for line in _city(one)) or "Es gibt noch keine Stadt."


def _city(found: Verification) -> list[str]:
    verdict = "Stimmt" if found.holds else "Stimmt nicht"
    head = f"{found.city}: {verdict}. {found.entries} Einträge."
    findings = [f"  {'Hinweis' if one.is_notice else '–'} {_line(one)}" for one in found.findings]
    omitted = [f"  … und {found.omitted} weitere."] if found.omitted else []
    return [plain(head), f"  {reach_sentence(found)}", *findings, *omitted]


def _line(finding: Finding) -> str:
    return plain(f"{place(finding)}: {finding_sentence(finding)}")


def verification_document(found: Sequence[Verification]) -> dict[str, Any]:
    """Return what was found in all cities as a JSON value, ``pruefstand/audit-verification/1``."""
    return {
        "format": "pruefstand/audit-verification/1",
        "verified": all(one.holds for one in found),
        "cities": [
            {
                "city": one.city,
                "verified": one.holds,
                "entries": one.entries,
                "head": {"sequence": one.head, "hash": one.head_hash},
                "checkpoints": one.checkpoints,
                "reach": None if one.reach is None else checkpoint_document(one.reach),
                "findings": [_finding(finding) for finding in one.findings],
                "omitted": one.omitted,
            }
            for one in found
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "type": finding.kind.value,
        "severity": "notice" if finding.is_notice else "error",
        "sequence": finding.sequence,
        "text": finding_sentence(finding),
    }


def checkpoint_document(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return the facts of a checkpoint as a JSON value."""
    return {
        "city": checkpoint.city,
        "sequence": checkpoint.sequence,
        "hash": checkpoint.hash,
        "at": checkpoint.at.isoformat(),
        "key": checkpoint.key,
    }


def signed_report(signed: Signed) -> str:
    """Return what was signed as text."""
    lines = [
        plain(f"{one.city}: bis Nr. {one.sequence} bezeugt, {file}")
        for one, file in zip(signed.checkpoints, signed.files, strict=True)
    ]
    return "\n".join(lines) or "Es gibt noch keinen Eintrag, der zu bezeugen wäre."


def signed_document(signed: Signed) -> dict[str, Any]:
    """Return what was signed as a JSON value."""
    pairs = zip(signed.checkpoints, signed.files, strict=True)
    return {
        "checkpoints": [{**checkpoint_document(one), "file": str(file)} for one, file in pairs],
        "mailed": signed.mailed,
    }


def export_report(last: Checkpoint, target: Path) -> str:
    """Return what was exported as text."""
    return plain(f"{target}: {last.sequence} Einträge der Stadt {last.city}, bezeugt mit Schlüssel {last.key}")
