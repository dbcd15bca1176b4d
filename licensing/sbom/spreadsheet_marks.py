"""What a spreadsheet makes of versions: 2.10 becomes a date or the number 2.1, 1e5 a power of ten."""

import re
from collections.abc import Mapping

NUMBER, DATE = "number", "date"
Retyped = Mapping[tuple[int, int], str]
"""By row and column, from 0: what a spreadsheet holds there in place of a text, ``NUMBER`` or ``DATE``."""

_MONTHS = (
    "jan(?:uar|uary)?|feb(?:ruar|ruary)?|mrz|mär(?:z)?|mar(?:ch)?|apr(?:il)?|mai|may|jun[ie]?|jul[iy]?|aug(?:ust)?|"
    "sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dez(?:ember)?|dec(?:ember)?"
)
_SHOWN_AS_DATE = re.compile(
    rf"\d{{1,2}}[. -]{{1,2}}(?:{_MONTHS})\.?(?:[ -]?\d{{2,4}})?|(?:{_MONTHS})\.?[ -]\d{{1,4}}|"
    r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:19|20)\d{2}(?: 00:00(?::00)?)?|"
    r"\d{4}-\d{2}-\d{2}[ T]00:00:00",
    re.IGNORECASE,
)
_POWER = re.compile(r"\d(?:[.,]\d+)?E[+-]\d+")
_WITH_FRACTION = re.compile(r"\d+[.,]\d+")


def is_changed(version: str, kind: str) -> bool:
    """Tell whether a version is shown or held as a date or a power of ten: that is not what was typed.

    Args:
        version: As it is written.
        kind: What the spreadsheet holds; empty for a text.
    """
    return kind == DATE or bool(_SHOWN_AS_DATE.fullmatch(version) or _POWER.fullmatch(version))


def is_other_than_typed(version: str, kind: str) -> bool:
    """Tell whether zeros at the end of a version may be lost: it is held as a number with a fraction."""
    return kind == NUMBER and bool(_WITH_FRACTION.fullmatch(version))
