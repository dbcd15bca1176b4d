"""Format ``pruefstand/openness/1``: signals, proofs, suggestions and decisions of all bids of a lot."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from core.numbers import fraction_string
from licensing.assess.evidence import EvidenceState, Signal
from licensing.assess.suggestion import SignalSuggestion, Suggestion
from procurement.rules.openness.wording import SIGNALS, WHY

FORMAT = "pruefstand/openness/1"
_FRACTION = r"^-?\d{1,15}(/\d{1,15})?$"


class Part(BaseModel):
    """Base: frozen, unknown fields refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProofEntry(Part):
    """Where something can be read."""

    file: str = Field(description="Datei des Angebots, des Repositorys, oder Anfrage")
    sha256: str = Field(description="Prüfsumme der Datei oder der Antwort")
    place: str = Field(description="Stelle darin; leer für die ganze Datei")


class SignalEntry(Part):
    """A signal of a bid."""

    signal: Signal
    title: str
    state: EvidenceState
    anchor: str = Field(description="Erreichte Stufe des Bewertungsschlüssels; leer, wo keine erreicht ist")
    why: str = Field(description="Kennung des Grundes")
    sentence: str = Field(description="Der Grund in einem Satz")
    proofs: list[ProofEntry]
    least: str = Field(pattern=_FRACTION, description="Hundertstel des Kriteriums, mindestens")
    most: str = Field(pattern=_FRACTION, description="Hundertstel des Kriteriums, höchstens")


class ComponentEntry(Part):
    """Share of open components: shown, worth no points."""

    osi: int
    known: int
    unknown: int


class DecisionEntry(Part):
    """What an evaluator decided."""

    evaluator: str
    accepted: bool
    points: str = Field(pattern=_FRACTION)
    reason: str
    suggestion: str = Field(description="Prüfsumme des Vorschlags, über den entschieden wurde")


class BidEntry(Part):
    """A bid."""

    id: str
    tenderer: str
    suggestion: str = Field(description="Prüfsumme des Vorschlags")
    least: str = Field(pattern=_FRACTION, description="Punkte der Skala, mindestens")
    most: str = Field(pattern=_FRACTION, description="Punkte der Skala, höchstens")
    signals: list[SignalEntry]
    components: ComponentEntry | None
    late_files: list[str] = Field(description="Beurteilte Dateien, die nicht mit dem Angebot kamen: Sie zählen nicht")
    decisions: list[DecisionEntry]


class RubricEntry(Part):
    """The published rubric."""

    version: str
    title: str
    sha256: str
    valid_from: date


class OpennessReport(Part):
    """All bids of a lot."""

    format: Literal["pruefstand/openness/1"] = "pruefstand/openness/1"
    reference: str
    lot: int
    lot_title: str
    criterion: str
    criterion_title: str
    scale_minimum: str
    scale_maximum: str
    as_of: date = Field(description="Tag der letzten Angabe oder Entscheidung")
    rubric: RubricEntry
    bids: list[BidEntry]


def signal_entries(suggestion: Suggestion) -> list[SignalEntry]:
    """Return the signals of a suggestion, in the order of the rubric."""
    return [_signal(one) for one in suggestion.signals]


def _signal(one: SignalSuggestion) -> SignalEntry:
    found = one.evidence
    return SignalEntry(
        signal=found.signal,
        title=SIGNALS[found.signal],
        state=found.state,
        anchor=found.anchor,
        why=found.why,
        sentence=WHY.get(found.why, ""),
        proofs=[ProofEntry(file=proof.file, sha256=proof.sha256, place=proof.place) for proof in found.proofs],
        least=fraction_string(one.least),
        most=fraction_string(one.most),
    )
