"""Catalogues of data (DCAT-AP) as RDF/XML, JSON-LD or Turtle: the mandatory properties of each node, by its class."""

import re
from collections import defaultdict
from collections.abc import Iterator

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element
from licensing.standards.probes.turtle import TurtleError, triples

DCAT_AP = "dcat-ap"
_DCAT = "http://www.w3.org/ns/dcat#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TERMS = {"dct": "http://purl.org/dc/terms/", "dcat": _DCAT}
_MANDATORY = {
    "Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "Dataset": ("dct:title", "dct:description"),
    "Distribution": ("dcat:accessURL",),
}
"""Mandatory properties of DCAT-AP 3.0 by class."""
_MOST_NODES = 100_000
_TURTLE_BYTES = 8 * 2**20
_TURTLE = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:@prefix|@base|prefix|base|<[^<>\s]*>|_:|\[)", re.IGNORECASE)

Node = tuple[str, set[str], str]
"""Class, names of the properties, and place of a node."""


def is_dcat(artefact: Artefact) -> bool:
    """Tell whether RDF as XML, JSON-LD or Turtle uses the vocabulary of DCAT."""
    if artefact.root_name == f"{{{_RDF}}}RDF":
        return any(
            _DCAT in str(one.tag) or _DCAT in one.get(f"{{{_RDF}}}resource", "") for one in artefact.root.iter("*")
        )
    if _DCAT.encode() not in artefact.data:
        return False
    if artefact.is_json:
        return isinstance(artefact.document, list) or "@context" in artefact.fields or "@graph" in artefact.fields
    return artefact.root is None and _TURTLE.match(artefact.text or "") is not None


def examine_dcat(artefact: Artefact) -> ProbeAnswer:
    """Return whether catalogues, datasets and distributions have their mandatory properties."""
    found = Examination(DCAT_AP)
    found.unchecked.append("dcat_shapes")
    if artefact.root is None and not artefact.is_json and len(artefact.data) > _TURTLE_BYTES:
        found.unchecked.append("dcat_mandatory")
        return found.answer(Conformance.UNKNOWN)
    found.checked.append("dcat_mandatory")
    try:
        nodes = list(_nodes(artefact))
    except TurtleError as error:
        found.error("turtle_broken", f"Zeile {error.line}" if error.line else "")
        return found.answer(Conformance.INVALID)
    if not nodes:
        found.error("dcat_empty")
    for kind, names, place in nodes:
        for name in _MANDATORY[kind]:
            prefix, _, term = name.partition(":")
            if not {name, _TERMS[prefix] + term} & names:
                found.error("dcat_missing", place, name=name, kind=f"dcat:{kind}")
    return found.answer(Conformance.CLAIMED)


def _nodes(artefact: Artefact) -> Iterator[Node]:
    if artefact.root is not None:
        return _of_triples(_xml_triples(artefact.root))
    if artefact.is_json:
        return _json_nodes(artefact.document)
    return _of_triples(triples(artefact.text or ""))


def _of_triples(told: Iterator[tuple[str, str, str]]) -> Iterator[Node]:
    """Yield the nodes of the classes that matter; what is said of one in several places counts together."""
    kinds: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for subject, name, value in told:
        names[subject].add(name)
        if name == f"{_RDF}type" and value.removeprefix(_DCAT) in _MANDATORY:
            kinds[subject].add(value.removeprefix(_DCAT))
    for subject, classes in kinds.items():
        for kind in sorted(classes):
            yield kind, names[subject], subject


def _xml_triples(root: Element) -> Iterator[tuple[str, str, str]]:
    """Yield subject, property and named value; elements stand for a node and for its properties by turns."""
    waiting = [(one, True) for one in root]
    while waiting:
        element, is_node = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        waiting += [(one, not is_node and element.get(f"{{{_RDF}}}parseType") != "Resource") for one in element]
        if is_node:
            subject = element.get(f"{{{_RDF}}}about") or f"Zeile {element.sourceline}"
            yield subject, f"{_RDF}type", _name(element.tag)
            for name, value in element.attrib.items():
                yield subject, _name(str(name)), str(value)
            for one in element.iterchildren("{*}*"):
                yield subject, _name(one.tag), one.get(f"{{{_RDF}}}resource", "")


def _name(tag: str) -> str:
    return tag.removeprefix("{").replace("}", "")


def _json_nodes(document: object) -> Iterator[Node]:
    """Yield the nodes of JSON-LD; contexts are not fetched."""
    waiting, count = [document], 0
    while waiting and count < _MOST_NODES:
        one = waiting.pop()
        count += 1
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            kinds = one.get("@type", [])
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                name = str(kind).removeprefix(_DCAT).removeprefix("dcat:")
                if name in _MANDATORY and name != str(kind):
                    yield name, set(map(str, one)), str(one.get("@id", ""))
