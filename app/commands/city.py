"""``pruefstand city``: the cities of this instance."""

import argparse
import sys
from typing import TYPE_CHECKING

from app.commands._database import with_current_database
from app.console import DONE, INVALID, print_json
from infra.database import Database

if TYPE_CHECKING:
    from app.house import House


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Städte auf dieser Instanz. Jede sieht nur ihre eigenen Daten."
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    add = actions.add_parser("add", help="Stadt anlegen")
    add.add_argument("id", metavar="KENNUNG", help="2 bis 40 Zeichen: a–z, 0–9, Bindestrich")
    add.add_argument("name", metavar="NAME", help="wie die Stadt auf Seiten heißt")
    listing = actions.add_parser("list", help="Städte auflisten")
    for action in (add, listing):
        action.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Add a city, or list all."""
    from app.wiring import build_house
    from infra.identity.errors import FieldsRefusedError
    from infra.identity.wording import field_sentence
    from infra.policy.model import operator

    def add(house: "House") -> int:
        try:
            city = house.founding.add(operator(args.id), args.id, args.name)
        except FieldsRefusedError as error:
            for field, refusal in error.faults.items():
                print(f"{'KENNUNG' if field == 'id' else 'NAME'}: {field_sentence(refusal)}", file=sys.stderr)
            return INVALID
        _vouch(house, city.id)
        if args.json:
            print_json({"id": city.id, "name": city.name})
        else:
            print(f"{city.name} ({city.id}) ist angelegt. Als Nächstes: pruefstand user add KONTO --stadt {city.id} …")
        return DONE

    def show(house: "House") -> int:
        cities = house.cities.all()
        if args.json:
            print_json({"cities": [{"id": one.id, "name": one.name, "is_demo": one.is_demo} for one in cities]})
        else:
            print("\n".join(f"{one.id}  {one.name}{'  (erfunden)' if one.is_demo else ''}" for one in cities))
        return DONE

    def work(database: Database) -> int:
        return (add if args.action == "add" else show)(build_house(database))

    return with_current_database(work)


def _vouch(house: "House", city: str) -> None:
    """Sign a first checkpoint: the daily one comes a night later, and until then nobody would miss the whole log."""
    from infra.oversight.keys import KeyUnusableError
    from infra.secrets import SecretKeyFileError

    try:
        house.audit_log.sign_checkpoints(only=city)
    except (OSError, KeyUnusableError, SecretKeyFileError):
        print(
            "Ein erster Prüfpunkt ließ sich nicht ablegen. Bitte nachholen: pruefstand audit checkpoint",
            file=sys.stderr,
        )
