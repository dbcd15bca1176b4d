"""German words of the register of contracts and systems."""

from collections.abc import Mapping

from procurement.model import (
    BrowserUse,
    CheckOutcome,
    EndKind,
    LicenceKind,
    RegisterOrigin,
    RegisterView,
)

FAULTS: Mapping[str, str] = {
    "register_product": "Bitte nennen Sie das Produkt.",
    "register_long": "Bitte kürzen Sie die Angabe auf höchstens {maximum} Zeichen.",
    "register_day": "Bitte geben Sie einen Tag zwischen 1990 und 2099 an, zum Beispiel 31.12.2027.",
    "register_notice": "Bitte geben Sie die Kündigungsfrist in ganzen Monaten an, 0 bis {maximum}.",
    "register_notice_alone": "Eine Kündigungsfrist braucht das Ende des Vertrags. Bitte geben Sie auch dieses an.",
    "register_switch_off": "Ein Tag der Abschaltung gehört zu einem Altsystem. Bitte kennzeichnen Sie es als solches.",
    "register_office": "Dieses Amt gibt es nicht. Bitte wählen Sie eines aus der Verwaltung der Ämter.",
    "register_choice": "Bitte wählen Sie einen der Werte: {values}.",
    "register_number": "Einen Eintrag dieser Nummer gibt es nicht. Bei neuen Einträgen bleibt die Nummer leer.",
    "register_version": "Der Eintrag wurde inzwischen geändert. Bitte laden Sie die Tabelle neu herunter.",
    "register_twice": "Diese Nummer steht zweimal in der Tabelle.",
    "register_columns": "Die erste Zeile nennt die Spalten. Es fehlt die Spalte „{column}“.",
    "register_column_twice": "Die Spalte „{column}“ steht zweimal in der ersten Zeile.",
    "register_rows": "Bitte geben Sie zwischen einer und {maximum} Zeilen an.",
    "register_file": "Bitte wählen Sie eine Tabelle im Format XLSX oder CSV.",
    "register_outcome": "Bitte wählen Sie, was daraus folgt.",
    "register_reason": "Bitte begründen Sie in höchstens {maximum} Zeichen, was daraus folgt.",
}
"""Sentence of each fault."""

LABELS: Mapping[str, str] = {
    "product": "Produkt",
    "purpose": "Wofür es da ist",
    "office": "Verantwortliches Amt",
    "supplier": "Auftragnehmer",
    "contract": "Vertragsnummer",
    "licence_kind": "Art der Nutzung",
    "licence": "Lizenz",
    "browser": "Läuft im Browser",
    "product_version": "Version",
    "support_end": "Ende der Unterstützung",
    "contract_end": "Ende des Vertrags",
    "notice_months": "Kündigungsfrist in Monaten",
    "is_legacy": "Altsystem",
    "switch_off": "Abschaltung am",
    "out_of_use": "Außer Betrieb seit",
    "note": "Bemerkung",
}
"""What each fact is called, on pages and in tables, in their order."""
LICENCE_KINDS: Mapping[LicenceKind, str] = {
    LicenceKind.UNKNOWN: "nicht bekannt",
    LicenceKind.OPEN_SOURCE: "quelloffen",
    LicenceKind.BOUGHT: "gekauft",
    LicenceKind.RENTED: "gemietet",
    LicenceKind.SERVICE: "Online-Dienst (SaaS)",
    LicenceKind.OWN: "eigene Entwicklung",
}
BROWSER: Mapping[BrowserUse, str] = {
    BrowserUse.UNKNOWN: "nicht bekannt",
    BrowserUse.YES: "ja",
    BrowserUse.PARTLY: "teilweise",
    BrowserUse.NO: "nein",
}
ORIGINS: Mapping[RegisterOrigin, str] = {
    RegisterOrigin.HAND: "von Hand eingetragen",
    RegisterOrigin.TABLE: "aus einer Tabelle",
    RegisterOrigin.AWARD: "Zuschlag im Vergabeverfahren",
    RegisterOrigin.SHORT_ASSESSMENT: "Kurzbewertung",
}
ENDS: Mapping[EndKind, str] = {
    EndKind.CONTRACT: "Ende des Vertrags",
    EndKind.SUPPORT: "Ende der Unterstützung",
    EndKind.SWITCH_OFF: "Abschaltung",
}
OUTCOMES: Mapping[CheckOutcome, str] = {
    CheckOutcome.EXTEND: "verlängern oder weiter nutzen",
    CheckOutcome.REPLACE: "durch ein anderes Produkt ersetzen",
    CheckOutcome.TENDER: "neu ausschreiben",
    CheckOutcome.STOP: "ersatzlos beenden",
}
VIEWS: Mapping[RegisterView, str] = {
    RegisterView.ENDING: "Ende steht an",
    RegisterView.CHECK_OPEN: "Prüfung von Alternativen offen",
    RegisterView.LEGACY: "Altsysteme",
    RegisterView.UNDATED_LEGACY: "Altsysteme ohne Termin",
    RegisterView.INCOMPLETE: "unvollständig",
    RegisterView.OUT_OF_USE: "außer Betrieb",
}
YES, NO = "ja", "nein"
