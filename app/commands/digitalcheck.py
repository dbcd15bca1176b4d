"""``pruefstand digitalcheck``: what follows from the answers, and the sheet for the Magistratsvorlage."""

import argparse
from datetime import date

from app.checks import judge_file
from app.console import DONE, print_json, read_input, refuse
from app.reports.digitalcheck import check_report
from core.errors import InputError
from digitalcheck.rules.result import build_result
from digitalcheck.rules.wording import check_fault_sentence
from infra.clock import SystemClock, official_day


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Liest die Antworten eines Digital-Checks (pruefstand/digitalcheck/1, JSON oder YAML) und nennt die Befunde. "
        "Ergebnis 0: geprüft · 2: Datei ungültig."
    )
    parser.add_argument("file", metavar="DATEI", help="Antworten als JSON oder YAML, - für die Standardeingabe")
    parser.add_argument(
        "--json", action="store_true", help="Ergebnis als JSON-Dokument (pruefstand/digitalcheck-result/1) ausgeben"
    )
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="JJJJ-MM-TT",
        help="Stichtag für die Vorgaben der Stadt und für Fristen (sonst heute)",
    )


def run(args: argparse.Namespace) -> int:
    """Judge the answers, report."""
    try:
        judgement = judge_file(read_input(args.file), args.date or official_day(SystemClock().now()))
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json, sentence=check_fault_sentence)
    if args.json:
        print_json(build_result(judgement))
    else:
        print(check_report(judgement), end="")
    return DONE
