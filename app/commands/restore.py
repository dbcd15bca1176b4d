"""``pruefstand restore``: put a backup back, all of it or nothing."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands._database import with_database
from app.commands.db import ROLE_MISSING
from app.console import DONE, INVALID, NEGATIVE, print_json
from infra.database import Database

if TYPE_CHECKING:
    from app.backup.errors import BackupError


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Spielt eine Sicherung in eine leere Datenbank zurück, SQLite oder PostgreSQL. "
        "Ergebnis 0: zurückgespielt · 2: nicht möglich · 4: Sicherung verändert. Außer bei 0 ist nichts geändert."
    )
    parser.add_argument("source", metavar="DATEI", type=Path, help="Datei aus „pruefstand backup“")
    parser.add_argument("--ersetzen", action="store_true", help="den jetzigen Bestand durch die Sicherung ersetzen")
    parser.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Restore and note it in the audit log of every city."""
    from app.backup.errors import BackupError
    from app.backup.restore import restore_backup
    from app.progress import ProgressBar
    from infra.clock import SystemClock
    from infra.row_security import RoleMissingError

    def work(database: Database) -> int:
        try:
            with ProgressBar() as bar:
                manifest, digest = restore_backup(
                    database, args.source, SystemClock().now(), bar, replace=args.ersetzen
                )
        except BackupError as error:
            sentence, code = _reason(error)
            return _refuse(f"{args.source}: {sentence}", code)
        except RoleMissingError as missing:
            print(ROLE_MISSING.format(login=missing.login, remedy=missing.remedy), file=sys.stderr)
            return INVALID
        except OSError as error:
            return _refuse(f"{args.source}: lässt sich nicht lesen ({error.strerror}).")
        if args.json:
            print_json(
                {
                    "file": str(args.source),
                    "digest": digest,
                    "made_at": manifest.made_at.isoformat(),
                    "rows": manifest.rows,
                }
            )
        else:
            print(
                f"Zurückgespielt: {manifest.rows} Zeilen in {len(manifest.tables)} Tabellen. Alle melden sich neu an."
            )
            print(f"Prüfsumme: {digest}")
        _confirm(database)
        return DONE

    return with_database(work)


def _confirm(database: Database) -> None:
    """Vouch for the restore, so that it explains why newer checkpoints do not fit; without the key it stays done."""
    from app.wiring import build_house
    from infra.oversight.keys import KeyUnusableError
    from infra.secrets import SecretKeyFileError

    try:
        build_house(database).audit_log.confirm_restorations()
    except (OSError, KeyUnusableError, SecretKeyFileError):
        print(
            "Der Prüfpunkt zum Zurückspielen ließ sich nicht ablegen. Zurückgespielt ist trotzdem alles. "
            "Bitte nachholen: pruefstand audit checkpoint --zurueckgespielt",
            file=sys.stderr,
        )


def _reason(error: "BackupError") -> tuple[str, int]:
    from app.backup.errors import BrokenChainError, NewerBackupError, NotEmptyError

    if isinstance(error, NotEmptyError):
        return "Die Datenbank ist nicht leer. Mit --ersetzen wird der jetzige Bestand ersetzt.", INVALID
    if isinstance(error, NewerBackupError):
        return f"stammt aus der neueren Version {error.program}. Bitte zuerst Prüfstand aktualisieren.", INVALID
    if isinstance(error, BrokenChainError):
        return f"Das Prüfprotokoll der Stadt {error.city} ist nicht vollständig.", NEGATIVE
    return "ist keine Sicherung oder wurde verändert.", NEGATIVE


def _refuse(sentence: str, code: int = INVALID) -> int:
    print(f"{sentence} Es wurde nichts geändert.", file=sys.stderr)
    return code
