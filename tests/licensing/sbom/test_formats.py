"""One bill of materials says the same in every format, encoding and wrapping."""

import gzip
import io
import json
import zipfile

import pytest
import yaml

from licensing.model import Relationship
from tests.sboms import CYCLONEDX_XML, SPDX_TAG_VALUE, as_json, cyclonedx, read, sbom_of, spdx2, spdx3

SPDX_XML = """<?xml version="1.0"?>
<Document><spdxVersion>SPDX-2.3</spdxVersion><SPDXID>SPDXRef-DOCUMENT</SPDXID><name>Stückliste</name>
<documentNamespace>https://example.org/sbom/1</documentNamespace>
<creationInfo><created>2026-01-02T03:04:05Z</created><creators>Organization: Beispiel GmbH (sbom@example.org)</creators>
</creationInfo>
<packages><SPDXID>SPDXRef-a</SPDXID><name>produkt</name><versionInfo>1.0</versionInfo>
<supplier>Organization: Beispiel GmbH (kontakt@example.org)</supplier>
<downloadLocation>https://example.org/produkt.tar.gz</downloadLocation>
<licenseDeclared>EUPL-1.2</licenseDeclared><licenseConcluded>EUPL-1.2</licenseConcluded>
<checksums><algorithm>SHA1</algorithm><checksumValue>0123456789012345678901234567890123456789</checksumValue></checksums>
</packages>
<packages><SPDXID>SPDXRef-b</SPDXID><name>teil</name><versionInfo>2.0</versionInfo>
<downloadLocation>NOASSERTION</downloadLocation>
<licenseDeclared>MIT OR Apache-2.0</licenseDeclared><licenseConcluded>NOASSERTION</licenseConcluded>
<externalRefs><referenceType>purl</referenceType><referenceLocator>pkg:npm/teil@2.0</referenceLocator></externalRefs>
</packages>
<relationships><spdxElementId>SPDXRef-DOCUMENT</spdxElementId><relationshipType>DESCRIBES</relationshipType>
<relatedSpdxElement>SPDXRef-a</relatedSpdxElement></relationships>
<relationships><spdxElementId>SPDXRef-a</spdxElementId><relationshipType>DEPENDS_ON</relationshipType>
<relatedSpdxElement>SPDXRef-b</relatedSpdxElement></relationships>
</Document>"""
SPDX_RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#">
<SpdxDocument rdf:about="https://example.org/sbom/1#SPDXRef-DOCUMENT"><specVersion>SPDX-2.3</specVersion>
<name>Stückliste</name><creationInfo><CreationInfo><created>2026-01-02T03:04:05Z</created>
<creator>Organization: Beispiel GmbH (sbom@example.org)</creator></CreationInfo></creationInfo>
<relationship><Relationship><relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>
<relatedSpdxElement><Package rdf:about="https://example.org/sbom/1#SPDXRef-a"><name>produkt</name>
<versionInfo>1.0</versionInfo><supplier>Organization: Beispiel GmbH (kontakt@example.org)</supplier>
<downloadLocation>https://example.org/produkt.tar.gz</downloadLocation>
<licenseDeclared rdf:resource="http://spdx.org/licenses/EUPL-1.2"/>
<licenseConcluded rdf:resource="http://spdx.org/licenses/EUPL-1.2"/>
<checksum><Checksum><algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha1"/>
<checksumValue>0123456789012345678901234567890123456789</checksumValue></Checksum></checksum>
<relationship><Relationship><relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
<relatedSpdxElement rdf:resource="https://example.org/sbom/1#SPDXRef-b"/></Relationship></relationship>
</Package></relatedSpdxElement></Relationship></relationship></SpdxDocument>
<Package rdf:about="https://example.org/sbom/1#SPDXRef-b"><name>teil</name><versionInfo>2.0</versionInfo>
<downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
<licenseDeclared><DisjunctiveLicenseSet><member rdf:resource="http://spdx.org/licenses/MIT"/>
<member rdf:resource="http://spdx.org/licenses/Apache-2.0"/></DisjunctiveLicenseSet></licenseDeclared>
<licenseConcluded rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
<externalRef><ExternalRef><referenceType rdf:resource="http://spdx.org/rdf/references/purl"/>
<referenceLocator>pkg:npm/teil@2.0</referenceLocator></ExternalRef></externalRef></Package>
</rdf:RDF>"""
SPDX2 = {
    "json": as_json(spdx2()),
    "yaml": yaml.safe_dump(spdx2(), allow_unicode=True).encode(),
    "tag-value": SPDX_TAG_VALUE.encode(),
    "xml": SPDX_XML.encode(),
    "rdf-xml": SPDX_RDF.encode(),
}


@pytest.mark.parametrize("encoding", SPDX2)
def test_spdx_2_says_the_same_in_every_encoding(encoding: str) -> None:
    sbom = read(SPDX2[encoding]).sbom
    product, part = sbom.components

    assert (sbom.format, sbom.spec_version, sbom.encoding) == ("spdx", "2.3", encoding)
    assert (sbom.name, sbom.author, sbom.created) == (
        "Stückliste",
        "Beispiel GmbH <sbom@example.org>",
        "2026-01-02T03:04:05Z",
    )
    assert (product.key, product.name, product.version) == ("SPDXRef-a", "produkt", "1.0")
    assert (product.supplier, product.contact) == ("Beispiel GmbH", "kontakt@example.org")
    assert (product.declared, product.hashes) == (("EUPL-1.2",), (("sha1", "0123456789" * 4),))
    assert part.declared[0].strip("()") == "MIT OR Apache-2.0"
    assert (part.purl, part.download, part.concluded) == ("pkg:npm/teil@2.0", "", ("NOASSERTION",))
    assert sbom.relationships == (
        Relationship("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-a"),
        Relationship("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b"),
    )
    assert (sbom.roots, sbom.findings) == (("SPDXRef-a",), ())
    assert product.place
    assert sbom.schema_valid is (True if encoding in {"json", "yaml"} else None)


@pytest.mark.parametrize("data", [as_json(cyclonedx()), CYCLONEDX_XML.encode()], ids=["json", "xml"])
def test_cyclonedx_counts_components_in_components_and_not_the_product(data: bytes) -> None:
    sbom = read(data).sbom
    outer, inner = sbom.components

    assert (sbom.format, sbom.spec_version, sbom.schema_valid) == ("cyclonedx", "1.6", True)
    assert sbom.subject is not None
    assert (sbom.subject.name, sbom.subject.declared, sbom.roots) == ("produkt", ("EUPL-1.2",), ("a",))
    assert (outer.name, outer.purl, outer.supplier, outer.contact) == (
        "org/teil",
        "pkg:maven/org/teil@2.0",
        "Beispiel GmbH",
        "https://example.org",
    )
    assert outer.declared == ("MIT", "Freie Lizenz")
    assert outer.hashes == (("sha512", "ab" * 64),)
    assert (inner.name, inner.declared) == ("innen", ("MIT",))
    assert set(sbom.relationships) == {Relationship("a", "DEPENDS_ON", "b"), Relationship("b", "CONTAINS", "c")}
    assert sbom.without_dependencies == {"b"}
    assert sbom.findings == ()


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_every_version_of_cyclonedx_has_its_schema(version: str) -> None:
    document = cyclonedx(version)

    assert sbom_of(document).schema_valid is True
    assert sbom_of(document | {"version": "eins"}).schema_valid is False


@pytest.mark.parametrize(("version", "told"), [("1.4", ["document_version_missing"]), ("1.5", [])])
def test_a_document_without_its_number_is_told_where_the_published_schema_asks_for_it(
    version: str, told: list[str]
) -> None:
    document = cyclonedx(version)
    del document["version"]
    sbom = sbom_of(document)

    assert (sbom.schema_valid, [finding.type for finding in sbom.findings]) == (True, told)


def test_the_reader_that_trusts_the_schema_reads_like_the_one_that_does_not() -> None:
    for document in (spdx2(), cyclonedx()):
        assert sbom_of(document).components == sbom_of(document | {"unbekannt": 1}).components
        assert sbom_of(document).relationships == sbom_of(document | {"unbekannt": 1}).relationships


def test_spdx_3_counts_packages_and_joins_licence_elements() -> None:
    sbom = sbom_of(spdx3())
    product, part = sbom.components

    assert (sbom.spec_version, sbom.encoding, sbom.name, sbom.author) == (
        "3.0.1",
        "json-ld",
        "Stückliste",
        "Beispiel GmbH",
    )
    assert (product.name, product.version, product.supplier) == ("produkt", "1.0", "Beispiel GmbH")
    assert (product.declared, part.declared) == (("(MIT OR EUPL-1.2)",), ())
    assert sbom.relationships == (Relationship("https://example.org/a", "DEPENDS_ON", "https://example.org/b"),)
    assert sbom.relationships_stated == 2
    assert sbom.completeness == {"https://example.org/a": "complete"}
    assert (sbom.schema_valid, sbom.findings) == (True, ())


def zipped(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


PLAIN = as_json(spdx2())


@pytest.mark.parametrize(
    ("data", "wrapping", "noticed"),
    [
        (gzip.compress(PLAIN), ("gz",), set()),
        (gzip.compress(PLAIN[:100]) + gzip.compress(PLAIN[100:]), ("gz",), set()),
        (zipped("sbom.json", PLAIN), ("zip",), set()),
        (zipped("sbom.json.gz", gzip.compress(PLAIN)), ("zip", "gz"), set()),
        (b"\xef\xbb\xbf" + PLAIN, (), {"byte_order_mark"}),
        (PLAIN.decode().encode("utf-16"), (), {"charset"}),
        (PLAIN.decode().encode("utf-16-be"), (), {"charset"}),
        (PLAIN.decode().encode("utf-32"), (), {"charset"}),
        (as_json({"sbom": spdx2()}), ("github",), {"wrapped"}),
        (as_json({"_type": "x", "predicateType": "y", "predicate": spdx2()}), ("in-toto",), {"wrapped"}),
    ],
    ids=["gz", "gz of two parts", "zip", "gz in zip", "mark", "UTF-16", "UTF-16 bare", "UTF-32", "GitHub", "in-toto"],
)
def test_what_is_around_a_document_is_taken_off_and_named(
    data: bytes, wrapping: tuple[str, ...], noticed: set[str]
) -> None:
    found = read(data)

    assert found.wrapping == wrapping
    assert found.sbom.components == read(PLAIN).sbom.components
    assert {finding.type for finding in found.sbom.findings} == noticed


def test_xml_in_another_character_set_is_read() -> None:
    data = SPDX_XML.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"').encode("latin-1")

    assert read(data).sbom.name == "Stückliste"
    assert json.loads(as_json(spdx2()))["name"] == "Stückliste"


def test_services_inside_of_services_are_known_and_no_components() -> None:
    inner = {"bom-ref": "s2", "name": "innen"}
    document = {**cyclonedx(), "services": [{"bom-ref": "s1", "name": "außen", "services": [inner]}]}
    document["dependencies"] = [{"ref": "b", "dependsOn": ["s2"]}, {"ref": "s2", "dependsOn": ["s1"]}]
    nested = '<services><service bom-ref="s2"><name>b</name></service></services>'
    service = f'<services><service bom-ref="s1"><name>a</name>{nested}</service></services>'
    xml = CYCLONEDX_XML.replace("</components>\n  <dep", f"</components>{service}<dep", 1)

    for data in (as_json(document), xml.encode()):
        sbom = read(data).sbom
        assert len(sbom.components) == 2
        assert {"s1", "s2"} <= sbom.elements
        assert "relationship_dangling" not in {finding.type for finding in sbom.findings}


def test_the_effective_licence_of_the_bsi_is_what_was_concluded() -> None:
    document = cyclonedx()
    [component] = document["components"]
    component["components"] = [
        {"type": "file", "name": "d", "properties": [{"name": "bsi:component:effectiveLicence", "value": "ISC"}]}
    ]

    assert read(as_json(document)).sbom.components[1].concluded == ("ISC",)
