"""Each probe on a file that keeps to its standard, one that breaks it, and one that lies."""

from typing import Any

import pytest

from app.artefacts.child import examine_artefact
from licensing.standards.probes.answer import Conformance, telling
from licensing.standards.probes.wording import CHECKS, SENTENCES
from tests.artefacts import LOOSE, STRICT, as_json, docx, encrypted_odt, geopackage, lines, odt, pdf, ubl, zipped

_FOREIGN = ' xmlns:x="urn:foreign" x:note="1"'
_LOOSE_CHART = b'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
_LOOSE_RELATION = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r2" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    b"</Relationships>"
)
_STRICT_STYLES = b'<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
_CORE = b'<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_MAIN = "/officeDocument/2006/relationships/officeDocument"
_VENDOR = '<v:x xmlns:v="http://schemas.microsoft.com/office/word/2010/wordml"/>'
_INFO = {"title": "a", "version": "1"}
_EVENT = ("BEGIN:VEVENT", "UID:1", "DTSTAMP:20261122T100000Z", "DTSTART:20261122", "END:VEVENT")
_RESTLESS_ZONE = (
    *("BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19700101T000000", "RRULE:FREQ=SECONDLY"),
    *("TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:STANDARD", "END:VTIMEZONE"),
)
_CALENDAR = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *_EVENT, "END:VCALENDAR")
_POINT = {"type": "Point", "coordinates": [8.65, 49.87]}
_RING = [[0, 0], [0, 1], [1, 1], [0, 0]]
_TRACKING = {
    "current_release_date": "2026-11-22T10:00:00Z",
    "id": "A-1",
    "initial_release_date": "2026-11-22T10:00:00Z",
    "revision_history": [{"date": "2026-11-22T10:00:00Z", "number": "1", "summary": "erste"}],
    "status": "final",
    "version": "1",
}
_HEAD = {
    "category": "csaf_base",
    "csaf_version": "2.0",
    "publisher": {"category": "vendor", "name": "Firma", "namespace": "https://firma.example"},
    "title": "a",
    "tracking": _TRACKING,
}
_DISCOVERY = {
    "issuer": "https://id.example",
    "authorization_endpoint": "https://id.example/a",
    "token_endpoint": "https://id.example/t",
    "jwks_uri": "https://id.example/j",
    "response_types_supported": ["code"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
}
_ATTRIBUTE = {"name": "userName", "type": "string", "multiValued": False}
_SCIM_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_OPARL = "https://schema.oparl.org/1.1/"
_DCAT = "http://www.w3.org/ns/dcat#"
_TURTLE = f"""# made by hand
@prefix dcat: <{_DCAT}> .
@prefix dct: <http://purl.org/dc/terms/> .
<urn:a> a dcat:Dataset ; dct:title "Bäume"@de ; dct:description "b" ; dcat:distribution [ a dcat:Distribution ;
  dcat:accessURL <https://a.example/b.csv> ] .
"""
_A = "<a:part>2</a:part><a:conformance>A</a:conformance>"


def _rdf(body: str) -> bytes:
    spaces = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:dct="http://purl.org/dc/terms/"'
    )
    return f"<rdf:RDF {spaces}>{body}</rdf:RDF>".encode()


_DISTRIBUTION = '<dcat:Distribution><dcat:accessURL rdf:resource="https://a.example/b.csv"/></dcat:Distribution>'


def _dataset(*distributions: str) -> str:
    held = "".join(f"<dcat:distribution>{one}</dcat:distribution>" for one in distributions)
    return f"<dcat:Dataset><dct:title>a</dct:title><dct:description>b</dct:description>{held}</dcat:Dataset>"


def _flat(extra: str = "", body: str = "<text:p>a</text:p>") -> bytes:
    spaces = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "text"))
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3"'
    return (
        f"<office:document {spaces} {kind}{extra}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    ).encode()


def _saml(role: str, identifier: str = ' entityID="https://id.example"') -> bytes:
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"{identifier}>{role}</EntityDescriptor>'.encode()
    )


_ROLE = (
    '<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor/>'
    "<SingleSignOnService/></IDPSSODescriptor>"
)
_XSD = '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"><x:element name="a" type="{}"/></x:schema>'
_PAGE = '<!DOCTYPE html><html lang="de"><head><title>{}</title></head><body>{}</body></html>'

CASES: dict[str, tuple[str, bytes, str | None, str, str]] = {
    # name of the case: name of the file, content, standard, conformance, a finding that must be there
    "ODF": ("a.odt", odt(), "odf", "conforming", ""),
    "ODF with foreign attributes": ("a.odt", odt(extra=_FOREIGN), "odf", "extended", "odf_extended"),
    "ODF with an element where none belongs": (
        "a.odt",
        odt("<text:span>x</text:span>"),
        "odf",
        "invalid",
        "schema_fault",
    ),
    "ODF with an identifier twice": (
        "a.odt",
        odt('<text:p xml:id="a">x</text:p><text:p xml:id="a">y</text:p>'),
        "odf",
        "invalid",
        "id_twice",
    ),
    "flat ODF": ("a.fodt", _flat(), "odf", "conforming", ""),
    "flat ODF, extended, as XML": ("a.xml", _flat(_FOREIGN), "odf", "extended", "odf_extended"),
    "flat ODF with what belongs nowhere": ("a.fodt", _flat(body="<text:span/>"), "odf", "invalid", "schema_fault"),
    "XML named as flat ODF": ("a.fods", b"<a/>", "xml", "conforming", "name_differs"),
    "ODF with macros": ("a.odt", odt(parts={"Basic/a.xml": "<a/>"}), "odf", "conforming", "macros"),
    "ODF with a password": ("a.odt", encrypted_odt(), "odf", "unknown", "encrypted"),
    "ZIP named as ODF": ("a.odt", zipped({"a.txt": "x"}), "odf", "invalid", "name_lies"),
    "OOXML Transitional": ("a.docx", docx(LOOSE, LOOSE), "ooxml-transitional", "claimed", ""),
    "OOXML Strict": ("a.docx", docx(STRICT, STRICT, declared="strict"), "ooxml-strict", "claimed", ""),
    "OOXML with a password": (
        "a.docx",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "ooxml-transitional",
        "unknown",
        "encrypted",
    ),
    "an old document named as OOXML": (
        "a.docx",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504),
        "ooxml-transitional",
        "invalid",
        "old_office",
    ),
    "a binary workbook": (
        "a.xlsb",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "_rels/.rels": f'<r><x Type="{LOOSE}{_MAIN}" Target="xl/w.bin"/></r>',
                "xl/w.bin": b"\0",
            }
        ),
        None,
        "unknown",
        "ooxml_binary",
    ),
    "OOXML of a vendor": ("a.docx", docx(LOOSE, LOOSE, body=_VENDOR), "ooxml-transitional", "extended", "ooxml_vendor"),
    "OOXML with macros": (
        "a.docm",
        docx(LOOSE, LOOSE, parts={"word/vbaProject.bin": b"x"}),
        "ooxml-transitional",
        "claimed",
        "macros",
    ),
    "Transitional that says strict": (
        "a.docx",
        docx(LOOSE, LOOSE, declared="strict"),
        "ooxml-transitional",
        "invalid",
        "ooxml_false_strict",
    ),
    "Strict, a drawing of Transitional in it": (
        "a.docx",
        docx(STRICT, STRICT, declared="strict", parts={"word/charts/chart1.xml": _LOOSE_CHART}),
        "ooxml-strict",
        "invalid",
        "ooxml_mixed",
    ),
    "Strict, a relationship of Transitional in it": (
        "a.docx",
        docx(STRICT, STRICT, declared="strict", parts={"word/_rels/document.xml.rels": _LOOSE_RELATION}),
        "ooxml-strict",
        "invalid",
        "ooxml_mixed",
    ),
    "Transitional, a part of Strict in it": (
        "a.docx",
        docx(LOOSE, LOOSE, parts={"word/styles.xml": _STRICT_STYLES}),
        "ooxml-transitional",
        "invalid",
        "ooxml_mixed",
    ),
    "Strict with the properties of its package": (
        "a.docx",
        docx(STRICT, STRICT, declared="strict", parts={"docProps/core.xml": _CORE}),
        "ooxml-strict",
        "claimed",
        "",
    ),
    "Strict without its third sign": ("a.docx", docx(STRICT, STRICT), "ooxml-strict", "claimed", "ooxml_not_declared"),
    "Strict that says transitional": (
        "a.docx",
        docx(STRICT, STRICT, declared="transitional"),
        "ooxml-strict",
        "invalid",
        "ooxml_not_strict",
    ),
    "Strict outside, Transitional inside": ("a.docx", docx(STRICT, LOOSE), "ooxml-strict", "invalid", "ooxml_mixed"),
    "PDF": ("a.pdf", pdf(), "pdf", "claimed", ""),
    "PDF cut off": ("a.pdf", pdf()[:200], "pdf", "invalid", "pdf_broken"),
    "text named as PDF": ("a.pdf", b"Kein PDF", "pdf", "invalid", "name_lies"),
    "OpenAPI 3.0": ("a", as_json(openapi="3.0.3", info=_INFO, paths={}), "openapi", "conforming", ""),
    "OpenAPI 3.1": ("a", as_json(openapi="3.1.0", info=_INFO, paths={}), "openapi", "conforming", ""),
    "OpenAPI 3.2 as YAML": (
        "a.yaml",
        b"openapi: 3.2.0\ninfo:\n  title: a\n  version: '1'\npaths: {}\n",
        "openapi",
        "conforming",
        "",
    ),
    "OpenAPI without title": (
        "a",
        as_json(openapi="3.1.0", info={"version": "1"}, paths={}),
        "openapi",
        "invalid",
        "schema_fault",
    ),
    "OpenAPI with a reference to nothing": (
        "a",
        as_json(openapi="3.1.0", info=_INFO, paths={"/a": {"$ref": "#/components/pathItems/x"}}),
        "openapi",
        "invalid",
        "reference_broken",
    ),
    "OpenAPI with extensions": (
        "a",
        as_json(openapi="3.1.0", info=_INFO, paths={}, **{"x-firma": 1}),
        "openapi",
        "extended",
        "api_extensions",
    ),
    "Swagger 2 that says OpenAPI 3.1": (
        "a",
        as_json(openapi="3.1.0", info=_INFO, paths={}, host="a.example", definitions={}),
        "openapi",
        "invalid",
        "schema_fault",
    ),
    "AsyncAPI": ("a", as_json(asyncapi="3.0.0", info=_INFO), "asyncapi", "conforming", ""),
    "AsyncAPI 2 that says 3": (
        "a",
        as_json(asyncapi="3.0.0", info=_INFO, channels={"a": {"subscribe": {"message": {}}}}),
        "asyncapi",
        "invalid",
        "schema_fault",
    ),
    "AsyncAPI 2 without channels": ("a", as_json(asyncapi="2.6.0", info=_INFO), "asyncapi", "invalid", "schema_fault"),
    "AsyncAPI of tomorrow": ("a", as_json(asyncapi="9.0.0"), "asyncapi", "claimed", "version_unknown"),
    "JSON Schema": (
        "a",
        as_json(**{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}),
        "json-schema",
        "conforming",
        "",
    ),
    "JSON Schema with an unknown type": (
        "a",
        as_json(**{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "objekt"}),
        "json-schema",
        "invalid",
        "schema_fault",
    ),
    "JSON Schema of one draft that names another": (
        "a",
        as_json(**{"$schema": "http://json-schema.org/draft-07/schema#", "exclusiveMinimum": True}),
        "json-schema",
        "invalid",
        "schema_fault",
    ),
    "XML": ("a.xml", b"<a/>", "xml", "conforming", ""),
    "XML with a document type that stands elsewhere": (
        "a.svg",
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://dtd.example/svg11.dtd"><svg id="a"/>',
        "xml",
        "conforming",
        "",
    ),
    "XML with a prefix that is not declared": ("a.xml", b"<x:a/>", "xml", "invalid", "xml_broken"),
    "XML cut off": ("a.xml", b'<?xml version="1.0"?><a>', "xml", "invalid", "xml_broken"),
    "text named as XML": ("a.xml", b"kein XML", "xml", "invalid", "name_lies"),
    "XSD": ("a.xsd", _XSD.format("x:string").encode(), "xsd", "conforming", ""),
    "XSD with an unknown type": ("a.xsd", _XSD.format("x:wort").encode(), "xsd", "invalid", "schema_fault"),
    "XML named as XSD": ("a.xsd", b"<a/>", "xml", "conforming", "name_differs"),
    "invoice": ("a.xml", ubl(), "en-16931", "claimed", ""),
    "invoice with a wrong sum": ("a.xml", ubl(gross="120.00"), "en-16931", "invalid", "invoice_sum"),
    "invoice with amounts of no currency": ("a.xml", ubl(currency=False), "en-16931", "invalid", "schema_fault"),
    "invoice without buyer": ("a.xml", ubl(buyer=""), "en-16931", "invalid", "invoice_term"),
    "invoice of another profile": ("a.xml", ubl("urn:firma:eigen"), "en-16931", "invalid", "invoice_other_profile"),
    "iCalendar": ("a.ics", lines(*_CALENDAR), "icalendar", "claimed", ""),
    "iCalendar without UID": (
        "a.ics",
        lines(*(one for one in _CALENDAR if one != "UID:1")),
        "icalendar",
        "invalid",
        "property_count",
    ),
    "iCalendar with a rule that is none": (
        "a.ics",
        lines(*_CALENDAR[:3], *_EVENT[:-1], "RRULE:FREQ=SOMETIMES", *_EVENT[-1:], "END:VCALENDAR"),
        "icalendar",
        "invalid",
        "ical_value",
    ),
    "iCalendar with a time zone that changes every second": (
        "a.ics",
        lines(*_CALENDAR[:3], *_RESTLESS_ZONE, *_EVENT, "END:VCALENDAR"),
        "icalendar",
        "claimed",
        "",
    ),
    "iCalendar that ends too early": ("a.ics", lines(*_CALENDAR[:-1]), "icalendar", "invalid", "nesting"),
    "HTML named as iCalendar": ("a.ics", _PAGE.format("a", "").encode(), "html", "claimed", "name_differs"),
    "vCard": ("a.vcf", lines("BEGIN:VCARD", "VERSION:4.0", "FN:A", "END:VCARD"), "vcard", "claimed", ""),
    "vCard with a doubled line end": (
        "a.vcf",
        b"BEGIN:VCARD\r\r\nVERSION:3.0\r\r\nN:A\r\r\nFN:A\r\r\nEND:VCARD\r\r\n",
        "vcard",
        "invalid",
        "line_ends",
    ),
    "vCard without name": (
        "a.vcf",
        lines("BEGIN:VCARD", "VERSION:4.0", "END:VCARD"),
        "vcard",
        "invalid",
        "property_count",
    ),
    "vCard of 1996 that says 4.0 late": (
        "a.vcf",
        lines("BEGIN:VCARD", "FN:A", "VERSION:4.0", "END:VCARD"),
        "vcard",
        "invalid",
        "vcard_version_place",
    ),
    "CSV": ("a.csv", lines("a,b", "1,2"), "csv", "conforming", ""),
    "CSV with a short row": ("a.csv", lines("a,b", "1"), "csv", "invalid", "csv_width"),
    "CSV with semicolons": ("a.csv", lines("a;b", "1;2"), "csv", "invalid", "csv_separator"),
    "workbook named as CSV": ("a.csv", b"PK\x05\x06\xff\xfe", "csv", "invalid", "not_utf8"),
    "GeoJSON": ("a", as_json(type="Feature", geometry=_POINT, properties={}), "geojson", "conforming", ""),
    "GeoJSON with an open ring": (
        "a",
        as_json(type="Polygon", coordinates=[_RING[:3]]),
        "geojson",
        "invalid",
        "geojson_ring",
    ),
    "TopoJSON named as GeoJSON": ("a.geojson", as_json(type="Topology", arcs=[]), "geojson", "invalid", "name_lies"),
    "GeoJSON in another system": (
        "a",
        as_json(type="Point", coordinates=[475_000.0, 5_524_000.0]),
        "geojson",
        "invalid",
        "geojson_range",
    ),
    "GeoPackage": ("a.gpkg", geopackage(), "geopackage", "claimed", ""),
    "GeoPackage with a table that is not there": (
        "a.gpkg",
        geopackage(registered="x"),
        "geopackage",
        "invalid",
        "gpkg_contents",
    ),
    "database named as GeoPackage": ("a.gpkg", geopackage(application=0), "geopackage", "invalid", "gpkg_application"),
    "DCAT-AP": (
        "a.rdf",
        _rdf("<dcat:Dataset><dct:title>a</dct:title><dct:description>b</dct:description></dcat:Dataset>"),
        "dcat-ap",
        "claimed",
        "",
    ),
    "DCAT-AP without description": (
        "a.rdf",
        _rdf("<dcat:Dataset><dct:title>a</dct:title></dcat:Dataset>"),
        "dcat-ap",
        "invalid",
        "dcat_missing",
    ),
    "DCAT-AP, described by their types": (
        "a.rdf",
        _rdf(
            f'<rdf:Description rdf:about="urn:a" dct:title="a"><rdf:type rdf:resource="{_DCAT}Dataset"/>'
            "</rdf:Description>"
            "<!-- more of the same --><rdf:Description rdf:about='urn:a'><dct:description>b</dct:description>"
            "</rdf:Description>"
        ),
        "dcat-ap",
        "claimed",
        "",
    ),
    "DCAT-AP, a data set inside of a catalogue": (
        "a.xml",
        _rdf(
            '<dcat:Catalog rdf:about="urn:c"><dct:title>a</dct:title><dct:description>b</dct:description>'
            "<dct:publisher "
            'rdf:parseType="Resource"><dct:title>x</dct:title></dct:publisher><dcat:dataset><dcat:Dataset/></dcat:dataset>'
            "</dcat:Catalog>"
        ),
        "dcat-ap",
        "invalid",
        "dcat_missing",
    ),
    "DCAT-AP, distributions on one line, one of them without an address": (
        "a.rdf",
        _rdf(_dataset(_DISTRIBUTION, "<dcat:Distribution/>", _DISTRIBUTION)),
        "dcat-ap",
        "invalid",
        "dcat_missing",
    ),
    "DCAT-AP, distributions on one line": ("a.rdf", _rdf(_dataset(*[_DISTRIBUTION] * 3)), "dcat-ap", "claimed", ""),
    "DCAT-AP in Turtle": ("a.ttl", _TURTLE.encode(), "dcat-ap", "claimed", ""),
    "DCAT-AP in N-Triples": (
        "a.nt",
        f"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{_DCAT}Catalog> .".encode(),
        "dcat-ap",
        "invalid",
        "dcat_missing",
    ),
    "Turtle without a title": (
        "a.ttl",
        _TURTLE.replace("dct:title", "dct:x").encode(),
        "dcat-ap",
        "invalid",
        "dcat_missing",
    ),
    "Turtle cut off": ("a.ttl", _TURTLE[:-12].encode(), "dcat-ap", "invalid", "turtle_broken"),
    "Turtle nested too deep": (
        "a.ttl",
        (_TURTLE + "<urn:a> <urn:b> " + "[ <urn:b> " * 9_000).encode(),
        "dcat-ap",
        "invalid",
        "turtle_broken",
    ),
    "Turtle too long to be read": ("a.ttl", _TURTLE.encode() + b"\n# x" * 3 * 2**20, "dcat-ap", "unknown", ""),
    "JSON-LD that only names DCAT": (
        "a.json",
        as_json(**{"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "name": "x"}),
        "dcat-ap",
        "invalid",
        "dcat_empty",
    ),
    "OParl": (
        "a",
        as_json(id="https://a.example/", type=f"{_OPARL}System", oparlVersion=_OPARL, body="https://a.example/b"),
        "oparl",
        "claimed",
        "",
    ),
    "OParl without body": (
        "a",
        as_json(id="https://a.example/", type=f"{_OPARL}System", oparlVersion=_OPARL),
        "oparl",
        "invalid",
        "field_missing",
    ),
    "OParl of an invented kind": (
        "a",
        as_json(id="https://a.example/", type=f"{_OPARL}Rat"),
        "oparl",
        "invalid",
        "oparl_kind",
    ),
    "SAML": ("a.xml", _saml(_ROLE), "saml", "claimed", "saml_unsigned"),
    "SAML without role": ("a.xml", _saml(""), "saml", "invalid", "saml_role"),
    "SAML 1.1 that looks like 2.0": ("a.xml", _saml(_ROLE.replace("2.0", "1.1")), "saml", "invalid", "saml_protocol"),
    "OIDC": ("a", as_json(**_DISCOVERY), "oidc", "conforming", ""),
    "OIDC without keys": (
        "a",
        as_json(**{k: v for k, v in _DISCOVERY.items() if k != "jwks_uri"}),
        "oidc",
        "invalid",
        "schema_fault",
    ),
    "OAuth that says OIDC": (
        "a",
        as_json(**_DISCOVERY | {"scopes_supported": ["read"]}),
        "oidc",
        "invalid",
        "schema_fault",
    ),
    "SCIM": ("a", as_json(id=_SCIM_USER, attributes=[_ATTRIBUTE]), "scim", "conforming", ""),
    "SCIM with an unknown type": (
        "a",
        as_json(id=_SCIM_USER, attributes=[_ATTRIBUTE | {"type": "text"}]),
        "scim",
        "invalid",
        "schema_fault",
    ),
    "SCIM user that says to be a schema": (
        "a",
        as_json(id=_SCIM_USER, attributes=[]),
        "scim",
        "invalid",
        "schema_fault",
    ),
    "SCIM without attributes": ("a", as_json(schemas=[_SCIM_USER]), "scim", "claimed", ""),
    "CSAF": ("a", as_json(document=_HEAD), "csaf", "conforming", ""),
    "CVRF that says CSAF 2.0": (
        "a",
        as_json(document={"csaf_version": "2.0", "document_title": "a"}),
        "csaf",
        "invalid",
        "schema_fault",
    ),
    "CSAF without title": (
        "a",
        as_json(document={k: v for k, v in _HEAD.items() if k != "title"}),
        "csaf",
        "invalid",
        "schema_fault",
    ),
    "CSAF on a product that is not there": (
        "a",
        as_json(document=_HEAD, vulnerabilities=[{"product_status": {"fixed": ["P1"]}}]),
        "csaf",
        "invalid",
        "csaf_test",
    ),
    "security.txt": (
        "security.txt",
        b"Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\n",
        "security-txt",
        "conforming",
        "",
    ),
    "security.txt without end": (
        "security.txt",
        b"Contact: mailto:a@b.example\n",
        "security-txt",
        "invalid",
        "property_count",
    ),
    "security.txt with a bare address": (
        "security.txt",
        b"Contact: a@b.example\nExpires: 2027-01-01T00:00:00Z\n",
        "security-txt",
        "invalid",
        "contact_wrong",
    ),
    "HTML": ("a.html", _PAGE.format("a", "").encode(), "html", "claimed", ""),
    "HTML with the same id twice": (
        "a.html",
        _PAGE.format("a", '<p id="x"></p><p id="x"></p>').encode(),
        "html",
        "invalid",
        "id_twice",
    ),
    "HTML with pictures without words": (
        "a.html",
        _PAGE.format("a", '<img src="a.png">').encode(),
        "html",
        "claimed",
        "html_images",
    ),
    "text named as HTML": ("a.html", b"kein HTML", "html", "invalid", "name_lies"),
    "anything": ("a.bin", b"\x01\x02\x03", None, "unknown", "unrecognised"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_probes_tell_kept_broken_and_lying_files_apart(case: tuple[str, bytes, str | None, str, str]) -> None:
    name, data, standard, conformance, finding = case

    answer = examine_artefact(data, name)

    types = [one["type"] for one in answer["findings"]]
    assert (answer["standard"], answer["conformance"]) == (standard, conformance), types
    assert not finding or finding in types
    assert conformance not in {"conforming", "extended"} or answer["checked"]
    assert conformance != "claimed" or answer["unchecked"]


THREE: dict[str, tuple[str, str, str]] = {
    # standard: a file that keeps to it, one that violates it, one that lies about it
    "odf": ("ODF", "ODF with an element where none belongs", "ZIP named as ODF"),
    "ooxml-transitional": ("OOXML Transitional", "Transitional that says strict", "Transitional that says strict"),
    "ooxml-strict": (
        "OOXML Strict",
        "Strict outside, Transitional inside",
        "Strict that says transitional",
    ),
    "pdf": ("PDF", "PDF cut off", "text named as PDF"),
    "openapi": ("OpenAPI 3.1", "OpenAPI without title", "Swagger 2 that says OpenAPI 3.1"),
    "asyncapi": ("AsyncAPI", "AsyncAPI 2 without channels", "AsyncAPI 2 that says 3"),
    "json-schema": (
        "JSON Schema",
        "JSON Schema with an unknown type",
        "JSON Schema of one draft that names another",
    ),
    "xml": ("XML", "XML cut off", "text named as XML"),
    "xsd": ("XSD", "XSD with an unknown type", "XML named as XSD"),
    "en-16931": ("invoice", "invoice with a wrong sum", "invoice of another profile"),
    "icalendar": ("iCalendar", "iCalendar without UID", "HTML named as iCalendar"),
    "vcard": ("vCard", "vCard without name", "vCard of 1996 that says 4.0 late"),
    "csv": ("CSV", "CSV with a short row", "workbook named as CSV"),
    "geojson": ("GeoJSON", "GeoJSON with an open ring", "TopoJSON named as GeoJSON"),
    "geopackage": ("GeoPackage", "GeoPackage with a table that is not there", "database named as GeoPackage"),
    "dcat-ap": ("DCAT-AP", "DCAT-AP without description", "JSON-LD that only names DCAT"),
    "oparl": ("OParl", "OParl without body", "OParl of an invented kind"),
    "saml": ("SAML", "SAML without role", "SAML 1.1 that looks like 2.0"),
    "oidc": ("OIDC", "OIDC without keys", "OAuth that says OIDC"),
    "scim": ("SCIM", "SCIM with an unknown type", "SCIM user that says to be a schema"),
    "csaf": ("CSAF", "CSAF without title", "CVRF that says CSAF 2.0"),
    "security-txt": ("security.txt", "security.txt without end", "security.txt with a bare address"),
    "html": ("HTML", "HTML with the same id twice", "text named as HTML"),
}


def test_every_probe_has_a_file_that_keeps_to_it_one_that_does_not_and_one_that_lies() -> None:
    assert THREE.keys() == {case[2] for case in CASES.values() if case[2]}
    for standard, (kept, violating, lying) in THREE.items():
        assert CASES[kept][2:] in {(standard, "conforming", ""), (standard, "claimed", CASES[kept][4])}
        assert CASES[violating][2:4] == (standard, "invalid")
        assert CASES[lying][3] == "invalid" or CASES[lying][4] == "name_differs"


PDF_CASES: dict[str, tuple[bytes, dict[str, str], set[str]]] = {
    "both promises": (
        pdf(f"{_A}<u:part>1</u:part>"),
        {"pdf-a": "claimed", "pdf-ua": "claimed"},
        set(),
    ),
    "PDF/A with a font outside": (
        pdf("<a:part>2</a:part><a:conformance>B</a:conformance>", sound=False),
        {"pdf-a": "invalid"},
        {"pdfa_font"},
    ),
    "PDF/A with a script": (pdf(_A, script=True), {"pdf-a": "invalid"}, {"pdfa_active"}),
    "PDF/UA without tags": (
        pdf("<u:part>1</u:part>", sound=False),
        {"pdf-ua": "invalid"},
        {"pdf_untagged", "pdf_no_language"},
    ),
    "PDF/A-9": (pdf("<a:part>9</a:part><a:conformance>A</a:conformance>"), {"pdf-a": "invalid"}, {"pdfa_unknown_part"}),
    "invoice inside": (pdf(attached={"factur-x.xml": ubl(gross="1.00")}), {"en-16931": "invalid"}, {"invoice_sum"}),
    "no promise": (pdf(), {}, set()),
}


@pytest.mark.parametrize("case", PDF_CASES.values(), ids=PDF_CASES)
def test_what_a_pdf_claims_is_held_against_what_can_be_seen(case: tuple[bytes, dict[str, str], set[str]]) -> None:
    data, claims, findings = case

    answer = examine_artefact(data, "a.pdf")

    further: list[dict[str, Any]] = answer["further"]
    assert {one["standard"]: one["conformance"] for one in further} == claims
    assert findings <= {finding["type"] for one in further for finding in one["findings"]}


def test_every_sentence_is_written_out() -> None:
    assert all(text.strip() and text == text.strip() for text in (*SENTENCES.values(), *CHECKS.values()))


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ((("pdf", Conformance.CLAIMED),), 0),
        ((("", Conformance.UNKNOWN),), 0),
        ((("pdf", Conformance.CLAIMED), ("pdf-a", Conformance.INVALID), ("pdf-ua", Conformance.CONFORMING)), 1),
        ((("pdf", Conformance.CLAIMED), ("pdf-a", Conformance.CONFORMING), ("pdf-ua", Conformance.CLAIMED)), 1),
        ((("pdf", Conformance.CLAIMED), ("pdf-a", Conformance.CLAIMED)), 1),
        ((("pdf", Conformance.INVALID), ("pdf-a", Conformance.CLAIMED)), 0),
        ((("xml", Conformance.CONFORMING), ("", Conformance.UNKNOWN)), 0),
    ],
)
def test_what_is_broken_is_shown_first_then_what_is_proven(
    answers: tuple[tuple[str, Conformance], ...], first: int
) -> None:
    assert telling(answers) == first
