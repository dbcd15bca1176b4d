"""German words for what stands in the catalogue of standards."""

from licensing.standards.model import FactName, FactValue, StandardDomain
from licensing.standards.openness import Openness

DOMAIN_TITLES = {
    StandardDomain.DOCUMENT: "Dokumente und Webseiten",
    StandardDomain.DATA: "Daten und Verzeichnisse",
    StandardDomain.API: "Schnittstellen und Betrieb",
    StandardDomain.GROUPWARE: "E-Mail, Kalender und Zusammenarbeit",
    StandardDomain.IDENTITY: "Anmeldung und Konten",
    StandardDomain.SECURITY: "Sicherheit und Signatur",
    StandardDomain.GEO: "Karten und Geodaten",
    StandardDomain.ADMINISTRATION: "Fachverfahren der Verwaltung",
    StandardDomain.PAYMENT: "Rechnung und Zahlung",
    StandardDomain.ACCESS: "Barrierefreiheit",
    StandardDomain.IOT: "Sensoren und Geräte",
    StandardDomain.SUPPLY_CHAIN: "Lieferkette der Software",
}

FACT_QUESTIONS = {
    FactName.SPEC_FREE: "Ist der Text öffentlich, kostenfrei und ohne Unterschrift oder Mitgliedschaft zu haben?",
    FactName.PATENTS_FREE: "Sind Patente derer, die ihn verfasst haben, gebührenfrei oder wird auf sie verzichtet?",
    FactName.PATENTS_FAIR: "Werden Patente wenigstens fair, angemessen und diskriminierungsfrei lizenziert?",
    FactName.PROCESS_OPEN: "Können alle Betroffenen mitwirken oder vor der Entscheidung Stellung nehmen?",
    FactName.BODY_NONPROFIT: "Entscheidet eine gemeinnützige oder öffentliche Stelle?",
    FactName.OPEN_IMPLEMENTATION: "Gibt es eine Umsetzung unter freier Lizenz?",
    FactName.MACHINE_TEST: "Lässt sich die Einhaltung wenigstens teilweise maschinell prüfen?",
}

VALUE_WORDS = {FactValue.YES: "ja", FactValue.NO: "nein", FactValue.UNKNOWN: "nicht bekannt"}

OPENNESS_WORDS = {
    Openness.OPEN: "offen",
    Openness.RESTRICTED: "eingeschränkt",
    Openness.VENDOR: "herstellergebunden",
    Openness.UNDECIDED: "nicht entschieden",
}
