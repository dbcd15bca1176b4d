"""What can stand in the way of an upload: status, type and German sentence."""

from collections.abc import Mapping

from api.errors import BrokenHeaderError, OtherKindError, UnknownTusVersionError
from core.errors import PruefstandError
from infra.uploads.errors import (
    ChecksumError,
    TooManyUploadsError,
    UnknownChecksumError,
    UploadNameError,
    UploadNotFoundError,
    UploadTooLargeError,
    UploadUnfinishedError,
    WrongOffsetError,
)

CHECKSUM_MISMATCH = 460
"""Status that the tus protocol has for a damaged piece; no other protocol knows it."""

UPLOADS: Mapping[type[PruefstandError], tuple[int, str, str]] = {
    UploadNotFoundError: (404, "uploads/not-found", "Diese hochgeladene Datei gibt es hier nicht oder nicht mehr."),
    UploadUnfinishedError: (409, "uploads/unfinished", "Die Datei ist noch nicht vollständig angekommen."),
    UploadNameError: (422, "uploads/name", "Die Datei hat keinen Namen, oder die Angabe, wofür sie ist, ist zu lang."),
    UploadTooLargeError: (413, "uploads/too-large", "Die Datei ist leer oder größer, als sie sein darf."),
    WrongOffsetError: (
        409,
        "uploads/wrong-offset",
        "Das Stück schließt nicht an das letzte an. Bitte fragen Sie mit HEAD nach, wie viel angekommen ist.",
    ),
    ChecksumError: (
        CHECKSUM_MISMATCH,
        "uploads/checksum",
        "Das Stück kam beschädigt an und wurde nicht gespeichert. Bitte senden Sie es noch einmal.",
    ),
    UnknownChecksumError: (400, "uploads/unknown-checksum", "„Upload-Checksum“ nennt sha1 oder sha256 und den Wert."),
    TooManyUploadsError: (
        429,
        "uploads/too-many",
        "Sie haben in kurzer Zeit sehr viel hochgeladen. Bitte versuchen Sie es später noch einmal.",
    ),
    BrokenHeaderError: (400, "uploads/broken-header", "Eine Kopfzeile des tus-Protokolls fehlt oder ist nicht lesbar."),
    UnknownTusVersionError: (412, "uploads/tus-version", "Dieser Dienst spricht das tus-Protokoll 1.0.0."),
    OtherKindError: (415, "uploads/other-kind", "Stücke kommen als application/offset+octet-stream."),
}
