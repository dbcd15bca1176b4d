"""German words of evidence on licences."""

from collections.abc import Mapping

from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from licensing.sbom.column_fields import COLUMN_NAMES
from procurement.model import ComponentRuling, EvidenceKind, EvidenceOrigin, FindingWeight, LicenceClass

CLASSES: Mapping[LicenceClass, str] = {
    LicenceClass.PERMISSIVE: "freizügig (permissiv)",
    LicenceClass.WEAK_COPYLEFT: "schwaches Copyleft",
    LicenceClass.COPYLEFT: "starkes Copyleft",
    LicenceClass.SOURCE_AVAILABLE: "Quelltext einsehbar, nicht frei",
    LicenceClass.PROPRIETARY: "proprietär",
    LicenceClass.UNKNOWN: "unbekannt",
}
CLASS_LETTERS: Mapping[LicenceClass, str] = {
    LicenceClass.PERMISSIVE: "F",
    LicenceClass.WEAK_COPYLEFT: "S",
    LicenceClass.COPYLEFT: "C",
    LicenceClass.SOURCE_AVAILABLE: "Q",
    LicenceClass.PROPRIETARY: "P",
    LicenceClass.UNKNOWN: "U",
}
RULINGS: Mapping[ComponentRuling, tuple[str, str]] = {
    ComponentRuling.ALLOW: ("success", "erlaubt"),
    ComponentRuling.REVIEW: ("warning", "zu prüfen"),
    ComponentRuling.DENY: ("danger", "nicht erlaubt"),
    ComponentRuling.NONE: ("info", "nicht beurteilt"),
}
ANSWERS: Mapping[str, tuple[str, str]] = {
    "no": ("danger", "nicht verträglich"),
    "unclear": ("warning", "ungeklärt"),
    "yes": ("success", "verträglich"),
}
WEIGHTS: Mapping[FindingWeight, tuple[str, str]] = {
    FindingWeight.ERROR: ("danger", "Fehler"),
    FindingWeight.WARNING: ("warning", "Warnung"),
    FindingWeight.NOTE: ("info", "Hinweis"),
}
USES: Mapping[Use, str] = {
    Use.SEPARATE: "als eigenständiges Werk daneben",
    Use.LINK: "eingebunden, zum Beispiel als Bibliothek",
    Use.MERGE: "in den eigenen Code übernommen",
    Use.MODIFY: "verändert",
}
SCENARIOS: Mapping[Scenario, str] = {
    Scenario.DISTRIBUTION: "Das Produkt wird weitergegeben",
    Scenario.SAAS: "Das Produkt wird über ein Netz angeboten (SaaS)",
    Scenario.INTERNAL: "Das Produkt wird nur intern genutzt",
}
KINDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.BILL: "Stückliste oder Lizenzliste",
    EvidenceKind.LICENCE_TEXT: "Lizenztext",
}
ORIGINS: Mapping[EvidenceOrigin, str] = {
    EvidenceOrigin.UPLOADED: "hochgeladen",
    EvidenceOrigin.BID: "aus dem Angebot",
}
FORMATS: Mapping[str, str] = {
    "spdx": "SPDX",
    "cyclonedx": "CycloneDX",
    "list": "Lizenzliste",
    "licence-text": "Lizenztext",
}
COLUMNS = COLUMN_NAMES
STATES: Mapping[str, tuple[str, str]] = {
    "draft": ("info", "noch nicht beurteilt"),
    "waiting": ("info", "wartet"),
    "running": ("info", "läuft"),
    "done": ("success", "beurteilt"),
    "failed": ("danger", "gescheitert"),
    "cancelled": ("warning", "abgebrochen"),
}
TEXT_STATES: Mapping[str, tuple[str, str]] = {
    "same": ("success", "stimmt mit dem Wortlaut überein"),
    "same_and_more": ("success", "enthält den Wortlaut und weiteren Text"),
    "edited": ("warning", "weicht vom Wortlaut ab"),
    "different": ("danger", "ist ein anderer Text"),
    "unknown": ("info", "nicht verglichen: Der Wortlaut ist nicht hinterlegt"),
    "empty": ("danger", "enthält keinen Text"),
    "too_long": ("info", "nicht verglichen: zu lang"),
}
YES_NO: Mapping[str, str] = {"yes": "ja", "no": "nein", "unknown": "unbekannt"}
EVIDENCE: Mapping[str, tuple[str, str]] = {
    "proven": ("belegt", "Die Lizenz ist genannt, und ihr Wortlaut liegt unverändert bei."),
    "declared": ("erklärt", "Die Lizenz ist genannt; ihr Wortlaut liegt nicht bei."),
    "absent": ("fehlt", "Es ist keine Lizenz genannt."),
    "unknown": ("unbekannt", "Was genannt ist, steht auf keiner Liste oder ist nicht lesbar."),
}
