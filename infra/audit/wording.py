"""German sentences about findings: command line, pages and interface say the same."""

from collections.abc import Mapping
from datetime import datetime

from core.german import german_moment
from infra.audit.verification import Finding, FindingKind, Verification

_SENTENCES: Mapping[FindingKind, str] = {
    FindingKind.UNREADABLE: "Der Inhalt ist kein lesbarer Eintrag.",
    FindingKind.CHANGED: "Inhalt und Prüfsumme passen nicht zueinander: Eines von beiden wurde verändert.",
    FindingKind.CHAIN_BROKEN: "Der Eintrag schließt nicht an den vorigen an.",
    FindingKind.MISSING: "Ab hier fehlen Einträge, bis einschließlich Nr. {last}.",
    FindingKind.OUT_OF_ORDER: "Der Eintrag steht an der falschen Stelle oder doppelt; erwartet war Nr. {expected}.",
    FindingKind.SURPLUS: "In der Datenbank liegen {stored} Einträge, in der Reihenfolge aber {read}.",
    FindingKind.COLUMN_DIFFERS: "Suchfelder weichen vom Inhalt ab: {columns}.",
    FindingKind.OTHER_CITY: "Der Eintrag gehört zu einer anderen Stadt („{city}“).",
    FindingKind.CITY_UNKNOWN: (
        "Diese Stadt gibt es hier nicht: Sie wurde gelöscht, oder jemand hat Einträge untergeschoben."
    ),
    FindingKind.CUT_OFF: (
        "Der Prüfpunkt vom {at} bezeugt diesen Eintrag, das Protokoll endet aber mit Nr. {last} oder lässt ihn aus: "
        "Es wurde gekürzt oder auf einen alten Stand zurückgesetzt."
    ),
    FindingKind.CHECKPOINT_DIFFERS: "Der Prüfpunkt vom {at} bezeugt hier einen anderen Eintrag.",
    FindingKind.CHECKPOINT_UNREADABLE: "Die Datei {file} ist kein lesbarer Prüfpunkt.",
    FindingKind.CHECKPOINT_FORGED: "Die Unterschrift des Prüfpunkts {file} stimmt nicht.",
    FindingKind.CHECKPOINT_KEY_UNKNOWN: "Der Prüfpunkt {file} ist mit einem unbekannten Schlüssel ({key}) gezeichnet.",
    FindingKind.STORAGE_DAMAGED: "Die Datenbank kann die Einträge ab hier nicht lesen: Ihre Dateien sind beschädigt.",
    FindingKind.TIME_BACKWARDS: "Die Uhr ging gegenüber dem vorigen Eintrag {seconds} Sekunden zurück.",
    FindingKind.RESTORED: (
        "Am {at} wurde hier die Sicherung {digest} zurückgespielt; sie endete mit Nr. {head}. Ältere Prüfpunkte, die "
        "deshalb nicht mehr passen: {count}, der höchste zu Nr. {last}. Bitte vergleichen Sie die Prüfsumme mit der "
        "notierten."
    ),
    FindingKind.RESTORATION_UNCONFIRMED: (
        "Das Protokoll nennt hier ein Zurückspielen (Sicherung {digest}, bis Nr. {head}), aber kein Prüfpunkt "
        "bestätigt es. War es Ihr eigenes, holen Sie das nach: pruefstand audit checkpoint --zurueckgespielt."
    ),
    FindingKind.CHECKPOINTS_ABSENT: (
        "Prüfpunkte, die das Protokoll nennt und die hier nicht vorliegen: {count}, zuletzt {file}. "
        "Was nur sie bezeugen, ist nicht geprüft."
    ),
    FindingKind.UNGUARDED: "In der Datenbank fehlt der Schutz vor Änderungen am Protokoll ({names}).",
}


def finding_sentence(finding: Finding) -> str:
    """Return what is wrong as a sentence, without the number of the entry."""
    shown = {name: _shown(name, text) for name, text in finding.properties.items()}
    return _SENTENCES[finding.kind].format(**shown)


def place(finding: Finding) -> str:
    """Return where it is wrong."""
    return "Prüfprotokoll" if finding.sequence is None else f"Eintrag Nr. {finding.sequence}"


def reach_sentence(found: Verification) -> str:
    """Return how far the checkpoints vouch for the log."""
    if found.reach is None:
        return "Kein Prüfpunkt: Ein gekürztes oder ganz neu berechnetes Protokoll fiele nicht auf."
    rest = found.head - found.reach.sequence
    vouched = f"Prüfpunkte bezeugen das Protokoll bis Nr. {found.reach.sequence} ({german_moment(found.reach.at)})."
    return f"{vouched} Für die {rest} Einträge danach gibt es noch keinen." if rest > 0 else vouched


def _shown(name: str, text: str) -> str:
    text = german_moment(datetime.fromisoformat(text)) if name == "at" else text
    return text.encode("utf-8", "replace").decode()
