"""Elements and attributes in OpenDocument that are not of OpenDocument."""

from lxml import etree

from licensing.standards.probes.artefact import Element

_OWN = (
    "urn:oasis:names:tc:opendocument:xmlns:",
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/",
)
_ANY_CONTENT = ("}script", "}math", "}model")
"""Ends of the names of elements that may hold anything: office:script, math:math, xforms:model."""


class _Foreign(dict[str, str]):
    """Namespace by the name of an element or attribute where it is foreign, else empty; asked once for each name."""

    def __missing__(self, name: str) -> str:
        space = name[1:].partition("}")[0] if name.startswith("{") else ""
        self[name] = "" if space.startswith(_OWN) else space
        return self[name]


def take_foreign(root: Element) -> set[str]:
    """Take out of a part what is foreign where the schema does not allow it, and return the namespaces of that."""
    foreign, spaces, waiting = _Foreign(), set[str](), [root]
    while waiting:
        element = waiting.pop()
        if element.tag.endswith(_ANY_CONTENT):
            continue
        if any(foreign[key] for key in element.keys()):  # noqa: SIM118 - an element iterates over its children
            spaces |= _without_attributes(element, foreign)
        for child in list(element.iterchildren(etree.Element)):
            if foreign[child.tag]:
                spaces.add(foreign[child.tag])
                _unwrap(child)
            else:
                waiting.append(child)
    return spaces


def _without_attributes(element: Element, foreign: _Foreign) -> set[str]:
    taken = [key for key in element.attrib if foreign[key]]
    for key in taken:
        del element.attrib[key]
    return {foreign[key] for key in taken}


def _unwrap(element: Element) -> None:
    """Take an element out and keep the text behind it."""
    parent, behind = element.getparent(), element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + behind
    else:
        parent.text = (parent.text or "") + behind
    parent.remove(element)
