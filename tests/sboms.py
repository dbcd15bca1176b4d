"""Small bills of materials in every format, and how they are read."""

import json
from typing import Any

from app.licences.resources import load_resource
from licensing.model import Sbom
from licensing.sbom.reading import ReadSbom, read_sboms

Json = dict[str, Any]

SPDX_TAG_VALUE = """\
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: Stückliste
DocumentNamespace: https://example.org/sbom/1
Creator: Organization: Beispiel GmbH (sbom@example.org)
Created: 2026-01-02T03:04:05Z
PackageName: produkt
SPDXID: SPDXRef-a
PackageVersion: 1.0
PackageSupplier: Organization: Beispiel GmbH (kontakt@example.org)
PackageDownloadLocation: https://example.org/produkt.tar.gz
PackageComment: <text>zwei
Zeilen</text>
PackageLicenseDeclared: EUPL-1.2
PackageLicenseConcluded: EUPL-1.2
PackageChecksum: SHA1: 0123456789012345678901234567890123456789
PackageName: teil
SPDXID: SPDXRef-b
PackageVersion: 2.0
PackageDownloadLocation: NOASSERTION
PackageLicenseDeclared: MIT OR Apache-2.0
PackageLicenseConcluded: NOASSERTION
ExternalRef: PACKAGE-MANAGER purl pkg:npm/teil@2.0
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
Relationship: SPDXRef-a DEPENDS_ON SPDXRef-b
"""


def spdx2() -> Json:
    """Return the same bill of materials in the shape of JSON."""
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": "Stückliste",
        "documentNamespace": "https://example.org/sbom/1",
        "creationInfo": {
            "created": "2026-01-02T03:04:05Z",
            "creators": ["Organization: Beispiel GmbH (sbom@example.org)"],
        },
        "packages": [
            {
                "SPDXID": "SPDXRef-a",
                "name": "produkt",
                "versionInfo": "1.0",
                "supplier": "Organization: Beispiel GmbH (kontakt@example.org)",
                "downloadLocation": "https://example.org/produkt.tar.gz",
                "licenseDeclared": "EUPL-1.2",
                "licenseConcluded": "EUPL-1.2",
                "checksums": [{"algorithm": "SHA1", "checksumValue": "0123456789012345678901234567890123456789"}],
            },
            {
                "SPDXID": "SPDXRef-b",
                "name": "teil",
                "versionInfo": "2.0",
                "downloadLocation": "NOASSERTION",
                "licenseDeclared": "MIT OR Apache-2.0",
                "licenseConcluded": "NOASSERTION",
                "externalRefs": [
                    {
                        "referenceCategory": "PACKAGE-MANAGER",
                        "referenceType": "purl",
                        "referenceLocator": "pkg:npm/teil@2.0",
                    }
                ],
            },
        ],
        "relationships": [
            _related("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-a"),
            _related("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b"),
        ],
    }


def _related(source: str, kind: str, target: str) -> Json:
    return {"spdxElementId": source, "relationshipType": kind, "relatedSpdxElement": target}


def cyclonedx(version: str = "1.6") -> Json:
    """Return a bill of materials with a component inside a component."""
    inner = {"type": "library", "bom-ref": "c", "name": "innen", "version": "3", "licenses": [{"expression": "MIT"}]}
    outer = {
        "type": "library",
        "bom-ref": "b",
        "group": "org",
        "name": "teil",
        "version": "2.0",
        "purl": "pkg:maven/org/teil@2.0",
        "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Freie Lizenz"}}],
        "hashes": [{"alg": "SHA-512", "content": "ab" * 64}],
        "supplier": {"name": "Beispiel GmbH", "url": ["https://example.org"]},
        "components": [inner],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "version": 1,
        "metadata": {
            "timestamp": "2026-01-02T03:04:05Z",
            "component": {
                "type": "application",
                "bom-ref": "a",
                "name": "produkt",
                "version": "1",
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            },
        },
        "components": [outer],
        "dependencies": [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": []}],
    }


CYCLONEDX_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <metadata>
    <timestamp>2026-01-02T03:04:05Z</timestamp>
    <component type="application" bom-ref="a"><name>produkt</name><version>1</version>
      <licenses><license><id>EUPL-1.2</id></license></licenses></component>
  </metadata>
  <components>
    <component type="library" bom-ref="b">
      <supplier><name>Beispiel GmbH</name><url>https://example.org</url></supplier>
      <group>org</group><name>teil</name><version>2.0</version>
      <hashes><hash alg="SHA-512">HASH</hash></hashes>
      <licenses><license><id>MIT</id></license><license><name>Freie Lizenz</name></license></licenses>
      <purl>pkg:maven/org/teil@2.0</purl>
      <components>
        <component type="library" bom-ref="c"><name>innen</name><version>3</version>
          <licenses><expression>MIT</expression></licenses></component>
      </components>
    </component>
  </components>
  <dependencies><dependency ref="a"><dependency ref="b"/></dependency><dependency ref="b"/></dependencies>
</bom>
""".replace("HASH", "ab" * 64)


def spdx3() -> Json:
    """Return a bill of materials whose licences are elements joined to expressions."""
    base = "https://example.org/"
    info = {"creationInfo": "_:info"}
    mit = "https://spdx.org/licenses/MIT"

    def link(key: str, kind: str, target: str, **more: str) -> Json:
        ends = {"from": f"{base}a", "to": [target]}
        return {"type": "Relationship", "spdxId": base + key, "relationshipType": kind, **ends, **info, **more}

    return {
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            {
                "type": "CreationInfo",
                "@id": "_:info",
                "specVersion": "3.0.1",
                "created": "2026-01-02T03:04:05Z",
                "createdBy": [f"{base}wir"],
            },
            {"type": "Organization", "spdxId": f"{base}wir", "name": "Beispiel GmbH", **info},
            {
                "type": "SpdxDocument",
                "spdxId": f"{base}doc",
                "name": "Stückliste",
                "rootElement": [f"{base}a"],
                **info,
            },
            {
                "type": "software_Package",
                "spdxId": f"{base}a",
                "name": "produkt",
                "software_packageVersion": "1.0",
                "suppliedBy": f"{base}wir",
                **info,
            },
            {"type": "software_Package", "spdxId": f"{base}b", "name": "teil", **info},
            {"type": "software_File", "spdxId": f"{base}f", "name": "datei", **info},
            {
                "type": "expandedlicensing_DisjunctiveLicenseSet",
                "spdxId": f"{base}l",
                "expandedlicensing_member": [mit, f"{base}e"],
                **info,
            },
            {
                "type": "expandedlicensing_ListedLicense",
                "spdxId": mit,
                "name": "MIT License",
                "simplelicensing_licenseText": "…",
                **info,
            },
            {
                "type": "simplelicensing_LicenseExpression",
                "spdxId": f"{base}e",
                "simplelicensing_licenseExpression": "EUPL-1.2",
                **info,
            },
            link("r1", "hasDeclaredLicense", f"{base}l"),
            link("r2", "dependsOn", f"{base}b", completeness="complete"),
        ],
    }


def as_json(document: object) -> bytes:
    """Return a document as a file."""
    return json.dumps(document, ensure_ascii=False).encode()


def read(data: bytes) -> ReadSbom:
    """Return the one bill of materials in a file."""
    [found] = read_sboms(data, load_resource)
    return found


def sbom_of(document: object) -> Sbom:
    """Return what a document in JSON says."""
    return read(as_json(document)).sbom


def told(sbom: Sbom) -> set[tuple[str, str]]:
    """Return type and place of every finding."""
    return {(finding.type, finding.place) for finding in sbom.findings}
