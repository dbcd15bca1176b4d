"""Writes the papers of a result. Loaded only when one is asked for: drawing a PDF needs more than computing one."""

import json
from pathlib import Path

from core.document import Document
from core.errors import Fault, InputError
from infra.files import write_atomically
from infra.pdf import Attachment, render
from procurement.papers import score_sheet, stability_note
from scoring.evaluate import Outcome
from scoring.result import Result, Robustness


def write_score_sheet(out: Path, outcome: Outcome, result: Result, *, embed: bool) -> None:
    """Write the score sheet and its twin for machines beside it, the same name with ``.json`` behind.

    Args:
        out: Where the PDF goes.
        outcome: The evaluated bids.
        result: Its result document without robustness.
        embed: Also put the twin into the PDF, which then is PDF/A-3a.

    Raises:
        InputError: A file cannot be written.
    """
    twin = out.with_name(out.name + ".json")
    content = (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()
    description = f"Ergebnis der Wertung ({result['format']})"
    attachment = Attachment(twin.name, content, "application/json", description) if embed else None
    _write_pdf(out, score_sheet(outcome, result), attachment)
    _write(twin, content)


def write_stability_note(out: Path, outcome: Outcome, result: Result, robustness: Robustness) -> None:
    """Write the internal note.

    Raises:
        InputError: The file cannot be written.
    """
    _write_pdf(out, stability_note(outcome, result, robustness))


def _write_pdf(out: Path, document: Document, attachment: Attachment | None = None) -> None:
    _write(out, render(document, attachment))


def _write(out: Path, content: bytes) -> None:
    try:
        write_atomically(out, content)
    except OSError as error:
        raise InputError([Fault("file_unwritable", "", properties={"file": str(out)})]) from error
