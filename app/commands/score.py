"""``pruefstand score``: evaluate a file and say who is first and why."""

import argparse
import sys
from datetime import date

from app.console import DONE, print_json, refuse, scoring_rules
from app.evaluations import load_evaluation
from app.output import check_targets, write_files
from app.reports.score import score_report
from core.errors import InputError
from infra.clock import SystemClock, official_day
from scoring.evaluate import Outcome, evaluate
from scoring.result import Robustness, build_result


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Berechnet die Wertung einer Datei (pruefstand/evaluation/1) exakt und begründet sie. "
        "Ergebnis 0: berechnet · 2: Datei ungültig · 3: eine Vorschrift steht entgegen. "
        "Eine frühere Ausgabe gleichen Namens wird ersetzt, die gelesene DATEI nie."
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
    parser.add_argument(
        "--pdf", metavar="ZIEL", help="Wertungsübersicht als barrierefreies PDF schreiben, daneben ZIEL.json"
    )
    parser.add_argument(
        "--pdfa",
        choices=("2a", "3a"),
        default="2a",
        help="Archivformat der Wertungsübersicht: PDF/A-2a (Vorgabe) oder PDF/A-3a mit eingebettetem JSON",
    )
    parser.add_argument("--note", metavar="ZIEL", help="internen Vermerk zur Stabilität der Wertung als PDF schreiben")
    parser.add_argument("--xlsx", metavar="ZIEL", help="Wertung als Arbeitsmappe für Excel schreiben")
    parser.add_argument("--ods", metavar="ZIEL", help="Wertung als Arbeitsmappe für LibreOffice schreiben")
    parser.add_argument("--bundle", metavar="ZIEL", help="Prüfpaket (ZIP) zum Nachrechnen schreiben")


def run(args: argparse.Namespace) -> int:
    """Evaluate, write what was asked for, report."""
    try:
        check_targets((args.pdf, _twin(args), args.note, args.xlsx, args.ods, args.bundle), args.file)
        rules = scoring_rules(args.date or official_day(SystemClock().now()))
        outcome = evaluate(load_evaluation(args.file, rules), rules)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json)
    try:
        robustness = _stability(outcome) if args.json or args.note else None
        written = _write(args, outcome, robustness)
    except InputError as error:
        return refuse(error, file=error.faults[0].properties.get("file", args.file), as_json=args.json)
    if written:
        print("Geschrieben: " + ", ".join(written), file=sys.stderr)
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


def _twin(args: argparse.Namespace) -> str | None:
    """Return the name of the file for machines that comes with the PDF."""
    return f"{args.pdf}.json" if args.pdf else None


def _write(args: argparse.Namespace, outcome: Outcome, robustness: Robustness | None) -> list[str]:
    """Write papers, workbooks and bundle where wanted; their code is loaded only then."""
    if not any((args.pdf, args.note, args.xlsx, args.ods, args.bundle)):
        return []
    from procurement.exports import bundle_of, note_of, ods_of, sheet_of, twin_of, xlsx_of

    result = build_result(outcome)
    return write_files(
        {
            args.pdf: lambda: sheet_of(outcome, result, embed=args.pdfa == "3a"),
            _twin(args): lambda: twin_of(result),
            args.note: lambda: note_of(outcome, result, robustness or _stability(outcome)),
            args.xlsx: lambda: xlsx_of(outcome),
            args.ods: lambda: ods_of(outcome),
            args.bundle: lambda: bundle_of(outcome),
        }
    )
