"""Three standards of objects: security advisories (CSAF 2.0), council information (OParl), catalogues (DCAT-AP)."""

import re
from typing import Any

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact
from licensing.standards.probes.csaf_tests import check_advisory

CSAF, OPARL, DCAT_AP = "csaf", "oparl", "dcat-ap"
_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"
_OPARL = re.compile(r"https://schema\.oparl\.org/(1\.[01])/(\w+)")
_REQUIRED: dict[str, tuple[str, ...]] = {
    "System": ("oparlVersion", "body"),
    "Body": ("name", "organization", "person", "meeting", "paper", "legislativeTerm"),
    "File": ("accessUrl",),
}
"""Properties that OParl 1.1 demands of a kind, besides ``id`` and ``type``."""
_KINDS = frozenset(
    {"System", "Body", "LegislativeTerm", "Organization", "Person", "Membership", "Meeting", "AgendaItem", "Paper"}
    | {"Consultation", "File", "Location"}
)
_ADDRESSES = frozenset({"id", "body", "organization", "person", "meeting", "paper", "accessUrl", "downloadUrl", "web"})
_DCAT = "http://www.w3.org/ns/dcat#"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TERMS = {"dct": "http://purl.org/dc/terms/", "dcat": _DCAT}
_MANDATORY = {
    "Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "Dataset": ("dct:title", "dct:description"),
    "Distribution": ("dcat:accessURL",),
}
"""Mandatory properties of DCAT-AP 3.0 by class."""
_MOST_NODES = 100_000


def is_csaf(artefact: Artefact) -> bool:
    """Tell whether a JSON object is an advisory: it names its version inside of its head."""
    head = artefact.fields.get("document")
    return isinstance(head, dict) and "csaf_version" in head


def examine_csaf(artefact: Artefact) -> ProbeAnswer:
    """Return whether an advisory keeps to the schema of CSAF 2.0 and passes its mandatory tests."""
    document = artefact.fields
    found = Examination(CSAF, str(document["document"]["csaf_version"])[:10])
    found.unchecked.append("csaf_advice")
    return found.answer(check_advisory(document, found))


def is_oparl(artefact: Artefact) -> bool:
    """Tell whether a JSON object names a type of OParl."""
    return _OPARL.fullmatch(str(artefact.fields.get("type", ""))) is not None


def examine_oparl(artefact: Artefact) -> ProbeAnswer:
    """Return whether an object has what OParl demands of its kind."""
    fields = artefact.fields
    match = _OPARL.fullmatch(str(fields["type"]))
    found = Examination(OPARL, match[1] if match else "")
    found.checked.append("oparl_object")
    found.unchecked.append("oparl_service")
    kind = match[2] if match else ""
    if kind not in _KINDS:
        found.error("oparl_kind", "/type", kind=kind)
    for name in ("id", *_REQUIRED.get(kind, ())):
        if not fields.get(name):
            found.error("field_missing", "/", name=name)
    for name in sorted(_ADDRESSES & fields.keys()):
        value = fields[name]
        if isinstance(value, str) and not value.startswith(("https://", "http://")):
            found.error("address_wrong", f"/{name}", value=value)
    for name in ("created", "modified"):
        value = fields.get(name)
        if value is not None and not re.fullmatch(_TIME, str(value)):
            found.error("time_wrong", f"/{name}", name=name, value=str(value))
    return found.answer(Conformance.CLAIMED)


def is_dcat(artefact: Artefact) -> bool:
    """Tell whether RDF as XML or JSON-LD uses the vocabulary of DCAT."""
    if artefact.root_name == f"{_RDF}RDF":
        return any(str(one.tag).startswith(f"{{{_DCAT}") for one in artefact.root.iter())
    document = artefact.document
    named = isinstance(document, list) or "@context" in artefact.fields or "@graph" in artefact.fields
    return named and artefact.is_json and _DCAT.encode() in artefact.data


def examine_dcat(artefact: Artefact) -> ProbeAnswer:
    """Return whether catalogues, datasets and distributions have their mandatory properties."""
    found = Examination(DCAT_AP)
    found.checked.append("dcat_mandatory")
    found.unchecked.append("dcat_shapes")
    nodes = _xml_nodes(artefact.root) if artefact.root is not None else _json_nodes(artefact.document)
    if not nodes:
        found.error("dcat_empty")
    for kind, names, place in nodes:
        for name in _MANDATORY.get(kind, ()):
            prefix, _, term = name.partition(":")
            if not {name, _TERMS[prefix] + term} & names:
                found.error("dcat_missing", place, name=name, kind=f"dcat:{kind}")
    return found.answer(Conformance.CLAIMED)


def _xml_nodes(root: Any) -> list[tuple[str, set[str], str]]:  # noqa: ANN401 - lxml ships no types
    """Return class, properties and place of each node in RDF/XML that is written by its class."""
    nodes = []
    for one in root.iter(*(f"{{{_DCAT}}}{kind}" for kind in _MANDATORY)):
        names = {str(child.tag)[1:].replace("}", "") for child in one if isinstance(child.tag, str)}
        if names or one.get(f"{_RDF}resource") is None:
            nodes.append(
                (str(one.tag).rpartition("}")[2], names, str(one.get(f"{_RDF}about", f"Zeile {one.sourceline}")))
            )
    return nodes


def _json_nodes(document: object) -> list[tuple[str, set[str], str]]:
    """Return class, properties and place of each node of JSON-LD; contexts are not fetched."""
    waiting, nodes, count = [document], [], 0
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
                    nodes.append((name, set(map(str, one)), str(one.get("@id", ""))))
    return nodes
