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
_MOST_VALUES = 100_000
_TURTLE_BYTES = 8 * 2**20
_TURTLE = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:@prefix|@base|prefix|base|<[^<>\s]*>|_:|\[)", re.IGNORECASE)

Subject = str | int
"""What a file calls a node, else its running number: several may stand on one line."""

Triple = tuple[Subject, str, str, str]
"""Subject, property, named value, and place."""

Node = tuple[str, set[str], str]
"""Class, names of the properties, and place of a node."""


class _TooLongError(Exception):
    """The document has more values than are looked at."""


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
        _compare(found, _nodes(artefact))
    except TurtleError as error:
        found.error("turtle_broken", f"Zeile {error.line}" if error.line else "")
    except _TooLongError:
        found.checked.remove("dcat_mandatory")
        found.unchecked.append("dcat_mandatory")
        return found.answer(Conformance.UNKNOWN)
    return found.answer(Conformance.CLAIMED)


def _compare(found: Examination, nodes: Iterator[Node]) -> None:
    """Note what each node lacks, and where there is none at all."""
    is_empty = True
    for kind, names, place in nodes:
        is_empty = False
        for name in _MANDATORY[kind]:
            prefix, _, term = name.partition(":")
            if not {name, _TERMS[prefix] + term} & names:
                found.error("dcat_missing", place, name=name, kind=f"dcat:{kind}")
    if is_empty:
        found.error("dcat_empty")


def _nodes(artefact: Artefact) -> Iterator[Node]:
    if artefact.root is not None:
        return _of_triples(_xml_triples(artefact.root))
    if artefact.is_json:
        return _json_nodes(artefact.document)
    return _of_triples((subject, name, value, subject) for subject, name, value in triples(artefact.text or ""))


def _of_triples(told: Iterator[Triple]) -> Iterator[Node]:
    """Yield the nodes of the classes that matter; what is said of one in several places counts together."""
    kinds: dict[Subject, set[str]] = defaultdict(set)
    names: dict[Subject, set[str]] = defaultdict(set)
    places: dict[Subject, str] = {}
    for subject, name, value, place in told:
        names[subject].add(name)
        places.setdefault(subject, place)
        if name == f"{_RDF}type" and value.removeprefix(_DCAT) in _MANDATORY:
            kinds[subject].add(value.removeprefix(_DCAT))
    for subject, classes in kinds.items():
        for kind in sorted(classes):
            yield kind, names[subject], places[subject]


def _xml_triples(root: Element) -> Iterator[Triple]:
    """Yield what is said of each node; only what a file names itself can be spoken of twice."""
    for number, (element, is_named) in enumerate(_xml_nodes(root)):
        called = _subject(element) if is_named else None
        subject: Subject = number if called is None else called
        place = element.get(f"{{{_RDF}}}about") or f"Zeile {element.sourceline}"
        if is_named:
            yield subject, f"{_RDF}type", _name(element.tag), place
            for name, value in element.attrib.items():
                yield subject, _name(str(name)), str(value), place
        for one in element.iterchildren("{*}*"):
            yield subject, _name(one.tag), one.get(f"{{{_RDF}}}resource", ""), place


def _xml_nodes(root: Element) -> Iterator[tuple[Element, bool]]:
    """Yield the elements that stand for a node, or for a property and its node in one: whether the node has a name."""
    waiting = [(one, True) for one in reversed(root)]
    while waiting:
        element, is_node = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        holds_properties = is_node or element.get(f"{{{_RDF}}}parseType") == "Resource"
        waiting += [(one, not holds_properties) for one in reversed(element)]
        if holds_properties:
            yield element, is_node


def _subject(element: Element) -> str | None:
    """Return what a file calls a node."""
    for kind, before in (("about", ""), ("nodeID", "_:"), ("ID", "#")):
        if (name := element.get(f"{{{_RDF}}}{kind}")) is not None:
            return before + str(name)
    return None


def _name(tag: str) -> str:
    return tag.removeprefix("{").replace("}", "")


def _json_nodes(document: object) -> Iterator[Node]:
    """Yield the nodes of JSON-LD; contexts are not fetched.

    Raises:
        _TooLongError: There are more values than are looked at; those before are yielded.
    """
    waiting, count = [document], 0
    while waiting and count < _MOST_VALUES:
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
    if waiting:
        raise _TooLongError
