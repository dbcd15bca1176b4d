"""``pruefstand licences``: what is in a product after its bill of materials, and under which licences."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from app.console import DONE, INVALID, print_json
from app.licences.gate import judge_file, second_opinion
from app.licences.wording import fault_values, refusal_sentence
from app.reports.licences import licences_report
from app.reports.table import plain
from core.errors import Fault, InputError
from infra.clock import SystemClock, official_day
from licensing.sbom.opening import MAXIMUM_BYTES

FORMAT = "pruefstand/licences/1"
USES = ("separate", "link", "merge", "modify")


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Liest Stücklisten (SPDX, CycloneDX) und Lizenzlisten (XLSX, ODS, CSV, Text) und beurteilt die Lizenzen. "
        "Ergebnis 0: alle Dateien gelesen · 2: mindestens eine Datei nicht lesbar."
    )
    parser.add_argument("files", nargs="+", metavar="DATEI", help="Stückliste oder Lizenzliste, auch als GZ oder ZIP")
    parser.add_argument("--json", action="store_true", help=f"Ergebnis als JSON-Dokument ({FORMAT}) ausgeben")
    parser.add_argument(
        "--outbound", default="", metavar="LIZENZ", help="Lizenz des Produkts (sonst die in der Datei genannte)"
    )
    parser.add_argument(
        "--use", choices=USES, default="link", help="wie die Komponenten verwendet werden (Vorgabe: link)"
    )
    parser.add_argument(
        "--reference", action="store_true", help="bei SPDX 2 die Referenzbibliothek fragen (dauert länger)"
    )
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="JJJJ-MM-TT", help="Stichtag für die Listen (sonst heute)"
    )


def run(args: argparse.Namespace) -> int:
    """Read and judge each file, report all of them."""
    day = args.date or official_day(SystemClock().now())
    options = {"day": day.isoformat(), "outbound": args.outbound, "use": args.use}
    told: list[dict[str, Any]] = []
    code = DONE
    for name in args.files:
        try:
            data = _read(name)
            verdicts = judge_file(data, options)
            opinion = {"reference": _opinion(data)} if args.reference and _is_spdx2(verdicts) else {}
            told += [{"file": name, **verdict, **opinion} for verdict in verdicts]
        except InputError as error:
            told.append({"file": name, "faults": [fault_values(fault) for fault in error.faults]})
            _refuse(name, error)
            code = INVALID
    if args.json:
        print_json({"format": FORMAT, "files": told})
    else:
        print(licences_report([one for one in told if "faults" not in one]), end="")
    return code


def _read(name: str) -> bytes:
    """Return a file's bytes, of a large one only so many that it is seen to be too large."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAXIMUM_BYTES + 1) if sys.stdin else b""
        with Path(name).open("rb") as file:
            return file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise InputError([Fault("file_unreadable", "", properties={"file": name})]) from error


def _is_spdx2(verdicts: list[dict[str, Any]]) -> bool:
    return len(verdicts) == 1 and verdicts[0]["format"] == "spdx" and verdicts[0]["spec_version"].startswith("2")


def _opinion(data: bytes) -> dict[str, Any]:
    """Return the second opinion; where the library failed, why."""
    try:
        return second_opinion(data)
    except InputError as error:
        return {"library": "spdx-tools", "valid": None, "messages": [refusal_sentence(error.faults[0])], "count": 1}


def _refuse(name: str, error: InputError) -> None:
    print(plain(f"{name}: nicht lesbar."), file=sys.stderr)
    for fault in error.faults:
        print("  " + plain(refusal_sentence(fault)), file=sys.stderr)
