"""CycloneDX 1.2 to 1.7, from the shape that its JSON has; the reader of XML builds that shape first."""

import re
from collections.abc import Iterator
from typing import Any

from licensing.model import Component, Relationship, Sbom
from licensing.sbom.cyclonedx_trusted import component as trusted_component
from licensing.sbom.cyclonedx_trusted import dependencies as trusted_dependencies
from licensing.sbom.cyclonedx_trusted import effective_licence
from licensing.sbom.keys import KnownKeys
from licensing.sbom.notes import PLACE, Notes

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_ROOT = KnownKeys(
    "$schema bomFormat specVersion serialNumber version metadata components services externalReferences dependencies "
    "compositions vulnerabilities annotations formulation declarations definitions citations properties "
    "signature"
)
_COMPONENT = KnownKeys(
    "type mime-type bom-ref supplier manufacturer authors author publisher group name version versionRange "
    "isExternal description scope hashes licenses copyright patentAssertions cpe purl omniborId swhid swid modified "
    "pedigree externalReferences components evidence releaseNotes modelCard data cryptoProperties properties tags "
    "signature"
)
_MOST_DEEP = 150
_LENIENT = frozenset({"1.2", "1.3"})
"""Versions whose schema lets unknown keys pass, and so those in the wrong case."""
_BSI = "bsi:component:"


def read_cyclonedx(document: dict[str, Any], encoding: str, notes: Notes, schema_valid: bool | None = None) -> Sbom:  # noqa: FBT001 - a fact, not a switch
    """Return the bill of materials in a document of the JSON shape."""
    root = _ROOT.mended(document, "", notes)
    metadata = notes.object(root, "metadata", "")
    subject, inner = _subject(metadata, notes)
    trusted = bool(schema_valid) and encoding != "xml" and root.get("specVersion") not in _LENIENT
    found = list(_components(root, notes, trusted=trusted))
    stated = list(trusted_dependencies(root.get("dependencies", [])) if trusted else _dependencies(root, notes))
    inside = [Relationship(parent, "CONTAINS", one.key) for parent, one in found if parent and one.key]
    if inner:
        notes.warn("subject_components", "/metadata/component/components", count=str(len(inner)))
    return Sbom(
        "cyclonedx",
        notes.text(root, "specVersion", "") or _missing_version(notes),
        encoding,
        name=subject.name if subject else "",
        author=_author(metadata, notes),
        created=_created(metadata, notes),
        identifier=notes.text(root, "serialNumber", ""),
        components=tuple(one for _, one in found),
        relationships=(*stated, *inside),
        relationships_stated=len(stated),
        roots=(subject.key,) if subject else (),
        subject=subject,
        elements=frozenset({*inner, *_services(root, notes)}),
        without_dependencies=_leaves(root),
        completeness=_completeness(root, notes),
        schema_valid=schema_valid,
    )


def _missing_version(notes: Notes) -> str:
    notes.error("version_missing", "/specVersion", written="")
    return ""


def _subject(metadata: dict[str, Any], notes: Notes) -> tuple[Component | None, list[str]]:
    """Return the described product and the keys of the parts listed inside of it."""
    described = notes.object(metadata, "component", "/metadata")
    if not described:
        notes.warn("subject_missing", "/metadata/component")
        return None, []
    place = "/metadata/component"
    parts = [one.key for _, one in _components(described, notes, place)] if described.get("components") else []
    return _component(described, described.get(PLACE) or place, notes), parts


def _components(
    root: dict[str, Any], notes: Notes, place: str = "", *, trusted: bool = False
) -> Iterator[tuple[str, Component]]:
    """Yield key of the parent and component, in the order of the file, without recursion."""
    waiting = [("", notes.items(root, "components", place), 0)]
    while waiting:
        parent, listed, depth = waiting[-1]
        entry = next(listed, None)
        if entry is None:
            waiting.pop()
            continue
        at, given = entry
        item = given if trusted else _COMPONENT.mended(given, at, notes)
        component = trusted_component(item, at) if trusted else _component(item, at, notes)
        yield parent, component
        if item.get("components"):
            if depth >= _MOST_DEEP:
                notes.error("components_too_deep", at)
            else:
                waiting.append((component.key, notes.items(item, "components", at), depth + 1))


def _component(item: dict[str, Any], place: str, notes: Notes) -> Component:
    text = notes.text
    name, group = text(item, "name", place), text(item, "group", place)
    supplier, contact = _supplier(item, place, notes)
    declared, concluded = _licences(item, place, notes) if "licenses" in item else ((), ())
    source, download, homepage, more = _references(item, place, notes) if "externalReferences" in item else ("",) * 4
    filename, traits = _bsi(item, place, notes) if "properties" in item else ("", ())
    concluded = concluded or effective_licence(traits)
    return Component(
        text(item, "bom-ref", place),
        f"{group}/{name}" if group else name,
        text(item, "version", place),
        text(item, "purl", place),
        supplier,
        declared,
        concluded,
        _hashes(item, place, notes) if "hashes" in item else (),
        place,
        text(item, "type", place),
        filename,
        tuple(filter(None, (_text_of(item.get("cpe")), _text_of(item.get("swhid"))))),
        source or more,
        download,
        traits,
        contact or homepage,
    )


def _text_of(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""


def _supplier(item: dict[str, Any], place: str, notes: Notes) -> tuple[str, str]:
    """Return the name of the first that is named, and how to reach them."""
    for key in ("supplier", "manufacturer"):
        if key in item:
            party = notes.object(item, key, place)
            name = notes.text(party, "name", f"{place}/{key}")
            contact = _contact(party, f"{place}/{key}", notes)
            if name or contact:
                return name or contact, contact
    for at, author in notes.items(item, "authors", place) if "authors" in item else ():
        name, mail = notes.text(author, "name", at), notes.text(author, "email", at)
        if name or mail:
            return name or mail, mail
    return notes.text(item, "publisher", place) or notes.text(item, "author", place), ""


def _contact(party: dict[str, Any], place: str, notes: Notes) -> str:
    for at, person in notes.items(party, "contact", place) if "contact" in party else ():
        if mail := notes.text(person, "email", at):
            return mail
    urls = [value for _, value in notes.values(party, "url", place) if isinstance(value, str)]
    return urls[0] if urls else ""


def _licences(item: dict[str, Any], place: str, notes: Notes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is declared and what was concluded; 1.6 tells them apart, before that all are declared."""
    declared: list[str] = []
    concluded: list[str] = []
    for at, choice in notes.items(item, "licenses", place):
        inner = notes.object(choice, "license", at) if "license" in choice else choice
        said = notes.text(inner, "id", at) or notes.text(choice, "expression", at) or notes.text(inner, "name", at)
        if not said:
            said = notes.text(inner, "url", at)
        if not said:
            notes.warn("licence_empty", at)
            continue
        state = choice.get("acknowledgement") or inner.get("acknowledgement")
        (concluded if state == "concluded" else declared).append(said)
    return tuple(declared), tuple(concluded)


def _hashes(item: dict[str, Any], place: str, notes: Notes) -> tuple[tuple[str, str], ...]:
    return tuple(
        (notes.text(entry, "alg", at).lower().replace("-", ""), notes.text(entry, "content", at))
        for at, entry in notes.items(item, "hashes", place)
    )


def _references(item: dict[str, Any], place: str, notes: Notes) -> tuple[str, str, str, str]:
    """Return addresses of source, file and homepage, and of a source distribution."""
    found: dict[str, str] = {}
    for at, entry in notes.items(item, "externalReferences", place):
        found.setdefault(notes.text(entry, "type", at), notes.text(entry, "url", at))
    get = found.get
    return get("vcs", ""), get("distribution", ""), get("website", ""), get("source-distribution", "")


def _bsi(item: dict[str, Any], place: str, notes: Notes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return file name and properties in the taxonomy of the BSI."""
    filename, traits = "", []
    for at, entry in notes.items(item, "properties", place):
        name = notes.text(entry, "name", at)
        if name.startswith(_BSI):
            value = notes.text(entry, "value", at)
            if name == _BSI + "filename":
                filename = value
            else:
                traits.append((name.removeprefix(_BSI), value))
    return filename, tuple(traits)


def _dependencies(root: dict[str, Any], notes: Notes) -> Iterator[Relationship]:
    for at, item in notes.items(root, "dependencies", "") if "dependencies" in root else ():
        source = notes.text(item, "ref", at)
        for key, kind in (("dependsOn", "DEPENDS_ON"), ("provides", "PROVIDES")):
            for where, target in notes.values(item, key, at) if key in item else ():
                if isinstance(target, str):
                    yield Relationship(source, kind, target)
                else:
                    notes.error("field_null" if target is None else "field_type", where, expected="Text")


def _leaves(root: dict[str, Any]) -> frozenset[str]:
    """Return what has an entry of its own that names nothing it depends on."""
    listed = root.get("dependencies")
    entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return frozenset(one["ref"] for one in entries if isinstance(one.get("ref"), str) and not one.get("dependsOn"))


def _completeness(root: dict[str, Any], notes: Notes) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, item in notes.items(root, "compositions", "") if "compositions" in root else ():
        state = notes.text(item, "aggregate", at)
        named = [
            value
            for key in ("assemblies", "dependencies")
            for _, value in (notes.values(item, key, at) if key in item else ())
        ]
        for key in named or [""]:
            if isinstance(key, str):
                found[key] = state
    return found


def _created(metadata: dict[str, Any], notes: Notes) -> str:
    created = notes.text(metadata, "timestamp", "/metadata")
    if not created:
        notes.warn("timestamp_missing", "/metadata/timestamp")
    elif not _TIME.fullmatch(created):
        notes.warn("timestamp_format", "/metadata/timestamp", written=created)
    return created


def _author(metadata: dict[str, Any], notes: Notes) -> str:
    place, found = "/metadata", []
    for at, person in notes.items(metadata, "authors", place) if "authors" in metadata else ():
        found.append(notes.text(person, "email", at) or notes.text(person, "name", at))
    for key in ("manufacturer", "manufacture", "supplier"):
        if key in metadata:
            party = notes.object(metadata, key, place)
            found.append(_contact(party, f"{place}/{key}", notes) or notes.text(party, "name", f"{place}/{key}"))
    return "; ".join(filter(None, found))


def _services(root: dict[str, Any], notes: Notes) -> list[str]:
    """Return the keys of all services, those inside of others too; worked off without recursion."""
    found = []
    left = [(root, "")]
    while left:
        holder, place = left.pop()
        for at, item in notes.items(holder, "services", place) if "services" in holder else ():
            found.append(notes.text(item, "bom-ref", at))
            left.append((item, at))
    return found
