"""German words of repositories that bids name, of pages and of the audit log."""

from collections.abc import Mapping

from infra.audit.model import Event
from licensing.repository.publiccode import Grade

EVENTS: Mapping[Event, str] = {
    Event.REPOSITORY_NAMED: "Repositorium eines Angebots eingetragen",
    Event.REPOSITORY_WITHDRAWN: "Eintrag eines Repositoriums zurückgenommen",
    Event.REPOSITORY_FETCH_ASKED: "Abruf eines Repositoriums verlangt",
    Event.REPOSITORY_SNAPSHOT_TAKEN: "Stand eines Repositoriums gespeichert",
    Event.REPOSITORY_SNAPSHOT_MISSED: "Stand eines Repositoriums nicht erhalten",
    Event.REPOSITORY_ARCHIVE_READ: "Archiv eines Repositoriums gelesen",
}
FIELDS: Mapping[str, str] = {
    "detail": "Einzelheit",
    "digest": "Prüfsumme",
    "fetch": "Abruf Nr.",
    "offered": "Angebotene Version",
    "problem": "Hindernis",
    "reference": "Tag oder Commit",
    "replaces": "berichtigt Eintrag Nr.",
    "snapshot": "Stand Nr.",
    "url": "Adresse",
}
SUBJECTS: Mapping[str, str] = {"repository": "Repositorium"}
LABELS: Mapping[str, str] = {
    "adresse": "Adresse des Repositoriums",
    "stelle": "Stelle im Angebot",
    "version": "Angebotene Version",
    "produkt": "Produkt",
    "lizenz": "Lizenz laut Angebot",
    "grund": "Grund",
    "ruecknahme": "Grund der Rücknahme",
    "stand": "Tag oder Commit",
    "datei": "Archiv",
}
GRADES: Mapping[Grade, str] = {Grade.ERROR: "Fehler", Grade.HINT: "Hinweis"}
PUBLICCODE_FAULTS: Mapping[str, str] = {
    "missing": "Die Angabe fehlt.",
    "in_no_language": "Die Angabe fehlt in allen Sprachen.",
    "unknown_key": "Der Schlüssel gehört nicht zum Standard.",
    "deprecated": "Der Schlüssel entfällt mit einer späteren Fassung.",
    "country_section": "Der Abschnitt eines Landes wird nicht geprüft.",
    "not_here": "Die Angabe gehört hier nicht hin.",
    "not_listed": "Der Wert steht nicht auf der Liste des Standards.",
    "no_object": "Die Datei oder der Abschnitt ist nicht lesbar aufgebaut.",
    "no_licence": "Die Angabe ist kein SPDX-Ausdruck.",
}
"""Sentence of a fault of ``publiccode.yml``; every other one is of a wrong form."""
OTHER_FAULT = "Die Angabe hat nicht die verlangte Form."
