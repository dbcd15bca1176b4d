"""What a council system shows, for people at a terminal and for machines."""

from collections.abc import Sequence
from typing import Any

from app.reports.table import plain, text_table
from core.german import german_date, german_number
from digitalcheck.rules.council.annex import CouncilPublication, annexes_of
from digitalcheck.rules.council.coverage import CoverageRow
from digitalcheck.rules.council.head import FoundHead
from digitalcheck.rules.council.objects import CouncilPaper
from digitalcheck.rules.council.wording import HEAD_NOTES, PUBLICATIONS, stop_words

_HUNDRED = 100


def paper_document(paper: CouncilPaper, head: FoundHead, publication: CouncilPublication | None) -> dict[str, Any]:
    """Return a paper for machines."""
    return {
        "id": paper.id,
        "art": paper.kind,
        "datum": paper.day.isoformat() if paper.day else None,
        "head": head.fields(),
        "notes": [note.value for note in head.notes],
        "annexes": [one.model_dump(mode="json") for one in annexes_of(paper)],
        "publication": publication and publication.value,
    }


def paper_report(paper: CouncilPaper, head: FoundHead, publication: CouncilPublication | None) -> str:
    """Return a paper for people."""
    lines = [
        f"{paper.kind or 'Vorlage'} {head.vorlagen_nr}: {head.titel}",
        f"  Datum: {german_date(paper.day) if paper.day else 'nicht genannt'}",
        f"  Amt: {head.amt or 'nicht genannt'}",
        *(f"  Beratung: {stop_words(one)}" for one in head.gremienlauf),
        *(f"  Anlage: {one.name or one.file_name}" for one in annexes_of(paper)),
        *(f"  Hinweis: {HEAD_NOTES[note]}" for note in head.notes),
    ]
    if publication is not None:
        lines.append(f"  Übersicht: {PUBLICATIONS[publication]}")
    return "\n".join(f"{one[: len(one) - len(one.lstrip())]}{plain(one)}" for one in lines)


def coverage_document(rows: Sequence[CoverageRow]) -> list[dict[str, Any]]:
    """Return the share over time for machines."""
    return [
        {"quarter": one.quarter or None, "proposals": one.proposals, "with_check": one.with_check, "share": _share(one)}
        for one in rows
    ]


def coverage_report(rows: Sequence[CoverageRow]) -> str:
    """Return the share over time for people."""
    cells = [
        [
            one.quarter or "ohne Datum",
            german_number(one.proposals),
            german_number(one.with_check),
            f"{german_number(one.share * _HUNDRED, 1)} %",
        ]
        for one in rows
    ]
    return "\n".join(
        text_table(["Quartal", "Vorlagen", "mit Digital-Check", "Anteil"], cells, right=frozenset({1, 2, 3}))
    )


def _share(row: CoverageRow) -> str:
    return f"{row.share.numerator}/{row.share.denominator}"
