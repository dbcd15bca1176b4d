"""Recompute a bundle with its own parameters and say what differs."""

from collections.abc import Iterator, Mapping
from typing import Any

from core.digest import checksum
from core.errors import InputError
from core.package import Package, PackedFile
from core.parameters import ParameterNotValidError, ParameterSet
from scoring.bundle.compare import Difference, differences
from scoring.bundle.findings import Finding, Verification
from scoring.bundle.make import input_digest
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
from scoring.bundle.papers import Redrawing, check_facts, check_papers, check_rules, check_words
from scoring.bundle.parameter_file import rules_in
from scoring.bundle.rules_used import other_states
from scoring.evaluate import Outcome, evaluate
from scoring.house_rules import HouseRules
from scoring.intake import checked_evaluation
from scoring.result import build_result

_MOST_DIFFERENCES = 50


def verify_bundle(package: Package | None, fallback: ParameterSet, redrawing: Redrawing | None = None) -> Verification:
    """Return what differs between a bundle and what follows from its own inputs.

    Args:
        package: The bundle; None for one that is too damaged to be opened.
        fallback: The program's own dated numbers, only for those that the bundle does not know yet.
        redrawing: Draws papers anew; without it only their checksums are compared.
    """
    if package is None:
        return Verification([Finding("damaged")])
    files, broken = package.files, package.broken
    verification = Verification([Finding("broken", name) for name in sorted(broken)])
    if not files:
        return verification
    if not broken and (not package.as_packed or [*in_order(files)] != [*files]):
        verification.findings.append(Finding("packing"))
    _check_manifest(files, verification)
    outcome = None
    if {EVALUATION, PARAMETERS, RESULT} <= files.keys() - broken:
        outcome = _recompute(files, fallback, verification)
    if outcome is not None:
        verification.input_digest = input_digest(outcome.evaluation)
        check_facts(files, outcome, verification)
        check_rules(outcome, verification, redrawing)
    check_words(files, outcome, verification, redrawing)
    check_papers(files, outcome, verification, redrawing)
    if [finding.type for finding in verification.findings] == ["packing"]:
        verification.findings = [Finding("repacked")]
    return verification


def _check_manifest(files: Mapping[str, PackedFile], verification: Verification) -> None:
    """Compare every file with the manifest, and the manifest with its own digest."""
    findings = verification.findings
    findings += [Finding("missing", name) for name in OWN_FILES if name not in files]
    if MANIFEST not in files or verification.found_in(MANIFEST):
        return
    try:
        document = files[MANIFEST].document
        manifest = Manifest.model_validate(document)
    except ValueError:
        findings.append(Finding("unreadable", MANIFEST))
        return
    verification.manifest = manifest
    verification.other_rules = list(other_states(manifest.rules))
    if not isinstance(document, dict) or checksum(signed(document)) != files[MANIFEST].sha256:
        findings.append(Finding("manifest_digest", MANIFEST))
    findings += [found for found in _listed_files(manifest, files) if not verification.found_in(found.file)]


def _listed_files(manifest: Manifest, files: Mapping[str, PackedFile]) -> Iterator[Finding]:
    listed = {file.name: file for file in manifest.files}
    for name, file in listed.items():
        if name not in files:
            yield Finding("missing", name)
        elif (files[name].sha256, files[name].bytes) != (file.sha256, file.bytes):
            yield Finding("checksum", name, stated=file.sha256, found=files[name].sha256)
    for name in files.keys() - listed.keys() - {MANIFEST}:
        yield Finding("unlisted", name)


def _recompute(files: Mapping[str, PackedFile], fallback: ParameterSet, verification: Verification) -> Outcome | None:
    """Compute the result from the inputs and note where the stated one differs."""
    rules = _rules(files, fallback, verification)
    stated = _stated(files, verification)
    if rules is None or stated is None:
        return None
    if fault := files[EVALUATION].fault:
        verification.findings.append(Finding("not_computable", EVALUATION, found=fault))
        return None
    try:
        outcome = evaluate(checked_evaluation(files[EVALUATION].document, rules), rules)
    except InputError as error:
        first = error.faults[0]
        verification.findings.append(Finding("not_computable", EVALUATION, first.pointer, found=first.type))
        return None
    verification.result = result = build_result(outcome)
    found = [_finding(difference) for difference in differences(stated, dict(result))]
    verification.findings += found[:_MOST_DIFFERENCES]
    manifest = verification.manifest
    if manifest is not None and manifest.result_digest != result["digest"]:
        finding = Finding("result_digest", MANIFEST, "/result_digest", manifest.result_digest, result["digest"])
        verification.findings.append(finding)
    return outcome


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
