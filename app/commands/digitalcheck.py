"""``pruefstand digitalcheck``: what follows from the answers, and the sheet for the Magistratsvorlage."""

import argparse
import re
import sys
from dataclasses import replace
from datetime import date

from app.checks import judge_file, read_catalogue
from app.console import DONE, print_json, read_input, refuse
from app.output import check_targets, write_files
from app.reports.digitalcheck import check_report
from app.reports.table import plain
from core.errors import InputError
from digitalcheck.model import Depth
from digitalcheck.papers import paragraph_for_proposal
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.result import build_result
from digitalcheck.rules.wording import check_fault_sentence
from infra.clock import SystemClock, official_day

_ADDRESS = re.compile(r"https?://[!-~]{1,190}")


_NO_SHEET = "Ohne Digitalbezug gibt es keine Übersicht, nur den Satz für die Vorlage: Es wurde keine Datei geschrieben."


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
    add_sheet_options(parser)
    add_catalogue_option(parser)
    parser.add_argument("--html", metavar="ZIEL", help="Übersicht mit denselben Worten als HTML-Seite schreiben")
    parser.add_argument("--text", metavar="ZIEL", help="Übersicht mit denselben Worten als reinen Text schreiben")
    parser.add_argument(
        "--link", type=_address, metavar="ADRESSE", help="Adresse, unter der die Übersicht geprüft wird"
    )
    parser.add_argument("--paragraph", action="store_true", help="nur den Absatz zum Einfügen in die Vorlage ausgeben")


def add_sheet_options(parser: argparse.ArgumentParser) -> None:
    """Describe which version of the sheet is written, and in which archive format."""
    parser.add_argument(
        "--internal",
        action="store_true",
        help="interne Fassung mit Kosten, Rollen, Begründungen und Informationssicherheit schreiben",
    )
    parser.add_argument(
        "--pdfa",
        choices=("2a", "3a"),
        default="2a",
        help="Archivformat: PDF/A-2a (Vorgabe) oder PDF/A-3a mit eingebettetem JSON",
    )


def add_catalogue_option(parser: argparse.ArgumentParser) -> None:
    """Describe where the questions come from."""
    parser.add_argument(
        "--catalogue", metavar="DATEI", help="Fragenkatalog der Stadt (JSON oder YAML) statt der mitgelieferten"
    )


def own_catalogue(name: str | None) -> QuestionCatalogue | None:
    """Return the city's own catalogue where one was named.

    Raises:
        InputError: Every fault, told as being in that file.
    """
    if name is None:
        return None
    try:
        return read_catalogue(read_input(name))
    except InputError as error:
        faults = [replace(one, properties={**one.properties, "file": name}) for one in error.faults]
        raise InputError(faults, omitted=error.omitted) from error


def _address(text: str) -> str:
    """Return an address that can be printed; argparse reports the error."""
    if not _ADDRESS.fullmatch(text):
        raise ValueError(text)
    return text


def run(args: argparse.Namespace) -> int:
    """Judge the answers, write what was asked for, report."""
    try:
        check_targets((args.pdf, _twin(args), args.html, args.text), args.file)
        day = args.date or official_day(SystemClock().now())
        judgement = judge_file(read_input(args.file), day, own_catalogue(args.catalogue))
    except InputError as error:
        file = error.faults[0].properties.get("file", args.file)
        return refuse(error, file=file, as_json=args.json, sentence=check_fault_sentence)
    try:
        written = _write(args, judgement)
    except InputError as error:
        return refuse(error, file=error.faults[0].properties.get("file", args.file), as_json=args.json)
    if written:
        print("Geschrieben: " + ", ".join(written), file=sys.stderr)
    elif args.pdf or args.html or args.text:
        print(_NO_SHEET, file=sys.stderr)
    if args.json:
        print_json(build_result(judgement))
    elif args.paragraph:
        print(plain(paragraph_for_proposal(judgement)))
    else:
        print(check_report(judgement), end="")
    return DONE


def _twin(args: argparse.Namespace) -> str | None:
    """Return the name of the file for machines that comes with the PDF."""
    return f"{args.pdf}.json" if args.pdf else None


def _write(args: argparse.Namespace, judgement: Judgement) -> list[str]:
    """Write the sheet where wanted; a proposal without digital relation has none."""
    if not (args.pdf or args.html or args.text) or judgement.depth is Depth.NEGATIV:
        return []
    from digitalcheck.exports import SheetFiles

    sheet = SheetFiles(judgement, internal=args.internal, link=args.link)
    return write_files(
        {
            args.pdf: lambda: sheet.pdf(embed=args.pdfa == "3a"),
            _twin(args): sheet.json,
            args.html: sheet.html,
            args.text: sheet.text,
        }
    )
