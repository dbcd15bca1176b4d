"""``pruefstand user``: add the first people of a city, list them, give access back."""

import argparse
import sys
from typing import TYPE_CHECKING

from app.commands._database import with_current_database
from app.console import DONE, INVALID, print_json
from infra.database import Database
from infra.policy.model import Role, operator

if TYPE_CHECKING:
    from app.house import House
    from infra.identity.errors import IdentityError
    from infra.identity.model import NewAccess, Person

_LISTED_AT_ONCE = 500
_FIELDS = {"account": "KONTO", "name": "--name", "office": "--amt", "roles": "--rolle"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = "Personen mit lokalem Konto."
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    add = actions.add_parser("add", help="Person anlegen; ihr Einmalkennwort steht nur in dieser Ausgabe")
    add.add_argument("account", metavar="KONTO", help="damit meldet sich die Person an")
    add.add_argument("--name", required=True, metavar="NAME", help="Vor- und Nachname")
    known = ", ".join(role.value for role in Role)
    add.add_argument(
        "--rolle",
        action="append",
        default=[],
        type=Role,
        choices=list(Role),
        metavar="ROLLE",
        help=f"mehrfach möglich: {known}",
    )
    add.add_argument("--amt", metavar="NAME", help="Name eines angelegten Amts oder Dezernats")
    recover = actions.add_parser("recover", help="neues Einmalkennwort; zweiter Faktor und Sitzungen enden")
    recover.add_argument("account", metavar="KONTO")
    listing = actions.add_parser("list", help="Personen auflisten")
    for action in (add, recover, listing):
        action.add_argument("--stadt", metavar="KENNUNG", help="nötig, wo es mehrere Städte gibt")
        action.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument ausgeben")


def run(args: argparse.Namespace) -> int:
    """Carry out one action for one city."""
    from app.wiring import build_house
    from infra.identity.errors import IdentityError

    def work(database: Database) -> int:
        house = build_house(database)
        try:
            city = house.cities.only(args.stadt)
            return {"add": _add, "recover": _recover, "list": _list}[args.action](house, city, args)
        except IdentityError as error:
            return _refused(error)

    return with_current_database(work)


def _add(house: "House", city: str, args: argparse.Namespace) -> int:
    from infra.identity.errors import FieldsRefusedError, Refusal
    from infra.identity.model import PersonDraft

    offices = {office.name: office.id for office in house.offices.all(operator(city))}
    if args.amt is not None and args.amt not in offices:
        raise FieldsRefusedError({"office": Refusal.UNKNOWN})
    draft = PersonDraft(name=args.name, roles=frozenset(args.rolle), office=offices.get(args.amt or ""))
    return _show(house.people.add(operator(city), args.account, draft), city, as_json=args.json)


def _recover(house: "House", city: str, args: argparse.Namespace) -> int:
    person = house.people.find_account(operator(city), args.account)
    return _show(house.people.recover(operator(city), person.id), city, as_json=args.json)


def _list(house: "House", city: str, args: argparse.Namespace) -> int:
    from infra.identity.wording import ROLES

    number, people = 1, list["Person"]()
    while (page := house.people.page(operator(city), page=number, size=_LISTED_AT_ONCE)).items:
        people += page.items
        number += 1
    if args.json:
        fields = ("id", "account", "name", "office_name", "roles", "is_locked", "has_second_factor", "password_due")
        print_json({"people": [{name: getattr(one, name) for name in fields} for one in people]})
        return DONE
    for one in people:
        roles = ", ".join(ROLES[role] for role in one.roles) or "keine Rolle"
        print(f"{one.account}  {one.name}  {roles}{'  gesperrt' if one.is_locked else ''}")
    return DONE


def _show(access: "NewAccess", city: str, *, as_json: bool) -> int:
    account, password = access.person.account, access.one_time_password
    if as_json:
        print_json({"person": access.person.id, "account": account, "city": city, "one_time_password": password})
    else:
        print(f"Konto: {account}\nEinmalkennwort: {password}")
        print("Es gilt drei Tage und steht nur hier. Bei der ersten Anmeldung wählt die Person ein eigenes.")
    return DONE


def _refused(error: "IdentityError") -> int:
    from infra.identity.errors import FieldsRefusedError
    from infra.identity.wording import field_sentence, sentence

    if isinstance(error, FieldsRefusedError):
        for field, refusal in error.faults.items():
            print(f"{_FIELDS[field]}: {field_sentence(refusal)}", file=sys.stderr)
    else:
        print(sentence(error), file=sys.stderr)
    return INVALID
