"""Lists made of headings with the licence of each package in full: notices as tools and makers write them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from licensing.model import Sbom
from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.sbom.notice_sections import Section, components_of, is_title
from licensing.sbom.opening import MOST_COMPONENTS, refused
from licensing.texts.comparing import LicenceTexts
from licensing.texts.recognising import holds_licence

Line = tuple[int, str]

_LONGEST_LINE, _LONGEST_HEAD = 20_000, 500
_INCLUDED = re.compile(
    r"\bfollowing software may be included in this product:?\s+(?P<names>\S.*?)"
    r"(?:\s*;|\.? A copy of the source|\.? This software contains|\.?\s*$)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^(?:%%\s*)?(?P<names>\S.*?) NOTICES?,?(?: AND)? INFORMATION,?(?: AND LICENSE)? BEGINS? HERE\W*$|"
    r"^\W*start licen[cs]e for (?P<other>\S.*?)\s*$",
    re.IGNORECASE,
)
_RESPECT = re.compile(
    r"^%% This notice is provided with respect to (?P<names>\S.*?),? which (?:is|may be) included\b", re.IGNORECASE
)
"""Its names run on to the next line."""
_SIGNS = ("included", "begin", "start licen", "with respect to")
_STARRED = re.compile(r"^\*\* (?P<name>\S.*?); version (?P<version>\S+)(?: -- (?P<url>\S+))?\s*$", re.IGNORECASE)
_PACKAGE = re.compile(r"^\W*(?:Package|Name):\s*(?P<name>\S.*?)\s*$", re.IGNORECASE)
_FIELD = re.compile(
    r"^\W*(?P<field>Version|Licen[cs]e|SPDX-License-Identifier|Lizenz):\W*(?P<value>\S.*?)\W*$", re.IGNORECASE
)
_RULE = re.compile(r"^\s*(?:-{5,}|={5,}|\*{5,}|_{5,}|#{5,}|~{5,})\s*$")
_HEADING = re.compile(r"^#{2,4} +(?P<name>\S.{0,500}?)#*$")
_LICENSED = re.compile(r"^(?P<what>\S.*?) +[-–—] +(?P<licence>\S[^:]*)$")
_VERSIONED = re.compile(
    r"^(?P<name>\S.*?)(?:@|,? +(?:version |v\.? ?)?)\(?v?(?P<version>\d+(?:\.[\w*-]+)+[\w.+-]*)\)?$", re.IGNORECASE
)
_AUTHORED = re.compile(r"^v?(?P<version>\d[\w.+-]*)(?: +<.*>)?$")
_ADDRESS = re.compile(r"\s*\(?<?(?P<url>https?://[^\s)>]+)>?\)?\s*$")
_NUMBERED = re.compile(r"^(?:\d{1,4}[.)]|[-*•])\s+")
_CONTENTS = re.compile(r"^\s*\d{1,4}[.)]\s+\S")
_PLAIN_NAME = re.compile(r"^@?[\w.-]+(?:/[\w.-]+)*(?:@\S+)?$")
_NAME_WORDS, _HEAD_LINES, _FIELD_LINES = 8, 4, 24
_BETWEEN = 2
_ENOUGH, _FEWEST = 0.6, 2


def read_notices(text: str, notes: Notes, texts: Callable[[], LicenceTexts]) -> Sbom | None:
    """Return the packages of a text of notices, with the licences that are named or stand there; None for another text.

    Args:
        text: The text.
        notes: Takes what is noticed.
        texts: Returns the licence texts that ship.

    Raises:
        InputError: More packages than are read.
    """
    lines = [line[:_LONGEST_LINE].rstrip() for line in text.splitlines()]
    for sections_of in (_by_sentence, _by_stars, _by_field, _by_rules, _by_pairs):
        sections = [*sections_of(lines)]
        if sections:
            found = [*components_of(sections, notes, texts)]
            _note_contents(lines[: sections[0].place], sections, notes)
            if len(found) > MOST_COMPONENTS:
                raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
            return Sbom("list", "", "text", components=tuple(found))
    return None


def _note_contents(lines: Sequence[str], sections: Sequence[Section], notes: Notes) -> None:
    """Tell what a numbered list of contents names and no heading repeats."""
    names = [name for section in sections for name, _ in section.names]
    for number, line in enumerate(lines, 1):
        if _CONTENTS.match(line) and not any(name in line for name in names):
            notes.warn("notice_absent", f"Zeile {number}", written=line.strip()[:80])


# --- where the sections begin --- ---


def _by_sentence(lines: Sequence[str]) -> Iterator[Section]:
    """Yield what yarn and licence tools of makers write: one sentence or mark before each text."""
    heads = [(at, names) for at in range(len(lines)) if (names := _included(lines, at))]
    if not heads:
        return
    above = _stated(lines[: heads[0][0]])
    yield from _by_rules(lines[: heads[0][0]])  # makers join lists of several tools
    for (at, names), end in zip(heads, _ends(heads, lines), strict=True):
        yield Section(at + 1, names, tuple(lines[at + 1 : end]), above.get(names[0][0], ""))


def _included(lines: Sequence[str], at: int) -> tuple[tuple[str, str], ...]:
    """Return what a line says is included; empty where it is no such line."""
    line = lines[at]
    plain = line.casefold()
    if not any(sign in plain for sign in _SIGNS):
        return ()
    if found := _INCLUDED.search(line):
        return tuple(map(_named, _split(found["names"])))
    if found := _BEGINS.match(line[:_LONGEST_HEAD]):
        return (_named(found["names"] or found["other"]),)
    found = _RESPECT.match(" ".join(map(str.strip, lines[at : at + 2]))) if line.startswith("%% ") else None
    return (_named(found["names"]),) if found else ()


def _stated(lines: Sequence[str]) -> dict[str, str]:
    """Return the licences in a list of contents above the texts, by name."""
    said = (_before_licence(_NUMBERED.sub("", line[:_LONGEST_HEAD].strip())) for line in lines)
    return {_named(_without_address(what)[0])[0]: licence for what, licence in said if licence}


def _by_stars(lines: Sequence[str]) -> Iterator[Section]:
    """Yield ``** name; version 1.0 -- address``; several in a row share the text below the last."""
    heads = [(at, found) for at, line in enumerate(lines) if (found := _STARRED.match(line[:_LONGEST_HEAD]))]
    body: tuple[str, ...] = ()
    sections = []
    for (at, found), end in reversed([*zip(heads, _ends(heads, lines), strict=True)]):
        below = tuple(lines[at + 1 : end])
        body = below if any(map(str.strip, below)) else body
        sections.append(Section(at + 1, ((found["name"], found["version"]),), body, address=found["url"] or ""))
    yield from reversed(sections)


def _by_field(lines: Sequence[str]) -> Iterator[Section]:
    """Yield blocks of fields with a text below: ``Package: name`` and ``License: "MIT"``, also below a heading."""
    heads = [(at, found["name"]) for at, line in enumerate(lines) if (found := _PACKAGE.match(line[:_LONGEST_HEAD]))]
    ends = _ends(heads, lines)
    fields = [_fields(lines[at + 1 : min(end, at + 1 + _HEAD_LINES)]) for (at, _), end in zip(heads, ends, strict=True)]
    if sum("licence" in one for one in fields) < max(_FEWEST, len(heads) * _ENOUGH):
        return
    for (at, name), end, said in zip(heads, ends, fields, strict=True):
        plain, version = _named(name.strip("\"'`"))
        named = (plain, said.get("version", version))
        yield Section(at + 1, (named,), tuple(lines[at + 1 : end]), said.get("licence", ""))


def _by_rules(lines: Sequence[str]) -> Iterator[Section]:
    """Yield what stands between drawn lines or below headings of Markdown, where most of it holds a licence."""
    sections = [one for at, end in _parts(lines) if (one := _ruled(lines, at, end))]
    told = [*map(_is_notice, sections)]
    if sum(told) >= _FEWEST and sum(told) >= (len(sections) - 1) * _ENOUGH:  # the first may be an introduction
        yield from (replace(one, counts=counts) for one, counts in zip(sections, told, strict=True))


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the line in front of each part and its end; a line drawn below a name alone ends nothing."""
    marks = [at for at, line in enumerate(lines) if _RULE.match(line) or _HEADING.match(line)]
    names = {
        end for at, end in pairwise(marks) if end - at == _BETWEEN and lines[at + 1].strip() and _RULE.match(lines[end])
    }
    yield from pairwise([-1, *(at for at in marks if at not in names), len(lines)])


def _by_pairs(lines: Sequence[str]) -> Iterator[Section]:
    """Yield what bundlers write: the name, below it the licence, below that its text, and no line between two."""
    heads = [
        (at, (_named(lines[at].strip()),))
        for at in range(len(lines) - 1)
        if (not at or not lines[at - 1].strip())
        and _PLAIN_NAME.match(lines[at])
        and not looks_like_licence(lines[at])
        and is_title(lines[at + 1])
    ]
    if len(heads) < _FEWEST or heads[0][0] > _HEAD_LINES:
        return
    for (at, names), end in zip(heads, _ends(heads, lines), strict=True):
        yield Section(at + 1, names, tuple(lines[at + 2 : end]), lines[at + 1].strip())


def _ends(heads: Sequence[tuple[int, object]], lines: Sequence[str]) -> list[int]:
    return [*(at for at, _ in heads[1:]), len(lines)] if heads else []


def _fields(lines: Sequence[str]) -> dict[str, str]:
    """Return the version and the licence that lines state."""
    found = {}
    for line in lines:
        if (said := _FIELD.match(line[:_LONGEST_HEAD])) is None:
            continue
        if said["field"].casefold() == "version":
            found["version"] = said["value"]
        elif is_title(said["value"]):
            found["licence"] = said["value"]
    return found


def _ruled(lines: Sequence[str], mark: int, end: int) -> Section | None:
    """Return the section behind a drawn line or heading; None where nothing in it can be a name."""
    heading = _HEADING.match(lines[mark]) if mark >= 0 else None
    head = mark if heading else next((at for at in range(mark + 1, end) if lines[at].strip()), end)
    if head == end:
        return None
    written = (heading["name"] if heading else lines[head].strip())[:_LONGEST_HEAD]
    what, licence = _before_licence(_NUMBERED.sub("", written))
    what, address = _without_address(what)
    if not what or len(what.split()) > _NAME_WORDS or looks_like_licence(what):
        return None
    name, version = _named(what)
    below = next((lines[at].strip() for at in range(head + 1, end) if lines[at].strip()), "")
    if not version and (authored := _AUTHORED.match(below)):
        version = authored["version"]
    licence = licence or _fields(lines[head + 1 : min(end, head + 1 + _FIELD_LINES)]).get("licence", "")
    return Section(head + 1, ((name, version),), tuple(lines[head + 1 : end]), licence, address)


def _is_notice(section: Section) -> bool:
    return bool(section.licence) or holds_licence("\n".join(section.body))


def _before_licence(text: str) -> tuple[str, str]:
    """Return what is named and the licence behind a stroke."""
    found = _LICENSED.match(text)
    if found and looks_like_licence(found["licence"]):
        return found["what"], found["licence"].strip()
    return text, ""


def _without_address(text: str) -> tuple[str, str]:
    found = _ADDRESS.search(text)
    return (text[: found.start()].rstrip(" ,-"), found["url"]) if found else (text, "")


def _named(text: str) -> tuple[str, str]:
    found = _VERSIONED.match(text.strip()[:_LONGEST_HEAD])
    return (found["name"], found["version"]) if found else (text.strip(" .,;"), "")


def _split(names: str) -> list[str]:
    return [one.strip() for one in names.split(", ") if one.strip()]
