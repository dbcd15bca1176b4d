"""``pruefstand score``: evaluate a file and say who is first and why."""

import argparse
from datetime import date

from app.console import DONE, print_json, read_input, refuse, scoring_rules
from app.reports.score import score_report
from core.errors import InputError
from infra.clock import SystemClock, official_day
from scoring.evaluate import evaluate
from scoring.intake import read_evaluation
from scoring.result import build_result


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Berechnet die Wertung einer Datei (pruefstand/evaluation/1) exakt und begründet sie. "
        "Ergebnis 0: berechnet · 2: Datei ungültig · 3: eine Vorschrift steht entgegen."
    )
    parser.add_argument(
        "file", metavar="DATEI", help="JSON-Datei mit Bewertungsmatrix und Angeboten, - für die Standardeingabe"
    )
    parser.add_argument("--json", action="store_true", help="Ergebnis als JSON-Dokument (pruefstand/result/1) ausgeben")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="JJJJ-MM-TT",
        help="Stichtag für die Vorgaben der Stadt und des Rechts (sonst heute)",
    )


def run(args: argparse.Namespace) -> int:
    """Evaluate and report; nothing is written anywhere else."""
    try:
        rules = scoring_rules(args.date or official_day(SystemClock().now()))
        outcome = evaluate(read_evaluation(read_input(args.file), rules), rules)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    if args.json:
        from scoring.robustness import stability

        print_json(build_result(outcome, stability(outcome)))
    else:
        print(score_report(outcome, build_result(outcome)))
    return DONE
