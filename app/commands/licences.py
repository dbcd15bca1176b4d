"""``pruefstand licences``: what is in a product after its bill of materials, and under which licences."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from app.console import DONE, INVALID, print_json, read_input
from app.licence_wiring import licence_knowledge
from app.licences.gate import compare_text, judge_file, second_opinion
from app.licences.policy_file import read_policy
from app.licences.wording import fault_values, refusal_sentence
from app.reports.licence_texts import texts_report
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
        "Liest Stücklisten (SPDX, CycloneDX) und Lizenzlisten (XLSX, ODS, CSV, Text) und beurteilt die Lizenzen; "
        "vergleicht Lizenztexte mit denen der SPDX-Liste. "
        "Ergebnis 0: alle Dateien gelesen · 2: mindestens eine Datei nicht lesbar."
    )
    parser.add_argument("files", nargs="*", metavar="DATEI", help="Stückliste oder Lizenzliste, auch als GZ oder ZIP")
    parser.add_argument(
        "--texts",
        nargs="+",
        default=[],
        metavar="[LIZENZ=]DATEI",
        help="Lizenztexte, die mit dem Text der SPDX-Liste verglichen werden (ohne LIZENZ: mit dem nächsten)",
    )
    parser.add_argument("--policy", metavar="DATEI", help="Regeln des Hauses (YAML oder JSON) statt der mitgelieferten")
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
    if not args.files and not args.texts:
        return _refuse_all("licences", InputError([Fault("files_missing", "")]), as_json=args.json)
    try:
        policy = read_policy(read_input(args.policy, MAXIMUM_BYTES)) if args.policy else ""
    except InputError as error:
        return _refuse_all(args.policy, error, as_json=args.json)
    options = {"day": day.isoformat(), "outbound": args.outbound, "use": args.use, "policy": policy}
    told = [one for name in args.files for one in _told(name, partial(_verdicts, name, options, asks=args.reference))]
    texts = [one for name in args.texts for one in _told(name, partial(_compared, name))]
    if args.json:
        print_json({"format": FORMAT, "files": told, **({"texts": texts} if texts else {})})
    else:
        readable = [one for one in told if "faults" not in one], [one for one in texts if "faults" not in one]
        print("\n".join(filter(None, (licences_report(readable[0]), texts_report(readable[1])))), end="")
    return INVALID if any("faults" in one for one in (*told, *texts)) else DONE


def _told(name: str, read: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return what a file says, or its faults, which are reported too."""
    try:
        return [{"file": name, **one} for one in read()]
    except InputError as error:
        _refuse(name, error)
        return [{"file": name, "faults": [fault_values(fault) for fault in error.faults]}]


def _verdicts(name: str, options: Mapping[str, str], *, asks: bool) -> list[dict[str, Any]]:
    data = read_input(name, MAXIMUM_BYTES)
    verdicts = judge_file(data, options)
    opinion = {"reference": _opinion(data)} if asks and _is_spdx2(verdicts) else {}
    return [{**verdict, **opinion} for verdict in verdicts]


def _compared(name: str) -> list[dict[str, Any]]:
    """Return how a licence text compares; the licence stands before an equals sign or is the file's name."""
    claim, equals, path = name.partition("=")
    if not equals:
        claim, path = "", name
    stem = Path(path).name.removesuffix(".txt").removesuffix(".md")
    named = licence_knowledge().names.identifier(claim or stem)
    if claim and named is None:
        raise InputError([Fault("licence_unknown", "", properties={"id": claim})])
    return [compare_text(read_input(path, MAXIMUM_BYTES), named.id if named else "")]


def _refuse_all(name: str, error: InputError, *, as_json: bool) -> int:
    """Report that nothing could be judged."""
    faults = [fault_values(fault) for fault in error.faults]
    if as_json:
        print_json({"format": FORMAT, "files": [{"file": name, "faults": faults}]})
    print(plain(f"{name}: nicht lesbar oder nicht zulässig."), file=sys.stderr)
    for fault in faults:
        print("  " + plain(f"{fault['pointer'] or '/'}: {fault['text']}"), file=sys.stderr)
    return INVALID


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
