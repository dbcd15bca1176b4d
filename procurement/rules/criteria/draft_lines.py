"""How people type what is a list in the format: one line each, its parts between upright strokes.

What cannot be read is handed on as it is: the checks of the catalogue say what is wrong with it.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from core.legal import VerificationStatus

STROKE = "|"
OPEN_SOURCE = "Open Source"
STATUS = {
    VerificationStatus.VERIFIED.value: "am Wortlaut geprüft",
    VerificationStatus.SECONDARY.value: "aus zweiter Hand",
    VerificationStatus.UNVERIFIED.value: "ungeprüft",
    VerificationStatus.HOUSE_RULE.value: "eigene Festlegung",
}
"""How far a source was checked, as people type it."""

_CODES = {word.casefold(): code for code, word in STATUS.items()}
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NUMBER = re.compile(r"\d+(,\d+)?")


def groups_typed(groups: Sequence[dict[str, Any]]) -> str:
    """Return groups as lines ``S | Title``; the one of the open-source criterion says so behind a second stroke."""
    return "\n".join(_line(one["id"], one["title"], OPEN_SOURCE if one.get("role") else "") for one in groups)


def groups_read(text: str) -> list[dict[str, Any]]:
    """Return the groups in some lines."""
    found = []
    for line in _lines(text):
        id_, title, role = _parts(line, 3)
        said = {"role": "open_source"} if role.casefold() == OPEN_SOURCE.casefold() else {"role": role} if role else {}
        found.append({"id": id_, "title": title, **said})
    return found


def degrees_typed(degrees: Sequence[dict[str, Any]]) -> str:
    """Return degrees as lines ``10 | label | text``."""
    return "\n".join(_line(number_typed(one["points"]), one["label"], one.get("text") or "") for one in degrees)


def degrees_read(text: str) -> list[dict[str, Any]]:
    """Return the degrees in some lines."""
    found = []
    for line in _lines(text):
        points, label, more = _parts(line, 3)
        found.append({"points": number_read(points), "label": label, **({"text": more} if more else {})})
    return found


def sources_typed(sources: Sequence[dict[str, Any]]) -> str:
    """Return sources as lines ``citation | how far checked | day | note``."""
    return "\n".join(
        _line(
            one["citation"],
            STATUS.get(one["status"], one["status"]),
            day_typed(one["as_of"]) if one.get("as_of") else "",
            one.get("note") or "",
        )
        for one in sources
    )


def sources_read(text: str) -> list[dict[str, Any]]:
    """Return the sources in some lines; of one that does not say so it is unknown how far it was checked."""
    found = []
    for line in _lines(text):
        citation, status, day, note = _parts(line, 4)
        code = _CODES.get(status.casefold(), status) or VerificationStatus.UNVERIFIED.value
        more = ({"note": note} if note else {}) | ({"as_of": day_read(day)} if day else {})
        found.append({"citation": citation, "status": code, **more})
    return found


def number_typed(value: object) -> str:
    """Return a decimal string with a comma."""
    return str(value).replace(".", ",")


def number_read(text: str) -> str:
    """Return a number with a comma as a decimal string."""
    plain = text.strip()
    return plain.replace(",", ".") if _NUMBER.fullmatch(plain) else plain


def day_typed(text: str) -> str:
    """Return a day of the format as people write it: ``31.01.2026``."""
    return date.fromisoformat(text).strftime("%d.%m.%Y")


def day_read(text: str) -> str:
    """Return a day like ``31.1.2026`` as the format writes it."""
    found = _DAY.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(*parts: str) -> str:
    """Return parts as one line; what stands at the end and is empty is left out."""
    plain = [" ".join(part.split()) for part in parts]
    while len(plain) > 1 and not plain[-1]:
        plain.pop()
    return f" {STROKE} ".join(plain)


def _parts(line: str, count: int) -> list[str]:
    found = [part.strip() for part in line.split(STROKE, count - 1)]
    return found + [""] * (count - len(found))
