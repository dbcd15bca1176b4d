"""The files a check goes out as. Loaded only where one is asked for."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from math import ceil
from typing import Any

from core.document import Density, Document
from digitalcheck.papers import check_sheet
from digitalcheck.papers.meeting import ALL, CONTENTS, Item, Meeting, collection, contents, file_name, meeting_twin
from digitalcheck.papers.page import as_page
from digitalcheck.papers.plain_text import as_text
from digitalcheck.papers.twin import CheckSheet, sheet_twin
from digitalcheck.papers.version import FIRST_PAGE, Detail, Noted, noted
from digitalcheck.rules.findings import Judgement
from infra.pdf import Attachment, Drawing, render
from infra.pdf.look import LOOKS

_TWIN = "digital-check.json"
_CHARACTERS, _REASON_INTRO = 72, 12
"""Characters of a line in the column of findings, and those that stand before a reason."""


class SheetFiles:
    """One version of the sheet in all its forms. Equal checks give equal bytes, and every form says the same words.

    Args:
        judgement: What follows from the check; it has a digital relation.
        internal: With cost, roles, reasons and what is said about security.
        link: Address of the check for the footer.
    """

    def __init__(self, judgement: Judgement, *, internal: bool = False, link: str | None = None) -> None:
        self.twin: CheckSheet = sheet_twin(judgement, internal=internal)
        self._drawing = _fitted(judgement, self.twin["digest"], link, internal=internal)

    @property
    def document(self) -> Document:
        """What the sheet says."""
        return self._drawing.document

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return len(self._drawing.rooms)

    def pdf(self, *, embed: bool = False) -> bytes:
        """Return the sheet as PDF/UA-1 and PDF/A-2a; with the twin embedded as PDF/A-3a."""
        description = f"Digital-Check ({self.twin['format']})"
        twin = Attachment(_TWIN, self.json(), "application/json", description) if embed else None
        return self._drawing.file(twin)

    def json(self) -> bytes:
        """Return the twin for machines as it stands beside the PDF."""
        return _json(self.twin)

    def html(self) -> bytes:
        """Return the sheet as an HTML page."""
        return as_page(self.document).encode()

    def text(self) -> bytes:
        """Return the sheet as plain text."""
        return as_text(self.document).encode()


def folder_of(
    name: str, day: date, judgements: Sequence[Judgement], *, internal: bool = False, embed: bool = False
) -> tuple[Meeting, Document, dict[str, bytes]]:
    """Return the contents of a meeting's folder: for machines, as a paper, and all its files by name.

    Args:
        name: What the meeting is called.
        day: Day of the judgements.
        judgements: In the order of the agenda.
        internal: Which version of the sheets.
        embed: Put each twin into its PDF as well.
    """
    files: dict[str, bytes] = {}
    items, sheets = [], []
    for position, judgement in enumerate(judgements, 1):
        file = file_name(position, judgement)
        if file is None:
            items.append(Item(judgement, None))
            continue
        sheet = SheetFiles(judgement, internal=internal)
        files[file] = sheet.pdf(embed=embed)
        files[f"{file}.json"] = sheet.json()
        sheets.append((judgement, sheet.document))
        items.append(Item(judgement, file, sha256(files[file]).hexdigest(), sheet.twin["digest"]))
    twin, document = meeting_twin(name, day, items, internal=internal), contents(name, day, items, internal=internal)
    files |= {
        f"{CONTENTS}.pdf": render(document),
        f"{CONTENTS}.html": as_page(document).encode(),
        f"{CONTENTS}.json": _json(twin),
        f"{ALL}.pdf": render(collection(document, sheets)),
    }
    return twin, document, files


def _fitted(judgement: Judgement, digest: str, link: str | None, *, internal: bool) -> Drawing:
    """Return the sheet with as much beside its sentences as one page holds, two above ten findings.

    Reasons go first, then who is in charge. A text so long that even the sentences need another page is not cut.
    """
    findings = noted(judgement, internal=internal)
    groups = [findings[:FIRST_PAGE], findings[FIRST_PAGE:]] if len(findings) > FIRST_PAGE else [findings]

    def drawn(detail: Detail) -> Drawing:
        return Drawing(check_sheet(judgement, digest, internal=internal, detail=detail, link=link))

    drawing = drawn(Detail(FIRST_PAGE, len(findings)))
    if len(drawing.rooms) <= len(groups):
        return drawing
    bare = drawn(Detail())
    if len(bare.rooms) > len(groups):
        return drawn(Detail(owners=False))
    counts = [_holds(group, room) for group, room in zip(groups, bare.rooms, strict=True)]
    while any(counts):
        drawing = drawn(Detail(counts[0], sum(counts[1:])))
        if len(drawing.rooms) <= len(groups):
            return drawing
        counts = [max(0, count - 1) for count in counts]
    return bare


def _holds(findings: Sequence[Noted], room: float) -> int:
    """Estimate how many reasons the room left on a page holds, the worst finding's first."""
    told, used = 0, 0.0
    for reason in (one.reason for one in findings if one.reason):
        used += ceil((len(reason) + _REASON_INTRO) / _CHARACTERS) * LOOKS[Density.COMPACT].table.leading
        if used > room:
            break
        told += 1
    return told


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
