"""Files that kill or stall readers, made anew in each run: as known from other programs, and what was found here."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

from tests.artefacts import lines
from tests.killers import LAUGHS, OUTSIDE, nested_zip, ods, xlsx, zipped
from tests.sboms import as_json, spdx2

_MIB = 2**20
_HEAD = b'{"spdxVersion":"SPDX-2.3","packages":['
_BOM = b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>'
_RDF = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://spdx.org/rdf/terms#">'
_TAGS = b"SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n"
_CALENDAR = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x")
_SCHEMA = '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema">'
Named = tuple[str, bytes]


def bills() -> Iterator[Named]:
    """Yield what is handed in as a bill of materials or a licence list, packed or not."""
    yield from _json()
    yield from _yaml()
    yield from _xml()
    yield from _tables()
    yield from _archives()
    yield from ((f"licence: {name}", _with_licence(text)) for name, text in _LICENCES.items())


def _json() -> Iterator[Named]:
    package = b'{"SPDXID":"SPDXRef-%d","name":"p","downloadLocation":"NOASSERTION","licenseDeclared":"MIT"}'
    yield "JSON 100,000 deep", _HEAD + b"[" * 100_000
    yield "JSON, 813,911 packages", _HEAD + b",".join(package % n for n in range(813_911)) + b"]}"
    yield "JSON, one string of 200 MB", b'{"spdxVersion":"' + b"a" * 200_000_000 + b'"}'
    yield "JSON, 100 million numbers", _HEAD + b"1," * 100_000_000 + b"1]}"
    yield "JSON, six million empty objects", _HEAD + b"{}," * 6_000_000 + b"{}]}"
    yield "JSON, 400,000 keys", b"{" + b",".join(b'"k%d":1' % n for n in range(400_000)) + b',"spdxVersion":""}'
    yield "JSON, 20,000 times one identifier", _HEAD + b",".join([package % 1] * 20_000) + b"]}"
    yield "cycle of 2,000 packages", as_json(_linked(2_000))
    yield "1 GB", bytes(_MIB) * 954


def _linked(count: int) -> dict[str, Any]:
    document = spdx2()
    document["packages"] = [{"SPDXID": f"SPDXRef-{n}", "name": "p"} for n in range(count)]
    document["relationships"] = [
        {
            "spdxElementId": f"SPDXRef-{n}",
            "relationshipType": "DEPENDS_ON",
            "relatedSpdxElement": f"SPDXRef-{(n + 1) % count}",
        }
        for n in range(count)
    ]
    return document


def _yaml() -> Iterator[Named]:
    aliases = b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 10))
    merges = b"".join(b"m%d: &m%d\n  <<: [*m%d, *m%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 30))
    start = b"spdxVersion: SPDX-2.3\n"
    yield "YAML of aliases", start + b"a0: &a0 [x]\n" + aliases
    yield "YAML of merged keys", start + b"m0: &m0 {a: 1}\n" + merges
    yield "YAML 100,000 deep", start + b"a: " + b"[" * 100_000
    yield "YAML, list of 10 MB", start + b"packages:\n" + b"- a\n" * 2_500_000
    yield "YAML that runs a program", start + b'a: !!python/object/apply:os.system ["id"]\n'


def _xml() -> Iterator[Named]:
    laughs = LAUGHS.encode()
    quadratic = b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 50_000 + b'">]>'
    yield "XML of entities", laughs + _BOM + b"&k;"
    yield "XML of one long entity", quadratic + _BOM + b"&a;" * 50_000
    yield "XML with a file of the machine", OUTSIDE.encode() + _BOM + b"&x;"
    yield "XML 200,000 deep", _BOM + b"<a>" * 200_000
    yield "XML, three million elements", _BOM + b"<a/>" * 3_000_000 + b"</components></bom>"
    yield "XML, 330,000 components without anything", _BOM + b"<component/>" * 330_000 + b"</components></bom>"
    yield "RDF of entities", laughs + _RDF + b"&k;"
    yield (
        "RDF that leads to a host and a file",
        _RDF
        + (
            b'<s:SpdxDocument r:about="file:///etc/passwd"><s:referencesFile r:resource="http://192.0.2.1/"/>'
            b"</s:SpdxDocument></r:RDF>"
        ),
    )
    yield "RDF 100,000 deep", _RDF + b"<s:a>" * 100_000
    yield "RDF of nothing", _RDF + b"</r:RDF>"
    yield "tags, 8,000 packages", _TAGS + b"".join(b"PackageName: p\nSPDXID: SPDXRef-%d\n" % n for n in range(8_000))
    yield (
        "tags, a supplier of 100,000 brackets",
        _TAGS + b"PackageName: p\nPackageSupplier: Person: " + b"a (" * 100_000,
    )
    yield "page of 100,000 begun comments", b"<html>" + b"<!--" * 100_000


def _tables() -> Iterator[Named]:
    cell, text = "<c><v>1</v></c>", '<c t="inlineStr"><is><t>{}</t></is></c>'
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    value = '<table:table-cell office:value-type="float" office:value="1"{}/>'
    repeated = value.format(' table:number-columns-repeated="16384"')
    yield "XLSX, two million cells", xlsx("".join(f"<row>{cell * 100}</row>" for _ in range(20_000)))
    yield "XLSX, 400 MB of blanks", xlsx(" " * 400_000_000)
    yield "XLSX, one cell of 400 MB", xlsx(f"<row>{text.format('a' * 400_000_000)}</row>")
    yield "XLSX, first and last cell", xlsx(far)
    yield "XLSX of entities", xlsx("<row><c><v>&k;</v></c></row>", head=LAUGHS)
    yield "XLSX with a file of the machine", xlsx("<row><c><v>&x;</v></c></row>", head=OUTSIDE)
    yield (
        "ODS, all cells of a sheet",
        ods(f'<table:table-row table:number-rows-repeated="1048576">{repeated}</table:table-row>'),
    )
    yield "ODS of entities", ods("<table:table-row/>", head=LAUGHS)
    yield "ODS 100,000 deep", ods("<x>" * 100_000)
    yield "text of 16 million line ends", b"Name;Lizenz\n" + b"\n" * (16 * _MIB - 100)


def _archives() -> Iterator[Named]:
    rows = b"Name;Lizenz\n" + b"".join(b"p%d;MIT\n" % n for n in range(5_000))
    yield "GZIP, a gigabyte of blanks", gzip.compress(b" " * 1_000_000_000)
    yield "ZIP, a gigabyte of blanks", zipped({"a.json": bytes(1_000_000_000)})
    yield "ZIP in ZIP, 30 times", nested_zip(30)
    yield "ZIP, a million packages in 200 lists", zipped({f"{n}.csv": rows for n in range(200)})
    yield "ZIP, 12 workbooks", zipped({f"{n}.xlsx": xlsx("<row><c><v>1</v></c></row>" * 3_000) for n in range(12)})


_LICENCES = {
    "800 nested OR": "(MIT OR " * 800 + "MIT" + ")" * 800,
    "20,000 WITH": " WITH ".join(["MIT"] * 20_000),
    "1,000 AND of OR": " AND ".join(["(MIT OR Apache-2.0)"] * 1_000),
    "100,000 brackets": "(" * 50_000 + "MIT" + ")" * 50_000,
    "one word of 100 kB": "A" * 100_000,
    "100,000 plus signs": "MIT" + "+" * 100_000,
}


def _with_licence(text: str) -> bytes:
    document = spdx2()
    document["packages"][0]["licenseDeclared"] = text
    return as_json(document)


def artefacts() -> Iterator[Named]:
    """Yield what is handed in as proof of an open standard."""
    groups = "".join(
        f'<x:group name="g{n}"><x:choice><x:group ref="g{n + 1}"/><x:group ref="g{n + 1}"/></x:choice></x:group>'
        for n in range(40)
    )
    last = '<x:group name="g40"><x:choice><x:element name="z"/></x:choice></x:group>'
    used = '<x:element name="a"><x:complexType><x:group ref="g0"/></x:complexType></x:element></x:schema>'
    yield "a.xsd", (_SCHEMA + groups + last + used).encode()
    yield "b.xsd", (_SCHEMA + '<x:include schemaLocation="file:///etc/passwd"/></x:schema>').encode()
    yield "a.xml", LAUGHS.encode() + b"<l>&k;</l>"
    yield "b.xml", b"<a>" * 200_000
    yield "a.json", b'{"openapi":' + b"[" * 100_000
    yield "b.json", json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#"}).encode()
    yield "c.json", b'{"type":"FeatureCollection","features":[' + b"{}," * 1_000_000 + b"{}]}"
    yield "a.yaml", b"openapi: 3.0.3\na: " + b"[" * 100_000
    yield "a.pdf", b"%PDF-1.7\n" + b"1 0 obj <<" * 400_000
    yield "b.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 1_000_000
    yield "a.ics", lines(*_CALENDAR, "BEGIN:VEVENT", "CATEGORIES:" + "," * 1_000_000, "END:VEVENT", "END:VCALENDAR")
    yield "b.ics", lines(*(["BEGIN:VCALENDAR"] * 100_000))
    yield "a.vcf", lines(*(["BEGIN:VCARD", "VERSION:4.0"] * 100_000))
    yield "a.html", b"<!DOCTYPE html><html><body>" + b"<table>" * 100_000
    yield "a.ttl", b"@prefix d: <http://www.w3.org/ns/dcat#> .\n<a> a d:Catalog ; <b> " + b"(" * 100_000
    yield "a.gpkg", b"SQLite format 3\0" + b"\xff" * 5_000_000
    yield "a.odt", zipped({"content.xml": b" " * 300_000_000})
    yield "a.csv", b"a," * 4_000_000
