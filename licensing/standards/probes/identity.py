"""Identity: SAML 2.0 metadata, OpenID Connect discovery, SCIM 2.0 schemas."""

from itertools import islice

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element, local
from licensing.standards.probes.schemas import check_own

SAML, OIDC, SCIM = "saml", "oidc", "scim"
_METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_ROLES = {
    "IDPSSODescriptor": "SingleSignOnService",
    "SPSSODescriptor": "AssertionConsumerService",
    "AttributeAuthorityDescriptor": "AttributeService",
}
_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_SCIM = "urn:ietf:params:scim:schemas:"
_MOST_ENTITIES = 2_000
_ADDRESS = {"type": "string", "pattern": "^https://"}
_TEXTS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
_DISCOVERY = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": [
        "issuer",
        "authorization_endpoint",
        "jwks_uri",
        "response_types_supported",
        "subject_types_supported",
        "id_token_signing_alg_values_supported",
    ],
    "properties": {
        "issuer": {"type": "string", "pattern": "^https://[^?#]+$"},
        "authorization_endpoint": _ADDRESS,
        "token_endpoint": _ADDRESS,
        "userinfo_endpoint": _ADDRESS,
        "jwks_uri": _ADDRESS,
        "registration_endpoint": _ADDRESS,
        "scopes_supported": {"type": "array", "contains": {"const": "openid"}},
        "response_types_supported": _TEXTS,
        "subject_types_supported": {"type": "array", "items": {"enum": ["public", "pairwise"]}, "minItems": 1},
        "id_token_signing_alg_values_supported": {"type": "array", "contains": {"const": "RS256"}},
    },
}
_ATTRIBUTE = {
    "type": "object",
    "required": ["name", "type", "multiValued"],
    "properties": {
        "name": {"type": "string", "pattern": r"^[A-Za-z$][A-Za-z0-9_$-]*$"},
        "type": {"enum": ["string", "boolean", "decimal", "integer", "dateTime", "reference", "complex", "binary"]},
        "multiValued": {"type": "boolean"},
        "required": {"type": "boolean"},
        "caseExact": {"type": "boolean"},
        "mutability": {"enum": ["readOnly", "readWrite", "immutable", "writeOnly"]},
        "returned": {"enum": ["always", "never", "default", "request"]},
        "uniqueness": {"enum": ["none", "server", "global"]},
        "subAttributes": {"type": "array", "items": {"$ref": "#/$defs/attribute"}},
    },
}
_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"attribute": _ATTRIBUTE},
    "type": "object",
    "required": ["id", "attributes"],
    "properties": {
        "id": {"type": "string", "pattern": "^urn:"},
        "name": {"type": "string"},
        "attributes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/attribute"}},
    },
}


def is_saml(artefact: Artefact) -> bool:
    """Tell whether the root element is that of SAML metadata."""
    return artefact.root_name in {f"{{{_METADATA}}}EntityDescriptor", f"{{{_METADATA}}}EntitiesDescriptor"}


def examine_saml(artefact: Artefact) -> ProbeAnswer:
    """Return whether each entity names itself, a role, its services and a key."""
    found = Examination(SAML, "2.0")
    found.checked.append("saml_metadata")
    found.unchecked += ["saml_schema", "signature"]
    root = artefact.root
    entities = list(islice(root.iter(f"{{{_METADATA}}}EntityDescriptor"), _MOST_ENTITIES))
    if not entities:
        found.error("field_missing", name="EntityDescriptor")
    for entity in entities:
        _check_entity(entity, found)
    if root.find(_SIGNATURE) is None:
        found.note("saml_unsigned")
    return found.answer(Conformance.CLAIMED)


def _check_entity(entity: Element, found: Examination) -> None:
    name = str(entity.get("entityID", ""))
    if not name:
        found.error("field_missing", f"Zeile {entity.sourceline}", name="entityID")
    roles = [child for child in entity if local(child) in _ROLES]
    if not roles:
        found.error("saml_role", name or f"Zeile {entity.sourceline}")
    for role in roles:
        if _PROTOCOL not in str(role.get("protocolSupportEnumeration", "")).split():
            found.error("saml_protocol", name)
        if not any(local(child) == _ROLES[local(role)] for child in role):
            found.error("field_missing", name, name=_ROLES[local(role)])
        if not any(local(child) == "KeyDescriptor" for child in role):
            found.warn("saml_key", name)


def is_oidc(artefact: Artefact) -> bool:
    """Tell whether a JSON object is what a provider of OpenID Connect publishes about itself."""
    return "issuer" in artefact.fields and bool(
        {"authorization_endpoint", "jwks_uri", "subject_types_supported"} & artefact.fields.keys()
    )


def examine_oidc(artefact: Artefact) -> ProbeAnswer:
    """Return whether the mandatory metadata of OpenID Connect Discovery 1.0, section 3, is there in its form."""
    found = Examination(OIDC, "Discovery 1.0")
    found.checked.append("oidc_metadata")
    found.unchecked += ["oidc_keys", "oidc_service"]
    check_own(artefact.fields, _DISCOVERY, found)
    algorithms = artefact.fields.get("id_token_signing_alg_values_supported")
    if isinstance(algorithms, list) and "none" in algorithms:
        found.warn("oidc_none")
    if "token_endpoint" not in artefact.fields and artefact.fields.get("response_types_supported") != ["id_token"]:
        found.error("field_missing", "/", name="token_endpoint")
    return found.answer(Conformance.CONFORMING)


def is_scim(artefact: Artefact) -> bool:
    """Tell whether a JSON object names schemas of SCIM, or is the definition of one."""
    named = artefact.fields.get("schemas")
    listed = isinstance(named, list) and any(str(one).startswith("urn:ietf:params:scim:") for one in named)
    return listed or (str(artefact.fields.get("id", "")).startswith(_SCIM) and "attributes" in artefact.fields)


def examine_scim(artefact: Artefact) -> ProbeAnswer:
    """Return whether definitions of schemas keep to RFC 7643, section 7; of other resources only the kind is told."""
    found = Examination(SCIM, "2.0")
    fields = artefact.fields
    listed = fields.get("Resources")
    definitions = listed if isinstance(listed, list) else [fields]
    if not all(isinstance(one, dict) and "attributes" in one for one in definitions):
        found.unchecked.append("scim_resource")
        return found.answer(Conformance.CLAIMED)
    found.checked.append("scim_schema")
    found.unchecked.append("scim_service")
    for one in definitions:
        check_own(one, _SCHEMA, found)
    return found.answer(Conformance.CONFORMING)
