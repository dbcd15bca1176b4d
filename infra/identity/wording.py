"""German sentences about accounts: command line, interface and pages say the same."""

from collections.abc import Mapping

from infra.identity.errors import (
    CityNotFoundError,
    IdentityError,
    LastAdministratorError,
    OfficeNotFoundError,
    OtherPersonError,
    OwnRecoveryError,
    PersonNotFoundError,
    Refusal,
    SecondFactorInUseError,
    SecondFactorOfferError,
    SignInRefusedError,
    TooBusyError,
    TooManyAttemptsError,
)
from infra.identity.passwords import LONGEST, SHORTEST
from infra.policy.model import Role

ROLES: Mapping[Role, str] = {
    Role.DEPARTMENT: "Fachamt",
    Role.OFFICE_HEAD: "Amtsleitung",
    Role.PROCUREMENT_OFFICER: "Vergabestelle",
    Role.EVALUATOR: "Wertung",
    Role.ADIT: "ADIT (Amt für Digitalisierung und Informationstechnik)",
    Role.DIGITALDEZERNAT: "Digitaldezernat",
    Role.DATA_PROTECTION: "Datenschutz",
    Role.INFORMATION_SECURITY: "Informationssicherheit",
    Role.MAGISTRAT: "Magistrat (lesend)",
    Role.COMMITTEE_OFFICE: "Gremienbüro",
    Role.AUDITOR: "Rechnungsprüfung (Revision)",
    Role.ADMINISTRATOR: "Verwaltung der Anwendung",
}

_SENTENCES: Mapping[type[IdentityError], str] = {
    SignInRefusedError: "Die Anmeldung war nicht möglich. Bitte prüfen Sie Konto, Kennwort und Code.",
    TooBusyError: "Gerade melden sich sehr viele Personen an. Bitte versuchen Sie es in einigen Sekunden noch einmal.",
    OtherPersonError: (
        "In diesem Browser hat sich inzwischen eine andere Person angemeldet. Bitte melden Sie sich in einem neuen "
        "Fenster wieder selbst an; Ihre Eingaben bleiben auf der Seite stehen."
    ),
    PersonNotFoundError: "Diese Person gibt es hier nicht.",
    OfficeNotFoundError: "Dieses Amt oder Dezernat gibt es hier nicht.",
    CityNotFoundError: "Diese Stadt gibt es hier nicht, oder es gibt mehrere und keine ist angegeben.",
    LastAdministratorError: (
        "Das ist die letzte Person, die diese Anwendung verwalten kann. Bitte geben Sie zuerst einer anderen Person "
        "diese Rolle."
    ),
    OwnRecoveryError: (
        "Den eigenen Zugang kann niemand selbst wiederherstellen. Bitte lassen Sie das eine andere Person tun, die "
        "diese Anwendung verwaltet. Ihr Kennwort ändern Sie unter „Mein Konto“."
    ),
    SecondFactorInUseError: "Ein zweiter Faktor ist schon eingerichtet. Bitte entfernen Sie ihn zuerst.",
    SecondFactorOfferError: "Dieses Angebot gilt nicht mehr. Bitte beginnen Sie noch einmal.",
}

_FIELDS: Mapping[Refusal, str] = {
    Refusal.MISSING: "Bitte füllen Sie dieses Feld aus.",
    Refusal.TOO_LONG: "Bitte höchstens 120 Zeichen.",
    Refusal.CHARACTERS: "Bitte nur Buchstaben, Ziffern und die Zeichen . _ - @ +, ohne Leerzeichen.",
    Refusal.TAKEN: "Das gibt es schon. Bitte wählen Sie etwas anderes.",
    Refusal.UNKNOWN: "Das gibt es hier nicht.",
    Refusal.ROLES_INCOMPATIBLE: (
        "Wer die Anwendung verwaltet, sieht keine Angebote: „Verwaltung der Anwendung“ lässt sich nicht mit "
        "Vergabestelle, Wertung oder Rechnungsprüfung verbinden."
    ),
    Refusal.OWN_ROLES: "Die eigenen Rollen kann niemand ändern. Bitte lassen Sie das eine andere Person tun.",
    Refusal.FIRST_PERSON: (
        "Die erste Person einer Stadt ist allein für die Verwaltung der Anwendung da und hat keine andere Rolle."
    ),
    Refusal.WRONG_PASSWORD: "Das ist nicht Ihr jetziges Kennwort.",
    Refusal.WRONG_CODE: "Dieser Code passt nicht oder wurde schon benutzt. Bitte warten Sie auf den nächsten.",
    Refusal.UNCHANGED: "Bitte wählen Sie ein anderes Kennwort als das jetzige.",
    Refusal.PASSWORD_TOO_SHORT: f"Bitte mindestens {SHORTEST} Zeichen.",
    Refusal.PASSWORD_TOO_LONG: f"Bitte höchstens {LONGEST} Zeichen.",
    Refusal.PASSWORD_LIKE_ACCOUNT: "Bitte ein Kennwort, das nicht aus dem Kontonamen besteht.",
    Refusal.PASSWORD_COMMON: "Dieses Kennwort steht auf Listen häufiger Kennwörter. Bitte wählen Sie ein anderes.",
}


def sentence(error: IdentityError) -> str:
    """Return what to tell people about an error."""
    if isinstance(error, TooManyAttemptsError):
        return f"Es gab zu viele Fehlversuche. Bitte warten Sie {waiting(error.seconds)}."
    return _SENTENCES.get(type(error), "Bitte prüfen Sie die Angaben.")


def field_sentence(refusal: Refusal) -> str:
    """Return what to tell people about a field."""
    return _FIELDS[refusal]


def waiting(seconds: int) -> str:
    """Return ``14 Minuten``, rounded up."""
    minutes = -(-seconds // 60)
    return "eine Minute" if minutes == 1 else f"{minutes} Minuten"
