"""Status codes and titles of what can stop work on sealed intakes."""

from collections.abc import Mapping

from procurement.errors import (
    AccessCodeWrongError,
    BidRefusedLateError,
    BidTooLargeError,
    ProcurementError,
    SealedIntakeExistsError,
    SealedIntakeNotFoundError,
    SealedIntakeNotPossibleError,
    SealedOpeningNeededError,
    SealedOpeningRefusedError,
    SealKeyNotFoundError,
    SealKeysMissingError,
    SealKeyWrongError,
)

SEALED: Mapping[type[ProcurementError], tuple[int, str]] = {
    SealedIntakeNotFoundError: (404, "Zu diesem Vergabeverfahren gibt es keine versiegelte Annahme."),
    SealedIntakeExistsError: (409, "Es gibt schon eine versiegelte Annahme, die noch nicht geöffnet ist."),
    SealedIntakeNotPossibleError: (
        409,
        "Eine versiegelte Annahme lässt sich nur unterhalb des EU-Schwellenwerts und nur während der laufenden "
        "Angebotsfrist einrichten.",
    ),
    SealKeysMissingError: (
        409,
        "Es fehlen bestätigte Siegelschlüssel: von drei Personen der Vergabestelle, oder von zweien und zwei Personen "
        "des Prüfungsamts.",
    ),
    SealKeyNotFoundError: (404, "Sie haben keinen Siegelschlüssel."),
    SealKeyWrongError: (409, "Das ist nicht Ihr Siegelschlüssel für diese Annahme."),
    SealedOpeningRefusedError: (409, "Die versiegelte Annahme bleibt geschlossen."),
    SealedOpeningNeededError: (
        409,
        "Die Angebote dieser Runde liegen in der versiegelten Annahme. Zwei Personen öffnen sie dort mit ihren "
        "Schlüsseln.",
    ),
    AccessCodeWrongError: (404, "Zu diesem Zugang gibt es keine Annahme. Vielleicht ist der Link schon benutzt."),
    BidRefusedLateError: (409, "Angebote werden nicht mehr angenommen. Gespeichert ist nichts."),
    BidTooLargeError: (413, "Das Angebot ist zu groß. Gespeichert ist nichts."),
}
