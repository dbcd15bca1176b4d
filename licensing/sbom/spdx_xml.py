"""SPDX 2 in XML, brought into the shape that its JSON has."""

from typing import Any

from licensing.sbom.notes import PLACE
from licensing.sbom.xml_tree import Node


def is_spdx(root: Node) -> bool:
    """Tell whether a root element begins such a file."""
    return root.name.lower() in {"document", "spdxdocument"} and any(
        child.name.lower() in {"spdxversion", "spdxid"} for child in root.children
    )


def as_document(root: Node) -> dict[str, Any]:
    """Return the document in the shape of JSON: what stands several times becomes a list."""
    found = _object(root)
    found.pop(PLACE, None)
    return found


def _object(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {PLACE: node.place}
    for child in node.children:
        value: Any = _object(child) if child.children else child.text
        if child.name not in found:
            found[child.name] = value
        elif isinstance(found[child.name], list):
            found[child.name].append(value)
        else:
            found[child.name] = [found[child.name], value]
    return found
