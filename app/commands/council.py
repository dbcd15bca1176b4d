"""``pruefstand council``: read a council system by OParl, find proposals in it, compare what was published."""

import argparse
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands._database import with_settings
from app.console import DONE, INVALID, NEGATIVE, print_json, read_input, refuse
from core.errors import Fault, InputError
from infra.settings import Settings

if TYPE_CHECKING:
    from digitalcheck.rules.council.annex import CouncilPublication
    from digitalcheck.rules.council.objects import CouncilPaper
    from digitalcheck.rules.council.register import CouncilRegister
    from infra.oparl.server import CouncilServer

_REPORT = "Bericht als JSON-Dokument ausgeben"


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Liest ein Ratsinformationssystem über OParl 1.0 oder 1.1, nur lesend, nur den Rechner aus "
        "PRUEFSTAND_COUNCIL_SYSTEMS, eine Anfrage je Sekunde. Ergebnis 0: gelesen, gefunden, unverändert · 2: nicht "
        "lesbar · 4: nicht gefunden, nicht vergleichbar oder mit anderem Inhalt."
    )
    actions = parser.add_subparsers(title="Aktionen", dest="action", metavar="AKTION", required=True)
    sync = actions.add_parser("sync", help="alles lesen; eine unterbrochene Lesung geht weiter, wo sie aufhörte")
    sync.add_argument("file", metavar="DATEI", type=Path, help="wohin (pruefstand/council/1)")
    sync.add_argument("--stadt", metavar="KENNUNG", help="welches System, wenn mehrere eingestellt sind")
    sync.add_argument("--body", metavar="NAME", help="welche Körperschaft, wenn das System mehrere führt")
    find = actions.add_parser("find", help="eine Vorlage mit ihrer Beratungsfolge zeigen, ohne Netz")
    find.add_argument("file", metavar="DATEI", type=Path, help="was „sync“ geschrieben hat")
    find.add_argument("number", metavar="NUMMER", help="Nummer der Vorlage")
    find.add_argument(
        "--sheet", metavar="PDF", action="append", help="mit der veröffentlichten Anlage vergleichen (ruft sie ab)"
    )
    share = actions.add_parser("share", help="Anteil der Vorlagen mit Digital-Check je Quartal, ohne Netz")
    share.add_argument("file", metavar="DATEI", type=Path, help="was „sync“ geschrieben hat")
    share.add_argument(
        "--kind", metavar="ART", action="append", help="Art der Vorlage, wie sie dort heißt (sonst Magistratsvorlage)"
    )
    for action in (sync, find, share):
        action.add_argument("--json", action="store_true", help=_REPORT)


def run(args: argparse.Namespace) -> int:
    """Carry out one of the actions."""
    work = {"sync": _sync, "find": _find, "share": _share}[args.action]
    try:
        return work(args)
    except InputError as error:
        return refuse(error, file=error.faults[0].properties.get("file", str(args.file)), as_json=args.json)


def _sync(args: argparse.Namespace) -> int:
    def work(settings: Settings) -> int:
        system = _chosen(settings, args.stadt)
        if system is None:
            return INVALID
        return _reached(settings, system, lambda server: _read(args, server, system))

    return with_settings(work)


def _read(args: argparse.Namespace, server: "CouncilServer", system: str) -> int:
    from app.council_file import CouncilFile, is_whole
    from app.progress import ProgressBar
    from infra.clock import SystemClock
    from infra.oparl.reader import MOST_PAGES, CouncilReader

    reader, file = CouncilReader(server), CouncilFile(args.file, SystemClock())
    register = file.begun(reader, system, args.body)
    with ProgressBar() as bar:
        try:
            register = file.read_on(
                reader,
                register,
                lambda cursor, so_far: bar(f"{len(so_far.papers)} Vorlagen", cursor.pages / MOST_PAGES),
            )
        except OSError as error:
            raise InputError([Fault("file_unwritable", "", properties={"file": str(args.file)})]) from error
    whole = is_whole(register)
    if args.json:
        print_json({"file": str(args.file), "name": register.name, "papers": len(register.papers), "whole": whole})
    else:
        print(f"{register.name}: {len(register.papers)} Vorlagen gelesen und in {args.file} abgelegt.")
    if not whole:
        print(
            "Das System hat seine Liste nicht bis zum Ende gezeigt: Was hier fehlt, kann es dort geben.",
            file=sys.stderr,
        )
    return DONE


def _find(args: argparse.Namespace) -> int:
    from app.council_file import is_whole, read_register
    from app.reports.council import paper_document, paper_report
    from digitalcheck.rules.council.annex import CouncilPublication
    from digitalcheck.rules.council.head import head_of
    from digitalcheck.rules.council.register import papers_with

    register = read_register(args.file)
    found = papers_with(register, args.number)
    if not found:
        print(
            f"{args.number}: nicht gefunden.{'' if is_whole(register) else ' Die Lesung ist unvollständig.'}",
            file=sys.stderr,
        )
    seen = {one.id: None for one in found} if not args.sheet else _compared(register, found, args.sheet)
    if seen is None:
        return INVALID
    if args.json:
        print_json({"papers": [paper_document(one, head_of(register, one), seen[one.id]) for one in found]})
    for one in () if args.json else found:
        print(paper_report(one, head_of(register, one), seen[one.id]))
    good = {None} if not args.sheet else {CouncilPublication.VEROEFFENTLICHT}
    return DONE if good & set(seen.values()) else NEGATIVE


def _compared(
    register: "CouncilRegister", papers: tuple["CouncilPaper", ...], sheets: list[str]
) -> "dict[str, CouncilPublication | None] | None":
    """Return what was published of each paper; None where the system could not be reached."""
    from digitalcheck.services.council.publishing import published

    issued = {hashlib.sha512(read_input(name)).hexdigest() for name in sheets}
    found: dict[str, CouncilPublication | None] = {}

    def look(server: "CouncilServer") -> int:
        found.update({one.id: published(server, register.system, one, issued) for one in papers})
        return DONE

    code = with_settings(lambda settings: _reached(settings, register.system, look))
    return found if code == DONE else None


def _share(args: argparse.Namespace) -> int:
    from app.council_file import read_register
    from app.reports.council import coverage_document, coverage_report
    from digitalcheck.rules.council.coverage import coverage

    rows = coverage(read_register(args.file).papers.values(), args.kind or ["Magistratsvorlage"])
    if args.json:
        print_json({"quarters": coverage_document(rows)})
    else:
        print(coverage_report(rows) if rows else "Keine Vorlagen dieser Art.")
    return DONE


def _chosen(settings: Settings, city: str | None) -> str | None:
    """Return the address of the system that is meant; say what is missing where there is none."""
    systems = settings.council_systems
    if city is None and len(systems) == 1:
        return next(iter(systems.values()))
    if city in systems:
        return systems[str(city)]
    print(
        "Es ist kein Ratsinformationssystem gewählt. Bitte PRUEFSTAND_COUNCIL_SYSTEMS setzen "
        "(stadt=https://…/oparl/system) und bei mehreren --stadt angeben.",
        file=sys.stderr,
    )
    return None


def _reached(settings: Settings, system: str, work: Callable[["CouncilServer"], int]) -> int:
    """Run ``work`` with a council system; say in German why it could not be read."""
    from app.council_wiring import SystemNotListedError, opened_council
    from digitalcheck.rules.council.wording import unreadable_sentence
    from infra.http.errors import FetchRefusedError
    from infra.oparl.errors import CouncilUnreadableError

    try:
        with opened_council(settings, system) as server:
            return work(server)
    except FetchRefusedError as error:
        print(unreadable_sentence(error.reason.value), file=sys.stderr)
    except CouncilUnreadableError as error:
        print(unreadable_sentence(error.reason.value, error.detail), file=sys.stderr)
    except SystemNotListedError:
        print(f"PRUEFSTAND_COUNCIL_SYSTEMS nennt {system} nicht.", file=sys.stderr)
    return INVALID
