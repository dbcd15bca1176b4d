"""``pruefstand backup``: the whole instance in one file, while others go on working."""

import argparse
import sys
from pathlib import Path

from app.commands._database import with_database
from app.console import DONE, INVALID, print_json
from infra.database import Database


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Sichert alle Städte in eine Datei, während andere weiterarbeiten. Nicht enthalten sind Sitzungen und die "
        "Schlüsseldateien der Instanz: Diese bitte getrennt sichern."
    )
    parser.add_argument("target", metavar="DATEI", type=Path, help="neue Datei; eine vorhandene bleibt unverändert")
    parser.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Write the file and note it in the audit log of every city."""
    from app.backup.errors import OutdatedSchemaError
    from app.backup.services import back_up
    from app.progress import ProgressBar
    from app.wiring import build_house

    def work(database: Database) -> int:
        try:
            with ProgressBar() as bar:
                manifest, digest = back_up(build_house(database).transactions, args.target, bar)
        except OutdatedSchemaError:
            return _refuse("Die Datenbank ist nicht auf dem Stand dieser Version. Zuerst: pruefstand db upgrade")
        except FileExistsError:
            return _refuse(f"{args.target}: Die Datei gibt es schon. Sie bleibt, wie sie ist.")
        except OSError as error:
            return _refuse(f"{args.target}: lässt sich nicht schreiben ({error.strerror}).")
        if args.json:
            print_json(
                {"file": str(args.target), "digest": digest, "revision": manifest.revision, "rows": manifest.rows}
            )
        else:
            print(f"Gesichert: {manifest.rows} Zeilen aus {len(manifest.tables)} Tabellen in {args.target}")
            print(f"Prüfsumme: {digest}")
        return DONE

    return with_database(work)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return INVALID
