"""What the child process calls: the bytes of a collection to its products, as JSON values."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from core.errors import Fault, InputError
from licensing.alternatives.importing import from_export, from_publiccode, from_table
from licensing.alternatives.product import Catalogue, LeftOut

_YAML = (".yml", ".yaml")
_LARGEST_MEMBER = 2 * 2**20


def read_archive(data: bytes) -> dict[str, Any]:
    """Return the products in an archive of ``publiccode.yml`` files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            named = [one for one in archive.infolist() if one.filename.lower().endswith(_YAML)]
            large = [one for one in named if one.file_size > _LARGEST_MEMBER]
            files = [(one.filename, archive.read(one)) for one in named if one.file_size <= _LARGEST_MEMBER]
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError([Fault("file_damaged", "", properties={"detail": "ZIP"})]) from error
    read = from_publiccode(files)
    return _told(replace(read, left_out=(*(LeftOut(one.filename, "", "too_large") for one in large), *read.left_out)))


def read_publiccode(data: bytes, *, name: str) -> dict[str, Any]:
    """Return the product in one ``publiccode.yml``."""
    return _told(from_publiccode([(name, data)]))


def read_export(data: bytes, *, name: str) -> dict[str, Any]:
    """Return the products in the export of a directory."""
    return _told(from_export(name, data))


def read_rows(data: bytes, *, name: str) -> dict[str, Any]:
    """Return the products in a table, whose rows come as JSON."""
    return _told(from_table(name, data, json.loads(data)))


def _told(catalogue: Catalogue) -> dict[str, Any]:
    value = TypeAdapter(Catalogue).dump_python(catalogue, mode="json")
    return dict(value)
