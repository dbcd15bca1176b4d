"""What the child process calls: bytes of a file, or the rows of a workbook, to verdicts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.licences.judging import judge_for
from app.licences.resources import load_resource, quality_lists
from core.digest import PREFIX, checksum
from core.errors import InputError
from core.json_text import collector_paused
from licensing.model import Sbom
from licensing.quality.guidelines import guidelines_on
from licensing.sbom.columns import headings_of
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused
from licensing.sbom.reading import ReadSbom, finished, read_sboms
from licensing.sbom.rows import read_rows
from licensing.verdict import build_verdict

_PACKAGES = "Package Info"
"""The sheet with the packages in a workbook as SPDX 2 defines it; files and snippets are no components."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a file.

    Args:
        day: Day whose lists hold, as ISO writes it.
        outbound: Licence of the offered product; empty where it is that of the bill itself.
        use: How the components are used.
        scenario: What is done with the product.
        policy: Checked rules of the house as JSON; those that ship where it is empty.
    """

    day: str
    outbound: str
    use: str
    scenario: str = "distribution"
    policy: str = ""


def judge_file(data: bytes, **asked: str) -> list[dict[str, Any]]:
    """Return the verdict on each bill of materials in a file.

    Args:
        data: The file.
        asked: See ``Question``.
    """
    with collector_paused():
        question = Question(**asked)
        return [verdict_on(one, digits(data), question) for one in read_sboms(data, load_resource)]


def judge_rows(data: bytes, **asked: str) -> list[dict[str, Any]]:
    """Return the verdict on each licence list among the sheets of a workbook, given as JSON."""
    found, sha256 = in_book(data)
    return [verdict_on(one, sha256, Question(**asked)) for one in found]


def in_book(data: bytes, columns: Mapping[str, int] | None = None) -> tuple[list[ReadSbom], str]:
    """Return the licence lists in a workbook, given as JSON, and the checksum of its file.

    Confirmed columns are those of the first list. They hold for all with the same headings; the rest is guessed.
    """
    book = json.loads(data)
    sheets = [sheet for sheet in book["sheets"] if sheet[0] == _PACKAGES] or book["sheets"]
    headings = [headings_of([row for _, row in rows]) for _, rows in sheets]
    confirmed = next((one for one in headings if one is not None), None)
    found: list[tuple[str, Sbom, Notes]] = []
    refusals: list[InputError] = []
    for (name, rows), own in zip(sheets, headings, strict=True):
        notes = Notes()
        try:
            sbom = read_rows(rows, book["encoding"], notes, columns if own == confirmed else None)
        except InputError as error:
            refusals.append(error)
        else:
            found.append((name, sbom, notes))
    if not found:
        raise (refusals or [refused("sbom_no_list", line="1", column="1")])[0]
    read = {name for name, _, _ in found}
    for name in (name for name, rows in book["sheets"] if rows and name not in read):
        found[0][2].warn("sheet_skipped", name=name)
    return [finished(name, (), "utf-8", sbom, notes) for name, sbom, notes in found], book["sha256"]


def verdict_on(read: ReadSbom, sha256: str, question: Question) -> dict[str, Any]:
    """Return the verdict on a bill of materials; see ``Question``."""
    guidelines = guidelines_on(quality_lists(), date.fromisoformat(question.day))
    judge = judge_for(question.use, question.scenario, question.policy)
    return build_verdict(read, sha256, guidelines, judge, question.outbound)


def digits(data: bytes) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    return checksum(data).removeprefix(PREFIX)
