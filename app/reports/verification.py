"""Format ``pruefstand/verification/1``: what ``pruefstand verify`` found out about a bundle, for programs."""

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from scoring.bundle.manifest import Manifest
from scoring.result import Digest

FORMAT: Literal["pruefstand/verification/1"] = "pruefstand/verification/1"

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
class OtherRule(TypedDict):
    """A rule whose state in the bundle is not that of this program."""

    rule: str
    state: str
    own_state: str


@_closed
class VerifiedPaper(TypedDict):
    """A further file whose checksum is right. ``redrawn``: it was drawn anew and is the same byte for byte."""

    name: str
    redrawn: bool


@_closed
class Difference(TypedDict):
    """One thing in which the bundle is not what it was or says; ``file`` is empty for the bundle as a whole."""

    type: str
    file: str
    pointer: str
    stated: str
    found: str
    text: str


@_closed
class VerificationReport(TypedDict):
    """The whole report. ``verified``: no finding; ``complete``: every file follows from the inputs as well."""

    format: Literal["pruefstand/verification/1"]
    file: str
    sha256: Digest
    verified: bool
    complete: bool
    manifest: Manifest | None
    digest: Digest | None
    input_digest: Digest | None
    parameters_from_program: list[str]
    other_rules: list[OtherRule]
    papers: list[VerifiedPaper]
    findings: list[Difference]
