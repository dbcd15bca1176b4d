"""Artefacts for the probes of open standards: files that keep to their format, break it, or lie about it."""

import io
import json
import sqlite3
import zipfile
from typing import Any

import pikepdf

ODF_MIME = "application/vnd.oasis.opendocument.text"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
STRICT = "http://purl.oclc.org/ooxml"
LOOSE = "http://schemas.openxmlformats.org"


def zipped(parts: dict[str, str | bytes], stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def odt(body: str = "<text:p>Hallo</text:p>", extra: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """Return a text document; ``extra`` goes into its root element."""
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" office:version="1.3"{extra}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in {"/": ODF_MIME, "content.xml": "text/xml", **dict.fromkeys(parts or {}, "text/xml")}.items()
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{listed}</manifest:manifest>'
    return zipped({"mimetype": ODF_MIME, "content.xml": content, "META-INF/manifest.xml": manifest, **(parts or {})})


def encrypted_odt() -> bytes:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{entry}</manifest:manifest>'
    return zipped({"mimetype": ODF_MIME, "content.xml": b"\x00\x01", "META-INF/manifest.xml": manifest})


def docx(
    relation: str, main: str, *, declared: str = "", body: str = "", parts: dict[str, bytes] | None = None
) -> bytes:
    """Return a text document whose relationship and main part are of the kinds given."""
    kind = (
        f"{relation}/officeDocument/relationships"
        if relation == STRICT
        else f"{relation}/officeDocument/2006/relationships"
    )
    space = f"{main}/wordprocessingml/main" if main == STRICT else f"{main}/wordprocessingml/2006/main"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    said = f' w:conformance="{declared}"' if declared else ""
    document = f'<w:document xmlns:w="{space}"{said}><w:body>{body}</w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped(
        {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document, **(parts or {})}
    )


def pdf(
    metadata: str = "", *, sound: bool = True, attached: dict[str, bytes] | None = None, script: bool = False
) -> bytes:
    """Return a PDF that claims what its metadata says; ``sound``: with what can be seen of a kept promise."""
    file = pikepdf.new()
    page = file.add_blank_page()
    if metadata:
        rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmp = (
            f'<rdf:RDF xmlns:rdf="{rdf}" xmlns:a="http://www.aiim.org/pdfa/ns/id/" '
            f'xmlns:u="http://www.aiim.org/pdfua/ns/id/"><rdf:Description rdf:about="">'
            f"{metadata}</rdf:Description></rdf:RDF>"
        )
        file.Root.Metadata = pikepdf.Stream(file, xmp.encode(), {"/Type": pikepdf.Name.Metadata})
    if sound:
        file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        file.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        file.Root.Lang = "de"
        file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    else:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=file.make_indirect(font)))
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file.Root.OpenAction = file.make_indirect(action)
    for name, data in (attached or {}).items():
        file.attachments[name] = data
    target = io.BytesIO()
    file.save(target, static_id=True)
    return target.getvalue()


def ubl(
    profile: str = "urn:cen.eu:en16931:2017", gross: str = "119.00", buyer: str = "Stadt", *, currency: bool = True
) -> bytes:
    """Return an invoice in UBL; ``currency``: amounts say which."""
    spaces = (
        'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
        'xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
        'xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    )

    euro = 'currencyID="EUR"' if currency else ""

    def party(role: str, name: str) -> str:
        address = (
            "<a:PostalAddress><a:Country><b:IdentificationCode>DE</b:IdentificationCode></a:Country></a:PostalAddress>"
        )
        legal = f"<a:PartyLegalEntity><b:RegistrationName>{name}</b:RegistrationName></a:PartyLegalEntity>"
        return f"<a:{role}><a:Party>{address}{legal}</a:Party></a:{role}>"

    return (
        f"<Invoice {spaces}><b:CustomizationID>{profile}</b:CustomizationID><b:ID>1</b:ID>"
        "<b:IssueDate>2026-11-22</b:IssueDate><b:InvoiceTypeCode>380</b:InvoiceTypeCode>"
        f"<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>{party('AccountingSupplierParty', 'Firma')}"
        f"{party('AccountingCustomerParty', buyer)}<a:TaxTotal><b:TaxAmount {euro}>19.00</b:TaxAmount></a:TaxTotal>"
        f"<a:LegalMonetaryTotal><b:LineExtensionAmount {euro}>100.00</b:LineExtensionAmount>"
        f"<b:TaxExclusiveAmount {euro}>100.00</b:TaxExclusiveAmount>"
        f"<b:TaxInclusiveAmount {euro}>{gross}</b:TaxInclusiveAmount>"
        f"<b:PayableAmount {euro}>{gross}</b:PayableAmount></a:LegalMonetaryTotal>"
        '<a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity unitCode="C62">1</b:InvoicedQuantity>'
        f"<b:LineExtensionAmount {euro}>100.00</b:LineExtensionAmount><a:Item><b:Name>Pflege</b:Name></a:Item>"
        f"<a:Price><b:PriceAmount {euro}>100.00</b:PriceAmount></a:Price></a:InvoiceLine></Invoice>"
    ).encode()


def geopackage(*, application: int = 0x47504B47, registered: str = "orte") -> bytes:
    """Return a GeoPackage with one table; ``registered`` is its name in the list of contents."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"PRAGMA application_id={application:d}")
    connection.executescript(
        """
        PRAGMA user_version=10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER PRIMARY KEY);
        INSERT INTO gpkg_spatial_ref_sys VALUES (-1), (0), (4326);
        CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INTEGER);
        CREATE TABLE orte (id INTEGER PRIMARY KEY);
        """
    )
    connection.execute("INSERT INTO gpkg_contents VALUES (?, 'attributes', 4326)", (registered,))
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def as_json(**fields: Any) -> bytes:  # noqa: ANN401 - any JSON value
    return json.dumps(fields).encode()


def lines(*given: str) -> bytes:
    return "".join(f"{line}\r\n" for line in given).encode()
