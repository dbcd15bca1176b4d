"""From a printable document to the bytes of a file."""

from core.document import Document
from infra.pdf.archive import archived
from infra.pdf.attachment import Attachment
from infra.pdf.blocks import draw_blocks
from infra.pdf.sheet import Sheet


def render(document: Document, attachment: Attachment | None = None) -> bytes:
    """Return the document as PDF/UA-1 and PDF/A-2a; with an attachment, which is embedded, as PDF/A-3a.

    Equal documents give equal bytes.

    Raises:
        IncompleteInstallationError: The fonts were not fetched; ``make setup`` brings them.
    """
    return archived(_drawn(document).finish(), document, attachment)


def page_rooms(document: Document) -> list[float]:
    """Return the height in points that is left on each page the document takes.

    Raises:
        IncompleteInstallationError: As ``render``.
    """
    sheet = _drawn(document)
    return [*sheet.left_over, sheet.room]


def _drawn(document: Document) -> Sheet:
    sheet = Sheet(document)
    draw_blocks(sheet, document.blocks)
    return sheet
