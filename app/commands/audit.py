"""``pruefstand audit``: verify the audit log, sign checkpoints of it, export it for outsiders."""

import argparse
import sys
from pathlib import Path

from app.commands._database import with_settings
from app.console import DEFECT, DONE, INVALID, NEGATIVE, print_json
from infra.settings import Settings

_REPORT = "Bericht als JSON-Dokument ausgeben"


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Prüft, bezeugt und exportiert das Prüfprotokoll. Ergebnis von „verify“: 0: stimmt · 4: verändert."
    )
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    verify = actions.add_parser("verify", help="alle Einträge und Prüfpunkte nachrechnen")
    verify.add_argument("--stadt", metavar="KENNUNG", help="nur diese Stadt")
    verify.add_argument(
        "--pruefpunkte",
        metavar="ORDNER",
        type=Path,
        help="Prüfpunkte, die anderswo aufbewahrt wurden, statt der eigenen",
    )
    verify.add_argument("--json", action="store_true", help=f"{_REPORT} (pruefstand/audit-verification/1)")
    checkpoint = actions.add_parser("checkpoint", help="den Stand aller Städte unterschreiben")
    checkpoint.add_argument(
        "--zurueckgespielt",
        action="store_true",
        help="stattdessen bestätigen, dass die zuletzt zurückgespielte Sicherung die eigene war",
    )
    checkpoint.add_argument("--json", action="store_true", help=_REPORT)
    export = actions.add_parser(
        "export", help="Protokoll einer Stadt mit Prüfpunkten und Prüfprogramm als ZIP ausgeben"
    )
    export.add_argument("target", metavar="DATEI.zip", type=Path)
    export.add_argument("--stadt", metavar="KENNUNG", required=True)
    export.add_argument("--json", action="store_true", help=_REPORT)
    actions.add_parser("key", help="öffentlichen Schlüssel der Prüfpunkte ausgeben (PEM)")


def run(args: argparse.Namespace) -> int:
    """Carry out one of the actions."""
    from infra.oversight.keys import KeyUnusableError

    work = {"verify": _verify, "checkpoint": _checkpoint, "export": _export, "key": _key}[args.action]
    try:
        return with_settings(lambda settings: work(args, settings))
    except KeyUnusableError as error:
        print(f"Die Schlüsseldatei lässt sich nicht verwenden ({error}).", file=sys.stderr)
    return INVALID


def _verify(args: argparse.Namespace, settings: Settings) -> int:
    from app.progress import ProgressBar
    from app.reports.audit import verification_document, verification_report
    from app.wiring import build_house, open_database
    from infra.policy.model import operator

    folder: Path | None = args.pruefpunkte
    if folder is not None and not folder.is_dir():
        return _unusable(folder)
    with open_database(settings) as database, ProgressBar() as bar:
        log = build_house(database, settings=settings).audit_log
        cities = log.cities(folder)
        if args.stadt is not None and args.stadt not in cities:
            return _unknown(args.stadt)
        found = [
            log.verify(
                operator(city),
                lambda done, total, city=city: bar(f"Prüfprotokoll {city}", done / total if total else 1.0),  # type: ignore[misc]  # bound at once
                checkpoints=folder,
            )
            for city in cities
            if args.stadt in (None, city)
        ]
    if args.json:
        print_json(verification_document(found))
    else:
        print(verification_report(found))
    return DONE if all(one.holds for one in found) else NEGATIVE


def _checkpoint(args: argparse.Namespace, settings: Settings) -> int:
    from app.reports.audit import signed_document, signed_report
    from app.wiring import build_house, open_database

    with open_database(settings) as database:
        try:
            log = build_house(database, settings=settings).audit_log
            signed = log.confirm_restorations() if args.zurueckgespielt else log.sign_checkpoints()
        except OSError as error:
            return _unusable(error.filename or settings.checkpoint_folder)
    if args.json:
        print_json(signed_document(signed))
    else:
        print(signed_report(signed))
    if signed.mailed is False:
        print("Die E-Mail mit den Prüfpunkten ließ sich nicht senden (PRUEFSTAND_SMTP).", file=sys.stderr)
        return DEFECT
    return DONE


def _export(args: argparse.Namespace, settings: Settings) -> int:
    from app.progress import ProgressBar
    from app.reports.audit import checkpoint_document, export_report
    from app.wiring import build_house, open_database
    from infra.files import whole_file
    from infra.policy.model import operator

    target: Path = args.target
    with open_database(settings) as database, ProgressBar() as bar:
        log = build_house(database, settings=settings).audit_log
        if args.stadt not in log.cities():
            return _unknown(args.stadt)
        try:
            with whole_file(target, replaces=True) as file:
                last = log.export(operator(args.stadt), file, lambda done, total: bar("Export", done / total))
        except OSError as error:
            return _unusable(error.filename or target)
    if args.json:
        print_json({"file": str(target), "checkpoint": checkpoint_document(last)})
    else:
        print(export_report(last, target))
    return DONE


def _key(_args: argparse.Namespace, settings: Settings) -> int:
    from app.wiring import build_house, open_database

    with open_database(settings) as database:
        print(build_house(database, settings=settings).audit_log.public_key().decode(), end="")
    return DONE


def _unknown(city: str) -> int:
    print(f"Die Stadt „{city}“ gibt es hier nicht.", file=sys.stderr)
    return INVALID


def _unusable(path: Path | str) -> int:
    print(f"{path} lässt sich nicht lesen oder schreiben.", file=sys.stderr)
    return INVALID
