"""German words that only pages need: labels of codes. Sentences of results stand in ``scoring.wording``."""

from core.legal import VerificationStatus
from procurement.model import ProcedureState
from scoring.exclusion import A_CRITERION, MINIMUM_LEISTUNGSPUNKTE, MINIMUM_POINTS
from scoring.methods import METHODS

GROUNDS = {
    A_CRITERION: "A-Kriterium nicht erfüllt",
    MINIMUM_POINTS: "Mindestpunkte nicht erreicht",
    MINIMUM_LEISTUNGSPUNKTE: "Mindestzahl der Leistungspunkte nicht erreicht",
    "late": "Angebot zu spät eingegangen",
    "missing_documents": "Geforderte Unterlagen fehlen",
    "changed_entries": "Eigene Eintragungen zweifelhaft geändert",
    "changed_documents": "Vergabeunterlagen geändert",
    "missing_prices": "Preisangaben fehlen",
    "unadmitted_variant": "Nicht zugelassenes Nebenangebot",
    "exclusion_ground": "Ausschlussgrund liegt vor",
    "abnormally_low": "Ungewöhnlich niedriger Preis nicht aufgeklärt",
}
STATES = {ProcedureState.DRAFT: "vorläufig", ProcedureState.FINAL: "gewertet"}
VERIFICATION = {
    VerificationStatus.VERIFIED: "am Wortlaut geprüft",
    VerificationStatus.SECONDARY: "aus zweiter Hand gelesen, Original zu prüfen",
    VerificationStatus.UNVERIFIED: "noch nicht geprüft",
    VerificationStatus.HOUSE_RULE: "eigene Festlegung der Stadt",
}
PRICE = "Preis"


def ground(code: str) -> str:
    """Return the German name of an exclusion code; an unknown one speaks for itself."""
    return GROUNDS.get(code, code)


def method_title(name: str) -> str:
    """Return the German name of a method; one of an older version shows its name in the format."""
    method = METHODS.get(name)
    return method.title if method else name
