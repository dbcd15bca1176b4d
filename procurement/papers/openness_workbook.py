"""The comparison of a lot as workbook: signals by bids, one line each with its proofs, and the decisions."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from core.cells import Cell, CellKind, Sheet, Workbook
from procurement.papers.openness_annex import components, proofs, span
from procurement.rules.openness.report import OpennessReport
from procurement.rules.openness.wording import STATES

_Row = Sequence[str | Decimal]
_COMPARED = ("Signal", "Titel")
_SIGNALS = ("Angebot", "Bieter", "Signal", "Stand", "Stufe", "mindestens", "höchstens", "Grund", "Nachweise")
_DECISIONS = ("Angebot", "Bieter", "Wertende Person", "Entscheidung", "Punkte", "Grund", "Prüfsumme des Vorschlags")


def openness_workbook(report: OpennessReport) -> Workbook:
    """Return the comparison as cells: text, so that nothing a bidder wrote is a formula, and numbers to reckon with."""
    return Workbook(
        (
            _sheet("Vergleich", _compared(report)),
            _sheet("Signale", _signals(report)),
            _sheet("Entscheidungen", _decisions(report)),
        )
    )


def _number(exact: str) -> Decimal | str:
    """Return a fraction as a number where it can be written down to its last digit, else as it is."""
    value = Fraction(exact)
    number = Decimal(value.numerator) / value.denominator
    return number if Fraction(number) == value else exact


def _compared(report: OpennessReport) -> Iterable[_Row]:
    yield (*_COMPARED, *(bid.tenderer for bid in report.bids))
    for place, signal in enumerate(report.bids[0].signals):
        of_it = [bid.signals[place] for bid in report.bids]
        yield (
            signal.signal.value,
            signal.title,
            *(f"{STATES[one.state]}: {span(one.least, one.most)}" for one in of_it),
        )
    yield ("", "Vorgeschlagene Punkte", *(span(bid.least, bid.most) for bid in report.bids))
    yield ("", "OSI-Komponenten (ohne Punkte)", *(components(bid) for bid in report.bids))


def _signals(report: OpennessReport) -> Iterable[_Row]:
    yield _SIGNALS
    for bid in report.bids:
        for one in bid.signals:
            head = (bid.id, bid.tenderer, one.signal.value, STATES[one.state], one.anchor)
            yield (*head, _number(one.least), _number(one.most), one.sentence, proofs(one))


def _decisions(report: OpennessReport) -> Iterable[_Row]:
    yield _DECISIONS
    for bid in report.bids:
        for one in bid.decisions:
            said = "angenommen" if one.accepted else "anders entschieden"
            yield (bid.id, bid.tenderer, one.evaluator, said, _number(one.points), one.reason, one.suggestion)


def _sheet(name: str, rows: Iterable[_Row]) -> Sheet:
    cells = {
        (row, column): Cell(CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    }
    return Sheet(name, cells)
