"""``pruefstand demo load``: store the worked examples of the fictitious demo city."""

import argparse
import sys

from app.commands._database import with_current_database
from app.console import DONE, INVALID, print_json
from infra.database import Database

_REAL_CITY = (
    "In dieser Datenbank gibt es schon eine Stadt mit der Kennung „{city}“, die nicht erfunden ist. Die Personen der "
    "erfundenen Stadt melden sich mit einem veröffentlichten Kennwort an und kommen deshalb nicht hinein. Es wurde "
    "nichts geändert."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Beispiele der erfundenen Musterstadt."
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    load = actions.add_parser("load", help="Beispiele speichern; ein zweiter Aufruf ändert nichts")
    load.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Store the examples that are not there yet."""
    from app.demo import NotInventedError, load_criteria, load_demo, load_running
    from app.wiring import build_house

    def work(database: Database) -> int:
        try:
            house = build_house(database)
            load_running(house)
            slugs = [record.summary.slug for record in load_demo(house)]
            load_criteria(house)
        except NotInventedError as error:
            print(_REAL_CITY.format(city=error.city), file=sys.stderr)
            return INVALID
        if args.json:
            print_json({"procedures": slugs})
        else:
            print("\n".join([f"{len(slugs)} Beispiele liegen bereit:", *(f"  {slug}" for slug in slugs)]))
        return DONE

    return with_current_database(work)
