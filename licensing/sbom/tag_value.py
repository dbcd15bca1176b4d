"""SPDX 2 as lines of tag and value, brought into the shape that its JSON has. One pass over the lines."""

import re
from collections.abc import Iterator
from typing import Any

from licensing.sbom.notes import PLACE, Notes

_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_]*)\s*:\s?(.*)", re.DOTALL)
_START = re.compile(r"^\s*SPDXVersion\s*:", re.MULTILINE | re.IGNORECASE)
_HEAD_CHARACTERS = 20_000
_DOCUMENT = {
    "spdxversion": "spdxVersion",
    "datalicense": "dataLicense",
    "documentname": "name",
    "documentnamespace": "documentNamespace",
}
_PACKAGE = {
    "packageversion": "versionInfo",
    "packagefilename": "packageFileName",
    "packagesupplier": "supplier",
    "packageoriginator": "originator",
    "packagedownloadlocation": "downloadLocation",
    "packagehomepage": "homepage",
    "packagelicenseconcluded": "licenseConcluded",
    "packagelicensedeclared": "licenseDeclared",
    "primarypackagepurpose": "primaryPackagePurpose",
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SILENT = _words(
    "filesanalyzed packageverificationcode packagesourceinfo packagelicenseinfofromfiles packagelicensecomments "
    "packagecopyrighttext packagesummary packagedescription packagecomment packageattributiontext releasedate "
    "builtdate validuntildate externalrefcomment documentcomment licenselistversion creatorcomment filetype "
    "filechecksum licenseconcluded licenseinfoinfile licensecomments filecopyrighttext filecomment filenotice "
    "filecontributor fileattributiontext artifactofprojectname artifactofprojecthomepage artifactofprojecturi "
    "filedependency snippetfromfilespdxid snippetbyterange snippetlinerange snippetlicenseconcluded "
    "licenseinfoinsnippet snippetlicensecomments snippetcopyrighttext snippetcomment snippetname "
    "snippetattributiontext extractedtext licensecrossreference licensecomment annotator annotationdate "
    "annotationtype annotationcomment spdxref relationshipcomment reviewer reviewdate reviewcomment"
)


def is_tag_value(text: str) -> bool:
    """Tell whether a text begins such a file."""
    return bool(_START.search(text[:_HEAD_CHARACTERS]))


def as_document(text: str, notes: Notes) -> dict[str, Any]:
    """Return the document in the shape of JSON."""
    reader = _Reader(notes)
    for line, tag, value in _tags(text, notes):
        reader.take(line, tag, value)
    return reader.document


def _tags(text: str, notes: Notes) -> Iterator[tuple[int, str, str]]:
    """Yield line, tag in small letters and value; a value in ``<text>`` may go over many lines."""
    lines = text.splitlines()
    last_end = next((n for n in range(len(lines) - 1, -1, -1) if "</text>" in lines[n]), -1)
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at]
        at += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line.strip())
        if match is None:
            notes.warn("line_without_tag", f"Zeile {number}", written=line.strip())
            continue
        value = match[2].strip()
        if value.startswith("<text>") and "</text>" not in value:
            end = next((n for n in range(at, last_end + 1) if "</text>" in lines[n]), None)
            if end is None:
                notes.error("text_unclosed", f"Zeile {number}")
                value = value.removeprefix("<text>")  # and go on with the next line: the rest may be sound
            else:
                value = "\n".join([value, *lines[at : end + 1]])
                at = end + 1
        yield number, match[1].lower(), value.removeprefix("<text>").removesuffix("</text>").strip()


class _Reader:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.document: dict[str, Any] = {
            "creationInfo": {"creators": []},
            "packages": [],
            "files": [],
            "relationships": [],
            "externalDocumentRefs": [],
            "hasExtractedLicensingInfos": [],
        }
        self._element: dict[str, Any] = self.document
        self._in_package = False

    def take(self, line: int, tag: str, value: str) -> None:
        """Take one tag to the element it belongs to."""
        place = f"Zeile {line}"
        if tag in _DOCUMENT:
            self.document[_DOCUMENT[tag]] = value
        elif tag in _PACKAGE:
            self._package_field(tag, value, place)
        elif tag == "spdxid":
            self._element["SPDXID"] = value
        elif not self._special(tag, value, place) and tag not in _SILENT:
            self._notes.warn("tag_unknown", place, written=tag)

    def _package_field(self, tag: str, value: str, place: str) -> None:
        if not self._in_package:
            self._notes.error("tag_outside_package", place, written=tag)
            return
        name = _PACKAGE[tag]
        if name in self._element:
            self._notes.warn("tag_twice", place, str(self._element.get("name", "")), written=tag)
        self._element[name] = value

    def _special(self, tag: str, value: str, place: str) -> bool:
        method = getattr(self, f"_tag_{tag}", None)
        if method is None:
            return False
        method(value, place)
        return True

    def _begin(self, kind: str, element: dict[str, Any], place: str) -> None:
        self._element = {PLACE: place, **element}
        self._in_package = kind == "packages"
        self.document[kind].append(self._element)

    def _tag_packagename(self, value: str, place: str) -> None:
        self._begin("packages", {"name": value, "checksums": [], "externalRefs": []}, place)

    def _tag_filename(self, value: str, place: str) -> None:
        self._begin("files", {"fileName": value}, place)

    def _tag_snippetspdxid(self, value: str, place: str) -> None:
        self._begin("files", {"SPDXID": value}, place)

    def _tag_licenseid(self, value: str, place: str) -> None:
        self._begin("hasExtractedLicensingInfos", {"licenseId": value}, place)

    def _tag_licensename(self, value: str, _place: str) -> None:
        self._element["name"] = value

    def _tag_creator(self, value: str, _place: str) -> None:
        self.document["creationInfo"]["creators"].append(value)

    def _tag_created(self, value: str, _place: str) -> None:
        self.document["creationInfo"]["created"] = value

    def _tag_packagechecksum(self, value: str, place: str) -> None:
        algorithm, _, digits = value.partition(":")
        if self._in_package:
            entry = {PLACE: place, "algorithm": algorithm.strip(), "checksumValue": digits.strip()}
            self._element["checksums"].append(entry)

    def _tag_externalref(self, value: str, place: str) -> None:
        parts = value.split(None, 2)
        if len(parts) != len(("category", "kind", "locator")) or not self._in_package:
            self._notes.warn("value_format", place, written=value)
            return
        self._element["externalRefs"].append({PLACE: place, "referenceType": parts[1], "referenceLocator": parts[2]})

    def _tag_externaldocumentref(self, value: str, place: str) -> None:
        entry = {PLACE: place, "externalDocumentId": value.partition(" ")[0]}
        self.document["externalDocumentRefs"].append(entry)

    def _tag_relationship(self, value: str, place: str) -> None:
        parts = value.split()
        if len(parts) != len(("source", "kind", "target")):
            self._notes.error("value_format", place, written=value)
            return
        source, kind, target = parts
        entry = {PLACE: place, "spdxElementId": source, "relationshipType": kind, "relatedSpdxElement": target}
        self.document["relationships"].append(entry)
