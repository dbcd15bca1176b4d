"""German sentences for faults of a policy file."""

from collections.abc import Mapping

from core.errors import Fault

FAULTS: Mapping[str, str] = {
    "object_expected": "Erwartet wird eine Datei mit benannten Feldern.",
    "format_missing": "Pflichtangabe fehlt. Bitte ergänzen.",
    "format_extra_forbidden": "Unbekanntes Feld. Bitte entfernen oder die Schreibweise prüfen.",
    "format_literal_error": "Unzulässiger Wert. Zulässig ist: {expected}.",
    "format_enum": "Unzulässiger Wert. Zulässig ist: {expected}.",
    "format_string_type": "Erwartet wird ein Text.",
    "format_string_too_short": "Der Text darf nicht leer sein.",
    "format_string_too_long": "Der Text ist zu lang (höchstens {max_length} Zeichen).",
    "format_string_pattern_mismatch": "Erlaubt sind kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche dazwischen.",
    "format_tuple_type": "Erwartet wird eine Liste.",
    "format_too_short": "Die Liste darf nicht leer sein.",
    "format_too_long": "Die Liste ist zu lang (höchstens {max_length} Einträge).",
    "format_date_type": "Erwartet wird ein Tag, zum Beispiel 2026-01-31.",
    "format_model_type": "Erwartet werden benannte Felder.",
    "policy_key_twice": "Das Feld „{key}“ steht zweimal. Bitte eines entfernen.",
    "policy_no_text": "Die Datei ist kein Text in UTF-8. Bitte so speichern.",
    "policy_cut_off": "Die Datei endet mittendrin. Bitte den Rest ergänzen.",
    "policy_too_long": "Die Datei hat zu viele Zeilen (höchstens {lines}). Bitte kürzen.",
    "policy_too_large": "Die Regeln sind zu umfangreich (höchstens {maximum} Zeichen ohne Kommentare). Bitte kürzen.",
    "policy_version_plain": "Name und Titel stehen in einer Zeile, ohne Steuerzeichen. Bitte ändern.",
    "policy_rule_twice": "Die Kennung „{id}“ kommt zweimal vor. Bitte jeder Regel eine eigene geben.",
    "policy_licence_unknown": "„{id}“ steht nicht auf der SPDX-Lizenzliste. Bitte die Schreibweise prüfen.",
    "policy_licence_case": "Die SPDX-Lizenzliste schreibt „{listed}“ statt „{id}“.",
    "policy_licence_twice": "Über „{id}“ entscheidet schon die Regel „{earlier}“.",
    "policy_rule_idle": "Die Regel „{id}“ kommt nie zum Zug: Die Regel „{earlier}“ davor gilt für jede Lizenz.",
    "policy_unreadable_allowed": "Was nicht lesbar ist, lässt sich nicht erlauben. Bitte „review“ oder „deny“ wählen.",
    "policy_incompatible_allowed": "Was zur Lizenz des Produkts nicht passt, lässt sich nicht erlauben. Bitte „review“ oder „deny“ wählen.",
}


def policy_sentence(fault: Fault) -> str:
    """Return the German sentence of a fault; its place stands beside it."""
    sentence = FAULTS.get(fault.type)
    told = {name: value.replace(" or ", " oder ") for name, value in fault.properties.items() if name == "expected"}
    return (
        sentence.format_map({**fault.properties, **told})
        if sentence
        else "Die Angabe ist nicht zulässig. Bitte prüfen."
    )
