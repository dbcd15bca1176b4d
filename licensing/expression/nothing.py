"""What people write into a field to which they have nothing to say: no statement, whatever the field."""

import re
from functools import lru_cache

_LONGEST = 80
_WORDS = frozenset(
    {
        "fehlt",
        "k. a",
        "k. a.",
        "k.a",
        "k.a.",
        "ka",
        "keine",
        "keine angabe",
        "keine angaben",
        "leer",
        "n. a.",
        "n. v.",
        "n.a",
        "n.a.",
        "n.b.",
        "n.n.",
        "n.v.",
        "n/a",
        "na",
        "nan",
        "nicht angegeben",
        "nicht bekannt",
        "nicht vorhanden",
        "nil",
        "no license found",
        "no license information available",
        "not applicable",
        "not available",
        "not found",
        "not known",
        "not specified",
        "null",
        "ohne angabe",
        "offen",
        "tba",
        "tbd",
        "todo",
        "unbekannt",
        "undefined",
        "unknown",
        "unknown license",
        "unspecified",
        "wird nachgereicht",
    }
)
_ELSEWHERE = re.compile(
    r"(?:siehe|s\.|vgl\.?|see|cf\.?) *(?:\w+ ){0,2}"
    r"(?:anlagen?|anhang|anh\.|beilage|beiblatt|dokument\w*|oben|unten|attachment|annex|appendix|above|below)\b.*",
    re.IGNORECASE,
)
"""Where it is said that the answer stands elsewhere."""


@lru_cache(maxsize=8_192)
def says_nothing(text: str) -> bool:
    """Tell whether a text in a field states nothing: "-", "N/A", "unbekannt", "siehe Anlage"."""
    if len(text) > _LONGEST:
        return False
    words = " ".join(text.casefold().split()).strip("()[]<>*")
    return not words.strip("-–—?./ ") or words in _WORDS or bool(_ELSEWHERE.fullmatch(words))
