"""Fifty Digital-Checks as sheets beside the same pages in untagged reportlab (Platypus) and by WeasyPrint.

Ours counts everything from the judged answers on: twin for machines, fitting to the page, drawing, tags, archive
format. Platypus only draws the finished document; WeasyPrint makes tagged PDF/UA-1 of our finished HTML twin.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from weasyprint import HTML

from bench.measuring import Row, milliseconds, paired
from bench.pdf import LIMIT, untagged
from digitalcheck.exports import SheetFiles
from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge
from digitalcheck.services.shipped import load_catalogue
from infra.parameters import load_parameters

SHEETS, ROUNDS, WEB_ROUNDS = 50, 5, 2
THREE_TIMES_FASTER = 1 / 3
SECONDS_OF_ONE = 0.06
DAY = date(2026, 11, 20)
_PLAN = {
    "reason": "Ein Test mit den Beratenden ist für Januar vereinbart.",
    "owner": "Sozialamt",
    "until": "2027-01-31",
}
_ANSWERS: dict[str, Any] = {
    **{f"V{number}": {"value": "ja"} for number in range(1, 6)},
    "A2": {"value": "Beratungsgespräche können per Video statt vor Ort geführt werden."},
    "A3": {"value": ["buerger"]},
    "B4": {"value": "befristet", "trigger": "Anbindung der E-Akte", **_PLAN},
    "C2": {"value": ["noch_nicht"], **_PLAN},
    "D2": {"value": "Excel", "system_kind": "excel", "filing": "nein", **_PLAN},
    "D3": {"value": "pruefen", **_PLAN},
    "E1": {"value": "nicht_geprueft", **_PLAN},
    "E2": {"value": "saas"},
    "E4": {"value": ["export"], **_PLAN},
    "F1": {"value": "unsicher"},
    "H1": {"value": "vor_abnahme", **_PLAN},
    "K1": {"value": [{"role": "schulung", "quarter": "2027-Q1", "days_to": "20"}]},
    "K3": {"value": "40000", "yearly": "12000"},
    "L1": {"value": "2027-01-15", "go_live": "2027-06-01"},
}


def checks(count: int) -> list[Judgement]:
    """Return judged checks of as many proposals."""
    catalogue, figures = load_catalogue("digital-check/1.1"), Figures.on(load_parameters("digitalcheck"), DAY)
    head = {
        "titel": "Einführung einer Videoberatung im Jugendamt und im Sozialamt",
        "dezernat": "III",
        "amt": "Sozialamt",
    }
    form = {"format": "pruefstand/digitalcheck/1", "catalogue": catalogue.name, "answers": _ANSWERS}
    numbered = [{**form, "head": {**head, "vorlagen_nr": f"2026/{number:04d}"}} for number in range(count)]
    return [judge(parse_check(one), catalogue, figures, DAY) for one in numbered]


def rows() -> Iterator[Row]:
    """Yield the rows of this part."""
    judged = checks(SHEETS)
    documents = [SheetFiles(one, internal=True).document for one in judged]
    pair = paired(
        lambda: [SheetFiles(one, internal=True).pdf() for one in judged],
        lambda: [untagged(document) for document in documents],
        ROUNDS,
    )
    what = f"{SHEETS} Digital-Check sheets as tagged PDF / the same pages in untagged reportlab (Platypus)"
    yield Row(what, milliseconds(pair.ours), milliseconds(pair.peer), pair.ratio, LIMIT)
    pages = [SheetFiles(one, internal=True).html().decode() for one in judged]
    web = paired(
        lambda: [SheetFiles(one, internal=True).pdf() for one in judged],
        lambda: [HTML(string=page).write_pdf(pdf_variant="pdf/ua-1") for page in pages],
        WEB_ROUNDS,
    )
    what = "  the same / WeasyPrint from the HTML twin (PDF/UA-1)"
    yield Row(what, milliseconds(web.ours), milliseconds(web.peer), web.ratio, THREE_TIMES_FASTER)
    one = pair.ours / SHEETS
    yield Row("  one sheet, warm", milliseconds(one), "", one * 1000, SECONDS_OF_ONE * 1000, "ms")
