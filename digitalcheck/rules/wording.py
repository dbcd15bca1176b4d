"""German words and sentences of the Digital-Check: lights, headlines, states, faults."""

from collections.abc import Mapping

from core.errors import Fault
from core.german import german_date
from digitalcheck.model import CapacityState, CheckStatus, Depth, Headline, Light
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.findings import Judgement, Missing
from scoring.wording import fault_sentence

LIGHTS: Mapping[Light, str] = {
    Light.ROT: "■ rot",
    Light.GELB: "▲ gelb",
    Light.OFFEN: "○ offen",
    Light.GRUEN: "● grün",
    Light.ENTFAELLT: "– entfällt",
}
"""Symbol and word, so that colour is never needed."""

STATES: Mapping[CheckStatus, str] = {
    CheckStatus.ENTWURF: "Entwurf",
    CheckStatus.GEZEICHNET: "gezeichnet (Amtsleitung)",
    CheckStatus.RUECKFRAGE: "in Rückfrage",
    CheckStatus.MITGEZEICHNET: "mitgezeichnet (ADIT)",
    CheckStatus.FREIGEGEBEN: "freigegeben (Dezernat)",
    CheckStatus.ERSETZT: "ersetzt",
}

DEPTHS: Mapping[Depth, str] = {
    Depth.NEGATIV: "ohne Digitalbezug",
    Depth.KURZ: "Kurz-Check",
    Depth.VOLL: "vollständiger Check",
}

HEADLINES: Mapping[Headline, str] = {
    Headline.ABGESTIMMT: "abgestimmt",
    Headline.ABGESTIMMT_VORBEHALTLICH: "abgestimmt, vorbehaltlich Beschluss",
    Headline.ABSTIMMUNG_LAEUFT: "Abstimmung läuft",
    Headline.NICHT_ABGESTIMMT: "nicht abgestimmt",
}

_HEAD_FIELDS = {
    "vorlagen_nr": "Nummer der Vorlage",
    "negative_reason": "Begründung, warum kein Digitalbezug besteht (negative_reason, 20 bis 500 Zeichen)",
}
_COMMON_FIELDS = {"reason": "Begründung", "until": "Datum (until) oder zuständige Stelle (owner)"}

FAULTS: Mapping[str, str] = {
    "object_expected": "Erwartet wird ein Objekt mit den Angaben zum Digital-Check.",
    "check_catalogue": "Diesen Katalog gibt es hier nicht. Vorhanden: {name}.",
    "check_kind": "Diese Art der Vorlage steht nicht auf der Liste der Ausnahmen. Zulässig: {known}.",
    "check_question_unknown": "Die Frage „{id}“ gibt es in diesem Katalog nicht.",
    "check_code": "Unzulässiger Wert. Zulässig: {known}.",
    "check_twice": "Ein Wert ist doppelt gewählt.",
    "check_rows": "Erwartet wird eine Liste mit höchstens {maximum} Zeilen.",
    "check_quarter": "Kein Quartal in zulässiger Form. Bitte wie „2027-Q1“ schreiben.",
    "check_range": "„Von“ ist größer als „bis“.",
    "format_calendar_day": "Kein Datum in zulässiger Form. Bitte wie „2027-01-31“ schreiben.",
    "check_section_unknown": "Den Abschnitt „{id}“ gibt es in diesem Katalog nicht.",
    "check_office_unknown": "Die Stelle „{id}“ gibt es in diesem Katalog nicht.",
    "check_source_unknown": "Die Quelle „{id}“ gibt es in diesem Katalog nicht.",
    "check_value_missing": "Die Frage „{id}“ hat kein Feld „value“.",
    "check_options": "„{field}“: Auswahlwerte gehören zu einer Auswahl, und nur dazu.",
    "check_unsure_listed": "„{field}“: „unsicher“ ist immer zulässig und wird nicht aufgeführt.",
    "check_sentence": "Im Satz steht „{name}“ in geschweiften Klammern; ein solches Feld hat die Frage nicht.",
    "check_operand": "„{name}“ ist weder eine Frage noch ein Feld noch ein berechneter Wert.",
    "check_condition": "Eine Bedingung nennt entweder einen Wert (of) mit mindestens einer Prüfung oder "
    "verbindet andere (all, any, none).",
    "check_code_unknown": "„{id}“ kann „{name}“ nie sein; die Regel würde nie gelten.",
    "check_yaml": "Die Datei ist weder JSON noch YAML in einfacher Form (Zeile {line}, Spalte {column}). "
    "Bitte die Stelle korrigieren.",
    "check_key_twice": "Ein Schlüssel kommt doppelt vor. Bitte einen der beiden entfernen.",
    "folder_not_empty": "Der Ordner „{file}“ ist nicht leer oder kein Ordner. Bitte einen neuen oder leeren nennen.",
    "capacity_rank": "Bitte einen Rang von 1 bis {maximum} angeben.",
    "capacity_period": "Bitte ein Quartal oder eine Woche angeben, zum Beispiel 2027-Q1 oder 2027-KW05.",
    "capacity_attachments": "Mehr als {maximum} Anlagen hat eine IT-Anforderung nicht. Bitte zuerst eine entfernen.",
    "capacity_role_mark": "Bitte ohne Semikolon schreiben: Es trennt im Aufwand die Angaben einer Zeile.",
    "capacity_days_reversed": "Der letzte Tag liegt vor dem ersten. Bitte ändern.",
    "capacity_person_days": "Bitte Personentage von 0 bis {maximum} angeben, zum Beispiel 120 oder 12,5.",
    "capacity_role_twice": "Diese Rolle steht schon in einer Zeile darüber. Bitte zusammenzählen.",
    "capacity_roles": "Mehr als {maximum} Rollen lassen sich nicht eintragen.",
    "capacity_fte": "Bitte Vollzeitstellen von 0 bis {maximum} angeben, zum Beispiel 2 oder 1,5.",
    "capacity_rate": "Bitte Euro je Personentag angeben, mit höchstens zwei Nachkommastellen, höchstens {maximum}.",
    "capacity_percent": "Bitte ganze Prozent von 0 bis 100 angeben.",
    "capacity_day": "Bitte einen Tag angeben, zum Beispiel 01.01.2027.",
    "capacity_span": "Der letzte Tag liegt vor dem ersten oder mehr als zehn Jahre danach.",
    "capacity_euro": "Bitte einen Betrag in Euro angeben, zum Beispiel 45.000, oder das Feld leer lassen.",
    "capacity_table_columns": "Die erste Zeile der Tabelle braucht die Spalten {columns}.",
    "capacity_table_rows": "Die Tabelle hat keine Zeile mit Angaben oder mehr als {maximum}.",
    "capacity_table_line": "Zeile {line}: Rolle, Zeitraum (zum Beispiel 2027-KW05 oder 2027-Q1) oder Personentage "
    "lassen sich nicht lesen.",
    "capacity_table_twice": "Zeile {line}: Diese Rolle kommt für diesen Zeitraum schon vorher vor.",
    "capacity_reason": "Bitte begründen Sie die Entscheidung.",
    "capacity_until": "Bitte nennen Sie den letzten Tag der zugesagten Kapazität.",
    "catalogue_changed": "Die Fassung {name} ist veröffentlicht und ändert sich nicht mehr. Bitte neu nummerieren.",
    "catalogue_unknown": "Diesen Katalog gibt es nicht. Vorhanden: {known}.",
}
"""Sentence of each fault of answers and catalogues; values in braces are the fault's properties."""


def check_fault_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault of answers or catalogues, else that of the formats in general."""
    sentence = FAULTS.get(fault.type)
    return sentence.format_map(fault.properties) if sentence else fault_sentence(fault)


def headline_words(judgement: Judgement) -> str | None:
    """Return the headline, with the day of the request where it is known; None without digital relation."""
    if judgement.headline is None:
        return None
    since = judgement.check.capacity_since
    running = judgement.check.capacity_state in {CapacityState.GESTELLT, CapacityState.TEILWEISE}
    return HEADLINES[judgement.headline] + (f" seit {german_date(since)}" if running and since else "")


def missing_words(missing: Missing, catalogue: QuestionCatalogue) -> str:
    """Return what is missing, e.g. ``E3: Begründung``."""
    if not missing.question:
        return _HEAD_FIELDS[missing.field]
    question = catalogue.question(missing.question)
    field = question.field(missing.field) if question else None
    if question and missing.field == "value":
        return f"{missing.question}: {question.text}"
    name = _COMMON_FIELDS.get(missing.field) or (field.label if field else missing.field)
    return f"{missing.question}: {name}"
