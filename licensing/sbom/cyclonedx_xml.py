"""CycloneDX in XML, brought into the shape that its JSON has."""

import re
from typing import Any

from licensing.sbom.notes import PLACE
from licensing.sbom.xml_tree import Node

_TEXTS = ("group", "name", "version", "purl", "cpe", "swhid", "publisher", "author", "description", "scope")
_VERSION = re.compile(r"/bom/(\d+\.\d+)")


def is_cyclonedx(root: Node) -> bool:
    """Tell whether a root element begins such a file."""
    return root.name.lower() == "bom"


def version_of(root: Node) -> str:
    """Return the version that the namespace names; empty where it names none."""
    found = _VERSION.search(root.space)
    return found[1] if found else ""


def as_document(root: Node) -> dict[str, Any]:
    """Return the document in the shape of JSON."""
    document: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": version_of(root)}
    if "serialNumber" in root.attributes:
        document["serialNumber"] = root.attributes["serialNumber"]
    for name, build in (("metadata", _metadata), ("dependencies", _dependencies), ("compositions", _compositions)):
        if (node := root.child(name)) is not None:
            document[name] = build(node)
    if (node := root.child("components")) is not None:
        document["components"] = [_component(one) for one in node.all("component")]
    if (node := root.child("services")) is not None:
        document["services"] = _services(node)
    return document


def _services(node: Node) -> list[dict[str, Any]]:
    """Return the services; those inside of others stand beside them."""
    found, left = [], [node]
    while left:
        for one in left.pop().all("service"):
            found.append({"bom-ref": one.attributes.get("bom-ref", "")})
            left += one.all("services")
    return found


def _metadata(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in node.children:
        match child.name:
            case "timestamp":
                found["timestamp"] = child.text
            case "component":
                found["component"] = _component(child)
            case "authors":
                found["authors"] = [_texts(one) for one in child.all("author")]
            case "supplier" | "manufacture" | "manufacturer":
                found[child.name] = _party(child)
    return found


def _texts(node: Node) -> dict[str, Any]:
    return {PLACE: node.place, **{one.name: one.text for one in node.children}}


def _party(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"url": [one.text for one in node.all("url")]}
    if (name := node.child("name")) is not None:
        found["name"] = name.text
    found["contact"] = [_texts(one) for one in node.all("contact")]
    return found


def _component(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {PLACE: node.place, **node.attributes}
    for child in node.children:
        name = child.name
        if name in _TEXTS:
            found[name] = child.text
        elif name in {"supplier", "manufacturer"}:
            found[name] = _party(child)
        elif name in _LISTS:
            found[name] = [_LISTS[name](one) for one in child.children]
    return found


def _hash(node: Node) -> dict[str, Any]:
    return {PLACE: node.place, "alg": node.attributes.get("alg", ""), "content": node.text}


def _licence(node: Node) -> dict[str, Any]:
    if node.name == "expression":
        return {PLACE: node.place, "expression": node.text, **node.attributes}
    return {PLACE: node.place, "license": {**_texts(node), **node.attributes}}


def _reference(node: Node) -> dict[str, Any]:
    return {**_texts(node), "type": node.attributes.get("type", "")}


def _property(node: Node) -> dict[str, Any]:
    return {PLACE: node.place, "name": node.attributes.get("name", ""), "value": node.text}


_LISTS = {
    "authors": _texts,
    "components": _component,
    "externalReferences": _reference,
    "hashes": _hash,
    "licenses": _licence,
    "properties": _property,
}


def _dependencies(node: Node) -> list[dict[str, Any]]:
    found = []
    for one in node.all("dependency"):
        entry: dict[str, Any] = {PLACE: one.place, "ref": one.attributes.get("ref", "")}
        entry["dependsOn"] = [inner.attributes.get("ref", "") for inner in one.all("dependency")]
        if provided := one.all("provides"):
            entry["provides"] = [inner.attributes.get("ref", "") for inner in provided]
        found.append(entry)
    return found


def _compositions(node: Node) -> list[dict[str, Any]]:
    found = []
    for one in node.all("composition"):
        aggregate = one.child("aggregate")
        entry: dict[str, Any] = {PLACE: one.place, "aggregate": aggregate.text if aggregate else ""}
        for name in ("assemblies", "dependencies"):
            if (inner := one.child(name)) is not None:
                entry[name] = [part.attributes.get("ref", "") for part in inner.children]
        found.append(entry)
    return found
