"""``pruefstand template``: a workbook to be filled in with Excel or LibreOffice."""

import argparse
import sys
from datetime import date
from pathlib import Path

from app.console import DONE, INVALID, refuse, scoring_rules
from app.evaluations import parse_input
from app.output import write_files
from core.errors import InputError
from infra.clock import SystemClock, official_day
from scoring.model import Evaluation
from scoring.workbook.build import template_workbook
from scoring.workbook.start import START_METHODS, start_evaluation

_MOST_EVALUATORS = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Legt eine Arbeitsmappe an, die mit Excel oder LibreOffice ausgefüllt und danach gewertet wird. "
        "Mit DATEI stehen deren Bewertungsmatrix, Bieter und Preise darin, Punkte nicht; ohne DATEI eine Startmatrix. "
        "Ergebnis 0: geschrieben · 2: Angaben oder Datei ungültig."
    )
    parser.add_argument("file", metavar="DATEI", nargs="?", help="Datei mit Bewertungsmatrix")
    parser.add_argument("--xlsx", metavar="ZIEL", help="Arbeitsmappe für Excel schreiben")
    parser.add_argument("--ods", metavar="ZIEL", help="Arbeitsmappe für LibreOffice schreiben")
    parser.add_argument(
        "--evaluators",
        metavar="ANZAHL|NAMEN",
        type=_evaluators,
        default=(),
        help="ein Blatt je wertende Person: Anzahl oder Namen, durch Komma getrennt; ohne Angabe ein gemeinsames Blatt",
    )
    parser.add_argument(
        "--method", choices=START_METHODS, default=START_METHODS[0], help="Wertungsmethode der Startmatrix (ohne DATEI)"
    )
    parser.add_argument("--force", action="store_true", help="eine vorhandene Arbeitsmappe überschreiben")


def _evaluators(text: str) -> tuple[str, ...]:
    if text.isdecimal():
        names = tuple(f"Person {number}" for number in range(1, min(int(text), _MOST_EVALUATORS + 1) + 1))
    else:
        names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if len(names) > _MOST_EVALUATORS:
        raise argparse.ArgumentTypeError(text)
    return names


def run(args: argparse.Namespace) -> int:
    """Write the workbook; a filled-in one is not overwritten unless that is wanted."""
    if not (args.xlsx or args.ods):
        print("Es fehlt --xlsx oder --ods mit dem Namen der Arbeitsmappe.", file=sys.stderr)
        return INVALID
    there = [name for name in (args.xlsx, args.ods) if name and Path(name).exists()]
    if there and not args.force:
        print(f"{there[0]} gibt es schon. Mit --force wird die Datei überschrieben.", file=sys.stderr)
        return INVALID
    try:
        written = _write(args, official_day(SystemClock().now()))
    except InputError as error:
        return refuse(error, file=error.faults[0].properties.get("file", args.file or "-"), as_json=False)
    print("Geschrieben: " + ", ".join(written))
    return DONE


def _write(args: argparse.Namespace, day: date) -> list[str]:
    from infra.spreadsheet.ods_writer import write_ods
    from infra.spreadsheet.xlsx_writer import write_xlsx

    workbook = template_workbook(
        _evaluation(args), scoring_rules(day), evaluators=args.evaluators, start=args.file is None
    )
    return write_files({args.xlsx: lambda: write_xlsx(workbook), args.ods: lambda: write_ods(workbook)})


def _evaluation(args: argparse.Namespace) -> Evaluation:
    if args.file is None:
        return start_evaluation(args.method)
    evaluation, _ = parse_input(args.file, bids_required=False)
    return evaluation
