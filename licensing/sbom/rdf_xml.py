"""SPDX 2 in RDF/XML, read as elements and brought into the shape of JSON: nothing it points at is ever opened."""

import re
from typing import Any

from licensing.sbom.notes import PLACE, Notes
from licensing.sbom.xml_tree import Node

_MOST_DEEP = 60
_MOST_PARTS = 400
_SETS = {"ConjunctiveLicenseSet": " AND ", "DisjunctiveLicenseSet": " OR "}
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""RDF writes ``dependsOn`` where the other encodings write ``DEPENDS_ON``."""
_TEXTS = {
    "name": "name",
    "versionInfo": "versionInfo",
    "supplier": "supplier",
    "originator": "originator",
    "downloadLocation": "downloadLocation",
    "packageFileName": "packageFileName",
    "homepage": "homepage",
}


def is_rdf(root: Node) -> bool:
    """Tell whether a root element begins such a file."""
    return root.name == "RDF"


def as_document(root: Node, notes: Notes) -> dict[str, Any]:
    """Return the document in the shape of JSON."""
    return _Reader(root, notes).document()


def _about(node: Node) -> str:
    found = node.attributes
    return found.get("about") or found.get("resource") or found.get("nodeID") or found.get("ID") or ""


def _last(value: str) -> str:
    return value.rpartition("#")[2].rpartition("/")[2]


def _value(node: Node) -> str:
    """Return the text of a property, or the end of the address it points at."""
    address = node.attributes.get("resource", "")
    if not address:
        return node.text
    last = _last(address)
    if last.lower() in {"noassertion", "none"}:
        return last.upper()
    return address


class _Reader:
    def __init__(self, root: Node, notes: Notes) -> None:
        self._notes = notes
        self._nodes: list[Node] = []
        self._by_key: dict[str, Node] = {}
        self._parts = 0
        waiting = [root]
        while waiting:
            node = waiting.pop()
            self._nodes.append(node)
            key = _about(node)
            if key and node.children and node.name[:1].isupper():
                self._by_key.setdefault(key, node)
            waiting.extend(reversed(node.children))

    def document(self) -> dict[str, Any]:
        """Return everything that is known of the document."""
        head = next((node for node in self._nodes if node.name == "SpdxDocument"), None)
        if head is None:
            self._notes.error("document_missing")
        found: dict[str, Any] = {"SPDXID": _last(_about(head)) if head else ""}
        for child in head.children if head else ():
            if child.name in {"specVersion", "spdxVersion"}:
                found["spdxVersion"] = child.text
            elif child.name == "name":
                found["name"] = child.text
        found["documentNamespace"] = _about(head).partition("#")[0] if head else ""
        found["creationInfo"] = self._creation()
        packages = [node for node in self._nodes if node.name == "Package" and node.children]
        found["packages"] = [self._package(node) for node in packages]
        files = [node for node in self._nodes if node.name in {"File", "Snippet"} and node.children]
        found["files"] = [{PLACE: node.place, "SPDXID": _last(_about(node))} for node in files]
        found["relationships"] = self._relationships()
        found["documentDescribes"] = [
            _last(self._target(node)) for node in self._nodes if node.name == "describesPackage"
        ]
        found["hasExtractedLicensingInfos"] = self._extracted()
        return found

    def _creation(self) -> dict[str, Any]:
        node = next((one for one in self._nodes if one.name == "CreationInfo"), None)
        if node is None:
            return {}
        created = node.child("created")
        return {"created": created.text if created else "", "creators": [one.text for one in node.all("creator")]}

    def _package(self, node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {PLACE: node.place, "SPDXID": _last(_about(node)), "checksums": [], "externalRefs": []}
        for child in node.children:
            if child.name in _TEXTS:
                found[_TEXTS[child.name]] = _value(child)
            elif child.name in {"licenseDeclared", "licenseConcluded"}:
                self._parts = 0
                found[child.name] = self._licence(child, 0)
            elif child.name == "checksum":
                found["checksums"] += [self._checksum(one) for one in child.children]
            elif child.name == "externalRef":
                found["externalRefs"] += [self._reference(one) for one in child.children]
            elif child.name == "primaryPackagePurpose":
                found["primaryPackagePurpose"] = _last(_value(child)).removeprefix("purpose_")
        return found

    def _checksum(self, node: Node) -> dict[str, Any]:
        algorithm, value = node.child("algorithm"), node.child("checksumValue")
        name = _last(_value(algorithm)).removeprefix("checksumAlgorithm_") if algorithm else ""
        return {PLACE: node.place, "algorithm": name, "checksumValue": value.text if value else ""}

    def _reference(self, node: Node) -> dict[str, Any]:
        kind, locator = node.child("referenceType"), node.child("referenceLocator")
        return {
            PLACE: node.place,
            "referenceType": _last(_value(kind)) if kind else "",
            "referenceLocator": _value(locator) if locator else "",
        }

    def _target(self, node: Node) -> str:
        if "resource" in node.attributes:
            return node.attributes["resource"]
        return next((_about(child) for child in node.children), node.text)

    def _relationships(self) -> list[dict[str, Any]]:
        found = []
        owners = self._owners()
        for node in self._nodes:
            if node.name != "relationship":
                continue
            for inner in node.children:
                kind, other = inner.child("relationshipType"), inner.child("relatedSpdxElement")
                name = _last(_value(kind)).removeprefix("relationshipType_") if kind else ""
                found.append(
                    {
                        PLACE: inner.place,
                        "spdxElementId": owners.get(id(node), ""),
                        "relationshipType": _WORDS.sub("_", name).upper(),
                        "relatedSpdxElement": _last(self._target(other)) if other else "",
                    }
                )
        return found

    def _owners(self) -> dict[int, str]:
        """Return the key of the element that each relationship stands in."""
        return {
            id(child): _last(_about(node))
            for node in self._nodes
            for child in node.children
            if child.name == "relationship"
        }

    def _extracted(self) -> list[dict[str, Any]]:
        found = []
        for node in self._nodes:
            if node.name == "ExtractedLicensingInfo" and node.children:
                name, key = node.child("name"), node.child("licenseId")
                licence = key.text if key else _last(_about(node))
                found.append({PLACE: node.place, "licenseId": licence, "name": name.text if name else ""})
        return found

    def _licence(self, node: Node, depth: int) -> str:
        """Return the expression that a property holds or points at."""
        if "resource" in node.attributes:
            target = self._by_key.get(node.attributes["resource"])
            if target is not None and target.name in _SETS:
                return self._set(target, depth + 1)
            value = _value(node)
            return value if value in {"NONE", "NOASSERTION"} else _last(value)
        inner = node.children[0] if node.children else None
        if inner is None:
            return node.text
        return self._set(inner, depth + 1)

    def _set(self, node: Node, depth: int) -> str:
        self._parts += 1
        if depth >= _MOST_DEEP or self._parts > _MOST_PARTS:
            self._notes.error("licence_too_deep", node.place)
            return "NOASSERTION"
        if node.name in _SETS:
            parts = [self._licence(member, depth) for member in node.all("member")]
            return "(" + _SETS[node.name].join(parts) + ")" if parts else "NOASSERTION"
        if node.name == "WithExceptionOperator":
            member, exception = node.child("member"), node.child("licenseException")
            return f"{self._held(member, depth)} WITH {self._exception(exception)}"
        if node.name == "OrLaterOperator":
            return self._held(node.child("member"), depth) + "+"
        key = node.child("licenseId")
        return key.text if key else _last(_about(node))

    def _held(self, node: Node | None, depth: int) -> str:
        return self._licence(node, depth) if node is not None else "NOASSERTION"

    def _exception(self, node: Node | None) -> str:
        inner = node.children[0] if node is not None and node.children else node
        if inner is None:
            return ""
        key = inner.child("licenseExceptionId")
        return key.text if key else _last(_about(inner))
