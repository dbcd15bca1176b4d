"""The comparison of a lot as workbook: signals by bids, one line each with its proofs, and the decisions."""

from collections.abc import Iterable, Sequence

from core.cells import Cell, CellKind, Sheet, Workbook
from procurement.papers.openness_annex import components, proofs, span
from procurement.rules.openness.report import OpennessReport
from procurement.rules.openness.wording import STATES

_COMPARED = ("Signal", "Titel")
_SIGNALS = ("Angebot", "Bieter", "Signal", "Stand", "Stufe", "mindestens", "höchstens", "Grund", "Nachweise")
_DECISIONS = ("Angebot", "Bieter", "Wertende Person", "Entscheidung", "Punkte", "Grund", "Prüfsumme des Vorschlags")


def openness_workbook(report: OpennessReport) -> Workbook:
    """Return the comparison as cells; all of them text, so that nothing a bidder wrote is a formula."""
    return Workbook(
        (
            _sheet("Vergleich", _compared(report)),
            _sheet("Signale", _signals(report)),
            _sheet("Entscheidungen", _decisions(report)),
        )
    )


def _compared(report: OpennessReport) -> Iterable[Sequence[str]]:
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


def _signals(report: OpennessReport) -> Iterable[Sequence[str]]:
    yield _SIGNALS
    for bid in report.bids:
        for one in bid.signals:
            head = (bid.id, bid.tenderer, one.signal.value, STATES[one.state], one.anchor, one.least, one.most)
            yield (*head, one.sentence, proofs(one))


def _decisions(report: OpennessReport) -> Iterable[Sequence[str]]:
    yield _DECISIONS
    for bid in report.bids:
        for one in bid.decisions:
            said = "angenommen" if one.accepted else "anders entschieden"
            yield (bid.id, bid.tenderer, one.evaluator, said, one.points, one.reason, one.suggestion)


def _sheet(name: str, rows: Iterable[Sequence[str]]) -> Sheet:
    cells = {
        (row, column): Cell(CellKind.TEXT, text)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts, start=1)
        if text
    }
    return Sheet(name, cells)
