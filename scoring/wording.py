"""German sentences for faults, warnings and exclusions: one place for command line, API, pages and papers."""

import re
from collections.abc import Mapping

from core.errors import Fault
from core.wording import FILE_FAULTS

_FAULTS: dict[str, str] = {
    # the file
    "file_unreadable": "Die Datei „{file}“ gibt es nicht oder sie ist nicht lesbar. Bitte Namen und Rechte prüfen.",
    "day_without_parameters": "Für den {day} sind keine Vorgaben hinterlegt ({name}). Bitte einen anderen Stichtag wählen.",
    "file_empty": FILE_FAULTS["file_empty"],
    "file_too_large": "Die Datei ist zu groß (höchstens {maximum} MiB und zwei Millionen Listen und Objekte).",
    "not_utf8": "Die Datei ist weder eine Arbeitsmappe (XLSX oder ODS) noch ein Text in UTF-8. Bitte die richtige Datei wählen; JSON-Dateien "
    "bitte in UTF-8 speichern.",
    "not_json": "Die Datei ist kein lesbares JSON (Zeile {line}, Spalte {column}). Bitte die Stelle korrigieren; NaN und Infinity sind "
    "keine zulässigen Zahlen.",
    "json_duplicate_key": "Ein Schlüssel kommt doppelt vor (Zeile {line}, Spalte {column}). Bitte einen der beiden entfernen.",
    "json_too_deep": "Die Datei ist tiefer als 200 Ebenen verschachtelt (Zeile {line}, Spalte {column}). Bitte die Stelle korrigieren.",
    "object_expected": "Erwartet wird ein JSON-Objekt mit den Angaben zur Wertung.",
    # the format
    "format_missing": "Pflichtangabe fehlt. Bitte ergänzen.",
    "format_extra_forbidden": "Unbekanntes Feld. Bitte entfernen oder die Schreibweise prüfen.",
    "format_literal_error": "Unzulässiger Wert. Zulässig ist: {expected}.",
    "format_enum": "Unzulässiger Wert. Zulässig ist: {expected}.",
    "format_union_tag_invalid": "Unbekannte Wertungsmethode. Zulässig sind: {expected_tags}.",
    "format_union_tag_not_found": "Der Name der Wertungsmethode fehlt. Bitte ergänzen.",
    "format_measure": 'Keine Zahl in zulässiger Form. Bitte als Text mit Punkt schreiben, zum Beispiel "12.5" (höchstens 12 Stellen '
    "vor und 9 nach dem Punkt), oder als ganze Zahl.",
    "format_fraction": 'Kein Bruch in zulässiger Form. Bitte als "p/q" mit q von 1 bis 100 schreiben, zum Beispiel "1/3".',
    "format_above_zero": "Der Wert muss größer als 0 sein.",
    "format_above_one": "Der Wert muss größer als 1 sein.",
    "format_not_negative": "Der Wert darf nicht negativ sein.",
    "format_between_zero_and_one": "Der Wert muss zwischen 0 und 1 liegen.",
    "format_method_weights": "Die Gewichte für Leistung und Preis ergeben {sum} statt genau 100. Bitte anpassen.",
    "format_percent_range": "Der Wert muss zwischen 0 und 100 liegen.",
    "format_answer": "Zulässig sind true, false oder ein Objekt mit „met“, „reason“ und „source“.",
    "format_price_bounds": "Die Preisgrenzen passen nicht: 0 < bester Preis < schlechtester Preis.",
    "format_string_type": "Erwartet wird ein Text.",
    "format_string_too_short": "Der Text darf nicht leer sein.",
    "format_string_too_long": "Der Text ist zu lang (höchstens {max_length} Zeichen).",
    "format_string_pattern_mismatch": "Der Text ist leer oder enthält nicht zulässige Zeichen (in Kennungen keine Leerzeichen oder Steuerzeichen).",
    "format_bool_type": "Erwartet wird true oder false.",
    "format_int_type": "Erwartet wird eine ganze Zahl.",
    "format_greater_than_equal": "Der Wert muss mindestens {ge} sein.",
    "format_less_than_equal": "Der Wert darf höchstens {le} sein.",
    "format_dict_type": "Erwartet wird ein JSON-Objekt.",
    "format_model_type": "Erwartet wird ein JSON-Objekt.",
    "format_model_attributes_type": "Erwartet wird ein JSON-Objekt.",
    "format_tuple_type": "Erwartet wird eine Liste.",
    "format_too_long": "Die Liste ist zu lang (höchstens {max_length} Einträge).",
    # the matrix
    "scale_unusable": "Die Punkteskala ist nicht brauchbar: Das Minimum muss mindestens 0 sein, das Maximum darüber liegen und auf "
    "einem Schritt liegen.",
    "price_weight_missing": "Die Methode „{method}“ gewichtet den Preis im Kriterienbaum. Bitte matrix.price.weight_percent angeben.",
    "price_weight_not_allowed": "Die Methode „{method}“ kennt kein Preisgewicht im Kriterienbaum. Bitte matrix.price entfernen.",
    "price_weight_range": "Das Preisgewicht muss größer als 0 und kleiner als 100 sein.",
    "decision_criterion_unknown": "Das Entscheidungskriterium „{id}“ gibt es nicht. Zulässig sind „leistungspunkte“, „price“ oder die "
    "Kennung einer Hauptgruppe.",
    "duplicate_id": "Die Kennung „{id}“ kommt mehrfach vor. Bitte eindeutige Kennungen vergeben.",
    "reserved_id": "Die Kennung „{id}“ ist vergeben. Bitte eine andere wählen.",
    "weights_sum": "Die Gewichte ergeben {sum} statt genau 100. Bitte anpassen; es wird nichts umgerechnet.",
    "weight_missing": "Das Kriterium „{id}“ hat kein Gewicht (weight_percent).",
    "weight_not_allowed": "Nur B-Kriterien tragen ein Gewicht; „{id}“ ist ein {kind}-Kriterium.",
    "weight_range": "Das Gewicht von „{id}“ muss zwischen 0 und 100 liegen.",
    "kind_below": "Unter einem {kind}-Kriterium sind nur {kind}-Kriterien zulässig; „{id}“ ist ein anderes.",
    "minimum_not_allowed": "Mindestpunkte sind nur bei B-Kriterien möglich; „{id}“ ist keines.",
    "minimum_off_scale": "Die Mindestpunkte liegen außerhalb der Skala.",
    "points_off_scale": "{points} Punkte sind auf der Skala nicht vorgesehen. Bitte einen zulässigen Wert eintragen.",
    "too_many_criteria": "Die Bewertungsmatrix hat mehr als {maximum} Kriterien.",
    # the bids
    "bids_empty": "Es ist kein Angebot enthalten. Bitte mindestens ein Angebot eintragen.",
    "too_many_bids": "Es sind mehr als {maximum} Angebote enthalten.",
    "too_many_entries": "Hier stehen mehr als {maximum} Einträge; so viele Kriterien kann eine Bewertungsmatrix nicht haben.",
    "unknown_a_criterion": "Ein A-Kriterium „{id}“ gibt es in der Bewertungsmatrix nicht.",
    "a_criterion_unanswered": "Angebot {bid}: Das A-Kriterium „{id}“ ist nicht beantwortet. Bitte erfüllt oder nicht erfüllt eintragen.",
    "scores_and_evaluations": "Angebot {bid}: Es stehen sowohl Punkte (scores) als auch Einzelwertungen (evaluations) darin. Bitte eines "
    "von beiden entfernen.",
    "consensus_without_evaluations": "Angebot {bid}: Eine Konsenswertung setzt Einzelwertungen (evaluations) voraus.",
    "duplicate_evaluator": "Angebot {bid}: „{evaluator}“ kommt bei den Einzelwertungen mehrfach vor. Große und kleine Buchstaben und "
    "Leerzeichen machen keinen Unterschied.",
    "unknown_criterion": "Ein bewertetes Kriterium „{id}“ gibt es in der Bewertungsmatrix nicht.",
    "score_missing": "Angebot {bid}: Für das Kriterium „{id}“ fehlen die Punkte. Bitte eintragen oder die Datei als Entwurf (draft) kennzeichnen.",
    "price_sheet_sum": "Das Preisblatt ergibt {total} Euro, angegeben sind {price} Euro. Bitte auf den Cent abgleichen.",
    "excluded_and_admitted": "Angebot {bid} ist ausgeschlossen und zugleich mit Begründung zugelassen. Bitte eines von beiden entfernen.",
    "correction_changes_nothing": "Angebot {bid}: Der genannte Preis ist der gewertete; berichtigt ist nichts. Bitte die Angaben zur "
    "Berichtigung entfernen.",
    "value_too_large": "Ein Wert der Wertung hat mehr als 12 Stellen vor dem Komma und lässt sich nicht darstellen. Bitte Skala, "
    "Darstellungsfaktor, Konstante oder Referenzwerte prüfen.",
    "median_of_points_zero": "Der Median der Leistungspunkte ist 0; die Medianmethode ergibt dafür keinen Wert.",
    # what a rule forbids
    "method_unlawful": "Die beidseitige Interpolation (min_max) ist unzulässig: Das schlechteste Angebot erhielte unabhängig vom Abstand "
    "null Punkte. Bitte eine andere Methode wählen.",
    "band_too_wide": "Der Schwankungsbereich von {band} % ist zu weit; zulässig sind höchstens {maximum} %.",
    "reason_missing": "Angebot {bid}: Für die Punkte zu „{id}“ fehlt die Begründung. Unterhalb der Höchstpunktzahl ist sie Pflicht.",
    "open_source_missing": "Das Zuschlagskriterium Open Source fehlt: Genau eine Hauptgruppe mit der Rolle „open_source“ und {policy} % ist "
    "nötig (gefunden: {groups}). Abweichung nur mit Begründung in procedure.open_source_exemption.reason.",
    "open_source_too_low": "Das Zuschlagskriterium Open Source hat {share} % statt {policy} %. Abweichung nur mit Begründung in "
    "procedure.open_source_exemption.reason.",
}

_OFFICE_FAULTS: dict[str, str] = {
    "workbook_format": "Die Datei ist keine Arbeitsmappe von Prüfstand: Auf dem Blatt „Vergabe“ fehlt das Format „{format}“. Bitte mit "
    "„pruefstand template“ eine Arbeitsmappe anlegen und darin ausfüllen.",
    "workbook_sheet_missing": "Das Blatt „{sheet}“ fehlt. Bitte nicht löschen oder umbenennen.",
    "workbook_sheet_unknown": "Das Blatt „{sheet}“ gehört nicht zur Arbeitsmappe und wird nicht gelesen. Bitte umbenannten Blättern ihren "
    "Namen zurückgeben und eigene Blätter aus der Datei entfernen.",
    "workbook_heading_missing": "Hier fehlt die Überschrift „{heading}“. Bitte Überschriften nicht ändern oder löschen.",
    "workbook_heading_twice": "Die Überschrift „{heading}“ steht zweimal auf dem Blatt. Bitte die zusätzliche Spalte löschen.",
    "workbook_column_unknown": "Die Überschrift „{heading}“ gehört nicht auf dieses Blatt; die Spalte wird nicht gelesen. Bitte die "
    "ursprüngliche Überschrift eintragen oder die Spalte leeren.",
    "workbook_column_unnamed": "Diese Spalte hat keine Überschrift und wird nicht gelesen. Bitte die Überschrift eintragen oder die Spalte leeren.",
    "workbook_label_missing": "Hier fehlt die Angabe „{label}“. Bitte die Bezeichnung wieder eintragen.",
    "workbook_label_twice": "Die Angabe „{label}“ steht zweimal auf dem Blatt. Bitte die zusätzliche Zeile löschen.",
    "workbook_label_unknown": "Die Angabe „{label}“ gehört nicht auf dieses Blatt; die Zeile wird nicht gelesen. Bitte die ursprüngliche "
    "Bezeichnung eintragen oder die Zeile leeren.",
    "workbook_label_unnamed": "Diese Zeile hat keine Bezeichnung und wird nicht gelesen. Bitte die Bezeichnung eintragen oder die Zeile leeren.",
    "workbook_unread": "„{value}“ wird hier nicht gelesen. Bitte löschen oder in die Zelle eintragen, zu der die Angabe gehört.",
    "workbook_overwritten": "Diese Zelle berechnet die Arbeitsmappe; sie ist mit „{value}“ überschrieben. Bitte rückgängig machen oder die "
    "Zelle leeren.",
    "workbook_contradiction": "Hier steht „{value}“, nach dem Blatt „{sheet}“ gehört hierher „{other}“. Vermutlich wurden "
    "Nummern geändert oder vertauscht; bitte rückgängig machen.",
    "workbook_wrong_kind": "„{id}“ ist auf dem Blatt „Kriterien“ als {kind}-Kriterium eingetragen und gehört dann nicht auf dieses Blatt. Bitte "
    "die Änderung rückgängig machen.",
    "workbook_degree_twice": "Für {points} Punkte steht zu „{id}“ schon ein Erfüllungsgrad darüber. Bitte eine der beiden Zeilen löschen oder "
    "andere Punkte eintragen.",
    "workbook_bid_columns": "Für das Angebot „{id}“ gibt es auf dem Blatt „{sheet}“ keine Spalten. Bitte eine Arbeitsmappe mit genug "
    "Angeboten anlegen.",
    "workbook_formula": "Hier steht eine Formel. Bitte den Wert selbst eintragen; Formeln werden in Eingabezellen nicht übernommen.",
    "workbook_not_number": "„{value}“ ist keine eindeutige Zahl. Bitte mit Dezimalkomma und ohne Punkte zwischen den Tausendern eintragen.",
    "workbook_kind": "„{value}“ passt nicht hierher. Bitte als Text eintragen.",
    "workbook_date": "Hier steht ein Datum oder eine Uhrzeit ({value}). Vermutlich hat das Programm die Eingabe umgewandelt; bitte neu "
    "eintragen.",
    "workbook_error": "Hier steht ein Fehlerwert ({value}). Bitte den Wert eintragen.",
    "workbook_flag": "„{value}“ ist nicht zulässig. Bitte „ja“ oder „nein“ eintragen.",
    "workbook_number_missing": "Die Zeile hat Einträge, aber keine Nummer. Bitte die Nummer ergänzen oder die Einträge löschen.",
    "workbook_group_unknown": "Die Gruppe „{group}“ gibt es nicht, oder sie steht unter sich selbst. Bitte die Nummer einer Gruppe eintragen.",
    "workbook_unknown_criterion": "Das Kriterium „{id}“ gibt es auf dem Blatt „Kriterien“ nicht.",
    "workbook_unknown_bid": "Das Angebot „{id}“ gibt es auf dem Blatt „Angebote“ nicht.",
    "workbook_points_missing": "Zu „{id}“ stehen Begründung oder Fundstelle, aber keine Punkte. Bitte eintragen.",
    "workbook_answer_missing": "Zu „{id}“ stehen Begründung oder Fundstelle, aber weder „ja“ noch „nein“. Bitte eintragen.",
    "workbook_merged": "Die Zellen {cells} sind verbunden; dadurch ist nicht klar, wozu der Eintrag gehört. Bitte den Verbund aufheben.",
    "workbook_hidden_row": "Die Zeile {number} ist ausgeblendet, weggefiltert oder zu niedrig, enthält aber Einträge. Bitte einblenden und prüfen.",
    "workbook_hidden_column": "Die Spalte {number} ist ausgeblendet oder zu schmal, enthält aber Einträge. Bitte einblenden und prüfen.",
    "workbook_hidden_sheet": "Das Blatt ist ausgeblendet, enthält aber Einträge. Bitte einblenden und prüfen.",
    "workbook_hidden_cell": "Der Eintrag ist nicht so zu sehen, wie er gespeichert ist: Ein Zahlenformat, auch ein bedingtes, zeigt ihn anders "
    "oder gar nicht, Nullen sind ausgeblendet, oder eine andere Zelle deckt ihn zu. Bitte ein Zahlenformat mit allen Stellen wählen und prüfen.",
    "workbook_note": "An dieser Zelle hängt eine Notiz (ein Kommentar), oder ein Textfeld liegt auf ihr; beides würde nicht gelesen. "
    "Bitte löschen und, was zur Wertung gehört, in die Begründung eintragen.",
    "workbook_percent": "Die Zelle ist als Prozent formatiert und zeigt „{value} %“. Bitte das Zahlenformat auf Zahl stellen und den Wert prüfen.",
    "workbook_text": "Der Text passt nicht in eine Arbeitsmappe: höchstens {maximum} Zeichen, keine Steuerzeichen.",
    "workbook_digits": "Die Zahl hat zu viele Stellen: höchstens 12 vor und 9 nach dem Komma. Bitte den gerundeten Wert eintragen.",
    "paper_too_long": "Die Wertungsübersicht würde zu lang: höchstens {maximum} Punkte und Antworten. Eingabe und Ergebnis gibt es als JSON.",
    "workbook_too_large": "Die Wertung ist für eine Arbeitsmappe zu groß (höchstens {maximum} gefüllte Zellen). Bitte als JSON bearbeiten.",
}

_EXEMPTION = (
    "Abweichung nur mit einem Eintrag auf dem Blatt „Vergabe“ bei „Begründung der Ausnahme vom Kriterium Open Source“."
)
_AT_CELLS: dict[str, str] = {
    "decision_criterion_unknown": "Das Entscheidungskriterium „{id}“ gibt es nicht. Zulässig sind „höhere Leistungspunkte“, „niedrigerer Preis“ "
    "oder die Nummer einer Hauptgruppe.",
    "format_union_tag_invalid": "Diese Wertungsmethode ist nicht bekannt. Bitte die ursprüngliche Bezeichnung wieder eintragen.",
    "format_measure": "Keine Zahl in zulässiger Form: höchstens 12 Stellen vor und 9 nach dem Komma.",
    "format_fraction": "Kein Bruch in zulässiger Form. Bitte als p/q mit q von 1 bis 100 schreiben, zum Beispiel 1/3.",
    "price_weight_missing": "Die Methode gewichtet den Preis im Kriterienbaum. Bitte das Gewicht des Preises eintragen.",
    "price_weight_not_allowed": "Die Methode kennt kein Preisgewicht im Kriterienbaum. Bitte das Gewicht des Preises leeren.",
    "weight_missing": "Das Kriterium „{id}“ hat kein Gewicht. Bitte eintragen.",
    "scores_and_evaluations": "Angebot {bid}: Es stehen sowohl Punkte auf dem Blatt „Wertung“ als auch Einzelwertungen darin. Bitte eines von "
    "beiden leeren.",
    "consensus_without_evaluations": "Angebot {bid}: Eine Konsenswertung setzt Einzelwertungen voraus.",
    "duplicate_evaluator": "„{evaluator}“ steht schon auf einem anderen Blatt „Einzelwertung“; große und kleine Buchstaben und Leerzeichen "
    "machen keinen Unterschied. Bitte auf jedem Blatt eine andere Person eintragen.",
    "score_missing": "Angebot {bid}: Für das Kriterium „{id}“ fehlen die Punkte. Bitte eintragen oder auf dem Blatt „Vergabe“ bei „Entwurf“ "
    "„ja“ eintragen.",
    "open_source_missing": "Das Zuschlagskriterium Open Source fehlt: Genau eine Hauptgruppe mit „ja“ bei „Open Source“ und {policy} % ist "
    f"nötig (gefunden: {{groups}}). {_EXEMPTION}",
    "open_source_too_low": f"Das Zuschlagskriterium Open Source hat {{share}} % statt {{policy}} %. {_EXEMPTION}",
}
"""Sentences of faults at the cell of a workbook, in the words of its sheets; JSON files have names of their own."""

_EVERY_FAULT = FILE_FAULTS | _FAULTS | _OFFICE_FAULTS

_WARNINGS: dict[str, str] = {
    "preliminary": "Vorläufige Wertung: Die Datei ist als Entwurf gekennzeichnet. Wo der Konsens fehlt, zählt der Mittelwert "
    "der Einzelwertungen; wo niemand Punkte gegeben hat, zählt 0.",
    "scores_missing": "Angebot {bid}: Für {count} Kriterien fehlen noch Punkte.",
    "a_criteria_open": "Angebot {bid}: Noch nicht alle A-Kriterien sind beantwortet.",
    "no_valid_bid": "Kein Angebot ist in der Wertung. Zu prüfen ist die Aufhebung.",
    "single_valid_bid": "Nur ein Angebot ist in der Wertung.",
    "tie": "Gleichstand auf Rang 1: {bids}. Entscheiden darf nur eine veröffentlichte Regel, sonst der Losentscheid.",
    "abnormally_low": "Angebot {bid} liegt {gap} % unter {against}: ungewöhnlich niedriges Angebot. Der Preis ist aufzuklären; das "
    "Angebot wird nicht selbsttätig ausgeschlossen.",
    "abnormally_low_notice": "Angebot {bid} liegt {gap} % unter {against}. Unterhalb der Aufgreifschwelle; bitte prüfen, ob der Preis "
    "aufzuklären ist.",
    "price_corrected": "Angebot {bid}: Der Preis ist rechnerisch berichtigt: {corrected} statt {stated} Euro ({rule}).",
    "a_criterion_without_reason": "Angebot {bid}: Das nicht erfüllte A-Kriterium „{id}“ hat keine Begründung. Für die Wertungsübersicht ist sie nötig.",
    "evaluator_spread": "Angebot {bid}, Kriterium {criterion}: Die Einzelwertungen liegen {spread} Punkte auseinander – besprechen.",
    "open_source_exemption": "Ausnahme vom Kriterium Open Source: {reason}",
    "open_source_missing": "Das Zuschlagskriterium Open Source fehlt oder ist nicht eindeutig (Vorgabe {policy} %). Die Bewertungsmatrix ist "
    "veröffentlicht und darf nicht mehr geändert werden.",
    "open_source_too_low": "Das Zuschlagskriterium Open Source hat {share} % statt {policy} %. Die Bewertungsmatrix ist veröffentlicht und "
    "darf nicht mehr geändert werden.",
    "open_source_high": "Das Zuschlagskriterium Open Source hat {share} %, die Vorgabe sind {policy} %. Bitte begründen.",
    "open_source_only": "Open Source ist das einzige Kriterium neben dem Preis. Ein so geringes Gewicht der Leistung wurde beanstandet.",
    "fixed_price_differs": "Beim Festpreis nennen die Angebote verschiedene Preise. Bitte prüfen; gewertet wird allein die Leistung.",
}


_GROUNDS: dict[str, str] = {
    "a_criterion": "A-Kriterium nicht erfüllt",
    "minimum_points": "Mindestpunkte nicht erreicht",
    "minimum_leistungspunkte": "Mindestzahl der Leistungspunkte nicht erreicht",
    "late": "Angebot zu spät eingegangen",
    "missing_documents": "Geforderte Unterlagen fehlen",
    "changed_entries": "Eigene Eintragungen zweifelhaft geändert",
    "changed_documents": "Vergabeunterlagen geändert",
    "missing_prices": "Preisangaben fehlen",
    "unadmitted_variant": "Nicht zugelassenes Nebenangebot",
    "variant_requirements": "Mindestanforderungen an Nebenangebote nicht erfüllt",
    "exclusion_ground": "Ausschlussgrund liegt vor",
    "abnormally_low": "Ungewöhnlich niedriger Preis nicht aufgeklärt",
}

_NUMBERS = frozenset(
    {
        "gap",
        "share",
        "policy",
        "sum",
        "spread",
        "points",
        "total",
        "price",
        "band",
        "maximum",
        "ge",
        "le",
        "stated",
        "corrected",
    }
)


_ENUMERATIONS = frozenset({"expected", "expected_tags"})


class _Open(dict[str, str]):
    """Properties of a sentence; a missing one shows as a dash instead of failing the report."""

    def __missing__(self, key: str) -> str:
        return "–"


def _german(properties: Mapping[str, str]) -> _Open:
    """Write numbers with a decimal comma and enumerations in German; identifiers stay as they are."""
    return _Open({key: _written(key, value) for key, value in properties.items()})


def _written(key: str, value: str) -> str:
    if key in _NUMBERS:
        return value.replace(".", ",")
    if key in _ENUMERATIONS:
        return re.sub(r"'([^']*)'", r"„\1“", value).replace(" or ", " oder ")
    return value


def fault_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault; an unknown format fault gets a general one."""
    template = _EVERY_FAULT.get(fault.type, "Der Wert ist nicht zulässig.")
    if fault.pointer and not fault.pointer.startswith("/"):
        template = _AT_CELLS.get(fault.type, template)
    return template.format_map(_german(fault.properties))


def warning_sentence(type_: str, properties: Mapping[str, str]) -> str:
    """Return the German sentence for a warning.

    Raises:
        KeyError: The type has no sentence.
    """
    return _WARNINGS[type_].format_map(_german(properties))


def exclusion_ground(code: str) -> str:
    """Return the German name of an exclusion code; an unknown one speaks for itself."""
    return _GROUNDS.get(code, code)
