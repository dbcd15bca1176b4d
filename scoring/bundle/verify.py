"""Recompute a bundle with its own parameters and say what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.digest import checksum
from core.errors import InputError
from core.package import Package, PackedFile
from core.parameters import ParameterNotValidError, ParameterSet
from scoring.bundle.compare import Difference, differences
from scoring.bundle.manifest import (
    EVALUATION,
    MANIFEST,
    OWN_FILES,
    PARAMETERS,
    RESULT,
    Manifest,
    in_order,
    signed,
)
from scoring.bundle.parameter_file import rules_in
from scoring.evaluate import evaluate
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation
from scoring.result import Result, build_result

_MOST_DIFFERENCES = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in which a bundle is not what it was or what it says.

    Args:
        type: Slug of the finding.
        file: File of the bundle; empty for the bundle as a whole.
        pointer: JSON pointer inside the file.
        stated: What the bundle says.
        found: What was computed.
    """

    type: str
    file: str = ""
    pointer: str = ""
    stated: str = ""
    found: str = ""


@dataclass(slots=True)
class Verification:
    """What came out of a verification.

    Args:
        findings: Empty where everything holds.
        manifest: What the bundle says of itself, where that could be read.
        result: The recomputed result, where it could be computed.
        remarks: Names of parameters that came into use later and were taken from the program.
    """

    findings: list[Finding] = field(default_factory=list)
    manifest: Manifest | None = None
    result: Result | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify_bundle(package: Package | None, fallback: ParameterSet) -> Verification:
    """Return what differs between a bundle and what follows from its own inputs.

    Args:
        package: The bundle; None for one that is too damaged to be opened.
        fallback: The program's own dated numbers, only for those that the bundle does not know yet.
    """
    if package is None:
        return Verification([Finding("damaged")])
    files = package.files
    verification = Verification()
    if not package.as_packed or [*in_order(files)] != [*files]:
        verification.findings.append(Finding("packing"))
    _check_manifest(files, verification)
    if {EVALUATION, PARAMETERS, RESULT} <= files.keys():
        _recompute(files, fallback, verification)
    return verification


def _check_manifest(files: Mapping[str, PackedFile], verification: Verification) -> None:
    """Compare every file with the manifest, and the manifest with its own digest."""
    findings = verification.findings
    findings += [Finding("missing", name) for name in OWN_FILES if name not in files]
    if MANIFEST not in files:
        return
    try:
        document = files[MANIFEST].document
        manifest = Manifest.model_validate(document)
    except ValueError:
        findings.append(Finding("unreadable", MANIFEST))
        return
    verification.manifest = manifest
    if not isinstance(document, dict) or checksum(signed(document)) != files[MANIFEST].sha256:
        findings.append(Finding("manifest_digest", MANIFEST))
    findings += _listed_files(manifest, files)


def _listed_files(manifest: Manifest, files: Mapping[str, PackedFile]) -> Iterator[Finding]:
    listed = {file.name: file for file in manifest.files}
    for name, file in listed.items():
        if name not in files:
            yield Finding("missing", name)
        elif (files[name].sha256, files[name].bytes) != (file.sha256, file.bytes):
            yield Finding("checksum", name, stated=file.sha256, found=files[name].sha256)
    for name in files.keys() - listed.keys() - {MANIFEST}:
        yield Finding("unlisted", name)


def _recompute(files: Mapping[str, PackedFile], fallback: ParameterSet, verification: Verification) -> None:
    rules = _rules(files, fallback, verification)
    stated = _stated(files, verification)
    if rules is None or stated is None:
        return
    if fault := files[EVALUATION].fault:
        verification.findings.append(Finding("not_computable", EVALUATION, found=fault))
        return
    try:
        result = build_result(evaluate(checked_evaluation(files[EVALUATION].document, rules), rules))
    except InputError as error:
        first = error.faults[0]
        verification.findings.append(Finding("not_computable", EVALUATION, first.pointer, found=first.type))
        return
    verification.result = result
    found = [_finding(difference) for difference in differences(stated, dict(result))]
    verification.findings += found[:_MOST_DIFFERENCES]
    manifest = verification.manifest
    if manifest is not None and manifest.result_digest != result["digest"]:
        finding = Finding("result_digest", MANIFEST, "/result_digest", manifest.result_digest, result["digest"])
        verification.findings.append(finding)


def _finding(difference: Difference) -> Finding:
    kind = "internal" if difference.pointer.startswith("/robustness") else "differs"
    return Finding(kind, RESULT, difference.pointer, difference.stated, difference.found)


def _rules(files: Mapping[str, PackedFile], fallback: ParameterSet, verification: Verification) -> HouseRules | None:
    try:
        rules, verification.remarks = rules_in(files[PARAMETERS].document, fallback)
    except (ParameterNotValidError, ValueError):
        verification.findings.append(Finding("unreadable", PARAMETERS))
        return None
    return rules


def _stated(files: Mapping[str, PackedFile], verification: Verification) -> dict[str, Any] | None:
    document = files[RESULT].document
    if not isinstance(document, dict):
        verification.findings.append(Finding("unreadable", RESULT))
        return None
    return document
