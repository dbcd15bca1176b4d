"""What the child process calls: bytes of a document or a package to JSON values."""

from typing import Any

from core.json_text import read_json
from infra.inspect.errors import InspectionError


def parse_document(data: bytes) -> object:
    """Return the JSON value of a document."""
    return read_json(data)


def parse_package(data: bytes) -> dict[str, Any]:
    """Return what is in a package whose directory passed the checks."""
    from core.package import UnreadablePackageError, read_package  # noqa: PLC0415 - documents do without ZIP

    try:
        package = read_package(data)
    except UnreadablePackageError as error:
        raise InspectionError("file_damaged", detail="Bestandteile") from error
    return {
        "as_packed": package.as_packed,
        "broken": sorted(package.broken),
        "files": [(name, file.bytes, file.sha256, file.document, file.fault) for name, file in package.files.items()],
    }
