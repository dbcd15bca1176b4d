"""Copyright files of Debian, machine-readable (DEP-5): one package, the licences of its files together."""

import re
from collections.abc import Iterator

from licensing.model import Component, Sbom, Weight
from licensing.sbom.notes import Notes

_FORMAT = re.compile(
    r"^Format(?:-Specification)?:\s*\S*(?:copyright-format|dep-?5|dep5)\S*", re.IGNORECASE | re.MULTILINE
)
_HEAD_CHARACTERS = 4_000
_FIELD = re.compile(r"^(?P<key>[A-Za-z][A-Za-z-]*):[ \t]*(?P<value>.*)$")
_IDENTIFIERS = {
    "expat": "MIT",
    "classpath-exception": "Classpath-exception-2.0",
    "public-domain": "LicenseRef-scancode-public-domain",
}
_FAMILIES = {"gpl": "GPL", "lgpl": "LGPL", "agpl": "AGPL", "gfdl": "GFDL"}
_SHORT = re.compile(r"^(?P<family>A?L?GPL|GFDL)-(?P<version>\d+(?:\.\d+)?)(?P<later>\+?)$", re.IGNORECASE)
_WORD = re.compile(r"[^\s,()]+")
Paragraph = tuple[int, dict[str, str]]


def is_debian_copyright(text: str) -> bool:
    """Tell whether a text begins such a file."""
    return bool(_FORMAT.search(text[:_HEAD_CHARACTERS]))


def read_debian_copyright(text: str, notes: Notes) -> Sbom:
    """Return one component for each file of this format in a text; what each licence is for stands in the findings."""
    found: list[Component] = []
    head: Paragraph = (1, {})
    licences: list[str] = []
    for number, fields in _paragraphs(text):
        if "format" in fields or "format-specification" in fields:
            if licences:
                found.append(_component(head, licences))
            head, licences = (number, fields), [_licence_of(fields)]
        elif "files" in fields:
            said = _licence_of(fields)
            licences.append(said)
            files = " ".join(fields["files"].split())
            notes.add("files_licence", Weight.NOTE, f"Zeile {number}", files=files, licence=said or "–")
    found.append(_component(head, licences))
    if any(len(one.declared) > 1 for one in found):
        notes.add("several_licences", Weight.NOTE)
    return Sbom("list", "", "text", components=tuple(found))


def _component(head: Paragraph, licences: list[str]) -> Component:
    number, fields = head
    return Component(
        "",
        fields.get("upstream-name") or fields.get("source") or "Debian-Paket",
        supplier=fields.get("upstream-contact", "").partition("\n")[0],
        declared=tuple(dict.fromkeys(filter(None, licences))),
        place=f"Zeile {number}",
        source=fields.get("source", "").partition("\n")[0],
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the line and the fields of each paragraph; values go on in lines that begin with a blank."""
    fields: dict[str, str] = {}
    start, key = 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            if fields:
                yield start, fields
            fields, key = {}, ""
        elif line[0] in " \t":
            fields[key] = f"{fields.get(key, '')}\n{line.strip()}"
        elif found := _FIELD.match(line):
            start = start if fields else number
            key = found["key"].lower()
            fields[key] = found["value"].strip()
    if fields:
        yield start, fields


def _licence_of(fields: dict[str, str]) -> str:
    """Return the short name of a licence as SPDX writes it; its text begins in the next line."""
    first, _, rest = fields.get("license", "").partition("\n")
    if first.rstrip().endswith((" and", " or", ",")):  # a synopsis that goes on
        first = f"{first} {rest.partition(chr(10))[0]}"
    joined = re.sub(r",\s*(?=and\b|or\b)", " ", first.strip(), flags=re.IGNORECASE)
    joined = re.sub(r"\bwith (?P<name>\S+) exception\b", r"WITH \g<name>-exception", joined, flags=re.IGNORECASE)
    return _WORD.sub(lambda word: _identifier(word[0]), joined)


def _identifier(word: str) -> str:
    if word.lower() in {"and", "or", "with"}:
        return word.upper()
    found = _SHORT.match(word)
    if found is None:
        return _IDENTIFIERS.get(word.lower(), word)
    version = found["version"] if "." in found["version"] else f"{found['version']}.0"
    return f"{_FAMILIES[found['family'].lower()]}-{version}-{'or-later' if found['later'] else 'only'}"
