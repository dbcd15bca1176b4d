"""Tagged PDF: draws a printable document so that it can be read aloud (PDF/UA-1) and kept (PDF/A-2a or 3a)."""

from infra.pdf.attachment import Attachment
from infra.pdf.render import Drawing, render

__all__ = ["Attachment", "Drawing", "render"]
