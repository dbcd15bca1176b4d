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


def parse_archive(data: bytes) -> dict[str, Any]:
    """Return the files of an archive whose directory passed the checks, in its order; folders of their own are none."""
    import base64  # noqa: PLC0415 - documents do without archives
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    found: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                with archive.open(member) as opened:
                    content = opened.read(member.file_size + 1)
                if len(content) != member.file_size:
                    raise InspectionError("file_damaged", detail="Größe eines Bestandteils")
                found.append((member.orig_filename, base64.b64encode(content).decode()))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InspectionError("file_damaged", detail="Bestandteile") from error
    return {"files": found}
