"""The words by which requests are found, and by which two of them are alike."""

import re
import unicodedata

_WORD = re.compile(r"\w{3,}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
BEGINNING = 9
MOST_WORDS, LONGEST_WORD = 60, 40
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
    """Return the telling words of a text, each once, umlauts spelt out: people type them either way.

    Args:
        text: Any text; from a long one the first words count.
    """
    found = _WORD.findall(folded(unicodedata.normalize("NFC", text)))
    telling = (one.translate(_UMLAUTS)[:LONGEST_WORD] for one in found if one not in _COMMON)
    return tuple(dict.fromkeys(telling))[:MOST_WORDS]


def beginnings_of(text: str) -> tuple[str, ...]:
    """Return what words that are like those of a text begin with: German endings and compounds differ later.

    Args:
        text: Any text, also one that somebody is still typing.
    """
    return tuple(dict.fromkeys(one[:BEGINNING] for one in words_of(text)))
