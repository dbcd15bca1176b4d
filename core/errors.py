"""Facts that stop a piece of work. They carry a type and properties, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What a fault means for the work: unreadable input, or a rule that forbids it."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, and where.

    Args:
        type: Slug of the kind of fault; its German sentence stands in the wording of the package that raises it.
        pointer: JSON pointer (RFC 6901) into the input; empty for the whole document.
        severity: ``INVALID`` or ``FORBIDDEN``.
        properties: Values for the sentence, e.g. ``{"sum": "99"}``.
        legal_source: Citation of the rule that forbids it; required for ``FORBIDDEN``.
    """

    type: str
    pointer: str
    severity: Severity = Severity.INVALID
    properties: Mapping[str, str] = field(default_factory=dict)
    legal_source: str | None = None

    def __post_init__(self) -> None:
        """A rule without a source must not forbid anything."""
        if self.severity is Severity.FORBIDDEN and not self.legal_source:
            raise ValueError(f"{self.type}: a forbidding fault needs its legal source")


class PruefstandError(Exception):
    """Root of every expected error."""


class IncompleteInstallationError(PruefstandError):
    """A file that setting up the program brings is not there.

    Args:
        missing: Name of the file.
    """

    def __init__(self, missing: str) -> None:
        super().__init__(f"{missing} is missing; run `make setup`")
        self.missing = missing


class VersionConflictError(PruefstandError):
    """Somebody else has changed the thing since it was read. Nothing was written.

    Args:
        current_version: Its version now, from 1.
    """

    def __init__(self, current_version: int) -> None:
        super().__init__(f"now at version {current_version}")
        self.current_version = current_version


class InputError(PruefstandError):
    """The input cannot be used; ``faults`` says what is wrong and where, in the order of the input.

    Args:
        faults: At least one fault.
        omitted: How many further faults were found but not listed.
    """

    def __init__(self, faults: list[Fault], *, omitted: int = 0) -> None:
        super().__init__(", ".join(f"{fault.type} at {fault.pointer or '/'}" for fault in faults[:3]))
        self.faults = faults
        self.omitted = omitted

    @property
    def severity(self) -> Severity:
        """``INVALID`` as soon as one fault is: a rule is judged only on readable input."""
        invalid = any(fault.severity is Severity.INVALID for fault in self.faults)
        return Severity.INVALID if invalid else Severity.FORBIDDEN


def pointer(*parts: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of a path, escaping ``~`` and ``/``."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
