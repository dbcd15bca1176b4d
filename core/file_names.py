"""Names of files as they come from outside, made harmless: nothing leads out, nothing hides, nothing is there twice."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_BYTES = 200
"""Most bytes of a stored name in UTF-8; file systems take 255, a counter and a suffix still fit."""

NAMELESS = "ohne Namen"

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.ASCII)
_LONGEST_SUFFIX = 16
_KNOWN_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}", re.ASCII)


def parts_of(path: str) -> tuple[str, ...]:
    """Return the steps of a path within an archive; steps that lead nowhere or out are dropped, never followed."""
    steps = path.replace("\\", "/").split("/")
    return tuple(step for step in steps if step.strip(" .") and not re.fullmatch(r"[A-Za-z]:", step))


def harmless(name: str) -> str:
    """Return a name that is one step of a path, shows what it is, and fits every file system.

    Invisible characters are left out, among them those that turn the direction of writing around: ``a<RLO>fdp.exe``
    must not be read as a PDF file. A long name keeps its ending.
    """
    composed = unicodedata.normalize("NFC", name)
    seen = "".join(char for char in composed if unicodedata.category(char) not in _INVISIBLE)
    plain = " - ".join(parts_of(_FORBIDDEN.sub("_", seen)))
    plain = " ".join(plain.split()).strip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _cut(plain, LONGEST_BYTES) or NAMELESS


def folded(name: str) -> str:
    """Return what makes two names the same, whatever file system they come to."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names made harmless, a counter at each one that is there already."""
    taken = set[str]()
    found = []
    for name in map(harmless, names):
        candidate, count = name, 1
        while folded(candidate) in taken:
            count += 1
            candidate = _numbered(name, count)
        taken.add(folded(candidate))
        found.append(candidate)
    return tuple(found)


def known_suffix(name: str) -> str:
    """Return the ending of a name with its point where it says what the file is, else nothing."""
    suffix = _split(harmless(name))[1]
    return suffix if _KNOWN_SUFFIX.fullmatch(suffix) else ""


def _numbered(name: str, count: int) -> str:
    stem, suffix = _split(name)
    return f"{stem} ({count}){suffix}"


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or len(suffix.encode()) > _LONGEST_SUFFIX:
        return name, ""
    return stem, dot + suffix


def _cut(name: str, longest: int) -> str:
    if len(name.encode()) <= longest:
        return name
    stem, suffix = _split(name)
    room = longest - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore").strip(". ") + suffix
