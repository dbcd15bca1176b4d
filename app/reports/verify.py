"""The report of ``pruefstand verify``."""

from typing import Any

from app.reports.table import plain
from app.reports.verification import FORMAT
from core.digest import checksum
from core.german import german_date
from scoring.bundle.findings import Finding, Verification
from scoring.bundle.wording import finding_sentence, remark_sentences, verdict


def verify_report(verification: Verification, data: bytes) -> str:
    """Return the report as text."""
    lines = [*_head(verification), f"Prüfsumme des Pakets: {checksum(data)}"]
    if verification.input_digest:
        lines.append(f"Prüfsumme der Eingabe: {verification.input_digest}")
    lines += map(plain, remark_sentences(verification))
    if verification.holds and verification.result is not None:
        lines += ["", f"{verdict(verification)}: Das Ergebnis wurde nachgerechnet ({verification.result['digest']})."]
    else:
        lines += ["", "Stimmt nicht:", *(f"  – {plain(_line(finding))}" for finding in verification.findings)]
    return "\n".join(lines)


def _head(verification: Verification) -> list[str]:
    manifest = verification.manifest
    if manifest is None:
        return ["Prüfpaket ohne lesbares Verzeichnis"]
    title = f"Prüfpaket {manifest.reference}" + (f", {manifest.lot}" if manifest.lot else "")
    made = f"Erstellt mit {manifest.program}, Vorgaben vom {german_date(manifest.day)}"
    return [plain(line) for line in (title, made, *manifest.notes)]


def _line(finding: Finding) -> str:
    place = finding.file + (f" {finding.pointer}" if finding.pointer else "")
    sentence = finding_sentence(finding)
    return f"{place}: {sentence}" if place else sentence


def verify_document(verification: Verification, data: bytes, file: str) -> dict[str, Any]:
    """Return the report as a JSON value, ``pruefstand/verification/1``."""
    manifest = verification.manifest
    return {
        "format": FORMAT,
        "file": file,
        "sha256": checksum(data),
        "verified": verification.holds,
        "complete": verification.complete,
        "manifest": None if manifest is None else manifest.model_dump(mode="json", exclude_none=True),
        "digest": None if verification.result is None else verification.result["digest"],
        "input_digest": verification.input_digest or None,
        "parameters_from_program": verification.remarks,
        "other_rules": [
            {"rule": other.rule, "state": other.stated, "own_state": other.own} for other in verification.other_rules
        ],
        "papers": [{"name": paper.name, "redrawn": paper.redrawn} for paper in verification.papers],
        "findings": [
            {
                "type": finding.type,
                "file": finding.file,
                "pointer": finding.pointer,
                "stated": finding.stated,
                "found": finding.found,
                "text": finding_sentence(finding),
            }
            for finding in verification.findings
        ],
    }
