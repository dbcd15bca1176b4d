"""Office Open XML: Transitional or Strict, by relationship and namespace of the main part; macros, extensions."""

import re

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element, local, space, xml_root

TRANSITIONAL, STRICT = "ooxml-transitional", "ooxml-strict"
ENDINGS = frozenset({"docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "dotx", "xltx", "potx"})
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_LOOSE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_STRICT_MAIN = re.compile(r"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|presentationml)/main")
_LOOSE_MAIN = re.compile(
    r"http://schemas\.openxmlformats\.org/(wordprocessingml|spreadsheetml|presentationml)/2006/main"
)
_LOOSE = re.compile(
    r"http://schemas\.openxmlformats\.org/(?:wordprocessingml|spreadsheetml|presentationml|drawingml|officeDocument)/"
)
"""Namespaces and relationships that Strict has under names of its own; those of the package itself are the same."""
_TIGHT = re.compile(r"http://purl\.oclc\.org/ooxml/")
_VENDOR = "http://schemas.microsoft.com/"
_CONFORMANCE = (
    "conformance",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}conformance",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}conformance",
)
_MOST_PARTS = 200
_BINARY = ".bin"
_XML = (".xml", ".rels")


def recognises(artefact: Artefact) -> bool:
    """Tell whether an archive is a package with content types and relationships."""
    return {"[Content_Types].xml", "_rels/.rels"} <= artefact.names


def examine(artefact: Artefact) -> ProbeAnswer:
    """Return which of the two kinds a package is, and what in it belongs to neither."""
    relation, target = _main_part(artefact)
    found = Examination(STRICT if relation == _STRICT_RELATION else TRANSITIONAL)
    found.checked += ["ooxml_kind", "ooxml_parts", "ooxml_macros", "ooxml_vendor"]
    found.unchecked.append("ooxml_schema")
    root = xml_root(artefact.part(target))
    if not relation or target.endswith(_BINARY):
        found.standard = ""
        found.note("ooxml_binary" if relation else "ooxml_other_package")
        return found.answer(Conformance.UNKNOWN)
    if root is None:
        found.error("part_missing", part=target or "officeDocument")
        return found.answer(Conformance.INVALID)
    found.version = "ISO/IEC 29500-1" if found.standard == STRICT else "ISO/IEC 29500-4"
    _check_main(root, target, found)
    vendor = _check_parts(artefact, found)
    return found.answer(Conformance.EXTENDED if vendor else Conformance.CLAIMED)


def _main_part(artefact: Artefact) -> tuple[str, str]:
    """Return kind and target of the relationship to the main part."""
    root = xml_root(artefact.part("_rels/.rels"))
    for one in () if root is None else root:
        kind = str(one.get("Type", "")) if isinstance(one.tag, str) else ""
        if kind in {_STRICT_RELATION, _LOOSE_RELATION}:
            return kind, str(one.get("Target", "")).lstrip("/")
    return "", ""


def _check_main(root: Element, part: str, found: Examination) -> None:
    """A Strict file says so in two places, and mostly in a third, which the schema leaves open."""
    strict = found.standard == STRICT
    named = next((str(root.get(name)) for name in _CONFORMANCE if root.get(name)), "")
    if not (_STRICT_MAIN if strict else _LOOSE_MAIN).fullmatch(space(root)):
        found.error("ooxml_mixed", part, space=space(root))
    if strict and named not in {"", "strict"}:
        found.error("ooxml_not_strict", part, named=named)
    if strict and not named:
        found.warn("ooxml_not_declared", part)
    if not strict and named == "strict":
        found.error("ooxml_false_strict", part)


def _check_names(artefact: Artefact, found: Examination) -> None:
    for name in sorted(artefact.names):
        if name.casefold().endswith("vbaproject.bin"):
            found.warn("macros", name)
        if found.standard == STRICT and "vmldrawing" in name.casefold():
            found.error("ooxml_vml", name)


def _spaces(root: Element) -> set[str]:
    """Return the namespaces of elements and attributes, and the kinds of relationships."""
    used: set[str] = set()
    for element in root.iter("*"):
        used.add(space(element))
        used.update(str(name)[1:].partition("}")[0] for name in element.attrib if str(name).startswith("{"))
        if local(element) == "Relationship":
            used.add(str(element.get("Type", "")))
    return used


def _check_kind(used: set[str], name: str, found: Examination) -> None:
    """What belongs to the other kind makes a file a liar, wherever in it that stands."""
    other = _LOOSE if found.standard == STRICT else _TIGHT
    for one in sorted(filter(other.match, used)):
        found.error("ooxml_mixed", name, space=one)


def _check_parts(artefact: Artefact, found: Examination) -> bool:
    """Tell whether a vendor's extensions were found."""
    vendor: set[str] = set()
    _check_names(artefact, found)
    parts = [name for name in sorted(artefact.names) if name.endswith(_XML) and not name.startswith("customXml/")]
    for name in parts[:_MOST_PARTS]:
        root = xml_root(artefact.part(name))
        if root is None:
            found.error("xml_broken", name)
            continue
        used = _spaces(root)
        vendor |= {one for one in used if one.startswith(_VENDOR)}
        _check_kind(used, name, found)
    for one in sorted(vendor):
        found.warn("ooxml_vendor", space=one)
    if len(parts) > _MOST_PARTS:
        found.unchecked.append("ooxml_more_parts")
    return bool(vendor)
