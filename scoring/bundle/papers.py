"""Compare what a bundle shows to people with what follows from its inputs: papers, and the words beside the result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.digest import checksum
from core.package import PackedFile
from scoring.bundle.compare import differences
from scoring.bundle.findings import Finding, Paper, Verification
from scoring.bundle.make import facts, notes_beside, readme
from scoring.bundle.manifest import MANIFEST, OWN_FILES, README, Manifest
from scoring.evaluate import Outcome
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What draws the papers of a bundle anew. Scoring knows no paper; who calls hands it in.

    Args:
        program: Name and version of this program.
        drawn_with: Names and versions of its libraries.
        draw: Returns the paper of a name, None where it draws none of that name.
    """

    program: str
    drawn_with: str
    draw: Callable[[str, Outcome, Result], bytes | None]

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


def check_words(
    files: Mapping[str, PackedFile], outcome: Outcome, verification: Verification, redrawing: Redrawing | None
) -> None:
    """Compare notes and the text for people, where this very program wrote them."""
    manifest = verification.manifest
    if manifest is None or redrawing is None or not redrawing.made(manifest):
        return
    for found in differences(list(manifest.notes), notes_beside(outcome.evaluation), "/notes"):
        verification.findings.append(Finding("differs", MANIFEST, found.pointer, found.stated, found.found))
    if README in files and not verification.found_in(README):
        _compare(files, README, readme(outcome), verification)


def check_papers(
    files: Mapping[str, PackedFile], outcome: Outcome | None, verification: Verification, redrawing: Redrawing | None
) -> None:
    """Draw each further file anew where this very program made it; note those that only their checksum speaks for."""
    for name in sorted(files.keys() - set(OWN_FILES)):
        if verification.found_in(name):
            continue
        drawn = None
        if outcome is not None and verification.result is not None and redrawing is not None:
            same = redrawing.made(verification.manifest)
            drawn = redrawing.draw(name, outcome, verification.result) if same else None
        if drawn is None or _compare(files, name, drawn, verification):
            verification.papers.append(Paper(name, redrawn=drawn is not None))


def _compare(files: Mapping[str, PackedFile], name: str, expected: bytes, verification: Verification) -> bool:
    stated, found = files[name].sha256, checksum(expected)
    if stated == found:
        return True
    verification.findings.append(Finding("exchanged", name, stated=stated, found=found))
    return False
