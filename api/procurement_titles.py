"""Status and German title of every error of procurement."""

from collections.abc import Mapping

from procurement.errors import (
    BidNotFoundError,
    CatalogueEntryNotFoundError,
    CatalogueNotFoundError,
    CatalogueVersionTakenError,
    ContentChangedError,
    CriterionNotFoundError,
    EvaluationAlreadyStoredError,
    EvaluationNotFoundError,
    LotNotFoundError,
    MatrixPublishedError,
    PlaceNotFoundError,
    PointsDifferError,
    PresentationLengthError,
    PreviewChangedError,
    ProcedureFrozenError,
    ProcedureNotFoundError,
    ProcurementError,
    PruefvermerkCompletedError,
    PruefvermerkEmptyError,
    PublicationNotFoundError,
    ReferenceTakenError,
    ResultDiffersError,
    SheetHandedInError,
    SheetIncompleteError,
    StabilityWithheldError,
)

PROCUREMENT: Mapping[type[ProcurementError], tuple[int, str]] = {
    BidNotFoundError: (404, "Diese Wertung enthält kein Angebot „{bid}“."),
    CriterionNotFoundError: (404, "Diese Bewertungsmatrix enthält kein bewertetes Kriterium „{criterion}“."),
    EvaluationAlreadyStoredError: (409, "Zu {reference} liegt bereits eine andere Wertung vor: „{slug}“."),
    MatrixPublishedError: (409, "Die Bewertungsmatrix ist veröffentlicht; ihre Gewichte stehen fest."),
    PlaceNotFoundError: (400, "Diesen „cursor“ hat Prüfstand für diese Liste nicht ausgegeben."),
    PreviewChangedError: (409, "Die Wertung ist nicht die, die die Vorschau gezeigt hat."),
    EvaluationNotFoundError: (404, "Das Vergabeverfahren „{slug}“ gibt es hier nicht."),
    PruefvermerkCompletedError: (409, "Ihr Prüfvermerk zu „{slug}“ ist abgeschlossen und bleibt, wie er ist."),
    PruefvermerkEmptyError: (409, "Ohne Feststellung lässt sich der Prüfvermerk nicht abschließen."),
    ResultDiffersError: (409, "Aus der gespeicherten Eingabe ergibt sich ein anderes Ergebnis als das gespeicherte."),
    StabilityWithheldError: (409, "Die Wertung ist vorläufig; ihre Stabilität wird zurückgehalten."),
    ProcedureNotFoundError: (404, "Das Vergabeverfahren „{slug}“ gibt es hier nicht."),
    ReferenceTakenError: (409, "Die Vergabenummer {reference} ist schon vergeben."),
    ProcedureFrozenError: (409, "Im jetzigen Stand lässt sich an diesem Vergabeverfahren nichts ändern."),
    ContentChangedError: (
        409,
        "Der Inhalt ist nicht mehr der, den Sie gesehen haben. Bitte sehen Sie ihn noch einmal durch.",
    ),
    LotNotFoundError: (404, "Ein Los {number} mit Bewertungsmatrix gibt es in diesem Vergabeverfahren nicht."),
    PublicationNotFoundError: (404, "Eine veröffentlichte Fassung {number} gibt es in diesem Vergabeverfahren nicht."),
    CatalogueNotFoundError: (
        404,
        "Den Kriterienkatalog „{catalogue}“ gibt es hier nicht, oder nicht in dieser Fassung.",
    ),
    CatalogueEntryNotFoundError: (404, "Das Kriterium „{entry}“ gibt es in dieser Fassung des Katalogs nicht."),
    CatalogueVersionTakenError: (
        409,
        "Von „{catalogue}“ ist schon Fassung {newest} gespeichert. Bitte geben Sie der Änderung eine höhere Nummer.",
    ),
    SheetHandedInError: (409, "Ihre Einzelwertung ist abgegeben und bleibt, wie sie ist."),
    SheetIncompleteError: (
        409,
        "Abgeben lässt sich nur eine vollständige Einzelwertung; bei {count} Wertungen fehlt noch etwas.",
    ),
    PointsDifferError: (409, "Die Einzelwertungen stimmen nicht überein; es gibt keinen Vorschlag."),
    PresentationLengthError: (
        409,
        "Gleiche Zeit für alle: Bei einem anderen Angebot waren es {minutes} Minuten. Bitte bestätigen Sie das.",
    ),
}
