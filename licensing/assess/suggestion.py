"""Suggested points of a bid for the open-source criterion: exact, with what is open as a range; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.rubric import AnchorKind, Rubric
from licensing.judgement import LicenceCounts

_HUNDRED = 100


class EvidenceNotOfRubricError(ValueError):
    """Evidence names a signal twice or an anchor that the published rubric does not have."""


@dataclass(frozen=True, slots=True)
class SignalSuggestion:
    """What one signal gives.

    Args:
        evidence: What is known of it.
        least: Hundredths of the criterion that it gives at least.
        most: Hundredths that it can give at most; equal to ``least`` unless it is unknown.
    """

    evidence: SignalEvidence
    least: Fraction
    most: Fraction

    @property
    def exact(self) -> Fraction | None:
        """What it gives; None while it is unknown, for unknown costs nobody a point."""
        return self.least if self.evidence.state is not EvidenceState.UNKNOWN else None


@dataclass(frozen=True, slots=True)
class ComponentShare:
    """Share of components under licences of the OSI: shown, worth no points.

    Args:
        osi: Components under such a licence.
        known: Components whose licence is known.
        unknown: Components whose licence is not.
    """

    osi: int
    known: int
    unknown: int

    @property
    def percent(self) -> Fraction | None:
        """The share among the known ones; None where none is known."""
        return Fraction(_HUNDRED * self.osi, self.known) if self.known else None

    @classmethod
    def of(cls, counts: LicenceCounts) -> "ComponentShare":
        """Return the share in counts of components."""
        stated = (counts.copyleft, counts.weak_copyleft, counts.permissive, counts.source_available, counts.proprietary)
        return cls(counts.osi, sum(stated), counts.unknown)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine suggests for a bid.

    Args:
        rubric_version: Version of the rubric.
        rubric_sha256: Its checksum.
        signals: Each signal of the rubric in its order.
        components: Share of components, for information only; None without a bill of materials.
    """

    rubric_version: str
    rubric_sha256: str
    signals: tuple[SignalSuggestion, ...]
    components: ComponentShare | None = None

    @property
    def least(self) -> Fraction:
        """Hundredths of the criterion that are certain."""
        return sum((one.least for one in self.signals), Fraction(0))

    @property
    def most(self) -> Fraction:
        """Hundredths that are possible while something is unknown."""
        return sum((one.most for one in self.signals), Fraction(0))

    @property
    def open(self) -> tuple[Signal, ...]:
        """Signals that are unknown: each is a question to the bidder."""
        return tuple(one.evidence.signal for one in self.signals if one.exact is None and one.most)

    def points(self, maximum: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
        """Return least and most as points of a scale that begins at 0, each on the step at or below it.

        Args:
            maximum: Highest points of the scale.
            step: Distance of two points of the scale.

        Raises:
            ValueError: A scale without points.
        """
        if maximum <= 0 or step <= 0:
            raise ValueError("a scale has points")
        least, most = (share * maximum / _HUNDRED // step * step for share in (self.least, self.most))
        return least, most


def suggest(rubric: Rubric, evidence: Iterable[SignalEvidence], components: ComponentShare | None = None) -> Suggestion:
    """Return the suggestion for a bid; a signal without evidence is unknown.

    Args:
        rubric: The rubric published with the tender.
        evidence: What is known, at most once a signal; signals that the rubric does not count are left out.
        components: Share of components, shown beside the points.

    Raises:
        EvidenceNotOfRubricError: A signal comes twice, or its anchor is not of the rubric.
    """
    known: dict[Signal, SignalEvidence] = {}
    for one in evidence:
        if one.signal in known:
            raise EvidenceNotOfRubricError(f"{one.signal} twice")
        known[one.signal] = one
    suggested = []
    for scored in rubric.signals:
        found = known.get(scored.signal) or SignalEvidence(scored.signal, EvidenceState.UNKNOWN, why="nothing_said")
        try:
            least, most = rubric.share(scored.signal, found.state, found.anchor)
        except KeyError as error:
            raise EvidenceNotOfRubricError(str(error)) from error
        suggested.append(SignalSuggestion(found, least, most))
    return Suggestion(rubric.version, rubric.sha256, tuple(suggested), components)


def is_promise(rubric: Rubric, evidence: SignalEvidence) -> bool:
    """Tell whether evidence reaches its anchor by a promise, which then has to become part of the contract."""
    scored = rubric.signal(evidence.signal)
    return bool(scored and evidence.anchor) and scored.anchor(evidence.anchor).kind is AnchorKind.PROMISE  # type: ignore[union-attr]
