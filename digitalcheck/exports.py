"""The files a check goes out as. Loaded only where one is asked for."""

import json

from digitalcheck.papers import check_sheet
from digitalcheck.papers.twin import sheet_page, sheet_twin
from digitalcheck.rules.findings import Judgement
from infra.pdf import render


def sheet_of(judgement: Judgement, *, internal: bool = False) -> bytes:
    """Return the sheet as PDF (PDF/UA-1 and PDF/A-2a); equal checks give equal bytes."""
    return render(check_sheet(judgement, sheet_twin(judgement, internal=internal)["digest"], internal=internal))


def twin_of(judgement: Judgement, *, internal: bool = False) -> bytes:
    """Return the twin for machines as it stands beside the PDF."""
    return (json.dumps(sheet_twin(judgement, internal=internal), ensure_ascii=False, indent=1) + "\n").encode()


def page_of(judgement: Judgement, *, internal: bool = False) -> bytes:
    """Return the sheet as an HTML page with the same words."""
    digest = sheet_twin(judgement, internal=internal)["digest"]
    return sheet_page(check_sheet(judgement, digest, internal=internal)).encode()
