"""German words of open-source products and alternatives, of pages and of the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from infra.policy.table import Action
from procurement.model import CollectionKind

EVENTS: Mapping[Event, str] = {
    Event.PRODUCTS_IMPORTED: "Sammlung quelloffener Produkte übernommen",
    Event.ALTERNATIVES_SEARCHED: "Suche nach quelloffenen Alternativen festgehalten",
    Event.ALTERNATIVE_ADDED: "Quelloffene Alternative aufgenommen",
    Event.ALTERNATIVE_REMOVED: "Quelloffene Alternative entfernt",
    Event.ALTERNATIVES_DOCUMENTED: "Prüfung quelloffener Alternativen dokumentiert",
    Event.ALTERNATIVES_EXPORTED: "Unterlage zu quelloffenen Alternativen ausgegeben",
}
ACTIONS: Mapping[str, str] = {
    Action.READ_PRODUCTS: "Quelloffene Produkte ansehen",
    Action.IMPORT_PRODUCTS: "Sammlung quelloffener Produkte übernehmen",
}
FIELDS: Mapping[str, str] = {
    "alternative": "Alternative Nr.",
    "alternatives": "Alternativen",
    "category": "Kategorie",
    "found": "gefunden",
    "products": "Produkte",
    "searches": "Suchen",
    "source": "Sammlung",
    "words": "Suchwörter",
}
SUBJECTS: Mapping[str, str] = {
    "product": "Quelloffenes Produkt",
    "product-import": "Übernahme einer Sammlung",
}
KINDS: Mapping[CollectionKind, str] = {
    CollectionKind.PUBLICCODE: "publiccode.yml",
    CollectionKind.TABLE: "Tabelle",
    CollectionKind.EXPORT: "Ausgabe eines Verzeichnisses",
}
LEFT_OUT: Mapping[str, str] = {
    "same_repository": "dasselbe Repositorium, älterer Stand",
    "unreadable": "nicht lesbar",
    "no_object": "kein Eintrag",
    "name_or_address_missing": "Name oder Adresse fehlt",
    "columns_missing": "Spalte mit Name oder Adresse fehlt",
    "no_list": "keine Liste",
    "too_large": "größer als 2 MiB",
    "too_many": "zu viele Einträge",
}
STATUSES: Mapping[str, str] = {
    "concept": "Konzept",
    "development": "in Entwicklung",
    "beta": "Testfassung",
    "stable": "stabil",
    "obsolete": "veraltet",
}
PLACES: Mapping[str, str] = {
    "name": "Name",
    "categories": "Kategorien",
    "features": "Funktionen",
    "summary": "Kurzbeschreibung",
    "description": "Beschreibung",
}
LABELS: Mapping[str, str] = {
    "sammlung": "Name der Sammlung",
    "stand-tag": "Stand der Sammlung",
    "dateien": "Dateien",
    "suche": "Wonach wird gesucht?",
    "kategorie": "Kategorie",
    "name": "Produkt",
    "adresse": "Adresse",
    "lizenz": "Lizenz",
    "version": "Version",
    "beschreibung": "Was es leistet",
    "quelle": "Woher Sie das wissen",
}
