"""Two standards of objects: security advisories (CSAF 2.0) and council information (OParl)."""

import re

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact
from licensing.standards.probes.csaf_tests import check_advisory

CSAF, OPARL = "csaf", "oparl"
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
