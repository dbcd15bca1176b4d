"""What a verification finds in a bundle."""

from dataclasses import dataclass, field

from scoring.bundle.manifest import Manifest
from scoring.bundle.rules_used import OtherState
from scoring.result import Result


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


@dataclass(frozen=True, slots=True)
class Paper:
    """A further file of a bundle whose checksum is right.

    Args:
        name: Its name.
        redrawn: It was drawn anew from the inputs and is the same byte for byte; otherwise its checksum alone was
            compared, which whoever exchanges a file can renew.
    """

    name: str
    redrawn: bool


@dataclass(slots=True)
class Verification:
    """What came out of a verification.

    Args:
        findings: Empty where everything holds.
        manifest: What the bundle says of itself, where that could be read.
        result: The recomputed result, where it could be computed.
        input_digest: Checksum of the inputs as read, with names and reasons; empty where they could not be.
        remarks: Names of parameters that came into use later and were taken from the program.
        papers: Further files without a finding.
        other_rules: Rules whose state in the bundle is not that of this program.
    """

    findings: list[Finding] = field(default_factory=list)
    manifest: Manifest | None = None
    result: Result | None = None
    input_digest: str = ""
    remarks: list[str] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    other_rules: list[OtherState] = field(default_factory=list)

    def found_in(self, file: str) -> bool:
        """Tell whether anything was found in a file."""
        return any(finding.file == file for finding in self.findings)

    @property
    def complete(self) -> bool:
        """Whether nothing was found and every file follows from the inputs, not its checksum alone."""
        return self.holds and all(paper.redrawn for paper in self.papers)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
