"""German sentences for findings and refusals of bills of materials."""

from collections.abc import Mapping

from licensing.model import SbomFinding

_FINDINGS: dict[str, str] = {
    # the text
    "byte_order_mark": "Die Datei beginnt mit einer Byte-Reihenfolge-Marke (BOM), die das Format nicht vorsieht.",
    "charset": "Die Datei ist in {charset} statt in UTF-8 geschrieben.",
    "text_damaged": "Der Text enthält Bytes, die keine Zeichen sind; sie sind ersetzt.",
    "file_cut_off": "Die Datei endet zu früh. Gelesen ist, was davor steht.",
    "json_damaged": "Das JSON ist an dieser Stelle nicht regelgerecht ({detail}); der Rest ist gelesen.",
    "yaml_own_tag": "Der Wert trägt eine Kennzeichnung eines Programms ({written}); er ist gelesen, wie er dasteht.",
    "json_trailing": "Nach dem Ende des Dokuments steht weiterer Text.",
    "json_duplicate_key": "Der Schlüssel „{key}“ kommt doppelt vor; Listen sind zusammengeführt.",
    "wrapped": "Die Stückliste steckt in einer Hülle ({wrapper}).",
    # fields
    "field_null": "Das Feld ist mit „null“ belegt.",
    "field_type": "Das Feld hat eine falsche Art; erwartet ist: {expected}.",
    "field_missing": "Das Feld „{field}“ fehlt.",
    "key_case": "Das Feld „{written}“ heißt richtig „{right}“.",
    "value_case": "Der Wert „{written}“ heißt richtig „{right}“.",
    "value_format": "Der Wert „{written}“ ist nicht in der vorgesehenen Form.",
    "actor_format": "Die Angabe „{written}“ nennt nicht, ob sie eine Organisation, eine Person oder ein Werkzeug meint.",
    "timestamp_missing": "Der Zeitpunkt der Erstellung fehlt.",
    "timestamp_format": "Der Zeitpunkt „{written}“ ist nicht in der vorgesehenen Form.",
    "version_missing": "Die Version des Formats fehlt.",
    "version_format": "Die Version des Formats „{written}“ ist nicht in der vorgesehenen Form.",
    "document_missing": "Der Eintrag, der das Dokument beschreibt, fehlt.",
    "line_without_tag": "Die Zeile „{written}“ beginnt mit keinem Schlüsselwort.",
    "text_unclosed": "Ein mehrzeiliger Text ist nicht abgeschlossen.",
    "tag_unknown": "Das Schlüsselwort „{written}“ kennt das Format nicht.",
    "tag_twice": "Das Schlüsselwort „{written}“ steht mehrfach bei derselben Komponente; es gilt die letzte Angabe.",
    "tag_outside_package": "Das Schlüsselwort „{written}“ steht vor der ersten Komponente.",
    "member_skipped": "Im Archiv ist „{name}“ nicht gelesen: {reason}",
    # components and relationships
    "id_twice": "Die Kennung ist schon vergeben, an: {first}. Beide Komponenten sind gezählt.",
    "relationship_dangling": "Die Beziehung „{path}“ nennt etwas, das es in der Datei nicht gibt.",
    "root_unknown": "Beschrieben wird etwas, das es in der Datei nicht gibt.",
    "several_roots": "Die Datei beschreibt {count} Produkte statt eines einzigen.",
    "root_missing": "Die Datei sagt nicht, welches Produkt sie beschreibt.",
    "cycle": "Komponenten hängen im Kreis voneinander ab: {path}.",
    "no_components": "Die Datei enthält keine Komponente.",
    "subject_missing": "Das beschriebene Produkt ist nicht genannt.",
    "subject_components": "Innerhalb des beschriebenen Produkts stehen {count} Teile; sie zählen nicht als Komponenten.",
    "subject_listed": "Das beschriebene Produkt steht auch unter den Komponenten.",
    "components_too_deep": "Die Komponenten sind zu tief ineinander gestellt; tiefere sind nicht gelesen.",
    "other_packages": "Die Datei enthält {count} Pakete anderer Art (Daten oder Modelle); sie zählen nicht als Software.",
    "licence_empty": "Der Eintrag zur Lizenz nennt keine Lizenz.",
    "licence_too_deep": "Die Lizenzangabe ist zu tief verschachtelt und gilt als nicht angegeben.",
    "licence_dangling": "Die Lizenzangabe verweist auf etwas, das es in der Datei nicht gibt.",
    # schema
    "schema_fault": "Das Schema des Formats ist hier verletzt (Regel {rule}).",
    "document_version_missing": "Das veröffentlichte Schema verlangt die Nummer des Dokuments („version“); das hinterlegte nicht.",
    "schema_missing": "Zur Version {version} des Formats liegt kein Schema vor.",
    # lists
    "column_guessed": "Die Spalte „{column}“ ist gelesen als: {meaning}. Bitte bestätigen.",
    "several_licences": "Bei manchen Komponenten stehen mehrere Lizenzen; gelesen ist, dass alle gelten.",
    "row_without_component": "Die Zeile nennt weder Namen noch Lizenz und ist nicht gezählt: {written}",
    "row_beside": "Die Zeile ist eine Summe, eine Überschrift oder eine Anmerkung und nicht als Komponente gezählt: {written}",
    "no_statement": "„{written}“ in der Spalte „{field}“ ist keine Angabe; das Feld gilt als leer.",
    "version_changed": "Die Version kann von Excel verändert sein: Hier steht „{written}“, ein Datum oder eine Zehnerpotenz. Bitte beim Bieter klären.",
    "version_number": "Die Version kann von Excel verändert sein: „{written}“ ist als Zahl gespeichert, Nullen am Ende gehen dabei verloren (aus 2.10 wird 2.1).",
    "text_behind": "Nach der Tabelle beginnt hier fortlaufender Text; seine {count} Zeilen sind nicht als Komponenten gezählt. Bitte prüfen.",
    "text_beside": "Die Zeile steht unmittelbar neben fortlaufendem Text und ist nicht als Komponente gezählt: {written}",
    "line_beside": "Die Zeile nennt keine Komponente und ist nicht gezählt: {written}",
    "notice_read": "Die Lizenz steht hier nur als Text; er stimmt Wort für Wort überein mit: {licence}.",
    "notice_edited": "Der Text ist fast der von {licence}, aber verändert; die Lizenz gilt als nicht genannt. Bitte den Text ansehen und den Bieter fragen.",
    "notice_beyond": "Der Lizenztext ist nicht verglichen, denn die Datei enthält mehr verschiedene Lizenztexte, als in "
    "der vorgesehenen Zeit verglichen werden; die Lizenz gilt als nicht genannt. Bitte die Datei in Teilen hochladen.",
    "notice_unread": "Unter dieser Überschrift ist keine Lizenz zu erkennen; sie gilt als nicht genannt.",
    "notice_absent": "Das Verzeichnis am Anfang nennt einen Eintrag, zu dem kein Abschnitt folgt; er ist nicht gezählt: {written}",
    "files_licence": "Für „{files}“ ist als Lizenz genannt: {licence}.",
    "product_beside": "„{name}“ ist ein Teil des beschriebenen Produkts und zählt nicht als Komponente.",
    "tool_issue": "Das Werkzeug meldet zu „{name}“, dass es nicht alles lesen konnte; Komponenten können fehlen.",
    "table_skipped": "Die Seite enthält eine weitere Tabelle, die nicht gelesen ist. Sie beginnt mit: {written}",
    "sheet_skipped": "Das Tabellenblatt „{name}“ enthält keine erkennbare Lizenzliste.",
    "product_licence_unknown": "Die Lizenz des angebotenen Produkts ist nicht angegeben; ihre Vereinbarkeit ist nicht beurteilt.",
    # the second opinion
    "reference_fault": "Die Referenzbibliothek beanstandet: {message}",
}
_REFUSALS: dict[str, str] = {
    "sbom_archive_empty": "Das Archiv enthält keine Datei.",
    "sbom_wrapped_too_often": "Die Datei ist zu oft ineinander gepackt. Bitte entpackt einreichen.",
    "sbom_binary": "Die Datei ist kein Text. Erwartet wird eine Stückliste (SPDX, CycloneDX) oder eine Lizenzliste.",
    "sbom_late": "Die Arbeitsmappen davor brauchten mehr als {seconds} Sekunden. Bitte einzeln einreichen.",
    "sbom_books": "Aus einem Archiv werden {maximum} Arbeitsmappen gelesen. Bitte die übrigen einzeln einreichen.",
    "sbom_too_large": "Die Datei hat zu viele Einträge und wird nicht gelesen.",
    "sbom_too_many": "Die Datei hat zu viele Komponenten (höchstens {maximum}).",
    "sbom_too_deep": "Die Datei ist zu tief verschachtelt (Zeile {line}, Spalte {column}).",
    "sbom_no_json": "Die Datei ist kein lesbares JSON (Zeile {line}, Spalte {column}). Bitte die Stelle korrigieren.",
    "sbom_no_xml": "Die Datei ist kein lesbares XML (Zeile {line}, Spalte {column}). Bitte die Stelle korrigieren.",
    "sbom_no_yaml": "Die Datei ist kein lesbares YAML (Zeile {line}, Spalte {column}). Bitte die Stelle korrigieren.",
    "sbom_no_list": "In der Datei ist keine Lizenzliste zu erkennen (Zeile {line}, Spalte {column}). Bitte Spalten für Name und Lizenz benennen.",
    "sbom_columns": "Die Spalte {column} kann nicht als „{field}“ gelesen werden: Die Liste hat {maximum} Spalten. Bitte Spalten neu zuordnen.",
    "sbom_columns_missing": "Zugeordnet sein müssen mindestens die Spalten für Name und Lizenz. Bitte Spalten neu zuordnen.",
    "file_cells": "Die Arbeitsmappe hat mehr als {maximum} gefüllte Zellen. Bitte die Liste als CSV speichern und so einreichen.",
    "sbom_doctype": "Die Datei enthält eine Dokumenttyp-Angabe (Zeile {line}). Sie wird nicht gelesen.",
    "sbom_yaml_alias": "Die Datei enthält Verweise innerhalb des YAML (Zeile {line}, Spalte {column}), die eine Stückliste nicht braucht. Sie wird nicht gelesen.",
    "sbom_yaml_tag": "Die Datei enthält YAML-Anweisungen (Zeile {line}, Spalte {column}), die eine Stückliste nicht braucht. Sie wird nicht gelesen.",
    "sbom_unknown": "Die Datei ist weder SPDX noch CycloneDX noch eine Lizenzliste (Zeile {line}, Spalte {column}).",
}
SENTENCES: Mapping[str, str] = {**_FINDINGS, **_REFUSALS}
"""Sentence of each finding and refusal; values in braces are its properties."""


def finding_sentence(finding: SbomFinding) -> str:
    """Return the German sentence of a finding."""
    return SENTENCES[finding.type].format_map(_Shown(finding.properties))


def refusal(kind: str, properties: Mapping[str, str]) -> str:
    """Return the German sentence of a refusal."""
    return SENTENCES.get(kind, "sie ist leer oder nicht lesbar.").format_map(_Shown(properties))


class _Shown(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"
