"""The rubric of the open-source criterion: which signal counts how much, and by which published anchors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from core.legal import LegalSource
from core.numbers import parse_measure
from core.parameters import legal_source
from licensing.assess.evidence import EvidenceState, Signal

_HUNDRED = 100


class AnchorKind(StrEnum):
    """What reaches an anchor: a fact of the product as offered, or a binding promise that goes into the contract."""

    FACT = "fact"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Anchor:
    """One published step of a signal.

    Args:
        id: Slug.
        kind: What reaches it.
        percent: How much of the signal it is worth, 0 to 100.
        title: What it means, in German, as published.
    """

    id: str
    kind: AnchorKind
    percent: Decimal
    title: str


@dataclass(frozen=True, slots=True)
class RubricSignal:
    """One signal of a rubric.

    Args:
        signal: Which.
        weight_percent: Its part of the criterion, 0 to 100.
        anchors: Its steps, the highest first.
    """

    signal: Signal
    weight_percent: Decimal
    anchors: tuple[Anchor, ...]

    def anchor(self, name: str) -> Anchor:
        """Return the anchor of a name.

        Raises:
            KeyError: The signal has no such anchor.
        """
        return next((one for one in self.anchors if one.id == name), None) or _no_anchor(self.signal, name)


def _no_anchor(signal: Signal, name: str) -> Anchor:
    raise KeyError(f"{signal} has no anchor {name!r}")


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric in one version, as published with the tender.

    Args:
        version: Name of the version.
        valid_from: Day from which it holds.
        title: Its title.
        source: Who decided on it.
        proven_percent: How much of an anchor counts when it is proven; always 100.
        declared_percent: How much of it counts when it is only declared, 0 to 100.
        signals: The signals in the order of the rubric.
        sha256: Checksum of its canonical form; it stands in every assessment.
    """

    version: str
    valid_from: date
    title: str
    source: LegalSource
    proven_percent: Decimal
    declared_percent: Decimal
    signals: tuple[RubricSignal, ...]
    sha256: str

    def signal(self, signal: Signal) -> RubricSignal | None:
        """Return what the rubric says of a signal; None where it does not count it."""
        return next((one for one in self.signals if one.signal is signal), None)

    def share(self, signal: Signal, state: EvidenceState, anchor: str = "") -> tuple[Fraction, Fraction]:
        """Return the least and the most of the criterion, in hundredths, that a signal gives in a state.

        What is unknown may be anything from nothing to the highest anchor. Proven and declared are one exact value.

        Raises:
            KeyError: The signal has no such anchor.
        """
        known = self.signal(signal)
        if known is None or state is EvidenceState.ABSENT:
            return Fraction(0), Fraction(0)
        weight = Fraction(known.weight_percent)
        if state is EvidenceState.UNKNOWN:
            return Fraction(0), weight * max(Fraction(one.percent) for one in known.anchors) / _HUNDRED
        counted = self.proven_percent if state is EvidenceState.PROVEN else self.declared_percent
        exact = weight * Fraction(known.anchor(anchor).percent) * Fraction(counted) / _HUNDRED**2
        return exact, exact

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any], sha256: str) -> "Rubric":
        """Build the rubric from a file that ``checked_rubric`` has let pass.

        Raises:
            KeyError: A required key is missing.
            ValueError: A value is not of its form.
        """
        return cls(
            raw["version"],
            raw["valid_from"],
            raw["title"],
            legal_source(raw["source"]),
            parse_measure(raw["state_percent"]["proven"]),
            parse_measure(raw["state_percent"]["declared"]),
            tuple(map(_signal, raw["signals"])),
            sha256,
        )


def _signal(raw: Mapping[str, Any]) -> RubricSignal:
    anchors = tuple(
        Anchor(one["id"], AnchorKind(one["kind"]), parse_measure(one["percent"]), one["title"])
        for one in raw["anchors"]
    )
    return RubricSignal(Signal(raw["id"]), parse_measure(raw["weight_percent"]), anchors)
