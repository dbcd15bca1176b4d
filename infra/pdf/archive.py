"""Makes of reportlab's file one that can be kept: metadata, colour, language, order of reading, embedded files."""

from datetime import date
from functools import cache
from hashlib import md5, sha256
from importlib.resources import files
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from core.document import Document
from infra.pdf.attachment import Attachment
from infra.pdf.xmp import metadata


def archived(raw: bytes, document: Document, attachment: Attachment | None) -> bytes:
    """Return the file as PDF/UA-1 and PDF/A-2a, with an attachment PDF/A-3a; equal input gives equal bytes."""
    with Pdf.open(BytesIO(raw)) as pdf:
        _promise(pdf, document, part=2 if attachment is None else 3)
        for index, page in enumerate(pdf.pages):
            page.obj.Tabs = Name.S
            page.obj.StructParents = index
        if attachment is not None:
            _embed(pdf, attachment, document.issued)
        if Name.Info in pdf.trailer:
            del pdf.trailer.Info
        # The lasting half of the name is ours, because reportlab gives all its timeless files the same; the other half
        # is computed while writing.
        name = String(sha256(raw + (attachment.content if attachment else b"")).digest()[:16])
        pdf.trailer.ID = Array([name, name])
        out = BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
        )
        return out.getvalue()


def _promise(pdf: Pdf, document: Document, part: int) -> None:
    root = pdf.Root
    root.Metadata = pdf.make_stream(metadata(document, part), Type=Name.Metadata, Subtype=Name.XML)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Lang = String(document.language)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=pdf.make_stream(_srgb(), N=3),
            )
        ]
    )


@cache
def _srgb() -> bytes:
    """Return the sRGB profile that pikepdf carries; it never changes, unlike one made on the fly."""
    return (files("pikepdf") / "pdfa" / "data" / "sRGB.icc").read_bytes()


def _embed(pdf: Pdf, attachment: Attachment, day: date) -> None:
    stream = pdf.make_stream(
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + attachment.media_type),
        Params=Dictionary(
            Size=len(attachment.content),
            ModDate=String(f"D:{day:%Y%m%d}000000Z"),
            CheckSum=String(md5(attachment.content, usedforsecurity=False).digest()),
        ),
    )
    specification: Object = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            AFRelationship=Name.Source,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.AF = Array([specification])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(attachment.name), specification])))
