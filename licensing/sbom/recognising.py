"""What a value is: SPDX 2, SPDX 3, CycloneDX, or something else; and what it is wrapped in."""

import base64
import re
from enum import StrEnum
from typing import Any

import jiter

from licensing.sbom.notes import Notes

_YAML = re.compile(r"^[\"']?(spdxVersion|bomFormat|creationInfo|packages)[\"']?\s*:", re.MULTILINE)
_YAML_START = re.compile(r"(?:\s*#[^\n]*\n|\s)*(?:---\s*\n|%YAML|-[ ]+[\"']?\w+[\"']?:\s)")
_HEAD_CHARACTERS = 20_000
_WRAPPERS = (("sbom", "github"), ("predicate", "in-toto"))
_SPDX2 = frozenset({"relationships", "documentnamespace", "documentdescribes"})
_SPDX3 = frozenset({"@graph", "@context"})
_SPDX3_KINDS = ("software_", "Spdx", "simplelicensing_", "expandedlicensing_", "Relationship")
_CONTEXT_CHARACTERS, _FIRST_NODES = 2_000, 200


class Family(StrEnum):
    """Which reader a value needs."""

    SPDX2 = "spdx2"
    SPDX3 = "spdx3"
    CYCLONEDX = "cyclonedx"
    OTHER = "other"


def is_yaml(text: str) -> bool:
    """Tell whether a text looks like a bill of materials in YAML."""
    return bool(_YAML.search(text[:_HEAD_CHARACTERS]) or _YAML_START.match(text[:_HEAD_CHARACTERS]))


def unwrapped(value: object, notes: Notes) -> tuple[object, tuple[str, ...]]:
    """Return a document without what others put around it: GitHub's export, an attestation."""
    inner = _signed(value)
    if inner is not None:
        notes.warn("wrapped", "/payload", wrapper="DSSE")
        found, wrapping = unwrapped(inner, notes)
        return found, ("dsse", *wrapping)
    for key, name in _WRAPPERS:
        if isinstance(value, dict) and isinstance(value.get(key), dict) and family_of(value) is Family.OTHER:
            notes.warn("wrapped", f"/{key}", wrapper=name)
            return value[key], (name,)
    return value, ()


def _signed(value: object) -> dict[str, Any] | None:
    """Return the object in a signed envelope, as registries hand out attestations; None where it is none."""
    if not isinstance(value, dict) or not isinstance(value.get("payloadType"), str):
        return None
    payload = value.get("payload")
    if not isinstance(payload, str):
        return None
    try:
        inner = jiter.from_json(base64.b64decode(payload, validate=True), allow_inf_nan=False)
    except ValueError:
        return None
    return inner if isinstance(inner, dict) and "payload" not in inner else None


def family_of(value: object) -> Family:
    """Return which reader a value needs, also where keys are in the wrong case or the telling one is missing."""
    if not isinstance(value, dict):
        return Family.OTHER
    keys = {key.casefold() for key in value if isinstance(key, str)}
    signs = (
        (Family.SPDX2, "spdxversion" in keys),
        (Family.CYCLONEDX, "bomformat" in keys or ("specversion" in keys and "components" in keys)),
        (Family.SPDX3, _is_spdx_graph(value) or (bool(_SPDX3 & keys) and "spdxid" in keys)),
        (Family.SPDX2, "spdxid" in keys or ("packages" in keys and bool(_SPDX2 & keys))),
        (Family.CYCLONEDX, isinstance(value.get("components"), list)),
    )
    return next((family for family, shown in signs if shown), Family.OTHER)


def _is_spdx_graph(value: dict[str, Any]) -> bool:
    """Tell whether the graph of a document in JSON-LD is one of SPDX: after its context, else after its first nodes."""
    nodes = value.get("@graph")
    if "spdx.org/rdf/3" in str(value.get("@context"))[:_CONTEXT_CHARACTERS]:
        return True
    if not isinstance(nodes, list):
        return False
    return not nodes or any(_is_spdx_node(one) for one in nodes[:_FIRST_NODES] if isinstance(one, dict))


def _is_spdx_node(node: dict[str, Any]) -> bool:
    kind = node.get("type") or node.get("@type")
    return "spdxId" in node or kind == "CreationInfo" or str(kind)[:80].startswith(_SPDX3_KINDS)


def version_in(value: dict[str, Any], family: Family) -> str:
    """Return the version a document names, for its schema; empty where none is named."""
    if family is Family.SPDX3:
        named = re.search(r"/(3\.\d+(?:\.\d+)?)/", str(value.get("@context"))[:200])
        return named[1] if named else "3.0.1"
    written = value.get("specVersion" if family is Family.CYCLONEDX else "spdxVersion")
    found = re.search(r"\d+(\.\d+)+", written[:40]) if isinstance(written, str) else None
    return found[0] if found else ""
