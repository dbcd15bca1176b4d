"""``pruefstand verify``: recompute a bundle offline and say what differs."""

import argparse

from app.console import DONE, NEGATIVE, print_json, read_input, refuse
from app.reports.verify import verify_document, verify_report
from core.errors import InputError
from infra.documents.reading import read_package
from infra.parameters import load_parameters
from procurement.redrawing import redrawing
from scoring.bundle.manifest import OWN_FILES
from scoring.bundle.verify import verify_bundle


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Rechnet ein Prüfpaket mit den Vorgaben nach, die darin stehen, ohne Netz und Datenbank. "
        "Ergebnis 0: stimmt · 2: kein Prüfpaket · 4: verändert oder nicht nachrechenbar."
    )
    parser.add_argument(
        "file", metavar="PAKET", help="Prüfpaket (ZIP) aus „pruefstand score --bundle“, - für die Standardeingabe"
    )
    parser.add_argument(
        "--json", action="store_true", help="Bericht als JSON-Dokument (pruefstand/verification/1) ausgeben"
    )


def run(args: argparse.Namespace) -> int:
    """Report; a bundle in which anything differs leaves with its own exit code."""
    try:
        data = read_input(args.file)
        verification = verify_bundle(read_package(data, OWN_FILES), load_parameters("scoring"), redrawing())
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    if args.json:
        print_json(verify_document(verification, data, args.file))
    else:
        print(verify_report(verification, data))
    return DONE if verification.holds else NEGATIVE
