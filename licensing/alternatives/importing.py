"""Catalogue entries from ``publiccode.yml`` files, from a table, and from the export of a directory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.digest import checksum
from core.errors import InputError
from core.json_text import read_json
from licensing.alternatives.product import Catalogue, LeftOut, Product
from licensing.sbom.notes import Notes
from licensing.sbom.yaml_tree import read_yaml

_MOST_ENTRIES = 50_000
_LONGEST = 10_000
_COLUMNS = {
    "name": ("name", "produkt", "software"),
    "url": ("url", "adresse", "repository"),
    "license": ("lizenz", "license", "licence"),
    "summary": ("kurzbeschreibung", "beschreibung", "description"),
    "categories": ("kategorien", "kategorie", "categories"),
    "softwareVersion": ("version", "softwareversion"),
    "releaseDate": ("stand", "datum", "releasedate"),
}
_REQUIRED = ("name", "url")

Entry = Product | LeftOut


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    sha256: str
    place: str


def from_publiccode(files: Iterable[tuple[str, bytes]]) -> Catalogue:
    """Return the catalogue in a collection of ``publiccode.yml`` files.

    Args:
        files: Name and bytes of each.
    """
    return _catalogue(_of_yaml(data, _Source(name, checksum(data), "")) for name, data in files)


def from_table(name: str, data: bytes, rows: Sequence[Sequence[str]]) -> Catalogue:
    """Return the catalogue in a table whose first row names the columns; name and address are required.

    Args:
        name: Name of the file.
        data: Its bytes, for the checksum.
        rows: Its cells as texts.
    """
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    columns = {
        field: next((heads.index(word) for word in words if word in heads), -1) for field, words in _COLUMNS.items()
    }
    if any(columns[field] < 0 for field in _REQUIRED):
        return Catalogue((), (LeftOut(name, "Zeile 1", "columns_missing"),))
    digest = checksum(data)

    def entries() -> Iterator[Entry]:
        for number, row in enumerate(rows[1:], 2):
            if any(cell.strip() for cell in row):
                cells = {field: row[at].strip() if 0 <= at < len(row) else "" for field, at in columns.items()}
                yield _of_document(_from_cells(cells), _Source(name, digest, f"Zeile {number}"))

    return _catalogue(entries())


def from_export(name: str, data: bytes) -> Catalogue:
    """Return the catalogue in a JSON export of a directory.

    Understood are a list, or an object with a list under ``data``, ``software`` or ``items``, of ``publiccode.yml``
    documents, or of objects that carry one under ``publiccodeYml`` or ``publiccode`` as text or as object.

    Args:
        name: Name of the file.
        data: Its bytes.

    Raises:
        InputError: No readable JSON.
    """
    raw, digest = read_json(data), checksum(data)
    items = raw if isinstance(raw, list) else None
    if isinstance(raw, Mapping):
        items = next((raw[key] for key in ("data", "software", "items") if isinstance(raw.get(key), list)), None)
    if items is None:
        return Catalogue((), (LeftOut(name, "", "no_list"),))
    return _catalogue(_of_item(item, _Source(name, digest, f"/{place}")) for place, item in enumerate(items))


def _of_item(item: object, source: _Source) -> Entry:
    inner = item
    if isinstance(item, Mapping):
        inner = next((item[key] for key in ("publiccodeYml", "publiccode") if item.get(key)), item)
    return _of_yaml(inner.encode(), source) if isinstance(inner, str) else _of_document(inner, source)


def _of_yaml(data: bytes, source: _Source) -> Entry:
    try:
        return _of_document(read_yaml(data, Notes()), source)
    except InputError:
        return LeftOut(source.name, source.place, "unreadable")


def _from_cells(cells: Mapping[str, str]) -> dict[str, Any]:
    summary = {"de": {"shortDescription": cells["summary"]}}
    categories = [word.strip() for word in cells["categories"].replace(";", ",").split(",") if word.strip()]
    return {**cells, "description": summary, "categories": categories, "legal": {"license": cells["license"]}}


def _of_document(document: object, source: _Source) -> Entry:
    if not isinstance(document, Mapping):
        return LeftOut(source.name, source.place, "no_object")
    name, url = _text(document.get("name")), _text(document.get("url"))
    if not name or not url.lower().startswith(("https://", "http://")):
        return LeftOut(source.name, source.place, "name_or_address_missing")
    told = _object(document.get("description"))
    text = _object(told.get("de") or told.get("en") or next(iter(told.values()), None))
    features = (word for one in told.values() for word in _texts(_object(one).get("features")))
    return Product(
        name=name,
        url=url,
        licence=_text(_object(document.get("legal")).get("license")),
        summary=_text(text.get("shortDescription")),
        description=_text(text.get("longDescription")),
        features=tuple(dict.fromkeys(features)),
        categories=_texts(document.get("categories")),
        platforms=_texts(document.get("platforms")),
        languages=_texts(_object(document.get("localisation")).get("availableLanguages")),
        used_by=_texts(document.get("usedBy")),
        status=_text(document.get("developmentStatus")),
        maintenance=_text(_object(document.get("maintenance")).get("type")),
        version=_text(document.get("softwareVersion")),
        released=_day(_text(document.get("releaseDate"))),
        source=source.name,
        sha256=source.sha256,
        place=source.place,
    )


def _catalogue(entries: Iterable[Entry]) -> Catalogue:
    products: dict[str, Product] = {}
    left_out = []
    for number, entry in enumerate(entries):
        if number >= _MOST_ENTRIES:
            left_out.append(LeftOut("", "", "too_many"))
            break
        if isinstance(entry, LeftOut):
            left_out.append(entry)
            continue
        key = entry.url.lower().rstrip("/").removesuffix(".git")
        before = products.get(key)
        if before is None or (entry.released or date.min) >= (before.released or date.min):
            products[key] = entry
        if before is not None:
            older = before if products[key] is entry else entry
            left_out.append(LeftOut(older.source, older.place, "same_repository"))
    return Catalogue(tuple(sorted(products.values(), key=lambda one: (one.name.lower(), one.url))), tuple(left_out))


def _text(value: object) -> str:
    return " ".join(str(value).split())[:_LONGEST] if isinstance(value, str | int) and value is not True else ""


def _texts(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(text for one in given if (text := _text(one)))


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
