"""OpenDocument: package, manifest, and the four main parts, or a flat file, against the RELAX NG schema of its version.

What has foreign elements or attributes and is valid without them is *extended* (ODF 1.2 part 1, 2.2.2).
"""

import zipfile
from functools import lru_cache
from typing import Any

from lxml import etree

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element, repeated_ids, xml_root
from licensing.standards.probes.odf_foreign import take_foreign
from licensing.standards.probes.odf_repeated import thinned, with_flat_tables

STANDARD = "odf"
ENDINGS = frozenset({"odt", "ods", "odp", "odg", "ott", "ots", "otp", "odb", "odf", "odc"})
FLAT_ENDINGS = frozenset({"fodt", "fods", "fodp", "fodg"})
_MIME = b"application/vnd.oasis.opendocument."
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_VERSIONS = ("1.2", "1.3", "1.4")
_MACROS = ("Basic/", "Scripts/")
_LISTED = 5


def recognises(artefact: Artefact) -> bool:
    """Tell whether an archive begins with the MIME type of OpenDocument or holds its parts."""
    if artefact.members and artefact.part("mimetype").startswith(_MIME):
        return True
    return {"content.xml", "META-INF/manifest.xml"} <= artefact.names


def is_flat(artefact: Artefact) -> bool:
    """Tell whether an XML file holds a whole OpenDocument in one element."""
    return artefact.root_name == f"{{{_OFFICE}}}document"


def examine_flat(artefact: Artefact) -> ProbeAnswer:
    """Return what is found in a flat OpenDocument file: it has no package, so nothing in it is encrypted."""
    found = Examination(STANDARD)
    found.checked.append("odf_macros")
    roots = {"": artefact.root}
    found.version = _version(artefact, roots, found)
    if not str(artefact.root.get(f"{{{_OFFICE}}}mimetype", "")).encode().startswith(_MIME):
        found.error("odf_mimetype")
    if any(len(one) for one in artefact.root.iter(f"{{{_OFFICE}}}script")):
        found.warn("macros")
    return _held_against_schema(artefact, roots, found)


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
    return _held_against_schema(artefact, roots, found)


def _held_against_schema(artefact: Artefact, roots: dict[str, Element], found: Examination) -> ProbeAnswer:
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
        for twice in repeated_ids(root):
            found.error("id_twice", name, name=twice)
        spaces = take_foreign(root)
        faults = _faults(schema, root)
        for line, rule in faults:
            found.error("schema_fault", f"{name}, Zeile {line}".removeprefix(", "), rule=rule)
        if spaces and not faults:
            best = Conformance.EXTENDED
            found.note("odf_extended", name, spaces=", ".join(sorted(spaces)))
    return best


def _faults(schema: Any, root: Element) -> list[tuple[int, str]]:  # noqa: ANN401 - lxml ships no types
    """Return line and rule of the first faults; a sample is asked first, for each fault takes longer in a long part."""
    for tree in (thinned(root), root):
        if tree is not None and not schema.validate(tree):
            return [(int(one.line), str(one.message)[:100]) for one in list(schema.error_log)[:_LISTED]]
    return []


@lru_cache(maxsize=8)
def _compiled(data: bytes) -> Any:  # noqa: ANN401 - lxml ships no types
    return etree.RelaxNG(with_flat_tables(etree.fromstring(data)))


def _schema(kind: str, version: str, artefact: Artefact) -> Any:  # noqa: ANN401 - lxml ships no types
    return _compiled(artefact.tools.load("licensing", f"standards/schemas/odf/{kind}-{version}.rng"))
