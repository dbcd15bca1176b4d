"""The file can be kept: same bytes for same input, dates given, metadata and embedded twin in place."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import md5, sha256

from pikepdf import Name

from infra.pdf import Attachment, render
from tests.infra.pdf.papers import document, everything
from tests.pdf_reader import Reader

TWIN = Attachment("ergebnis.json", b'{"a": 1}', "application/json", "Ergebnis")


def test_the_same_paper_is_the_same_file() -> None:
    assert render(everything()) == render(everything())
    assert render(everything(), TWIN) == render(everything(), TWIN)


def test_another_process_makes_the_same_file() -> None:
    program = (
        "import hashlib; from infra.pdf import render; from tests.infra.pdf.papers import everything; "
        "print(hashlib.sha256(render(everything())).hexdigest())"
    )
    environments = [{"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}]
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ | one
        )
        for one in environments
    ]

    assert {run.stdout.strip() for run in runs} == {sha256(render(everything())).hexdigest()}


def test_another_paper_has_another_name() -> None:
    first, second = Reader(render(document(title="A"))), Reader(render(document(title="B")))

    assert first.pdf.trailer.ID[0] != second.pdf.trailer.ID[0]


def test_the_only_date_is_the_one_given() -> None:
    content = render(replace(everything(), issued=date(2031, 2, 3)), TWIN)
    reader = Reader(content)
    packet = reader.pdf.Root.Metadata.read_bytes().decode()

    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", packet)) == {"2031-02-03T00:00:00Z"}
    assert "/Info" not in reader.pdf.trailer
    assert b"2026" not in content


def test_the_file_promises_both_standards() -> None:
    reader = Reader(render(everything()))
    packet = reader.pdf.Root.Metadata.read_bytes().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet


def test_the_title_is_shown_and_escaped() -> None:
    reader = Reader(render(document(title="Meier <Firma> & Co\x00")))
    root = reader.pdf.Root

    assert (
        '<rdf:li xml:lang="x-default">Meier &lt;Firma&gt; &amp; Co⟨U+0000⟩</rdf:li>'
        in root.Metadata.read_bytes().decode()
    )
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "de-DE"
    assert bool(root.MarkInfo.Marked)


def test_pages_are_walked_in_the_order_of_the_structure() -> None:
    assert {str(page.obj.Tabs) for page in Reader(render(everything())).pdf.pages} == {"/S"}


def test_the_twin_is_the_source_of_the_paper() -> None:
    reader = Reader(render(everything(), TWIN))
    root = reader.pdf.Root
    specification = root.AF[0]

    assert specification.AFRelationship == Name.Source
    assert specification.EF.F.read_bytes() == TWIN.content
    assert bytes(specification.EF.F.Params.CheckSum) == md5(TWIN.content, usedforsecurity=False).digest()
    assert root.Names.EmbeddedFiles.Names[1].objgen == specification.objgen
    assert "<pdfaid:part>3</pdfaid:part>" in root.Metadata.read_bytes().decode()


def test_every_font_is_embedded() -> None:
    reader = Reader(render(everything()))
    fonts = [font for page in reader.pdf.pages for font in page.obj.Resources.Font.values()]

    assert fonts
    assert all("/FontFile2" in font.FontDescriptor for font in fonts)
