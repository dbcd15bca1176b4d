"""What a column of a licence list can mean: its name in the interface, its word on the page, how people head it."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_COLUMNS = 200
"""Columns that are looked at; what stands further right is none of a licence list."""


@dataclass(frozen=True, slots=True)
class ColumnField:
    """One meaning.

    Args:
        name: Its name in the interface and in stored columns.
        label: How people call it.
        headings: Words of headings, in small letters.
    """

    name: str
    label: str
    headings: tuple[str, ...]


_NAME = ColumnField(
    "name",
    "Name",
    (
        "name",
        "komponente",
        "component",
        "bibliothek",
        "library",
        "paket",
        "package",
        "modul",
        "module",
        "software",
        "produkt",
        "product",
        "artefakt",
        "artifact",
        "bezeichnung",
        "paketname",
        "abhängigkeit",
        "dependency",
        "module name",
        "bestandteil",
        "baustein",
    ),
)
_OTHERS = (
    ColumnField(
        "licence",
        "Lizenz",
        ("spdx", "lizenz", "lizenzen", "license", "licence", "licenses", "licences", "lizenztyp", "lizenzname"),
    ),
    ColumnField(
        "version",
        "Version",
        ("version", "versionsnummer", "release", "installed version", "stand", "ver."),
    ),
    ColumnField("purl", "Paket-URL", ("purl", "package url", "packageurl")),
    ColumnField(
        "supplier",
        "Hersteller",
        (
            "hersteller",
            "anbieter",
            "lieferant",
            "supplier",
            "vendor",
            "author",
            "autor",
            "publisher",
            "maintainer",
            "rechteinhaber",
            "urheber",
            "holder",
        ),
    ),
    ColumnField("hash", "Prüfsumme", ("hash", "sha256", "sha512", "prüfsumme", "checksum")),
    ColumnField(
        "address",
        "Adresse",
        ("url", "homepage", "quelle", "link", "repository", "website", "webseite", "download"),
    ),
)
COLUMN_NAMES: Mapping[str, str] = {one.name: one.label for one in (_NAME, *_OTHERS)}
"""What a column can mean, and how people call it, in the order in which it is asked."""
FIELDS = tuple(COLUMN_NAMES)
HEADINGS = tuple((one.name, one.headings) for one in (*_OTHERS, _NAME))
"""The words of headings, in the order in which they are looked for: those of a name stand in others too."""
