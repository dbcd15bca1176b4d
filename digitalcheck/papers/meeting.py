"""The Digital-Checks of a meeting: which file holds what, what needs none. ``pruefstand/digitalcheck-meeting/1``."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import rfc8785
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.digest import checksum
from core.document import (
    Align,
    Block,
    Column,
    Density,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Table,
)
from core.german import german_date
from digitalcheck.model import Depth, Headline
from digitalcheck.papers.proposal import paragraph_for_proposal
from digitalcheck.papers.sheet import NAME
from digitalcheck.papers.version import NOTED, counted, findings_of, number_of, sheet_state
from digitalcheck.papers.words import said, told
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.wording import headline_words

FORMAT: Literal["pruefstand/digitalcheck-meeting/1"] = "pruefstand/digitalcheck-meeting/1"
CONTENTS, ALL = "inhalt", "alle"
_LONGEST_NAME = 40
_FORM = with_config(ConfigDict(extra="forbid"))


@dataclass(frozen=True, slots=True)
class Item:
    """A check at its place on the agenda.

    Args:
        judgement: What follows from it.
        file: Name of its sheet; None without digital relation.
        sha256: SHA-256 of the sheet's bytes as hex digits; empty without a sheet.
        digest: Checksum of the twin for machines; empty without a sheet.
    """

    judgement: Judgement
    file: str | None
    sha256: str = ""
    digest: str = ""


@_FORM
class MeetingEntry(TypedDict):
    """A proposal of the meeting; file, sha256 and digest are null where no sheet is needed."""

    position: int
    vorlagen_nr: str | None
    titel: str
    dezernat: str
    amt: str
    status: str
    depth: Depth
    headline: Headline | None
    findings: dict[str, int]
    file: str | None
    sha256: str | None
    digest: str | None
    negative_sentence: str | None


@_FORM
class Meeting(TypedDict):
    """Contents of a folder. ``digest`` is the SHA-256 of the RFC 8785 form without it."""

    format: Literal["pruefstand/digitalcheck-meeting/1"]
    meeting: str
    version: Literal["public", "internal"]
    day: str
    entries: list[MeetingEntry]
    digest: str


def file_name(position: int, judgement: Judgement) -> str | None:
    """Return the name of a sheet in the folder, e.g. ``03-2026-0417.pdf``; None where it needs none."""
    if judgement.depth is Depth.NEGATIV:
        return None
    ascii_only = (
        unicodedata.normalize("NFKD", judgement.check.head.vorlagen_nr or "").encode("ascii", "ignore").decode()
    )
    words = re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST_NAME]
    return f"{position:02d}-{words or 'ohne-nummer'}.pdf"


def meeting_twin(name: str, day: date, items: Sequence[Item], *, internal: bool) -> Meeting:
    """Return the contents of a folder for machines."""
    covered: dict[str, Any] = {
        "format": FORMAT,
        "meeting": name,
        "version": "internal" if internal else "public",
        "day": day.isoformat(),
        "entries": [_entry(position, item, internal=internal) for position, item in enumerate(items, 1)],
    }
    return {**covered, "digest": checksum(rfc8785.dumps(covered))}  # type: ignore[typeddict-item]  # built above


def contents(name: str, day: date, items: Sequence[Item], *, internal: bool) -> Document:
    """Return the table of contents of a folder."""
    version = "intern" if internal else "öffentlich"
    title = f"{NAME}s: {told(name)}"
    blocks: list[Block] = [Heading(1, title), Paragraph(said(_sum(items)))]
    rows = [(position, item) for position, item in enumerate(items, 1) if item.file]
    if rows:
        columns = (
            Column("Nr.", Align.RIGHT),
            Column("Vorlage", names_row=True),
            Column("Abstimmung mit ADIT"),
            Column("Befunde"),
            Column("Datei"),
        )
        body = tuple(_row(position, item, internal=internal) for position, item in rows)
        blocks.append(Table("Übersichten in der Reihenfolge der Tagesordnung", columns, (RowGroup(body),)))
    if plain := [item.judgement for item in items if not item.file]:
        blocks.append(Heading(2, "Ohne Digitalbezug"))
        blocks.append(ListBlock(tuple(said(paragraph_for_proposal(one)) for one in plain)))
    blocks.append(
        Paragraph(said(f"ADIT: Amt für Digitalisierung und IT. Fassung: {version}. Stichtag: {german_date(day)}."))
    )
    return Document(
        title=title,
        language="de-DE",
        issued=day,
        blocks=tuple(blocks),
        header=f"{title}, Fassung {version}",
        footer=f"Stichtag {german_date(day)}",
    )


def collection(table: Document, sheets: Sequence[tuple[Judgement, Document]]) -> Document:
    """Return contents and all sheets as one paper, each sheet on pages of its own; no file lies beside it.

    Args:
        table: Contents of the folder.
        sheets: The sheets in the order of the agenda.
    """
    blocks = [_without_files(one) if isinstance(one, Table) else one for one in table.blocks]
    for judgement, sheet in sheets:
        mark = sheet_state(judgement)
        title = f"{NAME} zur Vorlage {number_of(judgement)}" + (f" ({mark})" if mark else "")
        blocks += [Heading(1, title, new_page=True), *sheet.blocks[1:]]
    return replace(table, title=f"{table.title}, alle Übersichten", blocks=tuple(blocks), density=Density.COMPACT)


def _without_files(table: Table) -> Table:
    groups = tuple(replace(group, rows=tuple(row[:-1] for row in group.rows)) for group in table.groups)
    return replace(table, columns=table.columns[:-1], groups=groups)


def _row(position: int, item: Item, *, internal: bool) -> Row:
    judgement, file = item.judgement, item.file or ""
    mark = sheet_state(judgement)
    title = f"{number_of(judgement)}: {told(judgement.check.head.titel)}" + (f" ({mark})" if mark else "")
    found = counted(judgement, internal=internal)
    link = Run(file, link=f"./{file}")
    return said(str(position)), said(title), said(headline_words(judgement) or ""), said(found), (link,)


def _sum(items: Sequence[Item]) -> str:
    lines = Counter(item.judgement.headline for item in items)
    words = {
        Headline.ABGESTIMMT: "abgestimmt",
        Headline.ABGESTIMMT_VORBEHALTLICH: "abgestimmt, vorbehaltlich Beschluss",
        Headline.ABSTIMMUNG_LAEUFT: "in Abstimmung",
        Headline.NICHT_ABGESTIMMT: "nicht abgestimmt",
        None: "ohne Digitalbezug",
    }
    told_of = "; ".join(f"{lines[line]} {word}" for line, word in words.items() if lines[line])
    return f"{len(items)} {'Vorlage' if len(items) == 1 else 'Vorlagen'}: {told_of}."


def _entry(position: int, item: Item, *, internal: bool) -> MeetingEntry:
    judgement = item.judgement
    head, shown = judgement.check.head, findings_of(judgement, internal=internal)
    negative = judgement.depth is Depth.NEGATIV
    return {
        "position": position,
        "vorlagen_nr": head.vorlagen_nr,
        "titel": head.titel,
        "dezernat": head.dezernat,
        "amt": head.amt,
        "status": judgement.check.status.value,
        "depth": judgement.depth,
        "headline": judgement.headline,
        "findings": {light.value: sum(one.light is light for one in shown) for light in NOTED},
        "file": item.file,
        "sha256": item.sha256 or None,
        "digest": item.digest or None,
        "negative_sentence": paragraph_for_proposal(judgement) if negative else None,
    }
