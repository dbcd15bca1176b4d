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
        "Eine versiegelte Annahme wird nur unterhalb des EU-Schwellenwerts und nur vor dem Fristende eingerichtet.",
    ),
    SealKeysMissingError: (
        409,
        "Es fehlen bestätigte Siegelschlüssel: drei der Vergabestelle, oder zwei und dazu zwei des Prüfungsamts.",
    ),
    SealKeyNotFoundError: (404, "Sie haben keinen Siegelschlüssel."),
    SealKeyWrongError: (409, "Das ist nicht Ihr Siegelschlüssel für diese Annahme."),
    SealedOpeningRefusedError: (409, "Die versiegelte Annahme bleibt geschlossen."),
    SealedOpeningNeededError: (
        409,
        "Die Angebote liegen in der versiegelten Annahme. Zwei Personen öffnen sie dort mit ihren Schlüsseln.",
    ),
    AccessCodeWrongError: (404, "Zu diesem Zugang gibt es keine Annahme. Vielleicht ist der Link schon benutzt."),
    BidRefusedLateError: (409, "Angebote werden nicht mehr angenommen. Gespeichert ist nichts."),
    BidTooLargeError: (413, "Das Angebot ist zu groß. Gespeichert ist nichts."),
}
