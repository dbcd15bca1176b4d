"""``pruefstand standards``: which open standard a file keeps to, and which it only claims."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.artefacts.gate import examine_file
from app.artefacts.openness import with_openness
from app.artefacts.proving import with_proof
from app.artefacts.validators import Validators, installed
from app.commands._database import with_settings
from app.console import DONE, INVALID, print_json, read_input
from app.licences.wording import fault_values, refusal_sentence
from app.reports.standards import FORMAT, standards_report
from app.reports.table import plain
from core.errors import InputError
from infra.clock import SystemClock, official_day
from licensing.standards.probes.artefact import MAXIMUM_BYTES


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Erkennt das Format von Dateien am Inhalt und prüft, ob der Standard eingehalten ist: ODF, OOXML, PDF/A, "
        "PDF/UA, E-Rechnung, OpenAPI, AsyncAPI, JSON Schema, XML, iCalendar, vCard, CSV, Geodaten und weitere. "
        "Wo veraPDF (mit Java) oder Chromium installiert sind, werden PDF/A, PDF/UA und die Zugänglichkeit von HTML "
        "damit nachgewiesen. Ergebnis 0: alle Dateien gelesen · 2: mindestens eine Datei nicht lesbar."
    )
    parser.add_argument(
        "files", nargs="+", metavar="DATEI", help="Datei aus Teststellung oder Abnahme; - für die Eingabe"
    )
    parser.add_argument("--json", action="store_true", help=f"Ergebnis als JSON-Dokument ({FORMAT}) ausgeben")


def run(args: argparse.Namespace) -> int:
    """Examine each file, report all of them."""
    return with_settings(lambda settings: _report(args, installed(settings)))


def _report(args: argparse.Namespace, validators: Validators) -> int:
    told = [_told(name, validators) for name in args.files]
    if args.json:
        print_json({"format": FORMAT, "files": told})
    else:
        print(standards_report([one for one in told if "faults" not in one]), end="")
    return INVALID if any("faults" in one for one in told) else DONE


def _told(name: str, validators: Validators) -> dict[str, Any]:
    try:
        data = read_input(name, MAXIMUM_BYTES)
        answer = with_proof(examine_file(data, Path(name).name), data, validators)
    except InputError as error:
        print(plain(f"{name}: nicht lesbar."), file=sys.stderr)
        for fault in error.faults:
            print("  " + plain(refusal_sentence(fault)), file=sys.stderr)
        return {"file": name, "faults": [fault_values(fault) for fault in error.faults]}
    return {"file": name, **with_openness(answer, official_day(SystemClock().now()))}
