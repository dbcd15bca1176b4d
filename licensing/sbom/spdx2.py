"""SPDX 2.2 and 2.3, from the shape that its JSON has; the readers of the other encodings build that shape first."""

import re
from typing import Any

from licensing.model import Component, Relationship, Sbom
from licensing.sbom import spdx2_trusted
from licensing.sbom.keys import KnownKeys
from licensing.sbom.notes import Notes
from licensing.sbom.spdx2_values import SILENT, actor, algorithm, asserted

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_VERSION = re.compile(r"SPDX-(\d+\.\d+(?:\.\d+)?)")
_ROOT = KnownKeys(
    "SPDXID annotations comment creationInfo dataLicense documentDescribes documentNamespace externalDocumentRefs "
    "files hasExtractedLicensingInfos name packages relationships revieweds snippets spdxVersion $schema @context"
)
_PACKAGE = KnownKeys(
    "SPDXID annotations attributionTexts builtDate checksums comment copyrightText description downloadLocation "
    "externalRefs filesAnalyzed hasFiles homepage licenseComments licenseConcluded licenseDeclared "
    "licenseInfoFromFiles name originator packageFileName packageVerificationCode primaryPackagePurpose releaseDate "
    "sourceInfo summary supplier validUntilDate versionInfo"
)
_RELATION = KnownKeys("spdxElementId relationshipType relatedSpdxElement comment")
_DESCRIBES, _DESCRIBED_BY = "DESCRIBES", "DESCRIBED_BY"


def read_spdx2(document: dict[str, Any], encoding: str, notes: Notes, schema_valid: bool | None = None) -> Sbom:  # noqa: FBT001 - a fact, not a switch
    """Return the bill of materials in a document of the JSON shape."""
    root = _ROOT.mended(document, "", notes)
    own = notes.text(root, "SPDXID", "") or "SPDXRef-DOCUMENT"
    if schema_valid:
        components = tuple(spdx2_trusted.components(root.get("packages", []), notes))
        relationships = spdx2_trusted.relationships(root.get("relationships", []))
    else:
        components = tuple(_package(item, at, notes) for at, item in notes.items(root, "packages", ""))
        relationships = [_relationship(item, at, notes) for at, item in notes.items(root, "relationships", "")]
    stated = len(relationships)
    described = [str(value) for _, value in notes.values(root, "documentDescribes", "") if isinstance(value, str)]
    relationships += [Relationship(own, _DESCRIBES, key) for key in described]
    created, author = _creation(root, notes)
    return Sbom(
        "spdx",
        _spec_version(root, notes),
        encoding,
        name=notes.text(root, "name", ""),
        author=author,
        created=created,
        identifier=notes.text(root, "documentNamespace", ""),
        components=components,
        relationships=tuple(relationships),
        relationships_stated=stated,
        roots=_roots(own, relationships),
        elements=_elements(root, own, notes),
        externals=_externals(root, notes),
        without_dependencies=frozenset(
            one.source for one in relationships if one.kind == "DEPENDS_ON" and one.target == "NONE"
        ),
        findings=(),
        schema_valid=schema_valid,
        licence_texts=_own_licences(root, notes),
    )


def _spec_version(root: dict[str, Any], notes: Notes) -> str:
    written = notes.text(root, "spdxVersion", "")
    match = _VERSION.fullmatch(written)
    if match:
        return match[1]
    notes.error("version_format" if written else "version_missing", "/spdxVersion", written=written)
    found = re.search(r"\d+\.\d+", written)
    return found[0] if found else ""


def _creation(root: dict[str, Any], notes: Notes) -> tuple[str, str]:
    """Return time stamp and authors, people and organisations before tools."""
    place = "/creationInfo"
    info = notes.object(root, "creationInfo", "")
    created = notes.text(info, "created", place)
    if not created:
        notes.error("timestamp_missing", f"{place}/created")
    elif not _TIME.fullmatch(created):
        notes.warn("timestamp_format", f"{place}/created", written=created)
    people: list[str] = []
    tools: list[str] = []
    for at, value in notes.values(info, "creators", place):
        if not isinstance(value, str):
            notes.warn("field_null" if value is None else "field_type", at, expected="Text")
            continue
        name, contact = actor(value, at, notes)
        (tools if value.startswith("Tool:") else people).append(f"{name} <{contact}>" if contact else name)
    return created, "; ".join(filter(None, people + tools))


def _package(given: dict[str, Any], place: str, notes: Notes) -> Component:
    item = _PACKAGE.mended(given, place, notes)
    text = notes.text
    key, name = text(item, "SPDXID", place), text(item, "name", place)
    supplier, contact = actor(text(item, "supplier", place), f"{place}/supplier", notes)
    if not supplier and item.get("originator"):
        supplier, contact = actor(text(item, "originator", place), f"{place}/originator", notes)
    purl, identifiers = _references(item, place, notes)
    download = text(item, "downloadLocation", place)
    return Component(
        key,
        name,
        text(item, "versionInfo", place),
        purl,
        supplier,
        _licence(text(item, "licenseDeclared", place)),
        _licence(text(item, "licenseConcluded", place)),
        _hashes(item, place, notes),
        place,
        text(item, "primaryPackagePurpose", place).lower(),
        text(item, "packageFileName", place),
        identifiers,
        download if download.startswith(("git", "svn", "hg", "bzr")) else "",
        "" if download in SILENT else download,
        (),
        contact or asserted(text(item, "homepage", place)),
    )


def _licence(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _hashes(item: dict[str, Any], place: str, notes: Notes) -> tuple[tuple[str, str], ...]:
    found = item.get("checksums")
    if not found and "checksums" not in item:
        return ()
    return tuple(
        (algorithm(notes.text(entry, "algorithm", at)), notes.text(entry, "checksumValue", at))
        for at, entry in notes.items(item, "checksums", place)
    )


def _references(item: dict[str, Any], place: str, notes: Notes) -> tuple[str, tuple[str, ...]]:
    if "externalRefs" not in item:
        return "", ()
    purl, others = "", []
    for at, entry in notes.items(item, "externalRefs", place):
        kind = notes.text(entry, "referenceType", at).lower()
        locator = notes.text(entry, "referenceLocator", at)
        if not purl and (kind.endswith("purl") or locator.startswith("pkg:")):
            purl = locator
        elif locator:
            others.append(locator)
    return purl, tuple(others)


def _relationship(given: dict[str, Any], place: str, notes: Notes) -> Relationship:
    item = _RELATION.mended(given, place, notes)
    kind = notes.text(item, "relationshipType", place)
    if kind.isupper():
        return Relationship(
            notes.text(item, "spdxElementId", place), kind, notes.text(item, "relatedSpdxElement", place)
        )
    right = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper().replace("-", "_")
    notes.warn("value_case", f"{place}/relationshipType", written=kind, right=right)
    return Relationship(notes.text(item, "spdxElementId", place), right, notes.text(item, "relatedSpdxElement", place))


def _roots(own: str, relationships: list[Relationship]) -> tuple[str, ...]:
    """Return what the document describes, each once, in order."""
    found: dict[str, None] = {}
    for one in relationships:
        if one.kind == _DESCRIBES and one.source == own:
            found[one.target] = None
        elif one.kind == _DESCRIBED_BY and one.target == own:
            found[one.source] = None
    return tuple(found)


def _elements(root: dict[str, Any], own: str, notes: Notes) -> frozenset[str]:
    found = {own}
    for name in ("files", "snippets"):
        if name in root:
            found.update(notes.text(item, "SPDXID", at) for at, item in notes.items(root, name, ""))
    return frozenset(found)


def _externals(root: dict[str, Any], notes: Notes) -> frozenset[str]:
    listed = notes.items(root, "externalDocumentRefs", "") if "externalDocumentRefs" in root else ()
    return frozenset(notes.text(item, "externalDocumentId", at) for at, item in listed)


def _own_licences(root: dict[str, Any], notes: Notes) -> dict[str, str]:
    name = "hasExtractedLicensingInfos"
    listed = notes.items(root, name, "") if name in root else ()
    return {notes.text(item, "licenseId", at): notes.text(item, "name", at) for at, item in listed}
