"""``pruefstand template``: a workbook to be filled in with Excel or LibreOffice."""

import argparse
import re
import sys
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

from app.console import DONE, INVALID, refuse, scoring_rules
from app.evaluations import parse_input
from app.output import check_targets, write_files
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
        "--method",
        choices=START_METHODS,
        help=f"Wertungsmethode der Startmatrix (ohne DATEI), sonst {START_METHODS[0]}",
    )
    parser.add_argument("--force", action="store_true", help="eine vorhandene Arbeitsmappe überschreiben")


def _evaluators(text: str) -> tuple[str, ...]:
    """Return the names of the people scoring, made up where only their number is told.

    Raises:
        argparse.ArgumentTypeError: Neither a possible number nor different names.
    """
    if not any(char.isalpha() for char in text):
        return _people(text.strip())
    names = tuple(" ".join(name.split()) for name in text.split(","))
    if not all(any(char.isalpha() for char in name) for name in names):
        raise argparse.ArgumentTypeError(f"In „{text}“ fehlt zwischen zwei Kommas oder am Rand ein Name")
    alike = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    if twice := [name for name in names if alike[unicodedata.normalize("NFC", name).casefold()] > 1]:
        raise argparse.ArgumentTypeError(f"„{twice[-1]}“ steht mehrfach da; jede Person bekommt nur ein Blatt")
    if len(names) > _MOST_EVALUATORS:
        raise argparse.ArgumentTypeError(f"Es sind {len(names)} Namen, höchstens {_MOST_EVALUATORS} sind möglich")
    return names


def _people(text: str) -> tuple[str, ...]:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= _MOST_EVALUATORS:
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist keine ganze Zahl von 1 bis {_MOST_EVALUATORS} und kein Name einer wertenden Person"
        )
    return tuple(f"Person {number}" for number in range(1, int(text) + 1))


def run(args: argparse.Namespace) -> int:
    """Write the workbook; a filled-in one is not overwritten unless that is wanted."""
    if not (args.xlsx or args.ods):
        print("Es fehlt --xlsx oder --ods mit dem Namen der Arbeitsmappe.", file=sys.stderr)
        return INVALID
    if args.file is not None and args.method is not None:
        print(
            "--method gilt nur für die Startmatrix, also ohne DATEI: Die Methode steht in der Datei.", file=sys.stderr
        )
        return INVALID
    there = [name for name in (args.xlsx, args.ods) if name and Path(name).exists()]
    try:
        check_targets((args.xlsx, args.ods), args.file)
        if there and not args.force:
            print(f"{there[0]} gibt es schon. Mit --force wird die Datei überschrieben.", file=sys.stderr)
            return INVALID
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
        return start_evaluation(args.method or START_METHODS[0])
    evaluation, _ = parse_input(args.file, bids_required=False)
    return evaluation
