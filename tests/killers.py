"""Files that kill or cheat readers of workbooks, made anew for each run: none of them is kept in the repository."""

import io
import random
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from core.cells import Cell, CellKind, Sheet, Workbook
from infra.spreadsheet.xlsx_writer import write_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def text(value: str) -> Cell:
    return Cell(CellKind.TEXT, value)


def number(value: str) -> Cell:
    return Cell(CellKind.NUMBER, Decimal(value))


def small_workbook() -> Workbook:
    return Workbook((Sheet("Blatt", {(0, 0): text("Kennung"), (1, 0): number("7")}),))


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def xlsx(sheet_data: str, *, after: str = "", head: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an XLSX whose only sheet has this content."""
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>'
    parts = members(write_xlsx(small_workbook()))
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.encode()}, method=method)


def with_part(name: str, data: bytes = b"x") -> bytes:
    """Return an XLSX with one more part."""
    return zipped({**members(write_xlsx(small_workbook())), name: data})


def ods(rows: str, *, head: str = "", styles: str = "") -> bytes:
    """Return an ODS whose only table has these rows."""
    spaces = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    content = (
        f'{head}<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Blatt" '
        f'table:style-name="ta">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


_ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">{_ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def nested_zip(depth: int) -> bytes:
    """Return a ZIP that contains itself smaller and smaller, named like a workbook."""
    data = b"Ende"
    for level in range(depth):
        data = zipped({f"{level}.zip": data, "[Content_Types].xml": b"<Types/>"})
    return data


def wrong_checksum() -> bytes:
    """Return an XLSX of which one stored byte was flipped."""
    data = bytearray(zipped(members(write_xlsx(small_workbook())), method=zipfile.ZIP_STORED))
    at = data.index(b"<sheetData>")
    data[at + 1] ^= 0x20
    return bytes(data)


def lying_size(size: int) -> bytes:
    """Return an XLSX whose directory states a size that the data in front of it contradicts."""
    data = bytearray(write_xlsx(small_workbook()))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, size)
    return bytes(data)


def encrypted() -> bytes:
    """Return an archive whose members are marked as encrypted."""
    data = bytearray(write_xlsx(small_workbook()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def renamed(name: str) -> bytes:
    """Return an archive with a member of a dangerous name."""
    return with_part(name)


def doubled() -> bytes:
    """Return an archive in which two members differ only by the case of their names."""
    return with_part("XL/WORKBOOK.XML")


def macro_type() -> bytes:
    parts = members(write_xlsx(small_workbook()))
    types = parts["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    return zipped({**parts, "[Content_Types].xml": types})


def declared(relation: str = "", type_: str = "", mode: str = "Internal", part: bytes = b"x") -> bytes:
    """Return an XLSX with a part of a harmless name whose relation or type says what it is."""
    parts = members(xlsx("<row><c><v>7</v></c></row>"))
    book, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    entry = f'<Relationship Id="rIdX" Type="{relation}" Target="theme/theme9.xml" TargetMode="{mode}"/></Relationships>'
    if relation:
        parts[book] = parts[book].replace(b"</Relationships>", entry.encode())
    if type_:
        override = f'<Override PartName="/xl/theme/theme9.xml" ContentType="{type_}"/></Types>'
        parts[types] = parts[types].replace(b"</Types>", override.encode())
    return zipped({**parts, "xl/theme/theme9.xml": part})


def linked(target: str) -> bytes:
    """Return an XLSX with a link to click that leads there."""
    parts = members(declared(f"{RELATIONS}/hyperlink", mode="External"))
    book = "xl/_rels/workbook.xml.rels"
    return zipped({**parts, book: parts[book].replace(b"theme/theme9.xml", target.encode())})


def with_name(formula: str) -> bytes:
    """Return an XLSX with a defined name."""
    parts = members(write_xlsx(small_workbook()))
    name = f"</sheets><definedNames><definedName name='q'>{formula}</definedName></definedNames>".encode()
    return zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</sheets>", name)})


def outside_picture(tag: str) -> str:
    """Return an element of ODS that shows something from elsewhere."""
    return f'<draw:{tag} xmlns:draw="{OASIS}:drawing:1.0" xmlns:xlink="x" xlink:href="http://192.0.2.1/x"/>'


def with_media_type(media_type: str) -> bytes:
    """Return an ODS whose list of parts names one of this kind."""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="x" '
        f'manifest:media-type="{media_type}"/></manifest:manifest>'
    )
    return zipped({**members(ods("")), "META-INF/manifest.xml": manifest.encode()})


def with_styles(element: str) -> bytes:
    """Return an ODS with an element beside its content."""
    return zipped({**members(ods("")), "styles.xml": f"<styles>{element}</styles>".encode()})


def locked_ods() -> bytes:
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="x">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    return zipped({**members(ods("")), "META-INF/manifest.xml": manifest.encode()})


def noise(size: int) -> bytes:
    """Return bytes without any sense that begin like an archive."""
    return b"PK\x03\x04" + random.Random(size).randbytes(size)  # noqa: S311 - the same noise in each run


_TAIL = "".join(f'<row r="{row}" spans="1:8" ht="15" customHeight="1"/>' for row in range(3, 100_003))
_CELL = '<table:table-cell office:value-type="float" office:value="1"/>'
_EMPTY_ROW = "<table:table-row>{cell}<table:table-cell table:number-columns-repeated='16383'/></table:table-row>"
_EMPTY_TAIL = (
    "<table:table-row table:number-rows-repeated='1048575'><table:table-cell table:number-columns-repeated='16384'/>"
    "</table:table-row>"
)
_FAR_ROW = '<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'

SURVIVED: dict[str, bytes] = {
    "100,000 empty rows at the end": xlsx(f'<row r="1"><c r="A1"><v>7</v></c></row>{_TAIL}'),
    "the empty tail that LibreOffice writes": ods(_EMPTY_ROW.format(cell=_CELL) + _EMPTY_TAIL),
    "a link to a page": linked("https://192.0.2.1/"),
    "a formula with a text like a link": xlsx('<row><c><f>LEFT("[1]|!",1)&amp;A2</f><v>1</v></c></row>'),
    "a link to click": declared(f"{RELATIONS}/hyperlink", mode="External"),
    "the empty list of scripts that LibreOffice writes": ods(f"<office:scripts/>{_EMPTY_ROW.format(cell=_CELL)}"),
    "cells without names": xlsx("<row><c><v>7</v></c><c t='inlineStr'><is><t>x</t></is></c></row>"),
}
"""Strange files that are read right all the same: the first cell is a number."""

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file_empty"),
    "21 MB": (b"PK\x03\x04" + bytes(21 * 2**20), "file_size"),
    "text": (b"Kriterium;Gewicht\n", "file_kind"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_old_office"),
    "noise": (noise(5_000), "file_damaged"),
    "cut off": (write_xlsx(small_workbook())[:-300], "file_damaged"),
    "something in front": (b"MZ" + write_xlsx(small_workbook()), "file_kind"),
    "wrong checksum": (wrong_checksum(), "file_damaged"),
    "lying size": (lying_size(10), "file_damaged"),
    "lying small size": (lying_size(0), "file_damaged"),
    "encrypted": (encrypted(), "file_encrypted"),
    "locked ODS": (locked_ods(), "file_encrypted"),
    "a way out": (renamed("../../etc/cron.d/x"), "file_name"),
    "an absolute name": (renamed("/etc/passwd"), "file_name"),
    "two names in one": (doubled(), "file_name"),
    "600 members": (zipped({f"{n}.xml": b"" for n in range(600)}), "file_entries"),
    "10,000 members": (zipped({f"{n}.xml": b"" for n in range(10_000)}), "file_entries"),
    "zip bomb": (with_part("xl/media/image1.png", bytes(60 * 2**20)), "file_expands"),
    "many small bombs": (
        zipped({f"{n}": random.Random(n).randbytes(30_000) * 60 for n in range(70)}),  # noqa: S311 - the same in each run
        "file_expands",
    ),
    "zips in zips": (nested_zip(30), "file_damaged"),
    "macro": (with_part("xl/vbaProject.bin"), "file_macro"),
    "macro by type": (macro_type(), "file_macro"),
    "old macro sheet": (with_part("xl/macrosheets/sheet1.xml"), "file_macro"),
    "external link": (with_part("xl/externalLinks/externalLink1.xml"), "file_external"),
    "macro by relation": (
        declared("http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
        "file_macro",
    ),
    "macro by type of its part": (declared(type_="application/vnd.ms-office.vbaProject"), "file_macro"),
    "macro by its first bytes": (declared(part=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "file_macro"),
    "embedded object": (declared(f"{RELATIONS}/oleObject"), "file_macro"),
    "external link by relation": (declared(f"{RELATIONS}/externalLink"), "file_external"),
    "external link by type": (
        declared(type_="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"),
        "file_external",
    ),
    "picture from outside": (declared(f"{RELATIONS}/image", mode="External"), "file_external"),
    "data from outside by formula": (
        xlsx("<row><c><f>WEBSERVICE(&quot;http://192.0.2.1&quot;)</f><v>1</v></c></row>"),
        "file_external",
    ),
    "relations in capitals": (
        with_part(
            "xl/drawings/_rels/drawing1.xml.RELS",
            f'<r><Relationship Id="r" Type="{RELATIONS}/image" TargetMode="External" Target="http://x"/></r>'.encode(),
        ),
        "file_external",
    ),
    "macro by relation with a sign behind": (
        declared("http://schemas.microsoft.com/office/2006/relationships/vbaProject#"),
        "file_macro",
    ),
    "task pane from outside": (
        declared("http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"),
        "file_macro",
    ),
    "a link that runs a script": (linked("vnd.sun.star.script:x?language=Basic"), "file_macro"),
    **{
        f"formula {formula}": (
            xlsx(f"<row><c><f>{formula.replace('&', '&amp;')}</f><v>1</v></c></row>"),
            "file_external",
        )
        for formula in ('_xlfn.IMAGE("http://x")', "[1]Sheet1!A1", "'[a.xlsx]S'!A1", "cmd|'/c calc'!A0")
    },
    **{
        f"{rule} of a rule": (
            xlsx("", after=f"<rules><{rule}>WEBSERVICE(&quot;http://x&quot;)</{rule}></rules>"),
            "file_external",
        )
        for rule in ("formula", "formula1", "formula2")
    },
    "f of a rule of newer versions": (
        xlsx("", after="<extLst><ext><f>WEBSERVICE(&quot;http://x&quot;)</f></ext></extLst>"),
        "file_external",
    ),
    "sheet of an old dialog": (declared(f"{RELATIONS}/dialogsheet"), "file_macro"),
    "a name that fetches": (with_name("'http://192.0.2.1/[a.xlsx]S'!$A$1"), "file_external"),
    "linked picture in ODS": (ods(f"<table:shapes>{outside_picture('image')}</table:shapes>"), "file_external"),
    "linked object in ODS": (ods(f"<table:shapes>{outside_picture('object')}</table:shapes>"), "file_external"),
    "plugin in ODS": (ods(f"<table:shapes>{outside_picture('plugin')}</table:shapes>"), "file_macro"),
    "a link that runs a script in ODS": (
        ods(
            '<table:table-row><table:table-cell><text:p><text:a xmlns:xlink="x" xlink:href="vnd.sun.star.script:x"/>'
            "</text:p></table:table-cell></table:table-row>"
        ),
        "file_macro",
    ),
    "a rule that fetches in ODS": (
        ods('<x><table:content-validation table:condition="of:is-true-formula(WEBSERVICE(1))"/></x>'),
        "file_external",
    ),
    "a key that runs a script in ODS": (
        zipped(
            {
                **members(ods("")),
                "Configurations2/accelerator/current.xml": b'<l><i xmlns:x="x" x:href="vnd.sun.star.script:x"/></l>',
            }
        ),
        "file_macro",
    ),
    "event listener in ODS": (ods("<event-listeners><event-listener/></event-listeners>"), "file_macro"),
    "event listener of a drawing in ODS": (
        ods("<table:shapes><event-listener/></table:shapes>"),
        "file_macro",
    ),
    "event listener in styles of ODS": (with_styles("<event-listener/>"), "file_macro"),
    "script in ODS": (ods("<office:scripts><office:script>x</office:script></office:scripts>"), "file_macro"),
    "Basic in ODS": (with_media_type("application/vnd.sun.star.basic-library"), "file_macro"),
    "DDE link in ODS": (ods("<table:dde-links><table:dde-link/></table:dde-links>"), "file_external"),
    "DDE source in ODS": (ods('<office:dde-source office:dde-topic="x"/>'), "file_external"),
    "DDE by formula in ODS": (
        ods(
            "<table:table-row><table:table-cell table:formula='of:=DDE(&quot;soffice&quot;;&quot;x&quot;)'/>"
            "</table:table-row>"
        ),
        "file_external",
    ),
    "data connection": (with_part("xl/connections.xml"), "file_external"),
    "linked table": (ods('<table:table-source xmlns:xlink="x" xlink:href="http://192.0.2.1/x.ods"/>'), "file_external"),
    "binary workbook": (with_part("xl/workbook.bin"), "file_kind"),
    "presentation": (zipped({"ppt/presentation.xml": b"<p/>"}), "file_kind"),
    "no sheets": (zipped({"[Content_Types].xml": b"<Types/>"}), "file_damaged"),
    "billion laughs": (xlsx("<row><c t='inlineStr'><is><t>&k;</t></is></c></row>", head=LAUGHS), "file_doctype"),
    "billion laughs in ODS": (ods("<table:table-row/>", head=LAUGHS), "file_doctype"),
    "external entity": (xlsx("<row><c t='inlineStr'><is><t>&x;</t></is></c></row>", head=OUTSIDE), "file_doctype"),
    "deep XML": (xlsx("", after="<a>" * 50_000 + "</a>" * 50_000), "file_nested"),
    "deep XML in ODS": (ods("<table:a>" * 50_000 + "</table:a>" * 50_000), "file_nested"),
    "table in a cell": (
        ods("<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>"),
        "file_nested",
    ),
    "broken XML": (xlsx("<row><c>"), "file_damaged"),
    "far cell": (
        xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>'),
        "file_cell_outside",
    ),
    "far cell in ODS": (
        ods(_FAR_ROW.format(rows=1_048_575, cells="<table:table-cell/>") + _FAR_ROW.format(rows=1, cells=_CELL)),
        "file_cell_outside",
    ),
    "repeated rows and columns": (
        ods(
            _FAR_ROW.format(rows=1_048_576, cells=_CELL.replace("cell ", 'cell table:number-columns-repeated="16384" '))
        ),
        "file_cells",
    ),
    "250,000 cells": (
        xlsx(
            "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 500}</row>' for row in range(1, 501)),
            method=zipfile.ZIP_STORED,
        ),
        "file_cells",
    ),
    "no name of a cell": (xlsx('<row><c r="ZZZZ1"><v>1</v></c></row>'), "file_damaged"),
    "text that is not there": (xlsx('<row><c t="s"><v>99999</v></c></row>'), "file_damaged"),
    "merged without end": (
        xlsx("", after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 5_000 + "</mergeCells>"),
        "file_cells",
    ),
}
"""Files that are refused, with the reason."""


def changed(workbook: Workbook, sheet: str, position: tuple[int, int], cell: Cell | None) -> Workbook:
    """Return a workbook with one other cell; None empties it."""
    return Workbook(tuple(_changed(one, position, cell) if one.name == sheet else one for one in workbook.sheets))


def _changed(sheet: Sheet, position: tuple[int, int], cell: Cell | None) -> Sheet:
    cells = {at: found for at, found in sheet.cells.items() if at != position}
    return replace(sheet, cells=cells if cell is None else {**cells, position: cell})
