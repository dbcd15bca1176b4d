"""Lists in plain text that name licences and packages line by line: cargo, yarn, pip, and lists typed by people."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from licensing.model import Component, Sbom, Weight
from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_HEAD_CHARACTERS, _LONGEST_LINE, _LONGEST_ENTRY = 100_000, 20_000, 1_000
_COUNTED = re.compile(r"^(?P<head>\S.*?) \((?P<count>\d+)\): (?P<items>\S.*)$")
_DETAILED = re.compile(r'^(?P<name>[\w-]+): (?P<version>\d\S*), "(?P<licence>[^"]*)",(?: *by "(?P<by>[^"]*)",?)?\s*$')
_VERSIONED = re.compile(r"^(?P<name>@?[^@\s]+)@(?:[^@\s]*:)?(?P<version>\d\S*)$")
_TREE = re.compile(r"^(?P<indent>[│| ]*)[├└]─+ *(?P<text>\S.*?)\s*$")
_INDENT = 3
_BULLET = re.compile(r"^\s*(?:[-*•–·+]|\d{1,4}[.)])\s+(?P<rest>\S.*?)\s*$")
_BEHIND_DASH = re.compile(r"^(?P<what>\S.*?)(?:\s+[-–—]+\s+|:\s+|,\s+)(?P<licence>[^,:]+)[.;]?$")
_WITH_VERSION = re.compile(
    r"^(?P<name>\S.*?),?[ -](?:version |ver\. ?|v\.? ?)?(?P<version>v?\d[\w.+-]*)$", re.IGNORECASE
)
_VERSION_LINE = re.compile(r"^v?\d[\w.+!-]*$")
_ENOUGH = 0.6
_FIELDS_OF_BLOCK = 3
_FEWEST = 2
Line = tuple[int, str]


def read_grouped_list(text: str, notes: Notes) -> Sbom | None:
    """Return the packages in a text that cargo, yarn, pip or somebody wrote line by line; None where it is no such.

    Raises:
        InputError: More packages than are read.
    """
    head = _lines(text[:_HEAD_CHARACTERS])
    for tells, read in _KINDS:
        if tells(head):
            found = read(_lines(text), notes)
            if len(found) > MOST_COMPONENTS:
                raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
            if any(len(one.declared) > 1 for one in found):
                notes.add("several_licences", Weight.NOTE)
            return Sbom("list", "", "text", components=tuple(found))
    return None


def _lines(text: str) -> list[Line]:
    return [(n, line[:_LONGEST_LINE].rstrip()) for n, line in enumerate(text.splitlines(), 1)]


def _share(lines: Iterable[Line], tells: Callable[[str], object]) -> float:
    filled = [line for _, line in lines if line.strip()]
    return sum(bool(tells(line)) for line in filled) / len(filled) if filled else 0.0


def merged(components: Iterable[Component]) -> list[Component]:
    """Return each package once, with all licences under which it is listed."""
    found: dict[tuple[str, str], Component] = {}
    for one in components:
        known = found.get((one.name, one.version))
        said = tuple(dict.fromkeys((*known.declared, *one.declared))) if known else one.declared
        base = known or one
        found[one.name, one.version] = Component(
            "", base.name, base.version, supplier=base.supplier, declared=said, place=base.place
        )
    return list(found.values())


def package_of(text: str, licences: tuple[str, ...], place: str) -> Component:
    """Return the package that ``name@version`` or a name alone means."""
    found = _VERSIONED.match(text)
    name, version = (found["name"], found["version"]) if found else (text, "")
    return Component("", name, version, declared=licences, place=place)


# --- cargo: "MIT (2): anyhow, bytes" and "anyhow@1.0 (2): Apache-2.0, MIT" --- ---


def _is_counted(lines: list[Line]) -> bool:
    return _share(lines, _COUNTED.match) >= _ENOUGH


def _counted(lines: list[Line], notes: Notes) -> list[Component]:
    return merged(_each_counted(lines, notes))


def _each_counted(lines: list[Line], notes: Notes) -> Iterator[Component]:
    for number, line in lines:
        found = _COUNTED.match(line)
        if found is None:
            _note_beside(number, line, notes)
            continue
        items = [one.strip() for one in found["items"].split(",") if one.strip()]
        if _VERSIONED.match(found["head"]):
            yield package_of(found["head"], tuple(items), f"Zeile {number}")
        else:
            said = _said(found["head"])
            yield from (package_of(one, said, f"Zeile {number}") for one in items)


def _said(licence: str) -> tuple[str, ...]:
    return () if licence.casefold() in {"unlicensed", "unknown", "n/a"} else (licence,)


def _is_detailed(lines: list[Line]) -> bool:
    return _share(lines, _DETAILED.match) >= _ENOUGH


def _detailed(lines: list[Line], notes: Notes) -> list[Component]:
    components = []
    for number, line in lines:
        if found := _DETAILED.match(line):
            said, by = _said(found["licence"]), found["by"] or ""
            components.append(Component("", found["name"], found["version"], "", by, said, place=f"Zeile {number}"))
        else:
            _note_beside(number, line, notes)
    return components


# --- yarn: licences, below each its packages, below these where they come from --- ---


def _is_yarn(lines: list[Line]) -> bool:
    branches = [found for _, line in lines if (found := _TREE.match(line))]
    inner = [found["text"] for found in branches if len(found["indent"]) == _INDENT]
    outer = [found["text"] for found in branches if not found["indent"]]
    return bool(outer) and not any(map(_VERSIONED.match, outer)) and any(map(_VERSIONED.match, inner))


def _yarn(lines: list[Line], _notes: Notes) -> list[Component]:
    components: list[Component] = []
    licence = ""
    for number, line in lines:
        found = _TREE.match(line)
        if found is None:
            continue
        depth = len(found["indent"]) // _INDENT
        if not depth:
            licence = found["text"]
        elif depth == 1:
            components.append(package_of(found["text"], _said(licence), f"Zeile {number}"))
    return components


# --- pip: name, version and licence one below the other --- ---


def _blocks(lines: list[Line]) -> list[list[Line]]:
    return [list(block) for filled, block in groupby(lines, key=lambda one: bool(one[1].strip())) if filled]


def _is_vertical(lines: list[Line]) -> bool:
    blocks = _blocks(lines)[:50]
    fit = sum(len(one) >= _FIELDS_OF_BLOCK and bool(_VERSION_LINE.match(one[1][1].strip())) for one in blocks)
    return len(blocks) >= _FEWEST and fit >= len(blocks) * 0.9


def _vertical(lines: list[Line], notes: Notes) -> list[Component]:
    components = []
    for block in _blocks(lines):
        if len(block) < _FIELDS_OF_BLOCK:
            _note_beside(*block[0], notes)
            continue
        (number, name), (_, version), (_, licence) = block[:_FIELDS_OF_BLOCK]
        said = _said(licence.strip())
        components.append(Component("", name.strip(), version.strip(), declared=said, place=f"Zeile {number}"))
    return components


# --- people: "- React 18 (MIT)" and "* Angular – MIT", or packages below a licence --- ---


def _entry(line: str) -> tuple[str, str] | None:
    """Return what is named and its licence; None where a line names none, as one that is longer than any entry."""
    if len(line) > _LONGEST_ENTRY:
        return None
    dashed = _BEHIND_DASH.match(line)
    for what, licence in filter(None, (_before_parentheses(line), dashed and dashed.group("what", "licence"))):
        if looks_like_licence(licence):
            return what.rstrip(" ,:–-"), licence.strip()
    return None


def _before_parentheses(line: str) -> tuple[str, str] | None:
    """Return what stands in front of the last parentheses and in them; they may hold others."""
    bare, depth = line.rstrip(" .;,"), 0
    if not bare.endswith(")"):
        return None
    for at in range(len(bare) - 1, 0, -1):
        depth += (bare[at] == ")") - (bare[at] == "(")
        if not depth:
            return bare[:at].strip(), bare[at + 1 : -1]
    return None


def _bare(line: str) -> str:
    found = _BULLET.match(line)
    return found["rest"] if found else line.strip()


def _is_heading(line: str) -> bool:
    return looks_like_licence(line.strip(" :#*=")) and not _BULLET.match(line)


def _is_typed(lines: list[Line]) -> bool:
    licences = [licence for _, line, licence in _with_licences(lines) if _BULLET.match(line)]
    if licences:
        return sum(map(bool, licences)) * _FEWEST >= len(licences)
    filled = [line for _, line in lines if line.strip()]
    return len(filled) >= _FEWEST and _share(lines, _is_in_parentheses) >= _ENOUGH


def _with_licences(lines: list[Line]) -> Iterator[tuple[int, str, str]]:
    """Yield each line with the licence that it names, or that stands above it as a heading."""
    above = ""
    for number, line in lines:
        entry = _entry(_bare(line))
        if line.strip() and entry is None and not _BULLET.match(line):
            above = line.strip(" :#*=") if _is_heading(line) else ""
        yield number, line, entry[1] if entry else above


def _is_in_parentheses(line: str) -> bool:
    found = _before_parentheses(line.strip())
    return found is not None and bool(found[0]) and looks_like_licence(found[1])


def _typed(lines: list[Line], notes: Notes) -> list[Component]:
    components = []
    for number, line, licence in _with_licences(lines):
        entry = _entry(_bare(line))
        if entry is None and not _BULLET.match(line):
            if not licence:
                _note_beside(number, line, notes)
            continue
        what = entry[0] if entry else _bare(line)
        found = _WITH_VERSION.match(what)
        name, version = (found["name"], found["version"]) if found else (what, "")
        said = (licence,) if licence else ()
        components.append(Component("", name, version, declared=said, place=f"Zeile {number}"))
    return components


def _note_beside(number: int, line: str, notes: Notes) -> None:
    if line.strip():
        notes.add("line_beside", Weight.NOTE, f"Zeile {number}", written=line.strip()[:80])


_KINDS = (
    (_is_counted, _counted),
    (_is_detailed, _detailed),
    (_is_yarn, _yarn),
    (_is_vertical, _vertical),
    (_is_typed, _typed),
)
