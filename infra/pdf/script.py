"""Right-to-left scripts: the order and the letter forms in which a line is drawn. What is read stays as typed."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ORDER_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_drawn(text: str, *, joined: bool = True) -> str:
    """Return right-to-left text from left to right, with joined letters where wanted.

    Marks that force an order are left out: nobody can make a name read differently from what it says.
    """
    from bidi import get_display  # noqa: PLC0415 - most papers never need it

    plain = _ORDER_MARKS.sub("", text)
    return str(get_display(_shaper().reshape(plain) if joined else plain, base_dir="L"))


@cache
def _shaper() -> "ArabicReshaper":
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415 - the same

    return ArabicReshaper({"delete_harakat": False, "support_ligatures": False})
