"""German sentences about a council system: what it shows, what could not be read, what was not taken over."""

from collections.abc import Mapping

from core.errors import Fault
from core.german import german_date
from digitalcheck.rules.council.agenda import AgendaGap
from digitalcheck.rules.council.annex import CouncilPublication
from digitalcheck.rules.council.head import HeadNote, Stop

PUBLICATIONS: Mapping[CouncilPublication, str] = {
    CouncilPublication.NICHT_GEFUNDEN: "im Ratsinformationssystem nicht gefunden",
    CouncilPublication.UNVERGLICHEN: "Anlage gefunden, ihr Inhalt ließ sich nicht vergleichen",
    CouncilPublication.ABWEICHEND: "Anlage gefunden, aber mit anderem Inhalt als die freigegebene Übersicht",
    CouncilPublication.VEROEFFENTLICHT: "veröffentlicht, Inhalt unverändert",
}

HEAD_NOTES: Mapping[HeadNote, str] = {
    HeadNote.TITLE_SHORTENED: "Der Titel ist länger als der Kopf der Übersicht fasst und wurde gekürzt.",
    HeadNote.OFFICE_UNKNOWN: "Das Ratsinformationssystem nennt das federführende Amt nicht mit Namen.",
    HeadNote.COMMITTEE_UNKNOWN: "Mindestens ein Gremium ist dort nicht mit Namen genannt.",
    HeadNote.MORE_COMMITTEES: "Es beraten mehr Gremien, als der Kopf der Übersicht fasst.",
}

GAPS: Mapping[AgendaGap, str] = {
    AgendaGap.NO_REFERENCE: "ohne Nummer einer Vorlage",
    AgendaGap.TWICE: "die Vorlage steht schon weiter oben",
    AgendaGap.TOO_MANY: "mehr Vorlagen, als eine Tagesordnung hat",
}

UNREADABLE: Mapping[str, str] = {
    "body_unknown": "Das Ratsinformationssystem führt keine oder mehrere Körperschaften dieses Namens.",
    "error_object": "Das Ratsinformationssystem meldet einen Fehler.",
    "list_missing": "Das Ratsinformationssystem antwortet nicht mit der erwarteten Liste.",
    "not_json": "Das Ratsinformationssystem antwortet nicht in der Form von OParl.",
    "other_type": "Unter dieser Adresse steht etwas anderes als erwartet.",
    "status": "Das Ratsinformationssystem lehnt die Anfrage ab.",
    "answer_too_large": "Die Antwort ist größer als zulässig.",
    "too_slow": "Das Ratsinformationssystem antwortet zu langsam.",
    "unreachable": "Das Ratsinformationssystem ist nicht erreichbar.",
    "no_address": "Der Name des Ratsinformationssystems lässt sich nicht auflösen.",
}
_NOT_FETCHED = "Die Adresse darf nicht abgerufen werden."

FAULTS: Mapping[str, str] = {
    "agenda_columns": "Es fehlt eine Zeile mit den Überschriften „Vorlage“ (Nummer) und „Betreff“. Bitte ergänzen.",
    "agenda_name": "Bitte einen Namen der Sitzung mit höchstens {maximum} Zeichen angeben.",
    "agenda_empty": "Es wurde keine Vorlage gefunden. Jede braucht eine Nummer, zum Beispiel „Vorlage 2026-0417“.",
    "agenda_too_long": "Die Tagesordnung ist länger als {maximum} Zeichen. Bitte nur die Punkte der Sitzung einfügen.",
}


def unreadable_sentence(reason: str, detail: str = "") -> str:
    """Return why a council system could not be read.

    Args:
        reason: Value of ``Unreadable`` or of ``Refusal``.
        detail: What the system says itself.
    """
    sentence = UNREADABLE.get(reason, _NOT_FETCHED)
    return f"{sentence} Es nennt: „{detail}“." if detail else sentence


def agenda_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault of an agenda; nothing for any other."""
    sentence = FAULTS.get(fault.type)
    return sentence.format_map(fault.properties) if sentence else ""


def stop_words(stop: Stop) -> str:
    """Return a committee with its day, e.g. ``Bauausschuss (02.12.2026)``."""
    return f"{stop.gremium} ({german_date(stop.datum)})" if stop.datum else stop.gremium
