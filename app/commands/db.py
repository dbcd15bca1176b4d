"""``pruefstand db upgrade``: bring the schema of the database to the state of this version."""

import argparse
import sys

from app.commands._database import with_database
from app.console import DONE, INVALID, print_json
from infra.database import Database

ROLE_MISSING = (
    "Die Anmeldung „{login}“ darf in PostgreSQL keine Rollen anlegen. Es wurde nichts geändert. "
    "Bitte einmal von der Datenbankverwaltung ausführen lassen:\n  {remedy}"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Pflegt die Datenbank (DATABASE_URL, sonst var/pruefstand.db)."
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    upgrade = actions.add_parser("upgrade", help="Tabellen anlegen oder auf den Stand dieser Version bringen")
    upgrade.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Upgrade the schema; doing so twice changes nothing."""
    from app.migrations import current_revision, upgrade
    from infra.row_security import RoleMissingError

    def work(database: Database) -> int:
        try:
            upgrade(database)
        except RoleMissingError as missing:
            print(ROLE_MISSING.format(login=missing.login, remedy=missing.remedy), file=sys.stderr)
            return INVALID
        revision = current_revision(database)
        if args.json:
            print_json({"revision": revision})
        else:
            print(f"Die Datenbank ist auf dem Stand {revision}.")
        return DONE

    return with_database(work)
