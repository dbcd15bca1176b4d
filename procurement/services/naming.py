"""The name of a stored evaluation in addresses."""

import re
import unicodedata
from collections.abc import Callable

_COLUMN = 200
_LONGEST = 180  # leaves room for a counter
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def is_slug(text: str) -> bool:
    """Tell whether ``text`` has the form of a slug."""
    return len(text) <= _COLUMN and _SLUG.fullmatch(text) is not None


def free_slug(reference: str, lot: str | None, method: str, taken: Callable[[str], bool]) -> str:
    """Return the slug for a lot evaluated by a method, e.g. ``vg-2026-031-preis-quotient``.

    Args:
        reference: Reference number of the procedure.
        lot: Name of the lot, if any.
        method: Name of the method.
        taken: Tells whether a slug belongs to another evaluation; a counter is added then.
    """
    slug = plain_name(reference, lot, method)
    candidate, count = slug, 1
    while taken(candidate):
        count += 1
        candidate = f"{slug}-{count}"
    return candidate


def plain_name(*parts: str | None) -> str:
    """Return some words as one name of small ASCII letters, digits and hyphens; of a long one the end."""
    text = "-".join(part for part in parts if part).lower().translate(_UMLAUTS)
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[-_LONGEST:].strip("-")
