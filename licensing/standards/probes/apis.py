"""Descriptions of interfaces: OpenAPI, AsyncAPI, JSON Schema; each against the schema that its body publishes."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact
from licensing.standards.probes.schemas import check_shipped

OPENAPI, ASYNCAPI, JSON_SCHEMA = "openapi", "asyncapi", "json-schema"
_OPENAPI = re.compile(r"(3\.[0-2])\.\d+")
_ASYNCAPI = {"2.6.0", "3.0.0"}
_METASCHEMA = re.compile(r"https?://json-schema\.org/(draft-0[3467]|draft/(?:2019-09|2020-12))/schema#?")
_MOST_VALUES = 200_000


def is_openapi(artefact: Artefact) -> bool:
    """Tell whether a document names a version of OpenAPI, or of Swagger as it was called before."""
    return isinstance(artefact.fields.get("openapi", artefact.fields.get("swagger")), str)


def examine_openapi(artefact: Artefact) -> ProbeAnswer:
    """Return whether a description keeps to the schema of its version and its references lead somewhere."""
    document = artefact.fields
    found = Examination(OPENAPI, str(document.get("openapi", document.get("swagger")))[:20])
    series = _OPENAPI.fullmatch(found.version)
    if series is None:
        found.warn("version_unknown", version=found.version)
        found.unchecked.append("api_schema")
        return found.answer(Conformance.CLAIMED)
    found.checked += ["api_schema", "api_references"]
    found.unchecked += ["api_schema_objects", "api_service"]
    check_shipped(document, f"openapi/{series[1]}", artefact.tools, found)
    _check_references(document, found)
    vendor = sorted({key for key in _keys(document) if key.startswith("x-")})
    if vendor:
        found.note("api_extensions", names=", ".join(vendor[:8]))
    return found.answer(Conformance.EXTENDED if vendor else Conformance.CONFORMING)


def is_asyncapi(artefact: Artefact) -> bool:
    """Tell whether a document names a version of AsyncAPI."""
    return isinstance(artefact.fields.get("asyncapi"), str)


def examine_asyncapi(artefact: Artefact) -> ProbeAnswer:
    """Return whether a description keeps to the schema of its version and its references lead somewhere."""
    document = artefact.fields
    found = Examination(ASYNCAPI, str(document["asyncapi"])[:20])
    if found.version not in _ASYNCAPI:
        found.warn("version_unknown", version=found.version)
        found.unchecked.append("api_schema")
        return found.answer(Conformance.CLAIMED)
    found.checked += ["api_schema", "api_references"]
    found.unchecked += ["api_service"]
    check_shipped(document, f"asyncapi/{found.version}", artefact.tools, found)
    _check_references(document, found)
    return found.answer(Conformance.CONFORMING)


def is_json_schema(artefact: Artefact) -> bool:
    """Tell whether a document names one of the published metaschemas."""
    named = artefact.fields.get("$schema")
    return isinstance(named, str) and _METASCHEMA.fullmatch(named) is not None


def examine_json_schema(artefact: Artefact) -> ProbeAnswer:
    """Return whether a schema keeps to the metaschema it names."""
    document = artefact.fields
    named = _METASCHEMA.fullmatch(str(document["$schema"]))
    found = Examination(JSON_SCHEMA, named[1].removeprefix("draft/") if named else "")
    if found.version == "draft-03":
        found.unchecked.append("metaschema")
        return found.answer(Conformance.CLAIMED)
    found.checked += ["metaschema", "api_references"]
    try:
        jsonschema_rs.meta.validate(document)
    except jsonschema_rs.ValidationError as error:
        found.error("schema_fault", "/".join(map(str, error.instance_path)) or "/", rule=str(error.message))
    except ValueError as error:
        found.error("schema_fault", "/", rule=str(error))
    _check_references(document, found)
    return found.answer(Conformance.CONFORMING)


def _check_references(document: dict[str, Any], found: Examination) -> None:
    """Note references into the document that lead nowhere, and those to other addresses, which are not followed."""
    outside = set()
    for value in _references(document):
        if not value.startswith("#"):
            outside.add(value.partition("#")[0])
        elif value.startswith("#/") and not _leads(document, value[2:].split("/")):
            found.error("reference_broken", value)
    if outside:
        found.note("reference_outside", count=str(len(outside)))
        found.unchecked.append("references_outside")


def _leads(document: object, steps: list[str]) -> bool:
    for step in steps:
        name = step.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
        if isinstance(document, dict) and name in document:
            document = document[name]
        elif isinstance(document, list) and name.isdecimal() and int(name) < len(document):
            document = document[int(name)]
        else:
            return False
    return True


def _references(document: object) -> Iterator[str]:
    for value in _objects(document):
        named = value.get("$ref")
        if isinstance(named, str):
            yield named


def _keys(document: object) -> Iterator[str]:
    for value in _objects(document):
        yield from map(str, value)


def _objects(document: object) -> Iterator[dict[str, Any]]:
    waiting, count = [document], 0
    while waiting and count < _MOST_VALUES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
