"""Which column of a licence list means what, guessed from its headings, else from what stands in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from licensing.model import Weight
from licensing.sbom.column_fields import FIELDS, HEADINGS
from licensing.sbom.opening import refused

_LICENCE = re.compile(
    r"\b(MIT|Apache|BSD|[AL]?GPL|EUPL|MPL|EPL|ISC|CC0|CC-BY|Unlicense|CDDL|Zlib|PSF|WTFPL|Artistic|OFL|BSL|"
    r"0BSD|PostgreSQL|Python-2|Proprietär|proprietary|"
    r"kommerziell|public domain)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v?\d+(\.\d+)+[\w.+-]*", re.IGNORECASE)
_HEAD_ROWS = 15
_WORDS_OF_A_NAME, _WORDS_OF_A_HEADING = 9, 6
_REACHED = ("url", "link", "adresse", "address", "homepage", "mail")
"""Where somebody or something is found, in a heading: not who or what it is."""
_ABOUT = (
    *_REACHED,
    "file",
    "text",
    "path",
    "datei",
    "pfad",
    "copyright",
    "holder",
    "category",
    "source",
    "binary",
    "descri",
    "beschreib",
)
_IDS = frozenset({"id", "ids", "identifier"})
_ASIDE = re.compile(r"\([^()]*\)")
"""What a heading says by the way, as in "Lizenz (z. B. MIT)"."""
_OPEN_SOURCE = re.compile(r"\bopen ?source\b")
"""What a heading calls all its components says nothing of their source: "Open Source Lizenz" is the licence."""
_MOST = 0.5
"""Fewer cells than every other are chance."""
_OTHER_THAN: Mapping[str, Sequence[str]] = {"licence": _ABOUT, "name": _ABOUT, "supplier": _REACHED}
_WHOLE = frozenset({"stand", "ver.", "spdx"})
"""Words that are none within another: a "Bestandteil" is no "Stand", an "SPDXRef-1" no licence."""
_ELEMENT = "spdx identifier"
"""What SPDX itself calls the key of a package."""
_KEYS = ("id", "gav", "coordinates", "koordinaten", "kennung")
"""Headings that name a component only where no other does."""
_ADDRESS, _PURL = re.compile(r"https?://|git[@+]|www\."), re.compile(r"pkg:[a-z]")
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
        named = "licence" in found and ("name" in found or "purl" in found)
        if named and not _is_prose(rows[at + 1 : at + 1 + _BODY_ROWS], found["licence"]):
            return Columns(at, found, _titles(rows, at), Weight.NOTE)
    by_content = _by_content(rows[:_BODY_ROWS])
    if not by_content:
        return None
    header = 0 if _by_headings(rows[0]).get("licence") == by_content["licence"] else -1
    return Columns(header, by_content, _titles(rows, header), Weight.WARNING)


def headings_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Return the headings that a guess finds, none where it goes by content; None where the rows are no list."""
    guessed = guess_columns(rows)
    return tuple(guessed.titles.values()) if guessed else None


def _is_prose(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether a column holds sentences: half of its entries are longer than a name."""
    words = sorted(len(row[column].split()) for row in rows if column < len(row) and row[column].strip())
    return bool(words) and words[len(words) // 2] > _WORDS_OF_A_NAME


def chosen_columns(rows: Sequence[Sequence[str]], chosen: Mapping[str, int]) -> Columns:
    """Return the columns as somebody confirmed them; the row with the headings is the one that a guess finds.

    Args:
        rows: The table.
        chosen: Field (see ``FIELDS``) to column, counted from 0.

    Raises:
        InputError: An unknown field, a column that no row has, or neither name nor licence.
    """
    width = max(map(len, rows), default=0)
    for field, column in chosen.items():
        if field not in FIELDS or not 0 <= column < width:
            raise refused("sbom_columns", field=field[:40], column=str(column + 1), maximum=str(width))
    if not {"name", "purl"} & set(chosen) or "licence" not in chosen:
        raise refused("sbom_columns_missing")
    guessed = guess_columns(rows)
    header = guessed.header if guessed else -1
    if header < 0 and _is_heading(rows[:_BODY_ROWS], chosen["licence"]):
        header = 0
    return Columns(header, dict(chosen), _titles(rows, header), Weight.NOTE)


def _titles(rows: Sequence[Sequence[str]], header: int) -> dict[int, str]:
    return {n: cell.strip()[:60] for n, cell in enumerate(rows[header])} if header >= 0 else {}


def _is_heading(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether the first row names the column: what stands in it is no licence, unlike most of what is below."""
    cells = [row[column].strip() for row in rows if column < len(row)]
    return len(cells) > 1 and not looks_like_licence(cells[0]) and _share(cells[1:], looks_like_licence) >= _MOST


def _by_headings(row: Sequence[str]) -> dict[str, int]:
    """Return the columns by their headings, the plainest that there are; nothing for a row that is an entry itself."""
    found: dict[str, int] = {}
    titles = [re.sub(r"[\s_\-/]+", " ", cell).strip().casefold() for cell in row]
    for says in (_says, _holds, _numbers):
        for field, words in HEADINGS:
            left = (at for at, title in enumerate(titles) if at not in found.values() and says(title, field, words))
            at = None if field in found else next(left, None)
            if at is not None:
                found[field] = at
    key = next((n for n, one in enumerate(titles) if one in _KEYS), None)
    if key is not None and "name" not in found and "purl" not in found:
        found["name"] = key
    return {} if "licence" in found and _is_entry(row, row[found["licence"]]) else found


def _is_entry(row: Sequence[str], licence: str) -> bool:
    """Tell whether a row is a component and no heading: it has a version or an address, or names a licence."""
    has = any(_VERSION.fullmatch(cell.strip()) or _ADDRESS.match(cell.strip()) for cell in row)
    return has or looks_like_licence(_ASIDE.sub("", licence))


def _says(title: str, _field: str, words: Sequence[str]) -> bool:
    return title in words


def _holds(title: str, field: str, words: Sequence[str]) -> bool:
    """Tell whether a heading holds one of the words and names the thing itself: not its key, address, file or text."""
    return _numbers(title, field, words) and (
        ("spdx" in title and title != _ELEMENT) or title.rsplit(maxsplit=1)[-1] not in _IDS
    )


def _numbers(title: str, field: str, words: Sequence[str]) -> bool:
    """Tell whether a heading holds one of the words, and be it for the key of the thing."""
    single = title.split()
    if not title or len(title) > 60 or len(single) > _WORDS_OF_A_HEADING:  # noqa: PLR2004 - a sentence
        return False
    plain = _OPEN_SOURCE.sub("", title)
    about = any(word in plain for word in _OTHER_THAN.get(field, ()))
    return not about and any(word in (single if word in _WHOLE else title) for word in words)


def _by_content(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    width = max((len(row) for row in rows), default=0)
    filled = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    if width < 2 or len(rows) < 2 or len(filled) * 2 < len(rows):  # noqa: PLR2004 - one column or row is no list
        return {}
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(min(width, 60))]
    licences = [_share(column, looks_like_licence) for column in columns]
    versions = [_share(column, _VERSION.fullmatch) for column in columns]
    licence = max(range(len(columns)), key=licences.__getitem__)
    if licences[licence] < _MOST:
        return {}
    found = {"licence": licence}
    version = max(range(len(columns)), key=versions.__getitem__)
    if version != licence and versions[version] >= _MOST:
        found["version"] = version
    name = next((at for at, column in enumerate(columns) if at not in found.values() and column), None)
    for field, sign in (("purl", _PURL), ("address", _ADDRESS)):
        left = (n for n, _ in enumerate(columns) if n not in {*found.values(), name})
        spot = next((n for n in left if _share(columns[n], sign.match) >= _MOST), None)
        if spot is not None:
            found[field] = spot
    return {**found, "name": name} if name is not None else {}


def looks_like_licence(cell: str) -> bool:
    """Tell whether a text is as short as the name of a licence and holds one."""
    return len(cell.split()) <= _WORDS_OF_A_NAME and not _ADDRESS.match(cell) and bool(_LICENCE.search(cell))


def _share(column: Sequence[str], test: Callable[[str], object]) -> float:
    hits = sum(bool(test(cell)) for cell in column)
    return hits / len(column) if column else 0.0
