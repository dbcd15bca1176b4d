"""Whole workbooks as approved: what stands in which cell, how it looks, what may be typed in, how wide columns are.

After a wanted change write them anew with ``PRUEFSTAND_APPROVE=1 pytest tests/scoring/test_workbook_approved.py`` and
read the difference.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.cells import Sheet, Workbook, cell_name, column_name
from scoring.methods import METHODS
from scoring.workbook.build import evaluation_workbook, template_workbook
from scoring.workbook.names import HEAD
from tests.factories import Json, house_rules
from tests.workbooks import parsed, rich

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "arbeitsmappen"


def _started() -> Workbook:
    evaluation = parsed(rich() | {"bids": []})
    return template_workbook(evaluation, house_rules(), evaluators=("Ada", "Ben"), start=True)


def _results() -> Workbook:
    """Return the result sheet of each method: the rest is the same for all."""
    named = [(name, evaluation_workbook(parsed(rich(name)), house_rules())) for name in METHODS]
    sheets = [replace(workbook.sheets[-1], name=f"{name}: {workbook.sheets[-1].name}") for name, workbook in named]
    return Workbook(tuple(sheets))


def _draft() -> Workbook:
    """Return a workbook whose matrix may still be changed, with a corrected price and a bid let in with a reason."""
    document = rich("richtwert_exponent") | {"draft": True}
    document["procedure"]["published"] = False
    document["matrix"]["method"]["exponent"] = "2/3"
    document["bids"][0]["price_correction"] = {
        "stated_gross_eur": "9500.05",
        "rule": "Einzelpreis gilt",
        "reason": "Summe falsch addiert",
    }
    document["bids"][3]["admission_reason"] = "Nachweis lag rechtzeitig im Postfach"
    return evaluation_workbook(parsed(document), house_rules())


def _heads() -> Workbook:
    """Return the first sheet of each method, open and fixed: its fields differ."""
    erweitert: Json = rich("richtwert_erweitert")
    erweitert["matrix"]["method"]["decision_criterion"] = "price"
    shifted: Json = rich("richtwert_verschoben")
    shifted["matrix"]["method"]["shift"] = "100"
    named = {name: rich(name) for name in METHODS} | {"Preis entscheidet": erweitert, "ganze Zahl": shifted}
    sheets = []
    for name, document in named.items():
        for published in (True, False):
            document["procedure"]["published"] = published
            head = template_workbook(parsed(document | {"bids": []}), house_rules()).sheet(HEAD)
            assert head is not None
            sheets.append(replace(head, name=f"{name}: {'fest' if published else 'offen'}"))
    return Workbook(tuple(sheets))


WORKBOOKS: dict[str, Callable[[], Workbook]] = {
    "preis-linear": lambda: evaluation_workbook(parsed(rich()), house_rules()),
    "vorlage": lambda: template_workbook(parsed(rich()), house_rules()),
    "vorlage-leer": _started,
    "ergebnisse": _results,
    "entwurf": _draft,
    "koepfe": _heads,
}


def lines(workbook: Workbook) -> Iterator[str]:
    """Yield everything that a writer is told, in a fixed order."""
    for sheet in workbook.sheets:
        yield f"== {sheet.name}"
        yield from _frame(sheet)
        layout = sheet.layout
        for position in sorted({*sheet.cells, *layout.styles}):
            cell, style = sheet.cells.get(position), layout.styles.get(position)
            text = "" if cell is None else f" {cell.kind} {str(cell.value)!r}"
            formula = f" ={cell.formula}" if cell and cell.formula is not None else ""
            yield f"{cell_name(*position)} [{style or ''}]{text}{formula}"


def _frame(sheet: Sheet) -> Iterator[str]:
    layout = sheet.layout
    yield f"bleibt stehen: {cell_name(*layout.frozen)}"
    yield "Breiten: " + " ".join(f"{column_name(one)}{width}" for one, width in sorted(layout.widths.items()))
    yield "verborgen: " + " ".join(map(str, (sheet.hidden, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns))))
    yield "verbunden: " + " ".join(span.name for span in sheet.merged)
    for rule in layout.rules:
        limits = f"{rule.minimum}..{rule.maximum}"
        yield f"Eingabe {rule.span.name}: {rule.title!r} {rule.message!r} {rule.choices} {limits}"


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_is_as_approved(name: str) -> None:
    told, approved = list(lines(WORKBOOKS[name]())), APPROVED / f"{name}.txt"
    if os.environ.get("PRUEFSTAND_APPROVE"):
        approved.parent.mkdir(exist_ok=True)
        approved.write_text("\n".join(told) + "\n", encoding="utf-8")

    assert told == approved.read_text(encoding="utf-8").splitlines()
