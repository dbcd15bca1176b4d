"""Files to take away, as answers."""

from litestar import Response

from procurement.services import ExportedFile


def attachment(file: ExportedFile) -> Response[bytes]:
    """Return a file that a browser saves and never shows."""
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.data, media_type=file.media_type, headers=headers)
