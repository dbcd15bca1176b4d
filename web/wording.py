"""German words that only pages need: labels of codes. Sentences of results stand in ``scoring.wording``."""

from core.legal import VerificationStatus
from procurement.model import EvaluationState
from scoring.methods import METHODS
from scoring.wording import exclusion_ground

__all__ = ["PRICE", "STATES", "VERIFICATION", "exclusion_ground", "method_title"]

STATES = {EvaluationState.DRAFT: "vorläufig", EvaluationState.FINAL: "gewertet"}
VERIFICATION = {
    VerificationStatus.VERIFIED: "am Wortlaut geprüft",
    VerificationStatus.SECONDARY: "aus zweiter Hand gelesen, Original zu prüfen",
    VerificationStatus.UNVERIFIED: "noch nicht geprüft",
    VerificationStatus.HOUSE_RULE: "eigene Festlegung der Stadt",
}
PRICE = "Preis"


def method_title(name: str) -> str:
    """Return the German name of a method; one of an older version shows its name in the format."""
    method = METHODS.get(name)
    return method.title if method else name
