"""Collections of open-source products, through the gate that all uploads pass."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from core.digest import checksum
from core.errors import Fault, InputError
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.gate import FileKind, inspect
from infra.inspect.runner import Limits
from infra.spreadsheet.magic import ZIP
from infra.spreadsheet.reading import read_table
from licensing.alternatives.product import Catalogue
from procurement.model import CollectionKind
from procurement.services.alternatives.catalogue import MAXIMUM_BYTES
from procurement.services.alternatives.reader import ReadCollection

_MIB = 2**20
_ARCHIVE = ArchiveLimits(entries=50_000, total=256 * _MIB, ratio=200, any_names=True)
_LIMITS = Limits(memory_bytes=1024 * _MIB, cpu_seconds=60, wall_seconds=240.0, output_bytes=64 * _MIB)
_YAML = (".yml", ".yaml")
_CATALOGUE = TypeAdapter(Catalogue)


class GatedCollectionReader:
    """Reads in a limited child process."""

    def read(self, files: Sequence[tuple[str, bytes]]) -> ReadCollection:
        """Return the products in a collection.

        Raises:
            InputError: A file is not let in, or it is none of what is understood; the fault says why.
        """
        if len(files) > 1:
            return _several(files)
        [(name, data)] = files
        if data.startswith(ZIP):
            return _read(CollectionKind.PUBLICCODE, data, "read_archive", "")
        if name.lower().endswith(_YAML):
            return _read(CollectionKind.PUBLICCODE, data, "read_publiccode", name)
        if name.lower().endswith(".json"):
            return _read(CollectionKind.EXPORT, data, "read_export", name)
        if name.lower().endswith((".csv", ".txt")):
            return _table(name, data)
        raise InputError([Fault("products_unknown", "/content")])


def _several(files: Sequence[tuple[str, bytes]]) -> ReadCollection:
    """Read several files as the archive that somebody could have made of them."""
    if not all(name.lower().endswith(_YAML) for name, _ in files):
        raise InputError([Fault("products_several", "/content")])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, (name, data) in enumerate(files, start=1):
            archive.writestr(f"{number}/{name}", data)
    return _read(CollectionKind.PUBLICCODE, packed.getvalue(), "read_archive", "")


def _table(name: str, data: bytes) -> ReadCollection:
    cells = read_table(data).sheets[0].cells
    rows: list[list[str]] = []
    for (row, column), cell in sorted(cells.items()):
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column - len(rows[row])) + [str(cell.value)]
    found = _read(CollectionKind.TABLE, json.dumps(rows).encode(), "read_rows", name)
    digest = checksum(data)  # of the file, not of its rows
    products = tuple(replace(one, sha256=digest) for one in found.catalogue.products)
    return replace(found, catalogue=replace(found.catalogue, products=products))


def _read(kind: CollectionKind, data: bytes, reader: str, name: str) -> ReadCollection:
    options = {"name": name[-200:]} if name else {}
    decode = partial(_decoded, kind)
    return inspect(FileKind(_check, f"app.products.child:{reader}", decode, MAXIMUM_BYTES, _LIMITS, options), data)


def _check(data: bytes) -> None:
    if data.startswith(ZIP):
        check_archive(data, _ARCHIVE)


def _decoded(kind: CollectionKind, value: Any) -> ReadCollection:  # noqa: ANN401 - what the child answered
    return ReadCollection(kind=kind, catalogue=_CATALOGUE.validate_python(value))
