"""What the child process calls: bytes of a file, or the rows of a workbook, to verdicts."""

import json
from datetime import date
from typing import Any

from app.licences.judging import judge_for
from app.licences.resources import load_resource, quality_lists
from core.digest import PREFIX, checksum
from core.errors import InputError
from core.json_text import collector_paused
from licensing.quality.guidelines import guidelines_on
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused
from licensing.sbom.reading import ReadSbom, finished, read_sboms
from licensing.sbom.text_lists import read_rows
from licensing.verdict import build_verdict


def judge_file(data: bytes, *, day: str, outbound: str, use: str) -> list[dict[str, Any]]:
    """Return the verdict on each bill of materials in a file.

    Args:
        data: The file.
        day: Day whose lists hold, as ISO writes it.
        outbound: Licence of the offered product; empty where it is that of the bill itself.
        use: How the components are used.
    """
    with collector_paused():
        return _verdicts(read_sboms(data, load_resource), _digits(data), day, outbound, use)


def judge_rows(data: bytes, *, day: str, outbound: str, use: str) -> list[dict[str, Any]]:
    """Return the verdict on each licence list among the sheets of a workbook, given as JSON."""
    book = json.loads(data)
    found: list[ReadSbom] = []
    skipped, first = [], None
    for name, rows in book["sheets"]:
        notes = Notes()
        try:
            sbom = read_rows(rows, book["encoding"], notes)
        except InputError as error:
            first = first or error
            skipped.append(name)
        else:
            if not found:
                for other in skipped:
                    notes.warn("sheet_skipped", name=other)
            found.append(finished(name, (), "utf-8", sbom, notes))
    if not found:
        raise first or refused("sbom_no_list", line="1", column="1")
    return _verdicts(found, book["sha256"], day, outbound, use)


def _digits(data: bytes) -> str:
    return checksum(data).removeprefix(PREFIX)


def _verdicts(found: list[ReadSbom], sha256: str, day: str, outbound: str, use: str) -> list[dict[str, Any]]:
    guidelines = guidelines_on(quality_lists(), date.fromisoformat(day))
    judge = judge_for(use)
    return [build_verdict(one, sha256, guidelines, judge, outbound) for one in found]
