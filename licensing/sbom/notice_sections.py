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
_MOST_TEXTS = 500
"""So many different texts are compared, which is seconds; further ones are told and not read."""


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
    known: dict[tuple[str, ...], Recognised] = {}
    for section in sections:
        place = f"Zeile {section.place}"
        if not section.counts:
            notes.add("line_beside", Weight.NOTE, place, written=section.names[0][0][:80])
            continue
        licences = (section.licence,) if section.licence else _licences(section, place, notes, (known, texts))
        for name, version in section.names:
            yield Component("", name, version, declared=licences, place=place, download=section.address)


def _licences(
    section: Section,
    place: str,
    notes: Notes,
    held: tuple[dict[tuple[str, ...], Recognised], Callable[[], LicenceTexts]],
) -> tuple[str, ...]:
    """Return the licences that stand below a heading; what is not certain is told and not counted."""
    known, texts = held
    name = section.names[0][0]
    words = tuple(line for line in section.body if not _COPYRIGHT.match(line))
    found = known.get(words)
    if found is None:
        if len(known) >= _MOST_TEXTS:
            notes.warn("notice_unread", place, name)
            return ()
        found = known[words] = recognised("\n".join(section.body), texts())
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
