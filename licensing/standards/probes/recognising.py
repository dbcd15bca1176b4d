"""Which probe looks at an artefact: by its content, narrow formats first; the name is a claim to be held against it."""

from collections.abc import Callable
from dataclasses import dataclass

from licensing.standards.probes import (
    apis,
    catalogues,
    geo,
    identity,
    invoices,
    markup,
    objects,
    odf,
    ooxml,
    pdf,
    text_files,
)
from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an Office Open XML package with a password, in the old container."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One format.

    Args:
        recognises: Tells whether an artefact is of this format, by its content.
        examine: Returns the answer.
    """

    recognises: Callable[[Artefact], bool]
    examine: Callable[[Artefact], ProbeAnswer]


PROBES = (
    Probe(odf.recognises, odf.examine),
    Probe(odf.is_flat, odf.examine_flat),
    Probe(ooxml.recognises, ooxml.examine),
    Probe(pdf.recognises, pdf.examine),
    Probe(geo.is_geopackage, geo.examine_geopackage),
    Probe(text_files.is_icalendar, text_files.examine_icalendar),
    Probe(text_files.is_vcard, text_files.examine_vcard),
    Probe(invoices.is_invoice, invoices.examine),
    Probe(identity.is_saml, identity.examine_saml),
    Probe(catalogues.is_dcat, catalogues.examine_dcat),
    Probe(markup.is_xsd, markup.examine_xsd),
    Probe(markup.is_html, markup.examine_html),
    Probe(markup.is_xml, markup.examine_xml),
    Probe(apis.is_openapi, apis.examine_openapi),
    Probe(apis.is_asyncapi, apis.examine_asyncapi),
    Probe(objects.is_csaf, objects.examine_csaf),
    Probe(objects.is_oparl, objects.examine_oparl),
    Probe(identity.is_oidc, identity.examine_oidc),
    Probe(identity.is_scim, identity.examine_scim),
    Probe(apis.is_json_schema, apis.examine_json_schema),
    Probe(geo.is_geojson, geo.examine_geojson),
    Probe(text_files.is_security_txt, text_files.examine_security_txt),
    Probe(text_files.is_csv, text_files.examine_csv),
)
"""All probes; the first that recognises an artefact answers."""

_CLAIMS = {
    **dict.fromkeys(odf.ENDINGS | odf.FLAT_ENDINGS, odf.STANDARD),
    **dict.fromkeys(ooxml.ENDINGS, ooxml.TRANSITIONAL),
    **dict.fromkeys(pdf.ENDINGS, pdf.PDF),
    **dict.fromkeys(geo.ENDINGS, geo.GEOPACKAGE),
    "geojson": geo.GEOJSON,
    "ics": text_files.ICALENDAR,
    "vcf": text_files.VCARD,
    "xsd": markup.XSD,
    "xml": markup.XML,
    "html": markup.HTML,
}
"""What the ending of a name claims."""
_SAME = {ooxml.STRICT: ooxml.TRANSITIONAL}


def examine(artefact: Artefact) -> ProbeAnswer:
    """Return the answer on an artefact; one whose name claims what its content is not is told so."""
    probe = next((one for one in PROBES if one.recognises(artefact)), None)
    claimed = _CLAIMS.get(artefact.ending, "")
    if probe is None:
        return _unrecognised(artefact, claimed)
    answer = probe.examine(artefact)
    is_xml = claimed == markup.XML and artefact.root is not None
    if claimed and answer.standard and not is_xml and _SAME.get(answer.standard, answer.standard) != claimed:
        return _with_false_name(answer, artefact)
    return answer


def _with_false_name(answer: ProbeAnswer, artefact: Artefact) -> ProbeAnswer:
    told = Examination(answer.standard, answer.version, list(answer.findings), list(answer.checked))
    told.unchecked, told.further = list(answer.unchecked), list(answer.further)
    told.warn("name_differs", ending=artefact.ending)
    return told.answer(answer.conformance)


def _unrecognised(artefact: Artefact, claimed: str) -> ProbeAnswer:
    """A name alone makes no document: what claims a format by it and has another content is invalid."""
    found = Examination(claimed)
    found.checked.append("content")
    if artefact.data.startswith(_OLD_OFFICE) and _ENCRYPTED in artefact.data:
        found.warn("encrypted")
    elif artefact.data.startswith(_OLD_OFFICE):
        found.error("old_office") if claimed else found.note("old_office")
    elif claimed:
        found.error("name_lies", ending=artefact.ending, content="ZIP" if artefact.members else "–")
    else:
        found.note("unrecognised")
    return found.answer(Conformance.UNKNOWN)
