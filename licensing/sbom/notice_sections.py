"""From the sections of a text of notices to packages: which licence stands below a heading."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from licensing.model import Component, Weight
from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.texts.comparing import LicenceTexts
from licensing.texts.recognising import Recognised, recognised

_COPYRIGHT = re.compile(r"^\W*copyright\b\D{0,8}\d{4}", re.IGNORECASE)
_LICENCE_WORDS, _TITLE_LINES = 6, 8
_MOST_CHARACTERS = 1_500_000
"""Different texts of so many characters together are compared, which is about two seconds: a thousand and more of the
length of MIT or BSD. Further ones are told and not read."""


class _Compared:
    """The texts of a file that were compared, each once however often and in whatever lines it stands there."""

    def __init__(self, texts: Callable[[], LicenceTexts]) -> None:
        self._texts = texts
        self._known: dict[str, Recognised] = {}
        self._left = _MOST_CHARACTERS

    def recognised(self, body: Sequence[str]) -> Recognised | None:
        """Return which licences a text is; None where more was compared before than is."""
        words = " ".join(" ".join(line for line in body if not _COPYRIGHT.match(line)).split())
        if words not in self._known:
            self._left -= len(words)
            if self._left < 0:
                return None
            self._known[words] = recognised("\n".join(body), self._texts())
        return self._known[words]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands below it up to the next.

    Args:
        place: Number of the line of the heading.
        names: What it names, each with its version.
        body: What stands below.
        licence: Licence that the heading itself states.
        address: Where the thing is found.
        counts: Whether it is taken for a package.
    """

    place: int
    names: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    licence: str = ""
    address: str = ""
    counts: bool = True


def components_of(sections: Sequence[Section], notes: Notes, texts: Callable[[], LicenceTexts]) -> Iterator[Component]:
    """Yield the packages of all sections; headings that are none are told.

    Args:
        sections: The sections.
        notes: Takes what is noticed.
        texts: Returns the licence texts that ship.
    """
    compared = _Compared(texts)
    for section in sections:
        place = f"Zeile {section.place}"
        if not section.counts:
            notes.add("line_beside", Weight.NOTE, place, written=section.names[0][0][:80])
            continue
        licences = (section.licence,) if section.licence else _licences(section, place, notes, compared)
        for name, version in section.names:
            yield Component("", name, version, declared=licences, place=place, download=section.address)


def _licences(section: Section, place: str, notes: Notes, compared: _Compared) -> tuple[str, ...]:
    """Return the licences that stand below a heading; what is not certain is told and not counted."""
    name = section.names[0][0]
    found = compared.recognised(section.body)
    if found is None:
        notes.warn("notice_beyond", place, name)
        return ()
    for licence in found.edited:
        notes.warn("notice_edited", place, name, licence=licence)
    if found.whole:
        notes.add("notice_read", Weight.NOTE, place, name, licence=", ".join(found.whole))
        return found.whole
    if found.edited:
        return ()
    if title := _title(section.body):
        return (title,)
    notes.warn("notice_unread", place, name)
    return ()


def _title(body: Sequence[str]) -> str:
    """Return the name of a licence that stands alone in one of the first lines."""
    filled = (line.strip(" \t#*=-:") for line in body if line.strip())
    first = [line for line, _ in zip(filled, range(_TITLE_LINES), strict=False)]
    return next(filter(is_title, first), "")


def is_title(text: str) -> bool:
    """Tell whether a text is the name of a licence alone."""
    return looks_like_licence(text) and len(text.split()) <= _LICENCE_WORDS
