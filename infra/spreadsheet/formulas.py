"""Formulas in the notation of XLSX to the notation of ODS (OpenFormula)."""

import re

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?:'(?P<sheet>(?:[^']|'')+)'!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?(?![\w(])"""
    r"""|(?P<comma>,)"""
)


def open_formula(formula: str) -> str:
    """Return the formula as ODS wants it: ``of:=SUM([.A1:.A3];[$'Blatt'.B2])``.

    Args:
        formula: Without ``=``; English function names, commas, sheet names in quotes.
    """
    return "of:=" + _TOKEN.sub(_rewritten, formula)


def _rewritten(match: re.Match[str]) -> str:
    if match["text"]:
        return match["text"]
    if match["comma"]:
        return ";"
    sheet = f"$'{match['sheet']}'" if match["sheet"] else ""
    last = f":.{match['last']}" if match["last"] else ""
    return f"[{sheet}.{match['first']}{last}]"
