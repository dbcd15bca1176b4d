"""From a printable document to the bytes of a file."""

from functools import cached_property

from core.document import Document
from infra.pdf.archive import archived
from infra.pdf.attachment import Attachment
from infra.pdf.blocks import draw_blocks
from infra.pdf.sheet import Sheet


class Drawing:
    """A document set on its pages, to be measured before it becomes a file.

    Args:
        document: What is drawn.

    Raises:
        IncompleteInstallationError: The fonts were not fetched; ``make setup`` brings them.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sheet = Sheet(document)
        draw_blocks(self._sheet, document.blocks)
        self.rooms: tuple[float, ...] = (*self._sheet.left_over, self._sheet.room)
        """Height in points that is left on each page."""

    def file(self, attachment: Attachment | None = None) -> bytes:
        """Return the document as PDF/UA-1 and PDF/A-2a; with an attachment, which is embedded, as PDF/A-3a.

        Equal documents give equal bytes.
        """
        return archived(self._raw, self.document, attachment)

    @cached_property
    def _raw(self) -> bytes:
        return self._sheet.finish()


def render(document: Document, attachment: Attachment | None = None) -> bytes:
    """Return the document as ``Drawing.file`` does.

    Raises:
        IncompleteInstallationError: The fonts were not fetched; ``make setup`` brings them.
    """
    return Drawing(document).file(attachment)
