"""German sentences about sealed intakes."""

from collections.abc import Mapping

from procurement.model import IntakeOpening, SealGroup
from procurement.rules.sealed.moments import SealRefusal

REFUSALS: Mapping[SealRefusal, str] = {
    SealRefusal.NOT_DUE: (
        "Die Angebote können frühestens eine Minute nach dem Ende der Angebotsfrist geöffnet werden. "
        "Ihr Versuch steht im Prüfprotokoll."
    ),
    SealRefusal.NOT_PRESENT: "Es ist noch niemand sonst anwesend.",
    SealRefusal.NOT_A_PAIR: "Die beiden Schlüssel öffnen nicht gemeinsam.",
    SealRefusal.TOO_LATE: "Die erste Person gilt nicht mehr als anwesend.",
    SealRefusal.NO_RIGHT: "Eine der beiden Personen darf nicht mehr öffnen. Der Versuch steht im Prüfprotokoll.",
    SealRefusal.OPENED: "Die Angebote sind schon geöffnet. Das lässt sich nicht wiederholen.",
}
GROUPS: Mapping[SealGroup, str] = {
    SealGroup.OFFICERS: "Vergabestelle",
    SealGroup.AUDITORS: "Prüfungsamt (hinterlegte Schlüssel)",
}
FAULTS: Mapping[str, str] = {
    "intake_slots": "Bitte {minimum} bis {maximum} Plätze angeben.",
    "intake_size": "Bitte eine Größe aus der Liste wählen; alle Plätze zusammen höchstens {maximum} MiB.",
    "offer_without_files": "Bitte wählen Sie mindestens eine Datei mit Ihrem Angebot.",
}


def opening_note(opening: IntakeOpening) -> str:
    """Return what the Öffnungsniederschrift says about an opening from a sealed intake."""
    keys = {
        SealGroup.OFFICERS: "Geöffnet aus der versiegelten Annahme mit den Schlüsseln der beiden Personen.",
        SealGroup.AUDITORS: ("Geöffnet aus der versiegelten Annahme mit den hinterlegten Schlüsseln des Prüfungsamts."),
    }[opening.group]
    if not opening.unreadable:
        return keys
    places = "1 Platz war" if opening.unreadable == 1 else f"{opening.unreadable} Plätze waren"
    return f"{keys} {places} nach dem Versiegeln verändert worden und nicht mehr lesbar."
