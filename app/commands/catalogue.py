"""``pruefstand catalogue``: a catalogue of the Digital-Check with codes, conditions and rules."""

import argparse
from pathlib import Path

from app.checks import read_catalogue
from app.console import DONE, print_json, read_input, refuse
from app.reports.table import plain
from core.errors import InputError
from core.german import german_date
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.catalogue.reading import document_of
from digitalcheck.rules.wording import LIGHTS, check_fault_sentence
from digitalcheck.services.shipped import known_catalogues, load_catalogue


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Zeigt einen Fragenkatalog des Digital-Checks mit allen zulässigen Werten, Bedingungen und Regeln, oder prüft "
        "den einer Stadt. Ergebnis 0: in Ordnung · 2: ungültig. "
        f"Vorhanden: {', '.join(known_catalogues())}."
    )
    parser.add_argument(
        "name", metavar="KATALOG", help="Name und Fassung, zum Beispiel digital-check/1.1, oder Datei (JSON, YAML)"
    )
    parser.add_argument(
        "--json", action="store_true", help="als JSON-Dokument (pruefstand/digitalcheck-catalogue/1) ausgeben"
    )


def run(args: argparse.Namespace) -> int:
    """Print the catalogue."""
    try:
        known = args.name in known_catalogues() or not Path(args.name).is_file()
        catalogue = load_catalogue(args.name) if known else read_catalogue(read_input(args.name))
    except InputError as error:
        return refuse(error, file=args.name, as_json=args.json, sentence=check_fault_sentence)
    if args.json:
        print_json(document_of(catalogue))
        return DONE
    print(f"{catalogue.title} ({catalogue.name}), Stand {german_date(catalogue.date)}")
    print(f"Prüfsumme: {catalogue.digest}")
    _print_questions(catalogue)
    return DONE


def _print_questions(catalogue: QuestionCatalogue) -> None:
    for section in catalogue.sections:
        print(f"\n{section.id} {section.title}")
        for question in (one for one in catalogue.questions if one.section == section.id):
            print("  " + plain(f"{question.id} {question.text}"))
            for field in question.fields:
                codes = ", ".join(one.code for one in field.options)
                print("     " + plain(f"{field.name}: {field.label}" + (f" ({codes})" if codes else "")))
            for rule in question.rules:
                print("     " + plain(f"{LIGHTS[rule.light]}: {rule.sentence}"))
