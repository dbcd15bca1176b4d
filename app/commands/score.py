"""``pruefstand score``: evaluate a file and say who is first and why."""

import argparse
from datetime import date
from pathlib import Path

from app.console import DONE, print_json, read_input, refuse, scoring_rules
from app.reports.score import score_report
from core.errors import InputError
from infra.clock import SystemClock, official_day
from scoring.evaluate import Outcome, evaluate
from scoring.intake import read_evaluation
from scoring.result import Robustness, build_result


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
    parser.add_argument(
        "--pdf", type=Path, metavar="ZIEL", help="Wertungsübersicht als barrierefreies PDF schreiben, daneben ZIEL.json"
    )
    parser.add_argument(
        "--pdfa",
        choices=("2a", "3a"),
        default="2a",
        help="Archivformat der Wertungsübersicht: PDF/A-2a (Vorgabe) oder PDF/A-3a mit eingebettetem JSON",
    )
    parser.add_argument(
        "--note", type=Path, metavar="ZIEL", help="internen Vermerk zur Stabilität der Wertung als PDF schreiben"
    )


def run(args: argparse.Namespace) -> int:
    """Evaluate, write the papers asked for, and report."""
    try:
        rules = scoring_rules(args.date or official_day(SystemClock().now()))
        outcome = evaluate(read_evaluation(read_input(args.file), rules), rules)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    robustness = _stability(outcome) if args.json or args.note else None
    try:
        _write_papers(args, outcome, robustness)
    except InputError as error:
        return refuse(error, file=error.faults[0].properties["file"], as_json=args.json)
    if args.json:
        print_json(build_result(outcome, robustness))
    else:
        print(score_report(outcome, build_result(outcome)))
    return DONE


def _stability(outcome: Outcome) -> Robustness:
    from app.progress import ProgressBar
    from scoring.robustness import stability

    with ProgressBar() as progress:
        return stability(outcome, progress=progress)


def _write_papers(args: argparse.Namespace, outcome: Outcome, robustness: Robustness | None) -> None:
    if args.pdf is None and args.note is None:
        return
    from app.printing import write_score_sheet, write_stability_note

    result = build_result(outcome)
    if args.pdf is not None:
        write_score_sheet(args.pdf, outcome, result, embed=args.pdfa == "3a")
    if args.note is not None and robustness is not None:
        write_stability_note(args.note, outcome, result, robustness)
