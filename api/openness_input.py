"""What programs send about the openness of bids."""

from pydantic import BaseModel, ConfigDict, Field

from core.numbers import LARGEST_NUMBER
from licensing.assess.evidence import EvidenceState, Signal
from procurement.model import Said
from procurement.rules.openness.deciding import LONGEST_REASON
from procurement.rules.openness.statements import LONGEST_EXPRESSION, LONGEST_PLACE, MOST_REQUIREMENTS
from procurement.services.openness import StatementWish


class StatementInput(BaseModel):
    """What a bid says about a signal, and where."""

    model_config = ConfigDict(extra="forbid")

    signal: Signal = Field(description="S1, S2, S3, S6 oder S7; S4 wird aus der Stückliste gelesen")
    file: str = Field(max_length=255, description="Name der Datei des Angebots")
    place: str = Field(max_length=LONGEST_PLACE, description="Wo es darin steht")
    denied: bool = Field(default=False, description="Das Angebot sagt, dass es das nicht gibt")
    promise: str = Field(default="", max_length=80, description="Stufe, die eine verbindliche Zusage erreicht")
    expression: str = Field(default="", max_length=LONGEST_EXPRESSION, description="S1: Lizenz des Produkts")
    closed_additions: bool = Field(default=False, description="S1: Teile stehen unter einer anderen Lizenz")
    open: int = Field(default=0, ge=0, le=MOST_REQUIREMENTS, description="S3: Funktionen im offenen Teil")
    closed: int = Field(default=0, ge=0, le=MOST_REQUIREMENTS, description="S3: nur im verschlossenen Teil")
    unknown: int = Field(default=0, ge=0, le=MOST_REQUIREMENTS, description="S3: ohne Angabe")
    closed_dependencies: int = Field(default=0, ge=0, le=MOST_REQUIREMENTS, description="S3: nötige Teile")
    confirmed: bool = Field(default=False, description="S3: Eine Person hat verglichen")

    def wish(self) -> StatementWish:
        """Return it as the services take it."""
        said = Said(**self.model_dump(exclude={"signal", "file", "place"}))
        return StatementWish(self.signal, said, self.file, self.place)


class EffectInput(BaseModel):
    """What an answer shows about a signal."""

    model_config = ConfigDict(extra="forbid")

    inquiry: int = Field(ge=1, le=LARGEST_NUMBER, description="Nummer der beantworteten Aufklärung")
    signal: Signal
    state: EvidenceState
    anchor: str = Field(default="", max_length=80, description="Stufe, bei „proven“ und „declared“")


class DecisionInput(BaseModel):
    """What an evaluator decides about suggested points."""

    model_config = ConfigDict(extra="forbid")

    bid: str = Field(max_length=40, description="Kennung des Angebots")
    suggestion: str = Field(max_length=71, description="Prüfsumme des Vorschlags, der angesehen wurde")
    points: str = Field(max_length=24, description="Punkte der veröffentlichten Skala")
    reason: str = Field(default="", max_length=LONGEST_REASON, description="Nötig bei anderen Punkten")
