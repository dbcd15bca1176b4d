"""``pruefstand meeting``: the folder of a meeting, a sheet for each proposal and a table of contents."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.checks import judge_file
from app.commands.digitalcheck import add_catalogue_option, add_sheet_options, own_catalogue
from app.console import DONE, INVALID, print_json, read_input, refuse
from app.reports.table import plain
from core.errors import Fault, InputError
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.wording import check_fault_sentence
from infra.clock import SystemClock, official_day
from infra.files import write_folder
from scoring.refusal import build_refusal


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Schreibt die Mappe einer Sitzung: zu jedem Digital-Check die Übersicht als PDF und JSON, dazu ein "
        "Inhaltsverzeichnis als PDF, HTML und JSON (pruefstand/digitalcheck-meeting/1) und alles in einem PDF. "
        "Ergebnis 0: geschrieben · 2: mindestens eine Datei ungültig, nichts geschrieben."
    )
    parser.add_argument("folder", metavar="ORDNER", help="neuer oder leerer Ordner")
    parser.add_argument(
        "files", nargs="+", metavar="DATEI", help="Antworten als JSON oder YAML, in der Reihenfolge der Tagesordnung"
    )
    parser.add_argument("--name", default="Sitzung des Magistrats", metavar="NAME", help="Name der Sitzung")
    parser.add_argument("--json", action="store_true", help="Inhaltsverzeichnis als JSON-Dokument ausgeben")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="JJJJ-MM-TT",
        help="Stichtag für die Vorgaben der Stadt und für Fristen (sonst heute)",
    )
    add_sheet_options(parser)
    add_catalogue_option(parser)


def run(args: argparse.Namespace) -> int:
    """Judge every check, write the folder, report."""
    day = args.date or official_day(SystemClock().now())
    try:
        own = own_catalogue(args.catalogue)
    except InputError as error:
        return _refuse_all([(args.catalogue, error)], as_json=args.json)
    judgements, refused = _judged(args.files, day, own)
    if refused:
        return _refuse_all(refused, as_json=args.json)
    from digitalcheck.exports import folder_of
    from digitalcheck.papers.plain_text import as_text

    twin, contents, files = folder_of(args.name, day, judgements, internal=args.internal, embed=args.pdfa == "3a")
    try:
        _write(args.folder, files)
    except InputError as error:
        return refuse(error, file=args.folder, as_json=args.json, sentence=check_fault_sentence)
    if args.json:
        print_json(twin)
    else:
        print("\n".join(plain(line) for line in as_text(contents).splitlines()))
    return DONE


def _judged(
    names: Iterable[str], day: date, own: QuestionCatalogue | None
) -> tuple[list[Judgement], list[tuple[str, InputError]]]:
    judgements, refused = [], []
    for name in names:
        try:
            judgements.append(judge_file(read_input(name), day, own))
        except InputError as error:
            refused.append((name, error))
    return judgements, refused


def _refuse_all(refused: Iterable[tuple[str, InputError]], *, as_json: bool) -> int:
    documents = []
    for name, error in refused:
        refuse(error, file=name, as_json=False, sentence=check_fault_sentence)
        documents.append(build_refusal(error, name, check_fault_sentence))
    print("Es wurde nichts geschrieben.", file=sys.stderr)
    if as_json:
        print_json({"files": documents})
    return INVALID


def _write(folder: str, files: dict[str, bytes]) -> None:
    try:
        write_folder(Path(folder), files)
    except FileExistsError as error:
        raise InputError([Fault("folder_not_empty", "", properties={"file": folder})]) from error
    except (OSError, ValueError) as error:
        raise InputError([Fault("file_unwritable", "", properties={"file": folder})]) from error
