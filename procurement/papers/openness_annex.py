"""Annex to the score sheet: what is known about the openness of each bid, what was suggested, who decided what."""

from collections.abc import Iterator
from fractions import Fraction

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
)
from core.german import german_date, german_number
from procurement.papers.words import NOTHING, cell
from procurement.rules.openness.report import BidEntry, DecisionEntry, OpennessReport, SignalEntry
from procurement.rules.openness.wording import STATES

NAME = "Anlage Offenheit zur Wertungsübersicht"
_DIGITS = 3
_HOW = (
    "Die Punkte sind ein Vorschlag. Es gilt, was das Angebot bis zur Angebotsfrist enthielt (§ 56 Abs. 3 VgV). Was "
    "offen ist, kostet keine Punkte und steht als Spanne. Der Anteil offener Komponenten gibt keine Punkte. "
    "Entschieden haben Personen."
)


def openness_annex(report: OpennessReport) -> Document:
    """Return the annex about a lot.

    Args:
        report: All that is known; its day is that of the last thing it tells.
    """
    blocks: list[Block] = [Heading(1, NAME), _head(report), Note("Wie dieser Vorschlag zu lesen ist", (_how(),))]
    blocks += [Heading(2, "Vorschlag je Angebot"), _overview(report)]
    for bid in report.bids:
        blocks += [Heading(2, f"Angebot {bid.tenderer}"), *_bid(bid)]
    return Document(
        title=f"{NAME} {report.reference}",
        language="de-DE",
        issued=report.as_of,
        blocks=tuple(blocks),
        subject=f"{report.criterion} {report.criterion_title}",
        header=f"{NAME} · {report.reference}",
        footer=f"Los {report.lot}",
    )


def span(least: str, most: str) -> str:
    """Return an exact value, or the range that is open, as German numbers.

    Args:
        least: Fraction as text.
        most: The same; equal to ``least`` where nothing is open.
    """
    low, high = (german_number(Fraction(one), _DIGITS) for one in (least, most))
    return low if least == most else f"{low} bis {high}"


def _how() -> Paragraph:
    return Paragraph(runs(_HOW))


def _head(report: OpennessReport) -> Definitions:
    entries = (
        ("Vergabeverfahren", report.reference),
        ("Los", f"{report.lot}: {report.lot_title}"),
        ("Kriterium", f"{report.criterion} {report.criterion_title}"),
        ("Skala", f"{report.scale_minimum} bis {report.scale_maximum} Punkte"),
        ("Bewertungsschlüssel", f"{report.rubric.title}, Fassung {report.rubric.version}"),
        ("Gültig ab", german_date(report.rubric.valid_from)),
        ("Prüfsumme des Bewertungsschlüssels", report.rubric.sha256),
    )
    return Definitions(tuple((name, cell(value)) for name, value in entries))


def _overview(report: OpennessReport) -> Table:
    columns = (
        Column("Angebot", names_row=True),
        Column("Vorgeschlagene Punkte", Align.RIGHT),
        Column("OSI-Komponenten"),
        Column("Prüfsumme des Vorschlags"),
    )
    rows = tuple(
        (cell(bid.tenderer), runs(span(bid.least, bid.most)), runs(components(bid)), runs(bid.suggestion))
        for bid in report.bids
    )
    return Table("Vorgeschlagene Punkte", columns, (RowGroup(rows),))


def components(bid: BidEntry) -> str:
    """Return the share of open components in words: for information, it gives no points."""
    share = bid.components
    if share is None:
        return "keine Stückliste im Angebot"
    return f"{share.osi} von {share.known} mit bekannter Lizenz, {share.unknown} unbekannt"


def _bid(bid: BidEntry) -> Iterator[Block]:
    columns = (
        Column("Signal", names_row=True),
        Column("Stand"),
        Column("Hundertstel des Kriteriums", Align.RIGHT),
        Column("Grund und Nachweis"),
    )
    rows = tuple(
        (
            runs(f"{one.signal.value} {one.title}"),
            runs(STATES[one.state]),
            runs(span(one.least, one.most)),
            cell(f"{one.sentence} {proofs(one)}".strip()),
        )
        for one in bid.signals
    )
    yield Table(f"Signale des Angebots {bid.tenderer}", columns, (RowGroup(rows),))
    if bid.late_files:
        yield Paragraph(runs(f"Später hinzugefügt und nicht gezählt: {', '.join(bid.late_files)}."))
    if bid.decisions:
        yield _decisions(bid)


def proofs(signal: SignalEntry) -> str:
    """Return where a signal can be read, with checksums."""
    told = (f"{one.file}{f', {one.place}' if one.place else ''} ({one.sha256})" for one in signal.proofs)
    return "; ".join(told)


def _decisions(bid: BidEntry) -> Table:
    columns = (
        Column("Wertende Person", names_row=True),
        Column("Entscheidung"),
        Column("Punkte", Align.RIGHT),
        Column("Grund"),
    )
    rows = tuple(_decision(one) for one in bid.decisions)
    return Table(f"Entscheidungen zum Angebot {bid.tenderer}", columns, (RowGroup(rows),))


def _decision(one: DecisionEntry) -> Row:
    said = "angenommen" if one.accepted else "anders entschieden"
    points = german_number(Fraction(one.points), _DIGITS)
    return cell(one.evaluator), runs(said), runs(points), cell(one.reason or NOTHING)
