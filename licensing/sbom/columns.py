"""Which column of a licence list means what, guessed from its headings, else from what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from licensing.model import Weight

_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("purl", ("purl", "package url", "packageurl")),
    (
        "licence",
        ("spdx", "lizenz", "lizenzen", "license", "licence", "licenses", "licences", "lizenztyp", "lizenzname"),
    ),
    ("version", ("version", "versionsnummer", "release", "installed version", "stand")),
    (
        "supplier",
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
        ),
    ),
    ("hash", ("hash", "sha256", "sha512", "prüfsumme", "checksum")),
    ("address", ("url", "homepage", "quelle", "link", "repository", "website", "webseite", "download")),
    (
        "name",
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
        ),
    ),
)
_LICENCE = re.compile(
    r"\b(MIT|Apache|BSD|[AL]?GPL|EUPL|MPL|EPL|ISC|CC0|CC-BY|Unlicense|CDDL|Zlib|PSF|WTFPL|Artistic|Proprietär|proprietary|"
    r"kommerziell|public domain)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v?\d+(\.\d+)+[\w.+-]*", re.IGNORECASE)
MOST_COLUMNS = 200
"""Columns that are looked at; what stands further right is none of a licence list."""
_HEAD_ROWS = 15
_BODY_ROWS = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns mean.

    Args:
        header: Index of the row with the headings; -1 where there is none.
        by_field: Column of each field.
        titles: Heading of each column.
        weight: How sure the guess is: a note by headings, a warning by content.
    """

    header: int
    by_field: Mapping[str, int]
    titles: Mapping[int, str]
    weight: Weight


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return what the columns mean; None where neither headings nor content tell names and licences."""
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        found = _by_headings(row)
        if "licence" in found and ("name" in found or "purl" in found):
            return Columns(at, found, {n: cell.strip()[:60] for n, cell in enumerate(row)}, Weight.NOTE)
    by_content = _by_content(rows[:_BODY_ROWS])
    return Columns(-1, by_content, {}, Weight.WARNING) if by_content else None


def chosen_columns(rows: Sequence[Sequence[str]], chosen: Mapping[str, int]) -> Columns:
    """Return the columns as somebody confirmed them; the row with the headings is the one that a guess finds.

    Args:
        rows: The table.
        chosen: Field to column, counted from 0.
    """
    guessed = guess_columns(rows)
    header, titles = (guessed.header, guessed.titles) if guessed else (-1, {})
    return Columns(header, dict(chosen), titles, Weight.NOTE)


def _by_headings(row: Sequence[str]) -> dict[str, int]:
    """Return the columns by their headings: one that says it exactly goes before one that only holds the word."""
    found: dict[str, int] = {}
    titles = [re.sub(r"[\s_\-/]+", " ", cell).strip().casefold() for cell in row]
    for exact in (True, False):
        for field, words in _HEADINGS:
            if field in found:
                continue
            for at, title in enumerate(titles):
                if at not in found.values() and _says(title, words, exact=exact):
                    found[field] = at
                    break
    return found


def _says(title: str, words: Sequence[str], *, exact: bool) -> bool:
    if exact or not title or len(title) > 60:  # noqa: PLR2004 - longer is a sentence, not a heading
        return title in words
    return any(word in title for word in words)


def _by_content(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:  # noqa: PLR2004 - one column or one row is no list
        return {}
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(min(width, 60))]
    licences = [_share(column, _LICENCE.search) for column in columns]
    versions = [_share(column, _VERSION.fullmatch) for column in columns]
    licence = max(range(len(columns)), key=licences.__getitem__)
    if licences[licence] < 0.5:  # noqa: PLR2004 - fewer than every other is chance
        return {}
    found = {"licence": licence}
    version = max(range(len(columns)), key=versions.__getitem__)
    if version != licence and versions[version] >= 0.5:  # noqa: PLR2004 - the same
        found["version"] = version
    name = next((at for at, column in enumerate(columns) if at not in found.values() and column), None)
    return {**found, "name": name} if name is not None else {}


def _share(column: Sequence[str], test: Callable[[str], object]) -> float:
    hits = sum(bool(test(cell)) for cell in column)
    return hits / len(column) if column else 0.0
