"""The report on compared licence texts for people."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from app.reports.table import plain

_WIDTH = 100
_LISTED = 10
_LONGEST = 300
_STATES = {
    "same": "der Text der Liste",
    "same_and_more": "der Text der Liste, dazu anderer Text",
    "edited": "geänderter Text",
    "different": "ein anderer Text",
    "unknown": "zu dieser Lizenz ist kein Text hinterlegt",
    "empty": "kein Text",
    "too_long": "zu lang für einen Vergleich",
}


def texts_report(texts: Sequence[Mapping[str, Any]]) -> str:
    """Return the report; empty without any text."""
    lines = ["Lizenztexte"] if texts else []
    for one in texts:
        licence = one["licence"] or "keine erkannt"
        how = "angegeben" if one["claimed"] else "nächster Text"
        lines.append(f"   {plain(one['file'])}: {plain(licence)} ({how}) – {_STATES[one['state']]}")
        for change in one["changes"][:_LISTED]:
            for sign, part in (("-", change["removed"]), ("+", change["added"])):
                if part:
                    text = plain(part if len(part) <= _LONGEST else part[:_LONGEST] + "…")
                    lines += wrap(f"{sign} {text}", _WIDTH, initial_indent="      ", subsequent_indent="        ")
        if len(one["changes"]) > _LISTED:
            lines.append(f"      … und {len(one['changes']) - _LISTED} weitere Stellen (alle mit --json)")
    return "\n".join(lines) + "\n" if lines else ""
