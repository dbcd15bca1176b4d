"""A PDF packed anew says the same; one in which anything was changed that a reader could show does not."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from core.document import Document, Heading, Paragraph, Run, Scannable, runs
from infra.inspect.errors import InspectionError
from infra.likeness import likeness_of
from infra.pdf import render

ADDRESS = "https://pruefstand.example.org/pruefcode/musterstadt/7K3M-QW9X-2F04"
PAPER = render(
    Document(
        title="Übersicht",
        language="de-DE",
        issued=date(2026, 11, 23),
        blocks=(
            Heading(1, "Übersicht"),
            Paragraph(runs("Nicht abgestimmt.")),
            Scannable((Paragraph((Run("Prüfen unter: "), Run(ADDRESS, link=ADDRESS))),), ADDRESS),
        ),
    )
)


def saved(change: Callable[[pikepdf.Pdf], object], **how: Any) -> bytes:  # noqa: ANN401 - options of pikepdf
    target = BytesIO()
    with pikepdf.open(BytesIO(PAPER)) as pdf:
        change(pdf)
        pdf.save(target, **how)
    return target.getvalue()


def with_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Producer"] = "Ablage"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["xmp:CreatorTool"] = "Ablage"


def with_other_words(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents
    content.write(content.read_bytes().replace(b" 0 g\n", b" 1 g\n", 1) + b" ")


@pytest.mark.parametrize(
    "packed",
    [
        lambda: saved(lambda _: None),
        lambda: saved(lambda _: None, linearize=True),
        lambda: saved(lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        lambda: saved(lambda _: None, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all),
        lambda: saved(with_information),
    ],
)
def test_packing_does_not_matter(packed: Callable[[], bytes]) -> None:
    again = packed()

    assert again != PAPER
    assert likeness_of(again) == likeness_of(PAPER)


@pytest.mark.parametrize(
    "change",
    [
        with_other_words,
        lambda pdf: pdf.add_blank_page(),
        lambda pdf: setattr(pdf.Root, "Lang", "en-GB"),
        lambda pdf: setattr(pdf.Root, "OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
        lambda pdf: setattr(pdf.pages[0], "MediaBox", [0, 0, 300, 300]),
        lambda pdf: setattr(pdf.pages[0], "Annots", pdf.make_indirect(pikepdf.Array([]))),
    ],
)
def test_whatever_can_be_shown_matters(change: Callable[[pikepdf.Pdf], object]) -> None:
    assert likeness_of(saved(change)) != likeness_of(PAPER)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "file_empty"), (b"PK\x03\x04", "file_kind"), (b"%PDF-1.7\nnothing", "file_damaged")],
)
def test_what_is_no_pdf_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InspectionError) as refused:
        likeness_of(data)
    assert refused.value.reason == reason
