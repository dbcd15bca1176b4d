"""Lists of packages as tools write them for people: Maven's third-party file, Gradle's licence report, npm's tree."""

import re
from collections.abc import Iterator

from licensing.model import Component, Sbom, Weight
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_COORDINATES = re.compile(
    r"\((?P<group>[^\s():]+):(?P<name>[^\s():]+):(?P<version>[^\s()]+)(?: - (?P<url>[^()]*))?\)\s*$"
)
_HEADING = re.compile(r"^\s*(?:#+\s*)?(?P<licence>[^*|].*?):?\s*$")
_GRADLE = re.compile(
    r"\*\*Group:?\*\*:? *`?(?P<group>[^`*\s]+)`? *\*\*Name:?\*\*:? *`?(?P<name>[^`*\s]+)`?"
    r"(?: *\*\*Version:?\*\*:? *`?(?P<version>[^`*\s]+)`?)?"
)
_GRADLE_LICENCE = re.compile(
    r"\*\*(?:POM|Manifest|Project) licen[cs]e(?: URL)?\b[:* ]*(?P<licence>[^\n]+)", re.IGNORECASE
)
_PLAIN = re.compile(
    r"^\d+\. (?:Group: (?P<group>\S+) {2})?Name: (?P<name>\S+)(?: {2}Version: (?P<version>\S+))?\s*$", re.MULTILINE
)
_PLAIN_LICENCE = re.compile(r"^(?:POM|Manifest|Project) License: (?P<licence>.+?)(?: - \w+://\S+)?\s*$")
_TREE = re.compile(r"^[├└+`]─*-* ?(?P<name>@?[^@\s]+)@(?P<version>\d\S*)\s*$")
_TREE_LICENCE = re.compile(r"^[│| ]*[├└+`]─*-* ?licenses: (?P<licence>.+)$")
_ANY_TREE = re.compile(_TREE.pattern, re.MULTILINE)
_LINK = re.compile(r"^\[(?P<text>[^\]]*)\]\([^)]*\)")
_PACKAGED = " (Not Packaged)"
_FEWEST = 2
_LONGEST_LINE = 2_000


def is_package_list(text: str) -> bool:
    """Tell whether a text is a list that Maven, Gradle or npm's licence checker wrote."""
    lines = _lines(text[:200_000])
    return sum(any(one.search(line) for one in (_COORDINATES, _GRADLE, _PLAIN, _TREE)) for _, line in lines) >= _FEWEST


def read_package_list(text: str, notes: Notes) -> Sbom:
    """Return the packages, each with the licences in front of it, above it or below it.

    Raises:
        InputError: More packages than are read.
    """
    readers = ((_GRADLE, _gradle), (_PLAIN, _plain_gradle), (_ANY_TREE, _tree))
    reader = next((reader for sign, reader in readers if sign.search(text)), _maven)
    found = []
    for component in reader(text):
        found.append(component)
        if len(found) > MOST_COMPONENTS:
            raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
    if any(len(one.declared) > 1 for one in found):
        notes.add("several_licences", Weight.NOTE)
    return Sbom("list", "", "text", components=tuple(found))


def _lines(text: str) -> list[tuple[int, str]]:
    return [(n, line[:_LONGEST_LINE]) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def _maven(text: str) -> Iterator[Component]:
    """Yield the packages of ``(Licence) (Licence) Name (group:name:version - address)``, or below a heading."""
    above = ""
    for number, line in _lines(text):
        found = _COORDINATES.search(line)
        if found is None:
            heading = _HEADING.match(line)
            above = heading["licence"] if heading else above
            continue
        licences = _in_front(line[: found.start()].lstrip(" \t*-•"))
        yield Component(
            "",
            f"{found['group']}:{found['name']}",
            found["version"],
            declared=licences or ((above,) if above else ()),
            place=f"Zeile {number}",
            download=found["url"] or "",
        )


def _in_front(text: str) -> tuple[str, ...]:
    """Return the licences in parentheses at the beginning; parentheses may be nested."""
    licences: list[str] = []
    while text.startswith("("):
        depth = end = 0
        for end, sign in enumerate(text):  # noqa: B007 - the place is what is looked for
            depth += (sign == "(") - (sign == ")")
            if not depth:
                break
        if depth:
            break
        licences.append(text[1:end].strip())
        text = text[end + 1 :].lstrip()
    return tuple(one for one in licences if one)


def _gradle(text: str) -> Iterator[Component]:
    for number, head, licences in _blocks(text, _GRADLE, _GRADLE_LICENCE):
        yield _component(number, f"{head['group']}:{head['name']}", head["version"] or "", licences)


def _plain_gradle(text: str) -> Iterator[Component]:
    for number, head, licences in _blocks(text, _PLAIN, _PLAIN_LICENCE):
        name = ":".join(filter(None, head.group("group", "name")))
        yield _component(number, name, head["version"] or "", licences)


def _tree(text: str) -> Iterator[Component]:
    for number, head, licences in _blocks(text, _TREE, _TREE_LICENCE):
        yield _component(number, head["name"], head["version"], licences)


def _blocks(
    text: str, heading: re.Pattern[str], licence: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str], list[str]]]:
    """Yield each heading with the number of its line and the licences that are named below it."""
    held: tuple[int, re.Match[str]] | None = None
    licences: list[str] = []
    for number, line in _lines(text):
        if head := heading.search(line):
            if held is not None:
                yield *held, licences
            held, licences = (number, head), []
        elif said := licence.search(line):
            licences.append(_licence_of(said["licence"]))
    if held is not None:
        yield *held, licences


def _licence_of(text: str) -> str:
    """Return the name in ``Apache 2.0** - [address](address)``, or the address where that is all."""
    link = _LINK.match(text)
    name = link["text"] if link else re.split(r"\*\*|\s+- +\[|\s+\[", text, maxsplit=1)[0]
    return name.removesuffix(_PACKAGED).strip()


def _component(number: int, name: str, version: str, licences: list[str]) -> Component:
    said = tuple(dict.fromkeys(one for one in licences if one))
    return Component("", name, version, declared=said, place=f"Zeile {number}")
