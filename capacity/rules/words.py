"""The words by which requests are found, and by which two of them are alike."""

import re

_WORD = re.compile(r"\w{3,}")
_STEM = 9
MOST_WORDS = 60
_COMMON_WORDS = (
    "aber alle als auch auf aus bei bis das dass dem den der des die dies diese dieser durch ein eine "
    "einem einen einer eines für haben hat ihr ihre ist kann können mehr mit muss müssen nach nicht noch "
    "nur oder ohne sein sich sie sind soll sollen über und uns unser unsere vom von vor was wenn werden "
    "wie wir wird zum zur "
)
_COMMON = frozenset(_COMMON_WORDS.split())


def folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only. PostgreSQL cannot hold NUL in a text."""
    return text.replace("\0", " ").casefold()


def words_of(text: str) -> tuple[str, ...]:
    """Return the telling words of a text, each once, cut to their beginnings: German endings and compounds differ.

    Args:
        text: Any text; from a long one the first words count.
    """
    found = (one[:_STEM] for one in _WORD.findall(folded(text)) if one not in _COMMON)
    return tuple(dict.fromkeys(found))[:MOST_WORDS]
