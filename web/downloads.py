"""Files to take away, as answers."""

from typing import Protocol

from litestar import Response


class Downloaded(Protocol):
    """A file as services return it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def media_type(self) -> str:
        """What it is."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


def attachment(file: Downloaded) -> Response[bytes]:
    """Return a file that a browser saves and never shows."""
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.data, media_type=file.media_type, headers=headers)
