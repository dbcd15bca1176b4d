"""Foreign text as every form of a paper says it: on one line, with nothing in it that turns the line round."""

import re
import unicodedata

from core.document import Run, Runs

_GAPS = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_MEANINGLESS = frozenset({"Cc", "Cn", "Co", "Cs"})
_ORDER_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that force an order of reading: a page would show other words than it says."""


def told(text: str) -> str:
    """Return text as every form shows it: NFC, gaps as one space, what is no letter as ``⟨U+XXXX⟩``."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    flat = _GAPS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "".join(char if _speaks(char) else f"⟨U+{ord(char):04X}⟩" for char in flat)


def _speaks(char: str) -> bool:
    return unicodedata.category(char) not in _MEANINGLESS and char not in _ORDER_MARKS


def said(*parts: str | Run) -> Runs:
    """Return runs of told text; spaces at the ends of a part stay."""
    return tuple(_run(part) for part in parts)


def _run(part: str | Run) -> Run:
    run = Run(part) if isinstance(part, str) else part
    lead, tail = (" " if run.text[:1] == " " else ""), (" " if run.text[-1:] == " " else "")
    return Run(lead + told(run.text) + tail if run.text.strip() else run.text, run.strong, run.link)


def begun(text: str) -> str:
    """Return text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
