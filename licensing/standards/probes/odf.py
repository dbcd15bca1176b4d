"""OpenDocument: package, manifest, and the four main parts against the RELAX NG schema of its version.

What is invalid with foreign elements and attributes and valid without them is *extended* (ODF 1.2 part 1, 2.2.2).
"""

import zipfile
from copy import deepcopy
from functools import lru_cache
from typing import Any

from lxml import etree

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element, space, xml_root

STANDARD = "odf"
ENDINGS = frozenset({"odt", "ods", "odp", "odg", "ott", "ots", "otp", "odb", "odf", "odc"})
_MIME = b"application/vnd.oasis.opendocument."
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_VERSIONS = ("1.2", "1.3", "1.4")
_OWN = (
    "urn:oasis:names:tc:opendocument:xmlns:",
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/",
)
_MACROS = ("Basic/", "Scripts/")
_LISTED = 5


def recognises(artefact: Artefact) -> bool:
    """Tell whether an archive begins with the MIME type of OpenDocument or holds its parts."""
    if artefact.members and artefact.part("mimetype").startswith(_MIME):
        return True
    return {"content.xml", "META-INF/manifest.xml"} <= artefact.names


def examine(artefact: Artefact) -> ProbeAnswer:
    """Return what is found in an OpenDocument package."""
    found = Examination(STANDARD)
    found.checked += ["odf_package", "odf_macros", "odf_encryption"]
    _check_package(artefact, found)
    encrypted = _check_manifest(artefact, found)
    roots = {} if encrypted else _roots(artefact, found)
    found.version = _version(artefact, roots, found)
    _check_macros(artefact, found)
    if encrypted:
        found.unchecked.append("odf_schema")
        return found.answer(Conformance.UNKNOWN)
    if found.version not in _VERSIONS:
        found.warn("version_unknown", version=found.version or "–")
        found.unchecked.append("odf_schema")
        return found.answer(Conformance.CLAIMED)
    found.checked.append("odf_schema")
    found.unchecked.append("odf_formulas")
    if any(name.endswith("/content.xml") for name in artefact.names):
        found.unchecked.append("odf_objects")
    return found.answer(_checked_parts(artefact, roots, found))


def _check_package(artefact: Artefact, found: Examination) -> None:
    first = artefact.members[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        found.error("odf_mimetype_place")
    if not artefact.part("mimetype").startswith(_MIME):
        found.error("odf_mimetype")
    if "content.xml" not in artefact.names:
        found.error("part_missing", part="content.xml")


def _check_manifest(artefact: Artefact, found: Examination) -> bool:
    """Tell whether the document is encrypted."""
    root = xml_root(artefact.part("META-INF/manifest.xml"))
    if root is None:
        found.error("part_missing", part="META-INF/manifest.xml")
        return False
    if any(True for _ in root.iter(f"{_MANIFEST}encryption-data")):
        found.warn("encrypted")
        return True
    version = root.get(f"{_MANIFEST}version", "")
    if version in _VERSIONS and not _schema("manifest-schema", version, artefact).validate(root):
        found.error("odf_manifest", "META-INF/manifest.xml")
    paths = {one.get(f"{_MANIFEST}full-path", "") for one in root.iter(f"{_MANIFEST}file-entry")}
    for name in sorted(artefact.names - paths)[:_LISTED]:
        if not name.endswith("/") and name != "mimetype" and not name.startswith("META-INF/"):
            found.error("odf_not_in_manifest", name)
    return False


def _roots(artefact: Artefact, found: Examination) -> dict[str, Element]:
    roots = {}
    for name in _PARTS:
        if name not in artefact.names:
            continue
        root = xml_root(artefact.part(name))
        if root is None:
            found.error("xml_broken", name)
        else:
            roots[name] = root
    return roots


def _version(artefact: Artefact, roots: dict[str, Element], found: Examination) -> str:
    """Return the version that all parts name; parts that differ are noted."""
    named = {name: str(root.get(f"{{{_OFFICE}}}version", "")) for name, root in roots.items()}
    if len(set(named.values())) > 1:
        found.error("odf_versions_differ", versions=", ".join(sorted(set(named.values()))))
    if not named:
        root = xml_root(artefact.part("META-INF/manifest.xml"))
        return "" if root is None else str(root.get(f"{_MANIFEST}version", ""))
    return named.get("content.xml") or next(iter(named.values()))


def _check_macros(artefact: Artefact, found: Examination) -> None:
    if any(name.startswith(_MACROS) and not name.endswith("/") for name in artefact.names):
        found.warn("macros")


def _checked_parts(artefact: Artefact, roots: dict[str, Element], found: Examination) -> Conformance:
    schema = _schema("schema", found.version, artefact)
    best = Conformance.CONFORMING
    for name, root in roots.items():
        if schema.validate(root):
            continue
        reduced, spaces = _without_foreign(root)
        if schema.validate(reduced):
            best = Conformance.EXTENDED
            found.note("odf_extended", name, spaces=", ".join(sorted(spaces)))
        else:
            for error in list(schema.error_log)[:_LISTED]:
                found.error("schema_fault", f"{name}, Zeile {error.line}", rule=str(error.message)[:100])
    return best


def _without_foreign(root: Element) -> tuple[Element, set[str]]:
    """Return a copy without foreign elements and attributes, and their namespaces."""
    copy, spaces = deepcopy(root), set()
    for element in list(copy.iter(etree.Element)):
        if element is not copy and _foreign(space(element)):
            spaces.add(space(element))
            if element.getparent() is not None:
                _unwrap(element)
            continue
        for key in list(element.attrib):
            named = str(key)[1:].partition("}")[0] if str(key).startswith("{") else ""
            if _foreign(named):
                spaces.add(named)
                del element.attrib[key]
    return copy, spaces


def _unwrap(element: Element) -> None:
    """Take an element out and keep the text behind it."""
    parent, behind = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + behind
    else:
        parent.text = (parent.text or "") + behind
    parent.remove(element)


def _foreign(name: str) -> bool:
    return bool(name) and not name.startswith(_OWN)


@lru_cache(maxsize=8)
def _compiled(data: bytes) -> Any:  # noqa: ANN401 - lxml ships no types
    return etree.RelaxNG(etree.fromstring(data))


def _schema(kind: str, version: str, artefact: Artefact) -> Any:  # noqa: ANN401 - lxml ships no types
    return _compiled(artefact.tools.load("licensing", f"standards/schemas/odf/{kind}-{version}.rng"))
