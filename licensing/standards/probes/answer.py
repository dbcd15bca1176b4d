"""What a probe says of an artefact: conformance, findings, and what it did and did not check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

_LISTED = 50
_SHOWN = 120


class Conformance(Enum):
    """How far an artefact keeps to its standard.

    ``CLAIMED``: it says so, nothing checked speaks against it, and not everything a machine could check was checked.
    """

    CONFORMING = "conforming"
    EXTENDED = "extended"
    CLAIMED = "claimed"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class Grade(Enum):
    """How much a finding weighs; one error makes the artefact invalid."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_TELLING = (Conformance.INVALID, Conformance.CONFORMING, Conformance.EXTENDED, Conformance.CLAIMED, Conformance.UNKNOWN)


def telling(answers: Sequence[tuple[str, Conformance]]) -> int:
    """Return which of the answers on a file matters most where one is shown: what is broken, then what is proven.

    Of several alike the last one counts: what a file claims besides its format is narrower, and why it is asked for.

    Args:
        answers: Standard and conformance of each, the recognised format first. One without a standard tells nothing.
    """
    ranks = [(bool(standard), -_TELLING.index(conformance)) for standard, conformance in answers]
    return max(range(len(ranks)), key=lambda at: (ranks[at], at))


@dataclass(frozen=True, slots=True)
class ProbeFinding:
    """One thing that was noticed.

    Args:
        type: Slug; its sentence stands in ``wording``.
        grade: How much it weighs.
        place: Part, line or JSON pointer.
        properties: Values of the sentence.
    """

    type: str
    grade: Grade
    place: str
    properties: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProbeAnswer:
    """The answer on one standard.

    Args:
        standard: Identifier in the catalogue of standards; empty where nothing was recognised.
        version: Version or part that the artefact names; empty where it names none.
        conformance: How far it keeps to the standard.
        findings: What was noticed.
        checked: What was checked, as slugs.
        unchecked: What was not, as slugs.
        further: Answers on further standards that the same artefact claims.
    """

    standard: str
    version: str
    conformance: Conformance
    findings: tuple[ProbeFinding, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    further: tuple["ProbeAnswer", ...] = ()

    def all(self) -> Iterator["ProbeAnswer"]:
        """Yield this answer and those on further standards."""
        yield self
        yield from self.further


@dataclass(slots=True)
class Examination:
    """Collects what a probe notices; so many findings of a type are kept."""

    standard: str
    version: str = ""
    findings: list[ProbeFinding] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    further: list[ProbeAnswer] = field(default_factory=list)

    def error(self, kind: str, place: str = "", /, **properties: str) -> None:
        """Note a breach of the standard."""
        self._add(kind, Grade.ERROR, place, properties)

    def warn(self, kind: str, place: str = "", /, **properties: str) -> None:
        """Note what the standard allows and a buyer should know."""
        self._add(kind, Grade.WARNING, place, properties)

    def note(self, kind: str, place: str = "", /, **properties: str) -> None:
        """Note a plain fact."""
        self._add(kind, Grade.NOTE, place, properties)

    @property
    def failed(self) -> bool:
        """Whether a breach was found."""
        return any(one.grade is Grade.ERROR for one in self.findings)

    def answer(self, best: Conformance) -> ProbeAnswer:
        """Return the answer: ``best`` where no breach was found."""
        conformance = Conformance.INVALID if self.failed else best
        return ProbeAnswer(
            self.standard,
            self.version,
            conformance,
            tuple(self.findings),
            tuple(self.checked),
            tuple(self.unchecked),
            tuple(self.further),
        )

    def _add(self, kind: str, grade: Grade, place: str, properties: dict[str, str]) -> None:
        if sum(one.type == kind for one in self.findings) < _LISTED:
            short = {name: value[:_SHOWN] for name, value in properties.items()}
            self.findings.append(ProbeFinding(kind, grade, place[:_SHOWN], short))
