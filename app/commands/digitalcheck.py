"""``pruefstand digitalcheck``: what follows from the answers, and the sheet for the Magistratsvorlage."""

import argparse
import sys
from datetime import date

from app.checks import judge_file
from app.console import DONE, print_json, read_input, refuse
from app.output import check_targets, write_files
from app.reports.digitalcheck import check_report
from core.errors import InputError
from digitalcheck.model import Depth
from digitalcheck.rules.findings import Judgement
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
    parser.add_argument("--pdf", metavar="ZIEL", help="Übersicht als barrierefreies PDF schreiben, daneben ZIEL.json")
    parser.add_argument("--html", metavar="ZIEL", help="Übersicht mit denselben Worten als HTML-Seite schreiben")
    parser.add_argument(
        "--internal",
        action="store_true",
        help="interne Fassung mit Kosten und Informationssicherheit schreiben",
    )


def run(args: argparse.Namespace) -> int:
    """Judge the answers, write what was asked for, report."""
    try:
        check_targets((args.pdf, _twin(args), args.html), args.file)
        judgement = judge_file(read_input(args.file), args.date or official_day(SystemClock().now()))
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json, sentence=check_fault_sentence)
    try:
        written = _write(args, judgement)
    except InputError as error:
        return refuse(error, file=error.faults[0].properties.get("file", args.file), as_json=args.json)
    if written:
        print("Geschrieben: " + ", ".join(written), file=sys.stderr)
    if args.json:
        print_json(build_result(judgement))
    else:
        print(check_report(judgement), end="")
    return DONE


def _twin(args: argparse.Namespace) -> str | None:
    """Return the name of the file for machines that comes with the PDF."""
    return f"{args.pdf}.json" if args.pdf else None


def _write(args: argparse.Namespace, judgement: Judgement) -> list[str]:
    """Write the sheet where wanted; a proposal without digital relation has none."""
    if not (args.pdf or args.html) or judgement.depth is Depth.NEGATIV:
        return []
    from digitalcheck.exports import page_of, sheet_of, twin_of

    return write_files(
        {
            args.pdf: lambda: sheet_of(judgement, internal=args.internal),
            _twin(args): lambda: twin_of(judgement, internal=args.internal),
            args.html: lambda: page_of(judgement, internal=args.internal),
        }
    )
