"""What the commands that need a database share: settings, opening it, and a German word when that fails."""

import sys
from collections.abc import Callable

from pydantic import ValidationError

from app.console import INVALID
from infra.database import Database, DatabaseUnavailableError, UnsupportedDatabaseError
from infra.secrets import SecretKeyFileError
from infra.settings import Settings

OUTDATED = "Die Datenbank ist nicht auf dem Stand dieser Version. Zuerst: pruefstand db upgrade"


def with_settings(work: Callable[[Settings], int]) -> int:
    """Run ``work`` with the settings of the environment; say in German which setting is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        for detail in error.errors(include_input=False, include_url=False):
            print(f"Die Einstellung {_variable(detail['loc'][0])} hat keinen zulässigen Wert.", file=sys.stderr)
        return INVALID
    try:
        return work(settings)
    except UnsupportedDatabaseError as error:
        print(
            f"DATABASE_URL: „{error.backend}“ wird nicht unterstützt. "
            "Bitte sqlite:///DATEI oder postgresql://NUTZER@RECHNER/NAME angeben.",
            file=sys.stderr,
        )
    except DatabaseUnavailableError:
        print("Die Datenbank antwortet nicht. Bitte DATABASE_URL und den Datenbankdienst prüfen.", file=sys.stderr)
    except SecretKeyFileError as error:
        print(
            f"Das Geheimnis dieser Installation in der Datei „{error}“ lässt sich nicht verwenden. Bitte "
            "PRUEFSTAND_SECRET_KEY_FILE, die Rechte an Datei und Ordner und den Inhalt prüfen; ist die Datei verloren "
            "gegangen oder beschädigt, hilft die Sicherungskopie.",
            file=sys.stderr,
        )
    return INVALID


def with_database(work: Callable[[Database], int]) -> int:
    """Run ``work`` on the database of the settings, as ``with_settings`` does."""
    from app.wiring import open_database

    def opened(settings: Settings) -> int:
        with open_database(settings) as database:
            return work(database)

    return with_settings(opened)


def with_current_database(work: Callable[[Database], int]) -> int:
    """Run ``work`` on a database with the schema of this version; otherwise say what comes first, and make nothing."""
    from app.migrations import is_current

    def checked(database: Database) -> int:
        if is_current(database):
            return work(database)
        print(OUTDATED, file=sys.stderr)
        return INVALID

    return with_database(checked)


def _variable(field: str | int) -> str:
    return "DATABASE_URL" if field == "DATABASE_URL" else f"PRUEFSTAND_{str(field).upper()}"
