"""The key of a Verwaltungsleistung (LeiKa)."""

import re

LONGEST_KEY = 14
_KEY = re.compile(r"99\d{12}", re.ASCII)


def service_key(text: str) -> str | None:
    """Return the key in a text, however its digits are grouped; None where there is none.

    Legal source:
        Handbuch LeiKa-plus: Leistungsschlüssel, 14 Stellen, beginnend mit 99
    """
    digits = "".join(text.split())
    return digits if _KEY.fullmatch(digits) else None
