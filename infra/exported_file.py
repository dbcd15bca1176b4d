"""A file to take away: a name, its content, and the media type that the name stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

_MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "json": "application/json",
    "csv": "text/csv",
    "txt": "text/plain",
    "xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to take away.

    Args:
        name: Plain ASCII name.
        data: Its content.
    """

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type that its name stands for."""
        return _MEDIA_TYPES[self.name.rpartition(".")[2]]
