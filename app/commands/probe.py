"""``pruefstand probe``: stress-test a Bewertungsmatrix before it is published."""

import argparse
from datetime import date

from app.console import DONE, print_json, refuse, scoring_rules
from app.evaluations import parse_input
from app.reports.probe import probe_report
from core.errors import InputError
from core.parameters import ParameterSet
from infra.clock import SystemClock, official_day
from infra.parameters import load_data
from scoring.checks import forbidden_faults
from scoring.matrix_check import ProductNames, probe


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Prüft eine Bewertungsmatrix vor der Veröffentlichung, mit oder ohne (fiktive) Angebote. "
        "Ergebnis 0: geprüft · 2: Datei ungültig · 3: eine Vorschrift steht entgegen (der Bericht erscheint trotzdem)."
    )
    parser.add_argument(
        "file", metavar="DATEI", help="JSON-Datei oder Arbeitsmappe mit Bewertungsmatrix, - für die Standardeingabe"
    )
    parser.add_argument("--json", action="store_true", help="Bericht als JSON-Dokument (pruefstand/probe/1) ausgeben")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="JJJJ-MM-TT",
        help="Stichtag für die Vorgaben der Stadt und des Rechts (sonst heute)",
    )


def run(args: argparse.Namespace) -> int:
    """Report on the matrix; what a rule forbids is told on standard error besides, and decides the exit code."""
    day = args.date or official_day(SystemClock().now())
    try:
        rules = scoring_rules(day)
        names = ProductNames.on(ParameterSet.from_mapping(load_data("scoring", "produktnamen")), day)
        evaluation, locate = parse_input(args.file, bids_required=False)
        report = probe(evaluation, rules, names)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    if args.json:
        print_json(report)
    else:
        print(probe_report(evaluation, report))
    if faults := forbidden_faults(evaluation, rules):
        return refuse(InputError(locate(faults)), file=args.file, as_json=False)
    return DONE
