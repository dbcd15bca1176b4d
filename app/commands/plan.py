"""``pruefstand plan``: when each request is worked on, why not earlier, and how far the plan is from the bound."""

import argparse
import math

from app.console import DONE, print_json, read_input, refuse
from app.planning import DEFAULT_SECONDS, Wanted, plan_file
from app.reports.plan import plan_report
from capacity.planning.wording import plan_fault_sentence
from core.errors import InputError

_LONGEST_SECONDS, _MOST_ITERATIONS, _LARGEST_SEED = 86_400, 10**9, 2**31


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.description = (
        "Plant IT-Anforderungen auf die Kapazitäten der Rollen (pruefstand/capacity/1) und nennt die Gründe. "
        "Nichts wird verschoben: Der Plan ist ein Vorschlag. Ergebnis 0: geplant · 2: Datei ungültig."
    )
    parser.add_argument("file", metavar="DATEI", help="Rollen und Anforderungen als JSON, - für die Standardeingabe")
    parser.add_argument("--json", action="store_true", help="Plan als JSON-Dokument (pruefstand/plan/1) ausgeben")
    parser.add_argument(
        "--time-limit",
        type=_seconds,
        default=float(DEFAULT_SECONDS),
        metavar="SEKUNDEN",
        help=f"so lange höchstens rechnen, auf zwei Kernen (Vorgabe: {DEFAULT_SECONDS})",
    )
    parser.add_argument(
        "--iterations",
        type=_iterations,
        metavar="ANZAHL",
        help="so viele Versuche statt nach Zeit; mit demselben Startwert derselbe Plan",
    )
    parser.add_argument(
        "--cooling-iterations",
        type=_iterations,
        metavar="ANZAHL",
        help="Versuche, auf die das Abkühlen ausgelegt war; nur nötig, wo die Zeit vorher um war (steht im Ergebnis)",
    )
    parser.add_argument("--seed", type=_seed, default=1, metavar="ZAHL", help="Startwert der Suche (Vorgabe: 1)")
    parser.add_argument("--quick", action="store_true", help="nur der Plan nach fester Reihenfolge, ohne Suche")


def _bounded(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise ValueError(text)
    return int(text)


def _seed(text: str) -> int:
    return _bounded(text, 0, _LARGEST_SEED)


def _iterations(text: str) -> int:
    return _bounded(text, 1, _MOST_ITERATIONS)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (math.isfinite(seconds) and 0 < seconds <= _LONGEST_SECONDS):
        raise ValueError(text)
    return seconds


def run(args: argparse.Namespace) -> int:
    """Plan and report."""
    wanted = Wanted(args.quick, args.seed, args.iterations, args.cooling_iterations, args.time_limit)
    try:
        given, result = plan_file(read_input(args.file), wanted)
    except InputError as error:
        return refuse(error, file=args.file, as_json=args.json, sentence=plan_fault_sentence)
    if args.json:
        print_json(result)
    else:
        print(plan_report(given, result), end="")
    return DONE
