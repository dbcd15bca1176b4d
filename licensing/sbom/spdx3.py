"""SPDX 3.0 as JSON-LD, read as plain JSON: no context is ever fetched."""

from collections.abc import Iterable, Iterator
from typing import Any

from licensing.model import Component, Relationship, Sbom
from licensing.sbom.notes import Notes
from licensing.sbom.spdx3_licences import Licences

_PACKAGE = "software_package"
_LINKS = frozenset({"relationship", "lifecyclescopedrelationship"})
_KINDS = {
    "dependsOn": "DEPENDS_ON",
    "contains": "CONTAINS",
    "describes": "DESCRIBES",
    "hasOptionalDependency": "DEPENDS_ON",
    "hasProvidedDependency": "DEPENDS_ON",
    "hasStaticLink": "DEPENDS_ON",
    "hasDynamicLink": "DEPENDS_ON",
}
_DECLARED, _CONCLUDED = "hasDeclaredLicense", "hasConcludedLicense"
_OTHER_PACKAGES = frozenset({"ai_aipackage", "dataset_datasetpackage"})
Element = tuple[str, dict[str, Any]]


def read_spdx3(document: dict[str, Any], encoding: str, notes: Notes, schema_valid: bool | None = None) -> Sbom:  # noqa: FBT001 - a fact, not a switch
    """Return the bill of materials in a graph of elements."""
    listed = list(notes.items(document, "@graph", "")) if "@graph" in document else [("", document)]
    kinds = [_kind(item) for _, item in listed]
    graph = _Graph(listed, kinds, notes)
    others = sum(kind in _OTHER_PACKAGES for kind in kinds)
    if others:
        notes.warn("other_packages", count=str(others))
    creation = graph.creation()
    components = tuple(
        graph.component(at, item) for (at, item), kind in zip(listed, kinds, strict=True) if kind == _PACKAGE
    )
    keys = {one.key for one in components}
    return Sbom(
        "spdx",
        creation[0] or _version_of(document, notes),
        encoding,
        name=graph.document_name,
        author=creation[2],
        created=creation[1],
        identifier=graph.document_key,
        components=components,
        relationships=tuple(graph.relationships),
        relationships_stated=graph.stated,
        roots=tuple(dict.fromkeys(graph.roots)),
        elements=frozenset(graph.by_key.keys() - keys),
        externals=graph.externals,
        without_dependencies=frozenset(
            one.source for one in graph.relationships if one.kind == "DEPENDS_ON" and _is_none(one.target)
        ),
        completeness=graph.completeness,
        schema_valid=schema_valid,
    )


def _kind(item: dict[str, Any]) -> str:
    """Return the type in small letters with its profile, however it is written out."""
    value = item.get("type") or item.get("@type") or ""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    if value.startswith("http"):
        parts = value.rstrip("/").split("/")
        value = parts[-1] if parts[-2:-1] == ["Core"] else "_".join(parts[-2:])
    return value.rpartition(":")[2].lower()


def key_of(item: dict[str, Any]) -> str:
    """Return the identifier of an element."""
    value = item.get("spdxId") or item.get("@id") or ""
    return value if isinstance(value, str) else ""


def _version_of(document: dict[str, Any], notes: Notes) -> str:
    notes.error("version_missing", "/@graph", written="")
    context = document.get("@context")
    return next((version for version in ("3.0.1", "3.0.0") if version in str(context)[:200]), "3.0")


class _Graph:
    """All elements by their key, and what the relationships among them say."""

    def __init__(self, listed: list[Element], kinds: list[str], notes: Notes) -> None:
        self._notes = notes
        self._listed, self._kinds = listed, kinds
        self.by_key: dict[str, dict[str, Any]] = {}
        for _, item in listed:
            self.by_key.setdefault(key_of(item), item)
        self._licences = Licences(self.by_key, notes)
        self.relationships: list[Relationship] = []
        self.completeness: dict[str, str] = {}
        self.stated = 0
        self._licence_links: dict[tuple[str, str], list[str]] = {}
        for (at, item), kind in zip(listed, kinds, strict=True):
            if kind in _LINKS:
                self._link(at, item)
        self.document_key, self.document_name = "", ""
        self.roots: list[str] = []
        self.externals: frozenset[str] = frozenset()
        self._documents()

    def _link(self, at: str, item: dict[str, Any]) -> None:
        self.stated += 1
        kind, source = self._notes.text(item, "relationshipType", at), self._notes.text(item, "from", at)
        targets = list(self._references(item, "to", at))
        if kind in {_DECLARED, _CONCLUDED}:
            self._licence_links.setdefault((kind, source), []).extend(targets)
            return
        if kind == "dependsOn" and item.get("completeness") in ("complete", "incomplete"):
            self.completeness[source] = str(item["completeness"])
        self.relationships += [Relationship(source, _KINDS.get(kind, kind), target) for target in targets]

    def _references(self, item: dict[str, Any], key: str, at: str) -> Iterator[str]:
        """Yield the keys that a field names, whether by name or by an element written out in place."""
        for where, value in self._notes.values(item, key, at) if key in item else ():
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                named = key_of(value)
                self.by_key.setdefault(named, value)
                yield named
            else:
                self._notes.error("field_null" if value is None else "field_type", where, expected="Text")

    def _documents(self) -> None:
        names: list[str] = []
        for (at, item), kind in zip(self._listed, self._kinds, strict=True):
            if kind not in {"spdxdocument", "software_sbom", "bom"}:
                continue
            roots = list(self._references(item, "rootElement", at))
            self.roots += [key for key in roots if _kind(self.by_key.get(key, {})) not in {"software_sbom", "bom"}]
            if kind == "spdxdocument":
                self.document_key = self.document_key or key_of(item)
                names.append(self._notes.text(item, "name", at))
                imported = self._notes.items(item, "import", at) if "import" in item else ()
                self.externals |= {self._notes.text(one, "externalSpdxId", where) for where, one in imported}
        self.document_name = next(filter(None, names), "")
        if self.document_key == "":
            self._notes.error("document_missing", "/@graph")

    def creation(self) -> tuple[str, str, str]:
        """Return version of the format, time stamp and authors: those of the document, else the first stated."""
        said = self.by_key.get(self.document_key, {}).get("creationInfo")
        info = said if isinstance(said, dict) else self.by_key.get(said, {}) if isinstance(said, str) else {}
        if not info:
            pairs = zip(self._listed, self._kinds, strict=True)
            info = next((item for (_, item), kind in pairs if kind == "creationinfo"), {})
        text, place = self._notes.text, "/@graph"
        people = [
            self._name(key) for field in ("createdBy", "createdUsing") for key in self._references(info, field, place)
        ]
        created = text(info, "created", place)
        if not created:
            self._notes.error("timestamp_missing", place)
        elif not created.endswith("Z") or "." in created:
            self._notes.warn("timestamp_format", place, written=created)
        return text(info, "specVersion", place), created, "; ".join(filter(None, people))

    def _name(self, key: str) -> str:
        found = self.by_key.get(key, {}).get("name")
        return found if isinstance(found, str) else ""

    def component(self, at: str, item: dict[str, Any]) -> Component:
        """Return the component in a package element."""
        text, key = self._notes.text, key_of(item)
        if not key:
            self._notes.error("field_missing", at, field="spdxId")
        supplier = [one for name in ("suppliedBy", "originatedBy") for one in self._references(item, name, at)]
        purl, others = self._identifiers(item, at)
        return Component(
            key,
            text(item, "name", at),
            text(item, "software_packageVersion", at),
            text(item, "software_packageUrl", at) or purl,
            next(filter(None, map(self._name, supplier)), ""),
            self._licences_of(_DECLARED, key),
            self._licences_of(_CONCLUDED, key),
            tuple(self._hashes(item, at)),
            at,
            text(item, "software_primaryPurpose", at),
            "",
            others,
            text(item, "software_sourceInfo", at) if _is_address(item.get("software_sourceInfo")) else "",
            text(item, "software_downloadLocation", at),
            (),
            next(filter(None, map(self._contact, supplier)), "") or text(item, "software_homePage", at),
        )

    def _contact(self, key: str) -> str:
        held = self._notes.items(self.by_key.get(key, {}), "externalIdentifier", key)
        return next((value for at, one in held if (value := self._notes.text(one, "identifier", at))), "")

    def _licences_of(self, kind: str, key: str) -> tuple[str, ...]:
        targets: Iterable[str] = self._licence_links.get((kind, key), ())
        return tuple(filter(None, (self._licences.expression(target) for target in dict.fromkeys(targets))))

    def _identifiers(self, item: dict[str, Any], at: str) -> tuple[str, tuple[str, ...]]:
        purl, others = "", []
        for where, one in self._notes.items(item, "externalIdentifier", at) if "externalIdentifier" in item else ():
            value = self._notes.text(one, "identifier", where)
            if not purl and one.get("externalIdentifierType") == "packageUrl":
                purl = value
            elif value:
                others.append(value)
        return purl, tuple(others)

    def _hashes(self, item: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
        for where, one in self._notes.items(item, "verifiedUsing", at) if "verifiedUsing" in item else ():
            if _kind(one) in {"hash", ""}:
                algorithm = self._notes.text(one, "algorithm", where).lower().replace("_", "").replace("-", "")
                yield algorithm, self._notes.text(one, "hashValue", where)


def _is_none(key: str) -> bool:
    return key.endswith(("/NoneElement", "spdx:NoneElement")) or key == "NoneElement"


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://", "git"))
