"""``pruefstand score``: evaluate a file and say who is first and why."""

import argparse
import sys
from datetime import date

from app.console import DONE, print_json, refuse, scoring_rules
from app.evaluations import load_evaluation
from app.reports.score import score_report
from core.errors import InputError
from infra.clock import SystemClock, official_day
from scoring.evaluate import Outcome, evaluate
from scoring.result import build_result


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Berechnet die Wertung einer Datei (pruefstand/evaluation/1) exakt und begründet sie. "
        "Ergebnis 0: berechnet · 2: Datei ungültig · 3: eine Vorschrift steht entgegen."
    )
    parser.add_argument(
        "file",
        metavar="DATEI",
        help="JSON-Datei oder Arbeitsmappe (XLSX, ODS) mit Bewertungsmatrix und Angeboten, - für die Standardeingabe",
    )
    parser.add_argument("--json", action="store_true", help="Ergebnis als JSON-Dokument (pruefstand/result/1) ausgeben")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="JJJJ-MM-TT",
        help="Stichtag für die Vorgaben der Stadt und des Rechts (sonst heute)",
    )
    parser.add_argument("--xlsx", metavar="ZIEL", help="Wertung als Arbeitsmappe für Excel schreiben")
    parser.add_argument("--ods", metavar="ZIEL", help="Wertung als Arbeitsmappe für LibreOffice schreiben")
    parser.add_argument("--bundle", metavar="ZIEL", help="Prüfpaket (ZIP) zum Nachrechnen schreiben")


def run(args: argparse.Namespace) -> int:
    """Evaluate, write what was asked for, report."""
    rules = scoring_rules(args.date or official_day(SystemClock().now()))
    try:
        outcome = evaluate(load_evaluation(args.file, rules), rules)
        written = _write(args, outcome)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    if written:
        print("Geschrieben: " + ", ".join(written), file=sys.stderr)
    if args.json:
        from scoring.robustness import stability

        print_json(build_result(outcome, stability(outcome)))
    else:
        print(score_report(outcome, build_result(outcome)))
    return DONE


def _write(args: argparse.Namespace, outcome: Outcome) -> list[str]:
    """Write workbook and bundle where wanted; their code is loaded only then."""
    if not (args.xlsx or args.ods or args.bundle):
        return []
    from app.exports import bundle_of, ods_of, xlsx_of
    from app.output import write_files

    return write_files(
        {
            args.xlsx: lambda: xlsx_of(outcome),
            args.ods: lambda: ods_of(outcome),
            args.bundle: lambda: bundle_of(outcome),
        }
    )
