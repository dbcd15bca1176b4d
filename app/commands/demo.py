"""``pruefstand demo load``: store the worked examples of the fictitious demo city."""

import argparse

from app.commands._database import with_database
from app.console import DONE, print_json
from infra.database import Database


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Beispiele der erfundenen Musterstadt."
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    load = actions.add_parser("load", help="Beispiele speichern; ein zweiter Aufruf ändert nichts")
    load.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Store the examples that are not there yet."""
    from app.demo import load_criteria, load_demo
    from app.wiring import build_house

    def work(database: Database) -> int:
        house = build_house(database)
        slugs = [record.summary.slug for record in load_demo(house)]
        load_criteria(house)
        if args.json:
            print_json({"procedures": slugs})
        else:
            print("\n".join([f"{len(slugs)} Beispiele liegen bereit:", *(f"  {slug}" for slug in slugs)]))
        return DONE

    return with_database(work)
