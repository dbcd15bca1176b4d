"""Status and sentence of errors about catalogues of criteria; ``problems`` puts them beside the others."""

from collections.abc import Mapping

from procurement.errors import (
    CatalogueEntryNotFoundError,
    CatalogueNotFoundError,
    CatalogueVersionTakenError,
    ProcurementError,
)

CRITERIA: Mapping[type[ProcurementError], tuple[int, str]] = {
    CatalogueNotFoundError: (
        404,
        "Den Kriterienkatalog „{catalogue}“ gibt es hier nicht, oder nicht in dieser Fassung.",
    ),
    CatalogueEntryNotFoundError: (404, "Das Kriterium „{entry}“ gibt es in dieser Fassung des Katalogs nicht."),
    CatalogueVersionTakenError: (
        409,
        "Von „{catalogue}“ ist schon Fassung {newest} gespeichert. Bitte geben Sie der Änderung eine höhere Nummer.",
    ),
}
