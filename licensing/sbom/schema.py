"""Whether the schema of its version accepts a file: compiled JSON schemas, and XML schemas for CycloneDX."""

import json
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import jsonschema_rs

from core.errors import pointer
from licensing.sbom.notes import Notes
from licensing.sbom.schema_faults import FaultFinder

Load = Callable[[str, str], bytes]
"""Returns a file that an installed package brings: name of the package, path in it."""

_SPDX, _CYCLONEDX = "lib4sbom", "cyclonedx"
_RES = "schema/_res/"
_SIDE = ("spdx", "jsf-0.82", "cryptography-defs")
_LISTED = 50
_NUMBERED = frozenset({"1.2", "1.3", "1.4"})
"""Versions of CycloneDX whose published schema asks for the number of the document; the one that ships does not."""
_FILES = {
    ("spdx", "2.2"): (_SPDX, "schemas/spdx/2.2-schema.json"),
    ("spdx", "2.3"): (_SPDX, "schemas/spdx/2.3-schema.json"),
    ("spdx", "3.0.1"): (_SPDX, "schemas/spdx/3.0-schema.json"),
    **{
        ("cyclonedx", version): (_CYCLONEDX, f"{_RES}bom-{version}.SNAPSHOT.schema.json")
        for version in ("1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
    },
}


def check_schema(document: object, kind: str, version: str, load: Load, notes: Notes) -> bool | None:
    """Tell whether the schema accepts a document, noting where not; None where there is no schema of this version."""
    finder = _finder(kind, _series(kind, version), load)
    if not version:
        return False  # every schema asks for the version
    if finder is None:
        notes.warn("schema_missing", version=version)
        return None
    if kind == _CYCLONEDX and version in _NUMBERED and isinstance(document, dict) and "version" not in document:
        notes.warn("document_version_missing", "/version")
    if finder.whole.is_valid(document):
        return True
    for place, rule in islice(finder.faults(document), _LISTED):
        notes.error("schema_fault", pointer(*place), rule=rule)
    return False


def _series(kind: str, version: str) -> str:
    """Return the version whose schema holds: corrected releases of SPDX 2 share one."""
    if kind == "spdx" and version.startswith("2."):
        return ".".join(version.split(".")[:2])
    return version


@lru_cache(maxsize=16)
def _finder(kind: str, version: str, load: Load) -> FaultFinder | None:
    if (kind, version) not in _FILES:
        return None
    schema = json.loads(load(*_FILES[kind, version]))
    return FaultFinder(schema, _side_schemas(load) if kind == _CYCLONEDX else None)


@cache
def _side_schemas(load: Load) -> jsonschema_rs.Registry:
    """Return the schemas that those of CycloneDX refer to, by the addresses they are called by: nothing is fetched."""
    found = []
    for name in _SIDE:
        schema = json.loads(load(_CYCLONEDX, f"{_RES}{name}.SNAPSHOT.schema.json"))
        addresses = (f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json", schema["$id"])
        found += [(address, schema) for address in addresses]
    return jsonschema_rs.Registry(found)


def check_xml_schema(data: bytes, version: str, load: Load, notes: Notes) -> bool | None:
    """Tell whether the XML schema of a version of CycloneDX accepts a file; None where there is none."""
    from lxml import etree  # noqa: PLC0415 - only this encoding needs it

    if version not in {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}:
        notes.warn("schema_missing", version=version)
        return None
    schema = _xml_schema(version, load)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        valid = bool(schema.validate(etree.fromstring(data, parser)))
    except etree.XMLSyntaxError:
        return False
    for error in list(schema.error_log)[:_LISTED]:
        notes.error("schema_fault", f"Zeile {error.line}", rule=str(error.type_name).removeprefix("SCHEMAV_"))
    return valid


@cache
def _xml_schema(version: str, load: Load) -> Any:  # noqa: ANN401 - lxml ships no types
    from lxml import etree  # noqa: PLC0415 - see above

    class Shipped(etree.Resolver):  # type: ignore[misc]
        """Gives the one schema that is referred to; anything else is empty."""

        def resolve(self, address: str, _public: str, context: object) -> object:
            name = "spdx" if "spdx" in address else ""
            return self.resolve_string(load(_CYCLONEDX, f"{_RES}{name}.SNAPSHOT.xsd") if name else b"", context)

    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.fromstring(load(_CYCLONEDX, f"{_RES}bom-{version}.SNAPSHOT.xsd"), parser))
