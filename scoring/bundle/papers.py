"""Compare what a bundle shows to people with what follows from its inputs: papers, and the words beside the result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.digest import checksum
from core.package import PackedFile
from scoring.bundle.compare import differences
from scoring.bundle.findings import Finding, Paper, Verification
from scoring.bundle.make import facts, notes_beside, readme
from scoring.bundle.manifest import MANIFEST, OWN_FILES, README, Manifest
from scoring.bundle.rules_used import rules_used
from scoring.evaluate import Outcome
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What draws the papers of a bundle anew. Scoring knows no paper; who calls hands it in.

    Args:
        program: Name and version of this program.
        drawn_with: Names and versions of its libraries.
        draw: Returns the paper of a name, None where it draws none of that name.
        papers: Names of the papers that this program adds to the bundle of an outcome, or of one it cannot compute; it
            adds no others.
    """

    program: str
    drawn_with: str
    draw: Callable[[str, Outcome, Result], bytes | None]
    papers: Callable[[Outcome | None], frozenset[str]]

    def wrote(self, manifest: Manifest | None) -> bool:
        """Tell whether a bundle says that this very program made it."""
        return manifest is not None and manifest.program == self.program

    def made(self, manifest: Manifest | None) -> bool:
        """Tell whether a bundle was made by this very program, so that its papers must be the same to the byte."""
        return manifest is not None and (manifest.program, manifest.drawn_with) == (self.program, self.drawn_with)


def check_facts(files: Mapping[str, PackedFile], outcome: Outcome, verification: Verification) -> None:
    """Compare what the manifest says of the evaluation with the evaluation."""
    document = files[MANIFEST].document if MANIFEST in files else None
    if verification.manifest is None or not isinstance(document, dict):
        return
    expected = facts(outcome)
    stated = {key: document[key] for key in (*expected, "lot") if key in document}
    for found in differences(stated, expected):
        verification.findings.append(Finding("differs", MANIFEST, found.pointer, found.stated, found.found))


def check_rules(outcome: Outcome, verification: Verification, redrawing: Redrawing | None) -> None:
    """Compare rules and notes in the manifest with those of the evaluation, where this very program wrote them."""
    manifest = verification.manifest
    if manifest is None or redrawing is None or not redrawing.wrote(manifest) or verification.found_in(MANIFEST):
        return
    stated = {"rules": [rule.model_dump() for rule in manifest.rules], "notes": list(manifest.notes)}
    expected = {"rules": rules_used(outcome.evaluation), "notes": notes_beside(outcome.evaluation)}
    for found in differences(stated, expected):
        verification.findings.append(Finding("differs", MANIFEST, found.pointer, found.stated, found.found))


def check_words(
    files: Mapping[str, PackedFile], outcome: Outcome | None, verification: Verification, redrawing: Redrawing | None
) -> None:
    """Compare the text for people, where this very program wrote it; else note that nothing but its checksum fits."""
    if README not in files or verification.found_in(README):
        return
    same = outcome is not None and redrawing is not None and redrawing.wrote(verification.manifest)
    words = readme(outcome) if same and outcome is not None else None
    if words is None or _compare(files, README, words, verification):
        verification.papers.append(Paper(README, redrawn=words is not None))


def check_papers(
    files: Mapping[str, PackedFile], outcome: Outcome | None, verification: Verification, redrawing: Redrawing | None
) -> None:
    """Draw each further file anew where this very program made it; note those that only their checksum speaks for."""
    if redrawing is not None and redrawing.wrote(verification.manifest):
        _check_names(files, verification, redrawing.papers(outcome))
    for name in sorted(files.keys() - set(OWN_FILES)):
        if verification.found_in(name):
            continue
        drawn = None
        if outcome is not None and verification.result is not None and redrawing is not None:
            same = redrawing.made(verification.manifest)
            drawn = redrawing.draw(name, outcome, verification.result) if same else None
        if drawn is None or _compare(files, name, drawn, verification):
            verification.papers.append(Paper(name, redrawn=drawn is not None))


def _check_names(files: Mapping[str, PackedFile], verification: Verification, papers: frozenset[str]) -> None:
    """Find papers that this program adds to such a bundle and that are not there, and files that it does not add."""
    further = files.keys() - set(OWN_FILES)
    for name in sorted(papers - further):
        if not verification.found_in(name):
            verification.findings.append(Finding("missing", name))
    for name in sorted(further - papers):
        if not verification.found_in(name):
            verification.findings.append(Finding("foreign", name))


def _compare(files: Mapping[str, PackedFile], name: str, expected: bytes, verification: Verification) -> bool:
    stated, found = files[name].sha256, checksum(expected)
    if stated == found:
        return True
    verification.findings.append(Finding("exchanged", name, stated=stated, found=found))
    return False
