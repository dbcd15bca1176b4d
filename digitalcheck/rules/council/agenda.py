"""A Tagesordnung as people have it: a table, or words pasted from the invitation. The Magistrat's is in no system."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Fault, InputError
from digitalcheck.rules.council.reading import line
from digitalcheck.rules.council.register import reference_key

MOST_CHARACTERS, MOST_ENTRIES = 200_000, 500
_HEAD_WITHIN = 20
_COLUMNS = {
    "number": frozenset({"top", "nr", "punkt", "tagesordnungspunkt", "lfdnr", "topnr", "position", "pos", "nummer"}),
    "reference": frozenset(
        {"vorlage", "vorlagennr", "vorlagennummer", "vorlagenr", "drucksache", "drucksachennr", "nummerdervorlage"}
    ),
    "title": frozenset({"betreff", "titel", "bezeichnung", "gegenstand", "thema"}),
    "office": frozenset({"amt", "fachamt", "federführung", "federführendesamt"}),
}
_REFERENCE_COLUMN = "reference"
_REQUIRED = (_REFERENCE_COLUMN, "title")
_EITHER = frozenset({"nummer", "nr"})
"""Headings that number the items in one list and the proposals in another."""

_ITEM = r"(?:(?:TOP|Punkt|[ÖN])\s*)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)[.):]?"
_NUMBERED = re.compile(rf"{_ITEM}\s+(?P<rest>\S.*)")
_NUMBER_ALONE = re.compile(_ITEM)
_PART = r"[A-ZÄÖÜ()]{0,6}\d{1,6}"
_REFERENCE = rf"(?:[A-ZÄÖÜ]{{1,4}}[-/ ]?)?\d{{2,4}}[-/](?:[A-Z0-9()]{{1,8}}[-/]){{0,3}}{_PART}"
_LABELLED = re.compile(
    rf"\(?(?:Magistratsvorlage|Vorlagen?|Drucksachen?|Vorl\.)[\s-]*(?:Nr\.|Nummer)?:?\s*(?P<reference>{_REFERENCE})(?![\w/-])\)?"
)
_FIRST = re.compile(rf"(?P<reference>{_REFERENCE})(?![\w/-])")
_PARENTHESES = re.compile(rf"\((?P<reference>{_REFERENCE})\)")
_YEARS = re.compile(r"20(\d\d)/(?:20)?(\d\d)", re.ASCII)
_EDGES = " \t,;:–—-"


class AgendaGap(StrEnum):
    """Why a line of an agenda is no proposal."""

    NO_REFERENCE = "no_reference"
    TOO_MANY = "too_many"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A proposal on the agenda.

    Args:
        number: Number of the item, e.g. ``3.1``; may be empty.
        reference: Number of the proposal.
        title: What it is about; may be empty.
        office: Office in charge; empty where it is not named.
    """

    number: str
    reference: str
    title: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line that is no proposal, as it stood there.

    Args:
        place: Number of the line or row, from 1.
        text: Its words.
        gap: Why it is none.
    """

    place: int
    text: str
    gap: AgendaGap


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on an agenda, in its order.

    Args:
        entries: The proposals.
        left_out: Every other line, so that nothing is lost unseen.
    """

    entries: tuple[AgendaEntry, ...]
    left_out: tuple[AgendaLine, ...]


_Found = tuple[int, str, AgendaEntry | None]


def agenda_of_rows(rows: Sequence[Sequence[str]]) -> Agenda:
    """Return the agenda in a table; a row among the first names the columns.

    Args:
        rows: Cells as texts. Columns for number and title of the proposal are needed, item and office may be there.

    Raises:
        InputError: No row names both columns.
    """
    at, columns = _head(rows)

    def found() -> Iterator[_Found]:
        for place, row in enumerate(rows[at + 1 :], at + 2):
            cells = {name: line(row[column]) if column < len(row) else "" for name, column in columns.items()}
            text = " ".join(filter(None, map(line, row)))
            if text:
                yield place, text, _of_cells(cells)

    return _agenda(found())


def agenda_of_text(text: str) -> Agenda:
    """Return the agenda in words that were pasted: a table with tabs, or one item a line, long ones over several.

    Raises:
        InputError: It is longer than any agenda.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError([Fault("agenda_too_long", "", properties={"maximum": str(MOST_CHARACTERS)})])
    lines = text.splitlines()
    rows = [one.split("\t") for one in lines]
    if any(len(row) > 1 for row in rows) and _columns_at(rows):
        return agenda_of_rows(rows)
    return _agenda(_joined(lines))


def by_agenda(agenda: Agenda, references: Sequence[str | None]) -> tuple[tuple[AgendaEntry, int | None], ...]:
    """Return each proposal with the place of its number in a list, None where it is not in it.

    Args:
        agenda: The agenda.
        references: Numbers of proposals, e.g. those of checks.
    """
    known: dict[str, int] = {}
    for place, reference in enumerate(references):
        known.setdefault(reference_key(reference or ""), place)
    known.pop("", None)
    return tuple((entry, known.get(reference_key(entry.reference))) for entry in agenda.entries)


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
    found = _columns_at(rows)
    if found is None:
        raise InputError([Fault("agenda_columns", "")])
    return found


def _columns_at(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]] | None:
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        names = ["".join(char for char in cell.casefold() if char.isalpha()) for cell in row]
        columns = _named(names, rows[at + 1 :])
        if all(field in columns for field in _REQUIRED):
            return at, columns
    return None


def _named(names: Sequence[str], below: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Return the columns that a row names; "Nummer" is that of the proposal where such numbers stand below it."""
    columns = {
        field: next(column for column, name in enumerate(names) if name in words)
        for field, words in _COLUMNS.items()
        if not words.isdisjoint(names)
    }
    if _REFERENCE_COLUMN in columns:
        return columns
    found = [at for at, name in enumerate(names) if name in _EITHER and any(_numbers(row, at) for row in below)]
    if not found:
        return columns
    others = {field: at for field, at in columns.items() if at != found[-1]}
    return {**others, _REFERENCE_COLUMN: found[-1]}


def _numbers(row: Sequence[str], column: int) -> bool:
    """Tell whether a proposal's number stands there, not that of an item."""
    return column < len(row) and _FIRST.match(line(row[column])) is not None


def _of_cells(cells: Mapping[str, str]) -> AgendaEntry | None:
    if not any(char.isdigit() for char in cells["reference"]):
        return None
    return AgendaEntry(cells.get("number", ""), cells["reference"], cells["title"], cells.get("office", ""))


def _joined(lines: Sequence[str]) -> Iterator[_Found]:
    """Yield the items; a line that begins none goes on with the item before."""
    items: list[tuple[int, str]] = []
    for place, raw in enumerate(lines, 1):
        text = line(raw)
        if text and items and _goes_on(text, items[-1][1]):
            items[-1] = items[-1][0], f"{items[-1][1]} {text}"
        elif text:
            items.append((place, text))
    for place, text in items:
        yield place, text, _of_line(text)


def _goes_on(text: str, before: str) -> bool:
    """Tell whether a line belongs to the item before: words without a number, or the proposal that it lacks."""
    if _NUMBERED.fullmatch(text) or _NUMBER_ALONE.fullmatch(text):
        return False
    if _NUMBER_ALONE.fullmatch(before):
        return True
    found = _of_line(text)
    return found is None or (not found.title and bool(_NUMBERED.fullmatch(before)) and _of_line(before) is None)


def _of_line(text: str) -> AgendaEntry | None:
    """Return the proposal that a line names: by word, at its beginning, or in parentheses; never two years."""
    numbered = _NUMBERED.fullmatch(text)
    number, words = (numbered["number"], numbered["rest"]) if numbered else ("", text)
    found = _LABELLED.search(words) or _FIRST.match(words) or _PARENTHESES.search(words)
    if found is None or _is_two_years(found["reference"]):
        return None
    title = f"{words[: found.start()].strip(_EDGES)} {words[found.end() :].strip(_EDGES)}"
    return AgendaEntry(number, found["reference"], line(title))


def _is_two_years(reference: str) -> bool:
    years = _YEARS.fullmatch(reference)
    return years is not None and int(years[2]) == int(years[1]) + 1


def _agenda(found: Iterator[_Found]) -> Agenda:
    entries: dict[str, AgendaEntry] = {}
    left_out: list[AgendaLine] = []
    for place, text, entry in found:
        gap = _gap(entry, entries)
        if gap is not None:
            left_out.append(AgendaLine(place, text, gap))
        elif entry is not None:
            entries[reference_key(entry.reference)] = entry
    return Agenda(tuple(entries.values()), tuple(left_out[:MOST_ENTRIES]))


def _gap(entry: AgendaEntry | None, entries: Mapping[str, AgendaEntry]) -> AgendaGap | None:
    if entry is None:
        return AgendaGap.NO_REFERENCE
    if reference_key(entry.reference) in entries:
        return AgendaGap.TWICE
    return AgendaGap.TOO_MANY if len(entries) >= MOST_ENTRIES else None
